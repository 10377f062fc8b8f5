"""Opens an account for what cannot wait for its door: at once when it is vouched for, else after it said who it is."""

from __future__ import annotations

from collections.abc import Callable

from bot.campaign.model import Account
from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.door import VOUCHED, misnamed
from bot.daemon.means import Means
from bot.daemon.readers import OTHER_ACCOUNT
from bot.errors import CampaignError
from bot.ports import Network


class Clients:
    """One duty's. Another account's token would find none of our posts, and take that for their being gone."""

    def __init__(self, means: Means, proof: Callable[[Account], str]) -> None:
        self._means = means
        self._proof = proof

    def open(self, account: Account) -> Network | NotSent | AccountBroken:
        """A client of the account, for one thread, to be closed by whoever asked for it."""
        try:
            vouched = self._is_vouched_for(account)
            network = self._means.networks(account)
        except CampaignError as error:
            return NotSent(error.message)
        if vouched:
            return network
        try:
            refusal = self._refusal(account, network)
        except BaseException:
            network.close()
            raise
        if refusal is None:
            return network
        network.close()
        return refusal

    def _is_vouched_for(self, account: Account) -> bool:
        """Whether these very credentials once answered as this account (see ``Door``)."""
        proof = self._proof(account)
        return bool(proof) and self._means.outbox.noted(VOUCHED + account.name) == proof

    def _refusal(self, account: Account, network: Network) -> NotSent | AccountBroken | None:
        identity = network.identity()
        if isinstance(identity, NotSent | AccountBroken):
            return identity
        wrong = misnamed(account, identity)
        if not wrong:
            pinned = self._means.outbox.pin(account.name, identity, self._means.clock.now())
            wrong = "" if pinned.id == identity.id else pinned.name
        return AccountBroken(f"{OTHER_ACCOUNT}: {identity.name} ≠ {wrong}") if wrong else None
