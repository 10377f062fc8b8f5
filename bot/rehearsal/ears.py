"""Hears what people write on Telegram when somebody wrote: a rehearsal's clock stands still while a bot would wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.ports import Clock, Duty, Outbox, Received

EARS = "ears"


class Ears:
    """The daemon's listeners, which ask once and do not wait, and what its desk makes of what they heard."""

    name = EARS

    def __init__(
        self, listeners: Sequence[Duty], outbox: Outbox, clock: Clock, collect: Callable[[Received], object]
    ) -> None:
        self._listeners, self._outbox, self._clock, self._collect = listeners, outbox, clock, collect

    def run_once(self, now: datetime) -> datetime | None:
        """Everything that was written; when to ask a bot again that did not answer."""
        later = []
        for listener in self._listeners:
            again = listener.run_once(now)
            while self._handed_on() and again is not None and again <= now:
                # There may be more than Telegram gives at once.
                again = listener.run_once(now)
            if again is not None and again > now:
                later.append(again)
        return min(later, default=None)

    def _handed_on(self) -> bool:
        """Whether there was anything."""
        found = False
        while batch := self._outbox.unhandled():
            found = True
            for update in batch:
                self._collect(update)
                self._outbox.handled(update.bot, update.update_id, self._clock.now())
        return found
