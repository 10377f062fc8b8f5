"""A store that turns out to be an earlier copy of itself: what it believes unsent is looked for before it is sent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot import log
from bot.bootstrap.calls import begin_anew, kept_calls
from bot.campaign.delivery import FEWER_CALLS, State
from bot.outbox.aftermath import reason_of
from bot.ports import COPY, Alarm, Outbox

LOOKED = "copy-looked-through"
"""A note: the mark of the copy that a command has looked through; a daemon is still to bring its plan in."""
_log = log.logger("distrust")


def is_news(outbox: Outbox, var: Path) -> bool:
    """Whether it is an earlier copy of the store that nobody has looked through."""
    mark = outbox.noted(COPY) or ""
    return not is_looked_through(outbox, mark) if mark else knows_less(outbox, var)


def is_looked_through(outbox: Outbox, mark: str) -> bool:
    """Whether the copy with this mark was."""
    return outbox.noted(LOOKED) == mark


def knows_less(outbox: Outbox, var: Path) -> bool:
    """Whether more was done than it knows of."""
    return outbox.deeds_ever() < kept_calls(var)


class Distrust:
    """Of one run: twice it looks at what was due, before anything else and once the plan is in it.

    The plan may bring posts that the copy never knew, and that went out since it was made: while the store is marked
    as a copy, they are distrusted in the step that brings them.
    """

    def __init__(self, outbox: Outbox, var: Path, alarm: Alarm) -> None:
        self._outbox = outbox
        self._var = var
        self._alarm = alarm
        self._mark = ""
        self._reason = ""
        self._keys: set[str] = set()

    def begin(self, now: datetime) -> None:
        """Find out whether it is a copy; if so, nothing that was due by ``now`` goes out unread."""
        self._mark = self._outbox.noted(COPY) or ""
        if not self._mark and knows_less(self._outbox, self._var):
            # Marked at once: whatever a command does now counts too, and would hide what is missing.
            self._mark = FEWER_CALLS
            self._outbox.note(COPY, FEWER_CALLS)
        if self._mark:
            self._reason = reason_of(self._mark)
        self._look(now)

    def end(self, now: datetime) -> None:
        """The same of what the plan brought; from here on the store is one like any other. Twice is once."""
        if not self._reason:
            return
        # A crash in between finds the mark again, and looks again: that costs time and nothing else.
        with self._outbox.together():
            self._look(now)
            unsure = self._outbox.deliveries((State.UNKNOWN,))
            self._keys.update(row.key for row in unsure if row.reason == self._reason)
            self._outbox.note(COPY, "")
            self._outbox.note(LOOKED, "")
        begin_anew(self._var, self._outbox.deeds_ever())
        _log.warning("a copy", reason=self._reason, unsure=len(self._keys))
        self._alarm.tell("store-distrusted", reason=self._reason, number=len(self._keys))
        self._reason = ""

    def _look(self, now: datetime) -> None:
        if not self._reason:
            return
        with self._outbox.together():
            # What people approved since the first look is their word.
            again = is_looked_through(self._outbox, self._mark)
            self._keys.update(row.key for row in self._outbox.distrust(now, self._reason, again=again))
            self._outbox.note(LOOKED, self._mark)
