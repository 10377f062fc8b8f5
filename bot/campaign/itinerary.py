"""Every delivery of a campaign as it would read when due: what ``plan`` and ``preview`` show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.campaign.model import DEFAULT_LIMITS, Account, Campaign, Limits, Post, Slot
from bot.campaign.plan import accounts_of
from bot.campaign.render import render


@dataclass(frozen=True, slots=True)
class Item:
    """One delivery of the plan."""

    slot: Slot
    account: Account
    post: Post

    @property
    def key(self) -> str:
        """The delivery's key."""
        return self.slot.key(self.account.name)


def itinerary(campaign: Campaign, slots: Iterable[Slot], limits: Mapping[str, Limits]) -> Iterator[Item]:
    """By due time; what cannot be rendered is left out (``check`` says why). ``limits``: by account, as known."""
    for slot in slots:
        number = slot.countdown.number if slot.countdown else None
        for account in accounts_of(slot, campaign.settings):
            post = render(slot, account, campaign, number, limits.get(account.name, DEFAULT_LIMITS[account.network]))
            if isinstance(post, Post):
                yield Item(slot, account, post)
