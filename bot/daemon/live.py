"""What the daemon is running right now: one frozen snapshot, replaced whole at each reload."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.campaign.model import Account, Campaign, Slot
from bot.campaign.plan import accounts_of
from bot.campaign.problem import Problem


class Version(Protocol):
    """What was read of the files, and may run: see ``bot.files.version``."""

    @property
    def campaign(self) -> Campaign | None:
        """``None``: nothing usable, not even an earlier version."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Its slots."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of the files as they are."""

    @property
    def broken(self) -> frozenset[str]:
        """Files that cannot be used as they are."""

    @property
    def waiting(self) -> Mapping[str, str]:
        """Delivery key → the file it waits for."""


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

    @property
    def language(self) -> str:
        """What the staff speak."""
        return self.campaign.settings.staff.language if self.campaign else "en"


def deliveries(campaign: Campaign, slots: tuple[Slot, ...]) -> dict[str, Due]:
    """Each slot for each account it goes to, by key."""
    return {
        slot.key(account.name): Due(slot, account) for slot in slots for account in accounts_of(slot, campaign.settings)
    }


def snapshot_of(version: Version) -> Snapshot:
    """A version of the files as the daemon runs it."""
    plan = deliveries(version.campaign, version.slots) if version.campaign else {}
    return Snapshot(version.campaign, plan, version.waiting, version.problems, version.broken)


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
