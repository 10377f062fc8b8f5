"""What the daemon is running right now: one frozen snapshot, replaced whole at each reload."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.campaign.deliveries import Deliveries, Due, Texts
from bot.campaign.deliveries import by_key as deliveries
from bot.campaign.model import Campaign
from bot.campaign.problem import Problem

__all__ = ["Due", "Live", "Snapshot", "Version", "deliveries", "snapshot_of"]


class Version(Protocol):
    """What was read of the files, and may run: see ``bot.files.version``."""

    @property
    def campaign(self) -> Campaign | None:
        """``None``: nothing usable, not even an earlier version."""

    @property
    def plan(self) -> Deliveries:
        """Its deliveries."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Of the files as they are."""

    @property
    def broken(self) -> frozenset[str]:
        """Files that cannot be used as they are."""

    @property
    def waiting(self) -> Mapping[str, str]:
        """Delivery key → the file it waits for."""

    @property
    def mark(self) -> str:
        """The same for files, program and limits that make the same rows; empty: not known to be sound."""


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
    mark: str = ""
    """See ``Version``."""

    @property
    def texts(self) -> Texts:
        """What was rendered while all deliveries were looked through; may be added to."""
        return self.plan.texts if isinstance(self.plan, Deliveries) else {}

    def let_go(self) -> None:
        """All deliveries have been looked through: what is asked for from now on are single ones."""
        if isinstance(self.plan, Deliveries):
            self.plan.let_go()

    @property
    def language(self) -> str:
        """What the staff speak."""
        return self.campaign.settings.staff.language if self.campaign else "en"


def snapshot_of(version: Version) -> Snapshot:
    """A version of the files as the daemon runs it."""
    return Snapshot(version.campaign, version.plan, version.waiting, version.problems, version.broken, version.mark)


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
