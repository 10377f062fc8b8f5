"""``photos:`` and ``mailbox:`` of the settings, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

RESERVED = "photos"
"""The entry that reposts are deliveries of (``ports.PHOTOS``); no schedule may call one so."""

LAST = timedelta(days=7)
"""Without ``until:`` photos are taken so long after the last deadline."""


class Repost(StrEnum):
    """``repost:`` which public posts may be reposted at all."""

    TAGGED = "tagged"
    TAGGED_AND_MENTIONED = "tagged-and-mentioned"


@dataclass(frozen=True, slots=True)
class Keep:
    """How long what supporters sent is kept at most."""

    originals: timedelta = timedelta(hours=72)
    """After the decision: the file that came, the mail that brought it."""
    undecided: timedelta = timedelta(days=7)
    """In the queue, or waiting for the sender's answer."""
    published: timedelta = timedelta(days=90)
    """After its repost; from then on nothing of it is kept but the repost, which stands, and what takes that back."""


@dataclass(frozen=True, slots=True)
class Photos:
    """``photos:``; a campaign without it takes none."""

    opens: datetime | None = None
    """``from:``, UTC; ``None``: the campaign's first post."""
    closes: datetime | None = None
    """``until:``, UTC, the first instant that is too late; ``None``: ``LAST`` after the last deadline."""
    repost: Repost = Repost.TAGGED
    tags: tuple[str, ...] = ()
    """With their sign; the campaign's hashtags when the files name none."""
    servers: tuple[str, ...] = ()
    """Base addresses of Mastodon servers whose tag timelines are read beside the accounts' own."""
    audiences: tuple[str, ...] = ()
    """Whom mailed photos are posted for; all when the files name none."""
    per_hour: int = 2
    per_day: int = 12
    spacing: timedelta = timedelta(minutes=10)
    delay: timedelta = timedelta(hours=24)
    """From a sender's yes to the earliest repost of a cleaned photo."""
    faces_covered: bool = True
    listed_countries: frozenset[str] = frozenset({"RU", "BY"})
    """ISO 3166-1, two capitals: photos from there are not published."""
    x_reading_usd_per_month: Decimal = Decimal(5)
    """What X's search may cost; nought: X is not searched."""
    keep: Keep = field(default_factory=Keep)


@dataclass(frozen=True, slots=True)
class Mailbox:
    """``mailbox:`` where photos are mailed to; its password is ``MAILBOX_PASSWORD``, no setting."""

    address: str
    """What supporters write to, and what replies come from."""
    host: str
    """IMAP."""
    port: int
    user: str
    folder: str
    """The one folder that is read; nothing outside it is ever opened."""
    smtp_host: str
    smtp_port: int
