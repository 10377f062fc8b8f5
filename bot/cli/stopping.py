"""How a person ends what a command plays."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Any, Self


class Stop:
    """SIGTERM and Ctrl-C end a play between two of its moments, leaving nothing behind; a second one ends it at once.

    An exception in the middle of a moment may be raised where it is lost (while something is cleared away), or where
    it leaves a lock behind for which the tidying up would wait for ever.
    """

    def __init__(self) -> None:
        self._asked = 0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        """Listen."""
        self._before = {number: signal.signal(number, self._ask) for number in (signal.SIGTERM, signal.SIGINT)}
        return self

    def __exit__(self, *_ended: object) -> None:
        """As it was before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def obey(self) -> None:
        """End it if somebody asked for it."""
        if self._asked == signal.SIGINT:
            raise KeyboardInterrupt
        if self._asked:
            raise SystemExit(128 + self._asked)

    def _ask(self, number: int, _frame: FrameType | None) -> None:
        again, self._asked = self._asked, number
        if again:
            self.obey()
