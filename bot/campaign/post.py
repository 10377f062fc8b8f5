"""What goes out, and what it may be at most: a post, its picture, and the limits of a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NetworkName(StrEnum):
    """The networks a campaign can post on."""

    MASTODON = "mastodon"
    X = "x"
    TELEGRAM = "telegram"


class Visibility(StrEnum):
    """Mastodon's visibilities that a campaign may use."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"


class PictureKind(StrEnum):
    """What an entry's picture is made from."""

    COUNTDOWN = "countdown"
    POSTER = "poster"
    PHOTO = "photo"
    MOSAIC = "mosaic"
    """Of supporters' photos that are out, as they stand when it goes out."""
    SUPPORTER = "supporter"
    """A supporter's, cleaned and approved: the program's own, which no schedule can ask for."""


@dataclass(frozen=True, slots=True)
class PictureRequest:
    """What to draw or fetch.

    ``lines``: a card's words, the first one drawn big; beneath a mosaic how many photos there are. ``path``: a photo's;
    of a supporter's its SHA-256. ``photos``: each one's id and SHA-256 in a mosaic, of which none is an example.
    """

    kind: PictureKind
    language: str
    lines: tuple[str, ...] = ()
    path: str = ""
    photos: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """The text, picture and alt text of a slot, rendered for one account."""

    text: str
    """The whole body, hashtags included; on Telegram with the alt text at its end where one is needed. NFC."""
    language: str
    length: int
    """As the network counts it (Mastodon: with the warning)."""
    limit: int
    warning: str = ""
    visibility: Visibility = Visibility.PUBLIC
    silent: bool = False
    picture: PictureRequest | None = None
    alt: str = ""
    repost_of: str = ""
    """A supporter's post that is boosted, retweeted or forwarded as it is, by its id on the account's network (on
    Telegram ``CHAT/MESSAGE``). Everything else of this post is then empty, but its language."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one account's network takes. Networks say more than this; these are what a post can break."""

    characters: int
    """Of a text, counted as the network counts."""
    characters_with_picture: int
    """The same when a picture goes with it (Telegram's captions)."""
    per_url: int = 23
    """What any URL counts for (not on Telegram)."""
    alt_characters: int = 1500
    picture_bytes: int = 5_000_000


DEFAULT_LIMITS: Mapping[NetworkName, Limits] = {
    NetworkName.MASTODON: Limits(500, 500, 23, 1500, 16_777_216),
    NetworkName.X: Limits(280, 280, 23, 1000, 5_000_000),
    NetworkName.TELEGRAM: Limits(4096, 1024, 0, 1024, 10_000_000),
}
"""Until the server itself has been asked (``networks`` does that at start)."""
