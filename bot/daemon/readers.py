"""Network clients for duties that read: opened when something is to be read, kept while it is, closed after."""

from __future__ import annotations

from datetime import datetime

from bot import log
from bot.campaign.model import Account
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.readback import read_again
from bot.campaign.retry import instant_of
from bot.daemon.door import misnamed
from bot.daemon.means import Means
from bot.daemon.rests import Rests
from bot.errors import CampaignError
from bot.ports import Blind, Looked, Network, Sought

_log = log.logger("readers")

OTHER_ACCOUNT = "other account"
"""How a reason begins: see ``bot.wording.networks``."""


class Readers:
    """One duty's clients. Each first says whom it speaks for: what another account has proves nothing of ours."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._open: dict[str, tuple[Account, Network]] = {}
        self._failures: dict[str, int] = {}
        self._shut = Rests[str]()

    def failures(self, account: str) -> int:
        """How many times running it could not be read."""
        return self._failures.get(account, 0)

    def shut_until(self, account: str, now: datetime) -> datetime | None:
        """Until when the account is left alone; ``None``: it may be read."""
        return self._shut.until(account, now)

    def find(self, account: Account, sought: Sought) -> Looked | NotSent | Blind:
        """Look for a post. After a ``NotSent`` the account is left alone for a while, longer each time."""
        seen = self._find(account, sought)
        if not isinstance(seen, NotSent):
            self._failures.pop(account.name, None)
            self._shut.forget(account.name)
            return seen
        now = self._means.clock.now()
        self._failures[account.name] = self.failures(account.name) + 1
        until = read_again(self.failures(account.name), now, self._means.jitter(), instant_of(seen.retry_at, now))
        self._shut.put_off(account.name, now, until)
        # Its secrets may be mended before it is asked again.
        self._close(account.name)
        _log.warning("not read", account=account.name, reason=seen.reason, again=until)
        return NotSent(seen.reason, until)

    def _find(self, account: Account, sought: Sought) -> Looked | NotSent | Blind:
        try:
            network = self._opened(account)
            seen = network if isinstance(network, NotSent) else network.find_own_posts(sought)
        except CampaignError as error:
            return NotSent(error.message)
        except Exception as bug:  # noqa: BLE001 -- one account's fault must not keep the others' posts unread
            _log.error("reading failed", exc_info=bug, account=account.name)
            return NotSent(f"a fault of this program ({type(bug).__name__})")
        return NotSent(seen.reason) if isinstance(seen, AccountBroken) else seen

    def close(self) -> None:
        """Nothing is to be read any more."""
        for name in list(self._open):
            self._close(name)
        self._failures.clear()
        self._shut.clear()

    def _opened(self, account: Account) -> Network | NotSent:
        known = self._open.get(account.name)
        if known is not None and known[0] == account:
            return known[1]
        self._close(account.name)
        network = self._means.networks(account)
        try:
            refusal = self._refusal(account, network)
        except BaseException:
            network.close()
            raise
        if refusal is not None:
            network.close()
            return refusal
        self._open[account.name] = (account, network)
        return network

    def _refusal(self, account: Account, network: Network) -> NotSent | None:
        identity = network.identity()
        match identity:
            case NotSent():
                return identity
            case AccountBroken(reason):
                return NotSent(reason)
            case _:
                wrong = misnamed(account, identity)
                if not wrong:
                    pinned = self._means.outbox.pin(account.name, identity, self._means.clock.now())
                    wrong = "" if pinned.id == identity.id else pinned.name
                return NotSent(f"{OTHER_ACCOUNT}: {identity.name} ≠ {wrong}") if wrong else None

    def _close(self, name: str) -> None:
        account_and_network = self._open.pop(name, None)
        if account_and_network is not None:
            account_and_network[1].close()
