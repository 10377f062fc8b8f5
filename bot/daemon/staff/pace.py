"""How much the desk may say: people read a few messages a minute, and Telegram takes twenty in a group."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

A_MINUTE = timedelta(minutes=1)
MOST_SAID = 6
"""New messages a minute; what is more waits, and news that wait become one digest."""
MOST_CALLS = 15
"""With changes of older messages."""


class Pace:
    """Of one chat."""

    def __init__(self) -> None:
        self._said: deque[datetime] = deque(maxlen=MOST_SAID)
        self._calls: deque[datetime] = deque(maxlen=MOST_CALLS)

    def may_say(self, now: datetime, spare: int = 0) -> bool:
        """Whether a new message may be written now, ``spare`` more being left for what is more urgent."""
        return _room(self._said, now, spare) and self.may_rewrite(now, spare)

    def may_rewrite(self, now: datetime, spare: int = 0) -> bool:
        """Whether an older message may be changed now."""
        return _room(self._calls, now, spare)

    def said(self, now: datetime) -> None:
        """A new message was tried."""
        self._said.append(now)
        self._calls.append(now)

    def rewrote(self, now: datetime) -> None:
        """An older one was."""
        self._calls.append(now)

    def again_at(self, now: datetime, spare: int = 0) -> datetime:
        """When there is room again."""
        full = [calls[_oldest(calls, spare)] + A_MINUTE for calls in self._both if not _room(calls, now, spare)]
        return max(full, default=now)

    @property
    def _both(self) -> tuple[deque[datetime], deque[datetime]]:
        return self._said, self._calls


def _oldest(calls: deque[datetime], spare: int) -> int:
    """The place of the call that must be a minute ago."""
    return len(calls) + spare - (calls.maxlen or 0)


def _room(calls: deque[datetime], now: datetime, spare: int = 0) -> bool:
    oldest = _oldest(calls, spare)
    # A clock put back must not silence the desk.
    return oldest < 0 or not timedelta(0) <= now - calls[oldest] < A_MINUTE
