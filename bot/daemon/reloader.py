"""Puts a new version of the files in force, all or nothing, and tells the staff what came of an edit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from bot import log
from bot.campaign.model import Campaign, Slot
from bot.campaign.problem import Problem, Severity
from bot.daemon.edits import refusal
from bot.daemon.live import Live, Snapshot, deliveries
from bot.daemon.planner import Planner
from bot.ports import Alarm, Outbox
from bot.wording import problem_text

_log = log.logger("reloader")


class Version(Protocol):
    """What was read: see ``bot.files.version``."""

    @property
    def campaign(self) -> Campaign | None:
        """What may run."""

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


V = TypeVar("V", bound=Version)


@dataclass(frozen=True)
class Files(Generic[V]):
    """What can be done with the campaign's files."""

    read: Callable[[datetime], V]
    """The version that may run now."""
    keep: Callable[[V, datetime], None]
    """Make it the last good one, if there is no error in it."""
    earlier: Callable[[datetime], V]
    """The last good one."""


class Reloader:
    """A duty that has something to do only after ``touch``."""

    name = "reloader"

    def __init__(
        self,
        live: Live,
        planner: Planner,
        outbox: Outbox,
        alarm: Alarm,
        files: Files[Any],
        changed: Callable[[], None],
    ) -> None:
        self._live = live
        self._planner = planner
        self._outbox = outbox
        self._alarm = alarm
        self._files = files
        self._changed = changed
        self._touched = threading.Event()
        self._touched.set()
        """The first reading is told of like any other."""
        self._last: Version | None = None
        self._gone_on: Mapping[str, str | None] = {}

    def touch(self) -> None:
        """Something in the folder changed."""
        self._touched.set()

    def run_once(self, now: datetime) -> datetime | None:
        """Read again if something changed, or if somebody chose to go on without a broken file."""
        if not self._touched.is_set() and not self._choice_changed():
            return None
        self._touched.clear()
        before = self._live.snapshot
        read = self._files.read(now)
        if read is self._last:
            return None
        self._last = read
        fresh = _snapshot(read)
        problem = refusal(fresh, self._outbox.deliveries())
        if problem is not None:
            self._alarm.tell("edit-refused", problem=self._in_words(problem))
            if before.campaign is not None:
                return None
            # Found at a start: what ran before the edit goes on.
            fresh = _snapshot(self._files.earlier(now))
        else:
            self._files.keep(read, now)
        self._live.replace(fresh)
        self._planner.run_once(now)
        self._report(before, fresh, now)
        self._remember_choices(fresh)
        self._changed()
        return None

    def _choice_changed(self) -> bool:
        return any(self._choice(file) != digest for file, digest in self._gone_on.items())

    def _remember_choices(self, running: Snapshot) -> None:
        self._gone_on = {file: self._choice(file) for file in running.broken}

    def _choice(self, file: str) -> str | None:
        return self._outbox.noted(f"go on with the last good {file}")

    def _report(self, before: Snapshot, running: Snapshot, now: datetime) -> None:
        if running.campaign is None:
            first = next((item for item in running.problems if item.severity is Severity.ERROR), None)
            self._alarm.tell("files-unusable", problem=self._in_words(first) if first else "")
            return
        for file in sorted(running.broken):
            first = next(
                (item for item in running.problems if item.place.file == file and item.severity is Severity.ERROR),
                None,
            )
            coming = next(
                (key for key, due in running.plan.items() if running.waiting.get(key) == file and due.slot.due > now),
                "–",
            )
            self._alarm.tell("file-broken", file=file, problem=self._in_words(first) if first else "", next=coming)
        if not running.broken:
            ahead = [due for due in running.plan.values() if due.slot.due > now]
            _log.info("files in force", deliveries=len(running.plan), ahead=len(ahead))
            if before.broken or before.campaign is None:
                posts = len({id(due.slot) for due in ahead})
                self._alarm.tell("files-good", time=f"{now:%H:%M} UTC", posts=posts, deliveries=len(ahead))

    def _in_words(self, problem: Problem) -> str:
        campaign = self._live.snapshot.campaign
        message, hint = problem_text(problem, campaign.settings.staff.language if campaign else "en")
        place = problem.place
        return f"{place.file}:{place.line}:{place.column}: {message} {hint}".strip()


def _snapshot(read: Version) -> Snapshot:
    plan = deliveries(read.campaign, read.slots) if read.campaign else {}
    return Snapshot(read.campaign, plan, read.waiting, read.problems, read.broken)
