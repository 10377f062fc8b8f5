"""The store's verbs for the staff's chat, and for daemons that share one store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.ports.outside import Update
from bot.ports.rows import Matter, Received


class Staffroom(Protocol):
    """Each verb is one committed transaction."""

    # the inbox: raw updates lie here before the bot's offset moves on
    def receive(self, bot: str, updates: Sequence[Update], now: datetime) -> int:
        """Keep updates; how many were new. One that is there already stays as it is."""
        ...

    def last_update(self, bot: str) -> int | None:
        """The highest update id in the inbox, handled or not."""
        ...

    def unhandled(self, limit: int = 100, after: Received | None = None) -> Sequence[Received]:
        """Updates nobody has dealt with, in the order they came; only those ``after`` one that has to wait."""
        ...

    def handled(self, bot: str, update_id: int, now: datetime) -> None:
        """Somebody has: its words are wiped in the same commit, its number stays, so that it never comes again."""
        ...

    def forget_updates(self, before: datetime) -> int:
        """Delete handled updates received before. How many."""
        ...

    # what the chat shows
    def matters(self, *, only_open: bool = False) -> Sequence[Matter]:
        """All that was told, the oldest first."""
        ...

    def matter(self, name: str) -> Matter | None:
        """One of them."""
        ...

    def keep_matter(self, matter: Matter) -> None:
        """Write it, new or changed."""
        ...

    # who does a job that only one daemon may do
    def lead(self, job: str, owner: str, until: datetime, now: datetime) -> bool:
        """Take or renew the lease on ``job``; ``False`` while another owner's runs."""
        ...

    def step_down(self, job: str, owner: str) -> None:
        """Give it back."""
        ...
