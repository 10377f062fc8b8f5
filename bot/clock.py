"""The one place that reads the computer's clock, and a clock that a rehearsal turns by hand."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta


class SystemClock:
    """The computer's own time."""

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        return datetime.now(UTC)  # noqa: TID251 -- this is the one place

    def monotonic_s(self) -> float:
        """Seconds that never jump."""
        return time.monotonic()


class VirtualClock:
    """A clock that stands still until it is set. Time passes forward; only ``jump`` puts the wall clock back."""

    def __init__(self, start: datetime) -> None:
        self._now = start
        self._monotonic_s = 0.0

    def now(self) -> datetime:
        """The instant it was last set to."""
        return self._now

    def monotonic_s(self) -> float:
        """Virtual seconds since its start."""
        return self._monotonic_s

    def set(self, instant: datetime) -> None:
        """Let time pass until ``instant``."""
        passed = max(timedelta(0), instant - self._now)
        self._now += passed
        self._monotonic_s += passed.total_seconds()

    def jump(self, by: timedelta) -> None:
        """The wall clock alone, either way: somebody's hand, or a computer that slept."""
        self._now += by

    def run(self, seconds: float) -> None:
        """The monotonic clock alone: a wall clock that is put back again and again."""
        self._monotonic_s += seconds
