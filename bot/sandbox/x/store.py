"""What the stand-in X keeps: posts, media, counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.sandbox.accounts import XAccount
from bot.sandbox.limits import Window
from bot.sandbox.pictures import Picture
from bot.sandbox.world import Seen
from bot.sandbox.x.entities import Shown

KINDS = {"photo": 3, "video": 7, "animated_gif": 16}
"""What a media key begins with, as seen."""


@dataclass(slots=True)
class Media:
    """An uploaded picture."""

    id: str
    owner: str
    picture: Picture
    expires_at: datetime
    alt: str = ""
    kind: str = "photo"

    @property
    def key(self) -> str:
        """``3_`` is a photo: https://docs.x.com/x-api/fundamentals/data-dictionary#media."""
        return f"{KINDS[self.kind]}_{self.id}"


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
    retweet_of: str = ""
    sensitive: bool = False
    language: str = "und"
    """X guesses; this stand-in is told, or does not know."""
    history: list[str] = field(default_factory=list)
    """The ids of all its versions, this one among them, shared by them all."""

    @property
    def is_latest(self) -> bool:
        """Whether no edit took its place."""
        return not self.history or self.history[-1] == self.id


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
    retweet: Window = field(default_factory=lambda: _user(50))
    undo_retweet: Window = field(default_factory=lambda: _user(50))
    search: Window = field(default_factory=lambda: _user(300))
    mentions: Window = field(default_factory=lambda: _user(300))
    upload: Window = field(default_factory=lambda: _user(500))
    metadata: Window = field(default_factory=lambda: _user(500))
    create_per_app: Window = field(default_factory=lambda: Window(10_000, 86_400, aligned=False))
    timeline_per_app: Window = field(default_factory=lambda: Window(10_000, 900, aligned=False))
    search_per_app: Window = field(default_factory=lambda: Window(450, 900, aligned=False))
    mentions_per_app: Window = field(default_factory=lambda: Window(450, 900, aligned=False))
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
        self.supporters: dict[str, XAccount] = {}
        """By handle, in small letters: users without an application, moved by ``bot.sandbox.people`` alone."""
        self.texts: dict[tuple[str, str], Tweet] = {}
        """The latest post of each author with each text."""

    def versions(self, tweet: Tweet) -> list[Tweet]:
        """A post and what it was before and after its edits."""
        return [self.tweets[identity] for identity in tweet.history or [tweet.id]]

    def retweets(self, source: str, author: str = "") -> list[Tweet]:
        """Retweets of a post that stand; ``author``: only that user's."""
        return [
            tweet
            for tweet in self.tweets.values()
            if tweet.retweet_of == source and tweet.seen.deleted_at is None and author in {"", tweet.author.id}
        ]
