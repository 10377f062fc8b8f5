"""The store, and every delivery that ever came to a person: what is asked and answered leaves no other trace in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

from bot.campaign.delivery import State
from bot.ports import Delivery, Outbox


class Asking:
    """Everything as ``real`` has it; ``asked`` is kept whatever store of earlier is put in its place."""

    def __init__(self, real: Outbox) -> None:
        self._real = real
        self.asked: set[str] = set()
        """Keys of all that was ever ``ask``."""

    def __getattr__(self, name: str) -> Any:
        """The real one's."""
        return getattr(self._real, name)

    @property
    def outbox(self) -> Outbox:
        """Itself, as a store."""
        return cast("Outbox", self)

    def settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> bool:
        """No other verb leads to a person."""
        settled = self._real.settle(delivery, state, reason, now, not_before)
        if settled and state is State.ASK:
            self.asked.add(delivery.key)
        return settled

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is undone was asked of nobody."""
        before = set(self.asked)
        try:
            with self._real.together():
                yield
        except BaseException:
            self.asked = before
            raise
