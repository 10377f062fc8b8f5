"""The one place that reads the computer's clock, and a clock that a rehearsal turns by hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SystemClock:
    """The computer's own time."""

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        return datetime.now(UTC)  # noqa: TID251 -- this is the one place

    def monotonic_s(self) -> float:
        """Seconds that never jump."""
        return time.monotonic()


class VirtualClock:
    """A clock that stands still until it is set; it never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._start = start

    def now(self) -> datetime:
        """The instant it was last set to."""
        return self._now

    def monotonic_s(self) -> float:
        """Virtual seconds since its start."""
        return (self._now - self._start).total_seconds()

    def set(self, instant: datetime) -> None:
        """Turn it forward."""
        self._now = max(self._now, instant)
