"""All deliveries of a campaign by their keys: any of them at the cost of one, all of them for whoever asks for all.

A campaign may plan a hundred thousand for a year ahead. What is due, late or held is a few of them; those are computed
from the files by their key. The whole list is computed to be looked through, and let go afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.campaign.model import Account, Campaign, Limits, Post, Slot
from bot.campaign.plan import accounts_of, plan, slot_of
from bot.campaign.problem import Problem
from bot.campaign.render import render

REMEMBERED = 2048
"""Deliveries that were asked for one by one."""

Texts = dict[tuple[object, ...], Post | tuple[Problem, ...]]
"""What was rendered, by all that it depends on."""


@dataclass(frozen=True, slots=True)
class Due:
    """One delivery of the plan: a slot and the account it goes to."""

    slot: Slot
    account: Account


class Deliveries(Mapping[str, Due]):
    """By delivery key; listed in the order of due times. Safe to ask from many threads."""

    def __init__(self, campaign: Campaign | None, slots: tuple[Slot, ...] | None = None) -> None:
        """``slots``: of ``campaign``, when they have been planned already."""
        self._campaign = campaign
        self._slots = slots
        self._all: dict[str, Due] | None = None
        self._some: dict[str, Due | None] = {}
        self.texts: Texts = {}
        """Rendered once for whoever looks through all of them."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All slots, by due time."""
        if self._slots is None:
            campaign = self._campaign
            self._slots = plan(campaign.settings, campaign.entries.values())[0] if campaign else ()
        return self._slots

    def let_go(self) -> None:
        """Forget the whole list; asked for again, it is computed again, and is the same."""
        self._all, self._slots, self.texts = None, None, {}

    def __getitem__(self, key: str) -> Due:
        whole = self._all
        due = whole.get(key) if whole is not None else self._one(key)
        if due is None:
            raise KeyError(key)
        return due

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed())

    def __len__(self) -> int:
        return len(self._listed())

    def _listed(self) -> dict[str, Due]:
        whole = self._all
        if whole is None:
            campaign = self._campaign
            whole = by_key(campaign, self.slots) if campaign else {}
            self._all = whole
        return whole

    def _one(self, key: str) -> Due | None:
        some = self._some
        if key not in some:
            if len(some) >= REMEMBERED:
                # Another thread may be reading the old one: it is left to it.
                some = self._some = {}
            some[key] = self._found(key)
        return some[key]

    def _found(self, key: str) -> Due | None:
        campaign, parts = self._campaign, key.split("/")
        if campaign is None or len(parts) != len(("entry", "occurrence", "audience", "account")):
            return None
        entry, audience = campaign.entries.get(parts[0]), campaign.settings.audiences.get(parts[2])
        if entry is None or audience is None:
            return None
        slot = slot_of(campaign.settings, entry, audience, parts[1])
        accounts = accounts_of(slot, campaign.settings) if slot else ()
        return next((Due(slot, account) for account in accounts if slot and account.name == parts[3]), None)


def rendered(
    slot: Slot, account: Account, campaign: Campaign, number: int | None, limits: Limits, texts: Texts
) -> Post | tuple[Problem, ...]:
    """``render``, once for each text, however many slots and accounts share it."""
    # All that ``render`` looks at of slot, account and campaign, within one campaign.
    key = (slot.entry.key, slot.audience.language, account.network, limits, number)
    found = texts.get(key)
    if found is None:
        found = texts[key] = render(slot, account, campaign, number, limits)
    return found


def by_key(campaign: Campaign, slots: tuple[Slot, ...]) -> dict[str, Due]:
    """Each slot for each account it goes to."""
    return {
        slot.key(account.name): Due(slot, account) for slot in slots for account in accounts_of(slot, campaign.settings)
    }
