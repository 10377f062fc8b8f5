"""The nouns of a campaign, as frozen values.

Nothing here reads a file, a clock or a network. Every instant is an aware UTC ``datetime``; every wall time is
a naive one beside the IANA zone it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.campaign.photo_settings import Mailbox, Photos
from bot.campaign.post import (
    DEFAULT_LIMITS,
    Limits,
    NetworkName,
    PictureKind,
    PictureRequest,
    Post,
    Visibility,
)
from bot.campaign.staff import Mail, Staff

if TYPE_CHECKING:
    from bot.campaign.catalogue import Catalogue
    from bot.campaign.when import When

__all__ = [
    "DEFAULT_LIMITS",
    "Account",
    "Audience",
    "Campaign",
    "Countdown",
    "Deadline",
    "Entry",
    "IfLate",
    "Lateness",
    "Limits",
    "Mail",
    "Mailbox",
    "Moment",
    "NetworkName",
    "OnlyIf",
    "Photos",
    "PictureKind",
    "PictureRequest",
    "Place",
    "Post",
    "QuietHours",
    "ReadBack",
    "Settings",
    "Slot",
    "Staff",
    "Unit",
    "Visibility",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in one of the campaign's files.

    ``file`` is relative to the campaign's folder, with ``/``; ``line`` and ``column`` count from 1, in characters.
    """

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Deadline:
    """A named day or instant to count down to: exactly one of ``day`` and ``instant`` is set."""

    name: str
    place: Place
    day: date | None = None
    """A calendar day that each audience counts to in its own city."""
    instant: datetime | None = None
    """UTC."""
    zone: str = ""
    """The IANA zone the instant was written in; empty for a day."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A language, the city whose clock it lives by, and the accounts that serve it."""

    name: str
    language: str
    """BCP 47: ``fr``, ``pt-BR``."""
    city: str
    zone: str
    accounts: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Account:
    """One of the campaign's own accounts, or channels, on one network."""

    name: str
    network: NetworkName
    place: Place = field(compare=False)
    """An account that only moved in its file is the same account."""
    address: str = ""
    """Base address: Mastodon's ``server``, or an ``api`` that stands in for X's or Telegram's own; empty = theirs."""
    handle: str = ""
    """X: ``@example``; Telegram: the channel, ``@example_fr`` or a number; Mastodon: empty."""
    credentials: str = ""
    """The name its secrets go by; by default its own."""
    public_per_day: int | None = None
    spacing_s: float = 60.0
    budget_usd_per_month: Decimal | None = None


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``start`` to ``end`` of an audience's wall clock nothing goes out; ``start`` may be later than ``end``."""

    start: time
    end: time


class Lateness(StrEnum):
    """What becomes of a slot whose time passed before it could go out."""

    GRACE = "grace"
    SEND = "send"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class IfLate:
    """``GRACE``: sent up to ``grace`` late, then missed. ``SEND``: whenever it is still true. ``ASK``: held."""

    kind: Lateness = Lateness.GRACE
    grace: timedelta = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class ReadBack:
    """When an answer was lost: how long to wait before reading the network back, and before reading it again.

    A server may execute a call up to 165 s after its intent, and show the post up to 60 s later: the second read comes
    when both are over (reference: reliability, 1.5 and fault 15).
    """

    after_s: float = 150.0
    again_s: float = 75.0


@dataclass(frozen=True, slots=True)
class Settings:
    """``settings.yaml``, read and understood."""

    campaign: str
    hashtags: tuple[str, ...]
    staff: Staff
    deadlines: Mapping[str, Deadline]
    audiences: Mapping[str, Audience]
    accounts: Mapping[str, Account]
    quiet_hours: QuietHours | None
    if_late: IfLate
    read_back: ReadBack
    database: str = "sqlite:///var/campaign.db"
    poster: tuple[str, ...] = ()
    """The poster's lines; empty: those of the shipped campaign."""
    photos: Photos | None = None
    """``None``: no photos are collected, mailed or not."""
    mailbox: Mailbox | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A wall time, in one named zone or (``zone`` empty) in each audience's own."""

    local: datetime
    zone: str = ""


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """``only-if: release is open``: the entry goes out only while ``deadline``'s outcome is ``outcome``."""

    deadline: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a schedule: who, when, what. Its ``key`` is its identity."""

    key: str
    message: str
    when: When
    place: Place
    """Where its key stands."""
    to: tuple[str, ...]
    """Names of audiences, all of them when the file does not say."""
    languages: Mapping[NetworkName, frozenset[str]] | None = None
    """Per network, the languages that go out there; ``None``, or a network not named: all."""
    accounts: frozenset[str] | None = None
    """Only these accounts; ``None``: each audience's."""
    except_days: frozenset[date] = frozenset()
    """Local dates on which no slot falls."""
    hashtags: tuple[str, ...] = ()
    picture: PictureKind | None = None
    photo: str = ""
    """For ``PictureKind.PHOTO``: a path inside the campaign's folder."""
    visibility: Visibility = Visibility.PUBLIC
    visibility_by_language: Mapping[str, Visibility] = field(default_factory=dict)
    silent: bool = False
    warning: bool = False
    text: Mapping[str, str] = field(default_factory=dict)
    """Words written in the schedule itself, by language; empty: they come from the message."""
    hold: bool = False
    only_if: OnlyIf | None = None
    true_until: Moment | None = None
    if_late: IfLate = IfLate()
    quiet_hours: QuietHours | None = None
    """Its own, else the campaign's; ``None``: none."""
    places: Mapping[str, Place] = field(default_factory=dict)
    """Where the value of each of its keys stands: ``when``, ``to``, ``picture`` …; a missing one falls to ``place``."""

    @property
    def file(self) -> str:
        """The schedule it stands in."""
        return self.place.file

    def at(self, key: str) -> Place:
        """Where to point when ``key`` is what is wrong with this entry."""
        return self.places.get(key, self.place)


class Unit(StrEnum):
    """What a countdown counts."""

    DAYS = "days"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Countdown:
    """``number`` units before ``deadline``, as planned; what is sent is computed at the moment of sending."""

    deadline: str
    unit: Unit
    number: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry at one moment for one audience."""

    entry: Entry
    occurrence: str
    """``3-days``, ``6-hours``, the local date for ``every …``, or ``once``."""
    audience: Audience
    due: datetime
    """UTC, after quiet hours."""
    written_for: datetime
    """UTC, before quiet hours moved it; equal to ``due`` when they did not."""
    countdown: Countdown | None = None
    valid_until: datetime | None = None
    """UTC: from then on it is no longer true."""

    def key(self, account: str) -> str:
        """The delivery's key: what makes it the same delivery after any edit."""
        return f"{self.entry.key}/{self.occurrence}/{self.audience.name}/{account}"


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign's files, read and understood."""

    settings: Settings
    entries: Mapping[str, Entry]
    catalogue: Catalogue
