"""The clock, the staff, the networks, the pictures and the daemon's duties, as the other rooms know them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.campaign.model import Limits, PictureRequest, Post
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Rejected


class Clock(Protocol):
    """Time, handed in. Only ``bot.clock`` reads the computer's."""

    def now(self) -> datetime:
        """The instant, aware, UTC."""
        ...

    def monotonic_s(self) -> float:
        """Seconds that never jump."""
        ...


class Alarm(Protocol):
    """Tells the staff."""

    def tell(self, code: str, **facts: object) -> None:
        """Say what ``code`` names in ``bot.wording``, once per matter, in the staff's language."""
        ...


@dataclass(frozen=True, slots=True)
class Media:
    """A picture as it goes out."""

    data: bytes
    mime: str
    sha256: str
    alt: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A post whose picture is uploaded: everything slow and harmless is done, publishing is one call."""

    post: Post
    media: Media | None = None
    media_ids: tuple[str, ...] = ()
    media_keys: tuple[str, ...] = ()
    """X's, to find the post by later."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom an account's credentials speak for."""

    id: str
    name: str
    url: str = ""


class Network(Protocol):
    """One account on one network, through its client library. Used from one thread."""

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Ask the network who we are; ``NotSent`` when it cannot be asked now."""
        ...

    def limits(self) -> Limits:
        """Read from the server where it tells, else the network's published ones. Never raises."""
        ...

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Upload the picture with its alt text. Safe to repeat: an unattached upload is invisible."""
        ...

    def publish(self, ready: Prepared, key: str) -> Outcome:
        """The one call that may publish. ``key`` is the idempotency key. Ends within the total deadline."""
        ...

    def close(self) -> None:
        """Give back connections."""
        ...


class Painter(Protocol):
    """Makes pictures."""

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """Draw (or clean) the picture; equal requests give equal bytes. Raises ``CampaignError`` for a bad photo."""
        ...


class Duty(Protocol):
    """One thing the daemon does. Tests and the rehearsal call the step; the loop only wakes it."""

    name: str

    def run_once(self, now: datetime) -> datetime | None:
        """Do what is due at ``now``; return when to be woken next (``None``: when something changes)."""
        ...
