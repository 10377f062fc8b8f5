"""A post, message or mail that may bring a supporter's photo, told in the same words for all networks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.campaign.post import NetworkName
from bot.campaign.tags import Match


class Source(StrEnum):
    """What brought a photo."""

    PUBLIC_POST = "public post"
    BOOST = "boost"
    """Somebody's boost or retweet: what is judged is the original, by its author, under its identity."""
    REPLY = "reply"
    CHANNEL_POST = "channel post"
    GROUP_MESSAGE = "group message"
    PRIVATE_MESSAGE = "private message"
    MAIL = "mail"


class Path(StrEnum):
    """How an approved photo goes out."""

    NATIVE = "native"
    """Boosted, retweeted or forwarded where it is, as it is."""
    CLEANED = "cleaned"
    """Cleaned, faces covered, with an explicit yes, without a name, after a delay: the mail path."""


class Reach(StrEnum):
    """Who can see a post where it is."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    FOLLOWERS = "followers"
    DIRECT = "direct"


class AuthorIs(StrEnum):
    """What is known of an author, and matters here."""

    OWN = "own account"
    BOT = "bot"
    NO_BOT = "no bots wanted"
    """``#nobot`` in the profile."""
    NOT_TO_BE_FOUND = "not to be found"
    """``noindex`` and the like."""
    LOCKED = "locked"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A post, message or mail that may bring a photo, as its network tells it."""

    identity: str
    """The original's, the same wherever it is seen: Mastodon's ``uri``, X's post id, chat and message, Message-ID."""
    source: Source
    instant: datetime
    """UTC: when the original was posted or sent."""
    tag: Match
    images: int
    network: NetworkName | None = None
    """``None``: mail."""
    reach: Reach = Reach.PUBLIC
    author: frozenset[AuthorIs] = frozenset()
    withdrawn: bool = False
    """A tombstone stands for this photo."""
    sensitive: bool = False
    """Marked as sensitive, or behind a warning."""
    other_media: int = 0
    """Videos, animations, sounds."""
    alts: tuple[str, ...] = ()
    """The alt text of each picture, empty where there is none."""
    mentions_campaign: bool = False
    edited: bool = False

    @property
    def key(self) -> str:
        """What makes it the same photo source, whoever boosts it and through whichever server it is seen."""
        return f"{self.network or Source.MAIL}:{self.identity}"

    @property
    def path(self) -> Path:
        """Public posts stay where they are; what a person handed to the campaign or a group is cleaned."""
        if self.source in {Source.MAIL, Source.PRIVATE_MESSAGE, Source.GROUP_MESSAGE}:
            return Path.CLEANED
        return Path.NATIVE
