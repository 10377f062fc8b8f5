"""The store's verbs for supporters' photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.campaign.candidate import Path, Source
from bot.campaign.photo import Reason, State
from bot.campaign.post import NetworkName
from bot.ports.photos import Box
from bot.ports.rows import Planned

PHOTOS_PUT_BACK = "photos were put back"
"""The note of when a copy took the store's place: what was posted before may be out, though no row says so."""
PHOTOS = "photos"
"""The entry that reposts are deliveries of: the plan leaves them alone. No schedule may call an entry so."""


@dataclass(frozen=True, slots=True)
class Photo:
    """One supporter's photo, from arrival to repost, refusal or withdrawal. Nobody's name or address."""

    id: str
    """Sixteen hexadecimal digits, drawn by chance."""
    state: State
    source: Source
    path: Path
    origin: str
    """A keyed hash of ``Candidate.key``: the same source is taken once. Of each picture of a mail its own."""
    posted_at: datetime
    received_at: datetime
    updated_at: datetime
    version: int = 0
    """Raised by every change; a change by an older one is refused."""
    number: int = 0
    """The store's own, for the index of likenesses; 0: not stored yet."""
    reason: Reason | None = None
    network: NetworkName | None = None
    """``None``: mail."""
    account: str = ""
    """Native: the campaign's account that found it and reposts it."""
    author: str = ""
    """A keyed hash; empty: unknown, and always on X."""
    remote_id: str = ""
    url: str = ""
    """Where a public post is to be seen, for whoever decides, and ``keep: originals`` longer; Mastodon's name the
    author.
    """
    fingerprint: str = ""
    tag: str = ""
    language: str = ""
    alt: str = ""
    city: str = ""
    """As its sender typed it; shown only with ``shows_city``, and without ``Flag.UNNAMED``."""
    country: str = ""
    """ISO 3166-1, of the place that the city was found to be, or that a person chose; empty: not known yet."""
    flags: tuple[str, ...] = ()
    """``moderation.Flag`` and ``moderation.Ask`` values, sorted."""
    pictures: int = 1
    original: str = ""
    """SHA-256 of the file that came, in the cabinet."""
    sha256: str = ""
    """Of the cleaned picture, in the cabinet: what is shown to staff, and on the cleaned path what goes out."""
    cover: tuple[Box, ...] = ()
    likeness: int | None = None
    approved: str = ""
    """What a person saw when approving (``campaign.photo_words.approval``); anything else needs approving again."""
    approved_by: str = ""
    decided_at: datetime | None = None
    until: datetime | None = None
    """When its present state ends by itself: a delay, or the patience with an answer."""
    consent: str = ""
    """The id of the consent it came with; empty on the native path."""
    shows_city: bool = False
    shows_faces: bool = False
    contact: str = ""
    """Sealed: how its sender is answered (a mail's UID, a chat); wiped when it is over."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a sender agreed to, without who they are."""

    id: str
    """Drawn by chance."""
    notice: str
    """The version of the words they were shown."""
    language: str
    channel: str
    """``mail`` or ``telegram``."""
    code: str
    """A keyed hash of the withdrawal code; the code itself is kept nowhere."""
    asked_at: datetime
    agreed_at: datetime | None = None
    choices: tuple[str, ...] = ()
    """``city``, ``faces``: what they allowed beside the picture itself."""
    reminded_at: datetime | None = None
    withdrawn_at: datetime | None = None


class Grave(StrEnum):
    """What a tombstone keeps from being taken again."""

    SOURCE = "source"
    AUTHOR = "author"
    """Opted out, or blocked by the staff."""
    LIKENESS = "likeness"
    """The mark is the likeness itself, in 16 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class HandledMail:
    """One mail that was dealt with, by a keyed hash of its Message-ID."""

    mark: str
    outcome: str
    """``photos``, ``answer``, ``withdrawal``, ``ignored`` or ``quarantined``."""
    reason: str
    at: datetime
    uid: str = ""
    """``UIDVALIDITY/UID`` while the mail lies in the mailbox; empty: it was deleted there."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What one step of forgetting removed."""

    photos: int = 0
    consents: int = 0
    mails: int = 0
    files: tuple[str, ...] = field(default=())
    """Hashes of files that nothing refers to any more: the caller removes them from the cabinet."""


class Photobook(Protocol):
    """Each verb is one committed transaction; states change only along ``campaign.photo.TRANSITIONS``."""

    # photos
    def take_photo(self, photo: Photo) -> bool:
        """Keep a new one; ``False`` when its origin is known, or a tombstone stands for its origin or author."""
        ...

    def photo(self, photo_id: str) -> Photo | None:
        """One of them."""
        ...

    def photo_from(self, origin: str) -> Photo | None:
        """By where it came from."""
        ...

    def photos(self, states: Sequence[State] = (), *, limit: int = 1_000_000) -> Sequence[Photo]:
        """The longest here first; of some states, or all."""
        ...

    def photos_by(self, author: str) -> Sequence[Photo]:
        """All of one author (a keyed hash, not empty)."""
        ...

    def photos_with(self, consent: str) -> Sequence[Photo]:
        """All that came with one consent."""
        ...

    def photos_until(self, now: datetime) -> Sequence[Photo]:
        """Those whose ``until`` is over."""
        ...

    def next_photo(self) -> datetime | None:
        """The earliest ``until``."""
        ...

    def photo_counts(self) -> dict[State, int]:
        """Photos per state, all states named."""
        ...

    def keep_photo(self, photo: Photo, now: datetime) -> bool:
        """Write its facts, in the same state; ``False`` when it was changed (``version``) meanwhile."""
        ...

    def step_photo(self, photo: Photo, state: State, reason: Reason | None, now: datetime) -> bool:
        """Write its facts and take it to ``state``; ``False`` when it was changed meanwhile.

        Going to a state of ``OVER`` wipes what could tell whose it was: all but its id, state, reason, network,
        source, path, origin, account and times. Once the last photo of a consent is withdrawn, the consent says so.
        In a store that was put back from a copy, a native one that is taken back gets a row to be looked for, as it may
        have gone out since. Raises ``CampaignError`` for a step or reason that the tables do not have.
        """
        ...

    def alike(self, photo: Photo, most: int = 1_000_000) -> Sequence[Photo]:
        """Others whose likeness differs from its in at most seven bits of 64, the nearest first."""
        ...

    # reposts
    def add_delivery(self, planned: Planned) -> bool:
        """A repost, as a row of its own that the plan never touches; ``False`` when the key is there already.

        One that was cancelled before any call, earlier than this one is due, is planned again.
        """
        ...

    def wipe_repost(self, key: str, now: datetime) -> None:
        """Of a repost that is over (``retracted``, or never out) nothing stays but its key, state and times: neither
        words nor address, also not in its attempts and orders.
        """
        ...

    # what must not come back
    def entomb(self, grave: Grave, mark: str, now: datetime) -> None:
        """Once is for ever."""
        ...

    def is_entombed(self, grave: Grave, mark: str) -> bool:
        """Whether a tombstone stands."""
        ...

    def entombed(self, grave: Grave) -> Sequence[str]:
        """Every mark of the kind."""
        ...

    # consents
    def keep_consent(self, consent: Consent) -> None:
        """Write it, new or changed."""
        ...

    def consent(self, consent_id: str) -> Consent | None:
        """One of them."""
        ...

    def consent_of(self, code: str) -> Consent | None:
        """By the keyed hash of its code."""
        ...

    def consents(self) -> Sequence[Consent]:
        """All, the oldest first."""
        ...

    # mails
    def keep_mail(self, mail: HandledMail) -> None:
        """Write that it was dealt with."""
        ...

    def mail(self, mark: str) -> HandledMail | None:
        """Whether it was."""
        ...

    def mails(self) -> Sequence[HandledMail]:
        """All, the oldest first."""
        ...

    def may_reply(self, mark: str, now: datetime, most: int) -> bool:
        """Whether fewer than ``most`` replies went to the address (a keyed hash) in the last 24 hours; counts one."""
        ...

    # forgetting
    def forget_photos(self, over_before: datetime, consents_before: datetime, mails_before: datetime) -> Forgotten:
        """Delete photos that have been over since then, consents withdrawn or without a photo since then, mails."""
        ...

    def forget_photo(self, photo_id: str) -> tuple[str, ...]:
        """Delete one that is over, now; as in ``Forgotten``, files that nothing refers to any more."""
        ...

    def files_of_photos(self) -> frozenset[str]:
        """Every hash that a photo refers to."""
        ...

    def scrub(self) -> None:
        """Leave nothing of deleted rows in the file: free pages and journal are wiped."""
        ...


class Cabinet(Protocol):
    """Files by their hash, outside the database, readable by nobody else."""

    def keep(self, data: bytes) -> str:
        """Store durably; the SHA-256."""
        ...

    def read(self, sha256: str) -> bytes | None:
        """``None``: not there."""
        ...

    def remove(self, sha256: str) -> None:
        """Overwritten, then deleted; gone already is fine."""
        ...

    def all(self) -> frozenset[str]:
        """Every hash there is."""
        ...
