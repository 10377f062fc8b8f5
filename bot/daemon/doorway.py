"""Posts whose instant has come go out before answers are read, and before they are taken down.

One interpreter reads one answer at a time, and a commit takes as long as the disk likes: the last look at another post
would wait for both.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

PATIENCE_S = 0.05
"""The longest that an answer waits: until it is on the disk, a crash makes the post unsure."""


class Doorway:
    """All senders' of one daemon."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._standing: list[datetime] = []

    @contextmanager
    def standing(self, at: datetime) -> Iterator[None]:
        """Inside, a post waits at its open door for ``at`` and its last look."""
        with self._turn:
            self._standing.append(at)
        try:
            yield
        finally:
            with self._turn:
                self._standing.remove(at)
                if at not in self._standing:
                    self._turn.notify_all()

    def let_out(self, now: datetime, patience_s: float = PATIENCE_S) -> bool:
        """Wait, not for long, for posts whose instant has come by ``now`` or comes meanwhile; whether all are out."""
        soon = now + timedelta(seconds=patience_s)
        with self._turn:
            return self._turn.wait_for(lambda: not any(at <= soon for at in self._standing), patience_s)
