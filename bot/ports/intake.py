"""Where supporters' photos are found on a network, as the daemon knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from bot.campaign.candidate import Candidate
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import Reason


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture of a post: where it can be fetched, and its alt text."""

    address: str
    """``https://…``; on Telegram a ``file_id``."""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A post that may bring a photo: its candidate, and what is needed to look at it and to repost it."""

    candidate: Candidate
    remote_id: str
    """As the reposting account's own server names it (``Post.repost_of``); empty: that server does not know it."""
    url: str
    """For a person to open."""
    author: str
    """The network's lasting id of its author, never a name; only a keyed hash of it is ever kept, of X nothing."""
    language: str = ""
    pictures: tuple[Shown, ...] = ()
    fingerprint: str = ""
    """Another one: its pictures were changed. Of the attachments' ids alone, so that a like changes nothing."""
    chat: int = 0
    """The private chat it was sent in, where its sender is answered; 0: none, nobody is asked anything there."""
    album: str = ""
    """Telegram sends each picture of an album as a message of its own, in any order, with the words on one of them:
    those with the same ``album`` belong together, and the rest follows within seconds. Empty: it stands alone."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A reply or mention that says something to the campaign: a withdrawal, most of all."""

    author: str
    """As in ``Found``."""
    text: str
    """Plain, without mark-up; without the handles in front."""
    answers: str
    """The identity (``Candidate.identity``) of the post it replies to; empty: none."""
    answers_remote: str
    """The same by the remote id on the campaign's server; a reply to our repost names what was reposted."""
    instant: datetime
    language: str = ""
    chat: int = 0
    """As in ``Found``."""
    command: str = ""
    """``photo``, ``withdraw``, ``stop`` … of ``/withdraw CODE``, lower case; ``text`` is then what follows it."""


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what is new, oldest first."""

    found: tuple[Found, ...] = ()
    sayings: tuple[Saying, ...] = ()
    cursor: str = ""
    """To go on from, opaque; kept only once all of the page is."""
    more: bool = False
    """Another page is there now."""
    cost_usd: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Seen:
    """The source still stands, and looks so now."""

    found: Found
    cost_usd: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Vanished:
    """The source is gone, or not public any more."""

    reason: Reason
    """``DELETED`` or ``NOT_PUBLIC``."""
    cost_usd: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Unfetched:
    """A picture that is not fetched, for good: ``bot.wording.networks`` has the words of ``reason``."""

    reason: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an intake looks for."""

    tags: tuple[str, ...]
    """With their sign, as the settings write them."""
    since: datetime
    """UTC: without a cursor, from here on."""
    own: frozenset[str] = field(default_factory=frozenset)
    """Handles of the campaign's accounts on this network, lower case, without the sign in front."""


class Intake(Protocol):
    """One account's view of what supporters post; read-only. Used from one thread. Never raises."""

    def photos_since(self, tag: str, cursor: str, wanted: Wanted) -> Page | NotSent | AccountBroken:
        """One page of posts with ``tag`` since ``cursor``; nothing in between is ever passed by."""
        ...

    def sayings_since(self, cursor: str, wanted: Wanted) -> Page | NotSent | AccountBroken:
        """One page of replies to us and mentions of us."""
        ...

    def look_at(self, remote_id: str, wanted: Wanted) -> Seen | Vanished | NotSent | AccountBroken:
        """One post as it is now. Where an edit makes another post of it, that one: its ``remote_id`` is another, its
        identity the same.
        """
        ...

    def fetch(self, picture: Shown) -> bytes | Unfetched | NotSent:
        """A picture's bytes, at most 20 MB, from a public address only."""
        ...

    def cursors(self, wanted: Wanted) -> Sequence[str]:
        """The names under which ``photos_since`` wants its cursors kept: one for each tag and server. A name is passed
        to it as ``tag``.
        """
        ...

    def close(self) -> None:
        """Give back connections."""
        ...
