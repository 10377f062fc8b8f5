"""A post is made ready a moment before its instant: for the instant only the last look and the call are left."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from bot.ports import Clock

PATIENCE_S = 1.0
"""How much longer than the lead anybody waits: a clock that was put back must not keep a post in hand."""


class Ahead:
    """One sender's. With a lead of nothing, as where a clock is turned by hand, nothing is done ahead of its time."""

    def __init__(self, clock: Clock, lead_s: float) -> None:
        self._clock = clock
        self._lead_s = lead_s
        self._lead = timedelta(seconds=lead_s)
        self._pause = threading.Event()

    def soon(self, now: datetime) -> datetime:
        """What is due until then may be made ready."""
        return now + self._lead

    def wake_at(self, due: datetime) -> datetime:
        """When to begin to make ready what is due at ``due``."""
        return due - self._lead

    def wait_until(self, at: datetime) -> bool:
        """Return at ``at``, never before; ``False`` when the clock does not get there in time."""
        if not self._lead_s:
            # Nothing was begun ahead of its time: the clock was put back meanwhile, and nobody waits for it.
            return self._clock.now() >= at
        end = self._clock.monotonic_s() + self._lead_s + PATIENCE_S
        # A wait may end early, and the wall clock may be corrected meanwhile: the clock itself is asked again.
        while (left_s := (at - self._clock.now()).total_seconds()) > 0:
            if self._clock.monotonic_s() >= end:
                return False
            self._pause.wait(min(self._lead_s, left_s))
        return True
