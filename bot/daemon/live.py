"""What the daemon is running right now: one frozen snapshot, replaced whole at each reload."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.campaign.model import Account, Campaign, Slot
from bot.campaign.plan import accounts_of
from bot.campaign.problem import Problem


@dataclass(frozen=True, slots=True)
class Due:
    """One delivery of the plan: a slot and the account it goes to."""

    slot: Slot
    account: Account


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A version of the campaign that can be run, and what is wrong with the files it came from."""

    campaign: Campaign | None
    """``None``: nothing usable, not even an earlier version."""
    plan: Mapping[str, Due] = field(default_factory=dict)
    """By delivery key, in the order of due times."""
    waiting: Mapping[str, str] = field(default_factory=dict)
    """Delivery key → the broken file it waits for."""
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    """Files whose present text cannot be used."""


def snapshot(campaign: Campaign, slots: tuple[Slot, ...]) -> Snapshot:
    """A snapshot of sound files."""
    return Snapshot(campaign, deliveries(campaign, slots))


def deliveries(campaign: Campaign, slots: tuple[Slot, ...]) -> dict[str, Due]:
    """Each slot for each account it goes to, by key."""
    return {
        slot.key(account.name): Due(slot, account) for slot in slots for account in accounts_of(slot, campaign.settings)
    }


class Live:
    """The snapshot in force."""

    def __init__(self, first: Snapshot) -> None:
        self._lock = threading.Lock()
        self._snapshot = first

    @property
    def snapshot(self) -> Snapshot:
        """The version in force now; hold on to it for the length of one step."""
        with self._lock:
            return self._snapshot

    def replace(self, newer: Snapshot) -> None:
        """From now on this one."""
        with self._lock:
            self._snapshot = newer
