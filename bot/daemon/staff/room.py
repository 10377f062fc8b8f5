"""What the desk is handed."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.daemon.live import Live
from bot.daemon.staff.review import Review
from bot.daemon.staff.scene import Scene
from bot.daemon.staff.troubles import BrokenFiles
from bot.ports import Alarm, Chat, Clock, Outbox, Received

_SECRET = "staff chat key"  # noqa: S105 -- the name of a note


@dataclass(frozen=True, slots=True)
class Room:
    """One chat, and all that the desk needs to serve it."""

    live: Live
    outbox: Outbox
    clock: Clock
    alarm: Alarm
    owner: str
    chat: Chat
    number: int
    """``staff.chat``."""
    files: BrokenFiles
    chance: Callable[[], str]
    """Asked for once in a campaign's life: what buttons are signed with."""
    wake: Callable[[str], None] = lambda _: None
    stopped: Callable[[], bool] = lambda: False
    """Whether a file ``STOP`` keeps everything back."""
    review: Review | None = None
    """``None``: photos are not reviewed here."""
    collect: Callable[[Received], bool] = lambda _: True
    """Takes what is nothing for the desk; ``False``: it cannot now, and is to be asked again."""
    unkept: deque[str] = field(default_factory=deque)
    """What is to be said though the store does not take it."""

    def scene(self) -> Scene:
        """What there is to see now."""
        snapshot = self.live.snapshot
        assert snapshot.campaign is not None, "the desk asks first"
        return Scene(self.clock.now(), snapshot, snapshot.campaign, self.outbox, self.stopped())

    def secret(self) -> str:
        """Made by chance the first time, and the same from then on."""
        with self.outbox.together():
            kept = self.outbox.noted(_SECRET)
            if kept is None:
                kept = self.chance()
                self.outbox.note(_SECRET, kept)
        return kept
