"""Counting requests the way the networks do: fixed windows, leaky buckets, sliding minutes."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much of a window is left to one key."""

    limit: int
    used: int
    reset: datetime
    """When the window ends, UTC."""

    @property
    def remaining(self) -> int:
        """Requests left."""
        return max(0, self.limit - self.used)


class Window:
    """``limit`` requests per ``period_s``, in windows aligned to the epoch or opened by their first request."""

    def __init__(self, limit: int, period_s: int, *, aligned: bool) -> None:
        self.limit = limit
        self.period_s = period_s
        self._aligned = aligned
        self._counts: dict[Hashable, tuple[int, int]] = {}

    def look(self, key: Hashable, now: datetime) -> Allowance:
        """What is left, counting nothing."""
        start, used = self._current(key, now)
        return Allowance(self.limit, used, datetime.fromtimestamp(start + self.period_s, UTC))

    def take(self, key: Hashable, now: datetime) -> bool:
        """Count one request, unless none is left."""
        start, used = self._current(key, now)
        if used >= self.limit:
            return False
        self._counts[key] = (start, used + 1)
        return True

    def _current(self, key: Hashable, now: datetime) -> tuple[int, int]:
        second = int(now.timestamp())
        fresh = second - second % self.period_s if self._aligned else second
        start, used = self._counts.get(key, (fresh, 0))
        # A clock that was set back opens a new window, as an expired one does.
        if not start <= second < start + self.period_s:
            return fresh, 0
        return start, used

    def clear(self) -> None:
        """Forget every count."""
        self._counts.clear()


class Bucket:
    """A burst of ``size`` at once, refilled at ``per_s``."""

    def __init__(self, size: float, per_s: float) -> None:
        self._size = size
        self._per_s = per_s
        self._levels: dict[Hashable, tuple[float, float]] = {}

    def wait_s(self, key: Hashable, now: datetime) -> int:
        """Whole seconds until one more is allowed; 0: now."""
        level = self._level(key, now.timestamp())
        return 0 if level >= 1 else math.ceil((1 - level) / self._per_s)

    def take(self, key: Hashable, now: datetime) -> None:
        """Count one."""
        at = now.timestamp()
        self._levels[key] = (self._level(key, at) - 1, at)

    def _level(self, key: Hashable, at: float) -> float:
        level, since = self._levels.get(key, (self._size, at))
        if at < since:  # the clock was set back
            return self._size
        return min(self._size, level + (at - since) * self._per_s)

    def clear(self) -> None:
        """Forget every count."""
        self._levels.clear()


class Sliding:
    """``limit`` in any ``period_s``."""

    def __init__(self, limit: int, period_s: int) -> None:
        self._limit = limit
        self._period_s = period_s
        self._times: dict[Hashable, deque[float]] = {}

    def wait_s(self, key: Hashable, now: datetime) -> int:
        """Whole seconds until one more is allowed; 0: now."""
        at = now.timestamp()
        times = self._times.setdefault(key, deque())
        while times and not times[0] <= at < times[0] + self._period_s:
            times.popleft()
        return 0 if len(times) < self._limit else max(1, math.ceil(times[0] + self._period_s - at))

    def take(self, key: Hashable, now: datetime) -> None:
        """Count one."""
        self._times.setdefault(key, deque()).append(now.timestamp())

    def clear(self) -> None:
        """Forget every count."""
        self._times.clear()
