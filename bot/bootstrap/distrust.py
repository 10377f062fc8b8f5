"""A store that turns out to be an earlier copy of itself: what it believes unsent is looked for before it is sent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot import log
from bot.bootstrap.calls import begin_anew, kept_calls
from bot.campaign.delivery import RESTORED
from bot.outbox.copying import COPY
from bot.ports import Alarm, Outbox

FEWER_CALLS = "fewer calls than were made"
"""A reason: see ``bot.wording.reasons``."""
_log = log.logger("distrust")


class Distrust:
    """Of one run: twice it looks at what was due, before anything else and once the plan is in it.

    The plan may bring posts that the copy never knew, and that went out since it was made.
    """

    def __init__(self, outbox: Outbox, var: Path, alarm: Alarm) -> None:
        self._outbox = outbox
        self._var = var
        self._alarm = alarm
        self._reason = ""
        self._keys: set[str] = set()

    def begin(self, now: datetime) -> None:
        """Find out whether it is a copy; if so, nothing that was due by ``now`` goes out unread."""
        if self._outbox.noted(COPY):
            self._reason = RESTORED
        elif self._outbox.deeds_ever() < kept_calls(self._var):
            self._reason = FEWER_CALLS
        self._look(now)

    def end(self, now: datetime) -> None:
        """The same of what the plan brought; from here on the store is one like any other. Twice is once."""
        if not self._reason:
            return
        # A crash in between finds the mark again, and looks again: that costs time and nothing else.
        with self._outbox.together():
            self._look(now)
            self._outbox.note(COPY, "")
        begin_anew(self._var, self._outbox.deeds_ever())
        _log.warning("a copy", reason=self._reason, unsure=len(self._keys))
        self._alarm.tell("store-distrusted", reason=self._reason, number=len(self._keys))
        self._reason = ""

    def _look(self, now: datetime) -> None:
        if self._reason:
            self._keys.update(row.key for row in self._outbox.distrust(now, self._reason))
