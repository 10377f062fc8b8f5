"""What waits for a bot until it asks: https://core.telegram.org/bots/api#getting-updates.

"Incoming updates are stored on the server until the bot receives them either way, but they will not be kept longer than
24 hours."
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

KEPT = timedelta(hours=24)

KINDS = frozenset(
    {"message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member"}
)
"""Those that a person can cause here; all are among the default ``allowed_updates``."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update, and when it was made."""

    number: int
    at: datetime
    kind: str
    body: object

    def as_json(self) -> dict[str, object]:
        """As ``getUpdates`` gives it."""
        return {"update_id": self.number, self.kind: self.body}


@dataclass(slots=True)
class Queue:
    """One bot's updates, oldest first."""

    last: int
    allowed: Collection[str] = KINDS
    pending: list[Update] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever something came; whoever waits clears it first."""

    def add(self, kind: str, body: object, now: datetime) -> int | None:
        """Keep one; its number, or ``None`` for a kind that the bot did not ask for when it was made."""
        if kind not in self.allowed:
            return None
        self.last += 1
        self.pending.append(Update(self.last, now, kind, body))
        self.arrived.set()
        return self.last

    def confirm(self, offset: int) -> None:
        """Forget those below ``offset``; a negative one keeps so many of the latest."""
        if offset > 0:
            self.pending = [update for update in self.pending if update.number >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def take(self, limit: int, now: datetime) -> list[dict[str, object]]:
        """The oldest that are not confirmed; they come again until they are."""
        self.pending = [update for update in self.pending if now - update.at < KEPT]
        return [update.as_json() for update in self.pending[:limit]]


class Queues:
    """Every bot's."""

    def __init__(self) -> None:
        self._queues: dict[int, Queue] = {}

    def of(self, bot_id: int) -> Queue:
        """The bot's own. Numbers "start from a certain positive number and increase sequentially" (#update)."""
        return self._queues.setdefault(bot_id, Queue(last=700_000_000))

    def clear(self) -> None:
        """Forget what waits and what each bot asked for; the numbers go on."""
        for queue in self._queues.values():
            queue.pending.clear()
            queue.allowed = KINDS
