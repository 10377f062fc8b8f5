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

    def may_say(self, now: datetime) -> bool:
        """Whether a new message may be written now."""
        return _room(self._said, now) and self.may_rewrite(now)

    def may_rewrite(self, now: datetime) -> bool:
        """Whether an older message may be changed now."""
        return _room(self._calls, now)

    def said(self, now: datetime) -> None:
        """A new message was tried."""
        self._said.append(now)
        self._calls.append(now)

    def rewrote(self, now: datetime) -> None:
        """An older one was."""
        self._calls.append(now)

    def again_at(self, now: datetime) -> datetime:
        """When there is room again."""
        full = [calls[0] + A_MINUTE for calls in (self._said, self._calls) if not _room(calls, now)]
        return max(full, default=now)


def _room(calls: deque[datetime], now: datetime) -> bool:
    # A clock put back must not silence the desk.
    return len(calls) < (calls.maxlen or 0) or not timedelta(0) <= now - calls[0] < A_MINUTE
