"""Puts a new version of the files in force, all or nothing, and tells the staff what came of an edit."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from bot import log
from bot.campaign.problem import Problem, Severity
from bot.daemon.edits import GONE, refused
from bot.daemon.live import Live, Snapshot, Version, snapshot_of
from bot.daemon.planner import Planner, is_planned
from bot.ports import GO_ON, Alarm, Outbox
from bot.wording import problem_text

_log = log.logger("reloader")


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


LOOK_AGAIN = timedelta(minutes=1)
"""At the post for whose sake an edit was refused, while it may be out."""


class Reloader:
    """A duty that has something to do after ``touch``, or once what an edit was refused for proves not to be out."""

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
        self._refused_for = ""
        """The key of the delivery that the last version would say again, or move."""
        self._gone_on: Mapping[str, str | None] = {}

    def touch(self) -> None:
        """Something in the folder changed."""
        self._touched.set()

    def run_once(self, now: datetime) -> datetime | None:
        """Read again if something changed, or if somebody chose to go on without a broken file."""
        if not self._touched.is_set() and not self._choice_changed() and not self._may_be_tried_again():
            return now + LOOK_AGAIN if self._refused_for else None
        self._touched.clear()
        try:
            self._reload(now)
        except BaseException:
            # Whatever broke (a full disk, a locked database): what was saved must not stay unread.
            self._last = None
            self._touched.set()
            raise
        return now + LOOK_AGAIN if self._refused_for else None

    def _may_be_tried_again(self) -> bool:
        """Whether the post that an edit was refused for is not out after all, as when its call never arrived."""
        row = self._outbox.get(self._refused_for) if self._refused_for else None
        if row is None or row.state in GONE:
            return False
        self._last = None
        return True

    def _reload(self, now: datetime) -> None:
        before = self._live.snapshot
        read = self._files.read(now)
        if read is self._last:
            return
        self._last = read
        fresh = snapshot_of(read)
        # What the rows agree with already was not refused.
        believed = now if self._planner.clock_trusted() else None
        problem = None if is_planned(fresh, self._outbox) else refused(fresh, self._outbox, believed)
        self._refused_for = str(problem.args.get("earlier", "")) if problem is not None else ""
        if problem is not None:
            self._alarm.tell("edit-refused", problem=self._in_words(problem))
            if before.campaign is not None:
                return
            # Found at a start: what ran before the edit goes on.
            fresh = snapshot_of(self._files.earlier(now))
        else:
            self._files.keep(read, now)
        self._live.replace(fresh)
        self._planner.run_once(now)
        self._report(before, fresh, now)
        self._remember_choices(fresh)
        fresh.let_go()
        self._changed()

    def _choice_changed(self) -> bool:
        return any(self._choice(file) != digest for file, digest in self._gone_on.items())

    def _remember_choices(self, running: Snapshot) -> None:
        self._gone_on = {file: self._choice(file) for file in running.broken}

    def _choice(self, file: str) -> str | None:
        return self._outbox.noted(GO_ON + file)

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
            # The rows agree with the plan by now, and they are counted where they lie.
            posts, deliveries = self._outbox.ahead(now)
            _log.info("files in force", ahead=deliveries)
            if before.broken or before.campaign is None:
                self._alarm.tell("files-good", time=f"{now:%H:%M} UTC", posts=posts, deliveries=deliveries)

    def _in_words(self, problem: Problem) -> str:
        message, hint = problem_text(problem, self._live.snapshot.language)
        place = problem.place
        return f"{place.file}:{place.line}:{place.column}: {message} {hint}".strip()
