"""What the stand-in X keeps: posts, media, counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.accounts import XAccount
from bot.sandbox.limits import Window
from bot.sandbox.pictures import Picture
from bot.sandbox.world import Seen
from bot.sandbox.x.entities import Shown


@dataclass(slots=True)
class Media:
    """An uploaded picture."""

    id: str
    owner: str
    picture: Picture
    expires_at: datetime
    alt: str = ""

    @property
    def key(self) -> str:
        """``3_`` is a photo: https://docs.x.com/x-api/fundamentals/data-dictionary#media."""
        return f"3_{self.id}"


@dataclass(slots=True)
class Tweet:
    """A post."""

    id: str
    author: XAccount
    text: str
    shown: Shown
    """As answers show it."""
    created_at: datetime
    media: list[Media]
    reply_to: str
    seen: Seen


def _user(limit: int) -> Window:
    # Whether X's windows are aligned or opened by the first request is unverified; they are opened here.
    return Window(limit, 900, aligned=False)


@dataclass(slots=True)
class Limits:
    """Per user and 15 minutes, and per app and day: https://docs.x.com/x-api/fundamentals/rate-limits."""

    create: Window = field(default_factory=lambda: _user(100))
    delete: Window = field(default_factory=lambda: _user(50))
    me: Window = field(default_factory=lambda: _user(75))
    timeline: Window = field(default_factory=lambda: _user(900))
    lookup: Window = field(default_factory=lambda: _user(900))
    upload: Window = field(default_factory=lambda: _user(500))
    metadata: Window = field(default_factory=lambda: _user(500))
    create_per_app: Window = field(default_factory=lambda: Window(10_000, 86_400, aligned=False))
    timeline_per_app: Window = field(default_factory=lambda: Window(10_000, 900, aligned=False))
    upload_per_app: Window = field(default_factory=lambda: Window(50_000, 86_400, aligned=False))


class Store:
    """Everything, by id."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget it all."""
        self.tweets: dict[str, Tweet] = {}
        self.media: dict[str, Media] = {}
        self.limits = Limits()
        self.texts: dict[tuple[str, str], Tweet] = {}
        """The latest post of each author with each text."""
