"""What the stand-in Mastodon keeps: statuses, uploads, keys, counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.sandbox.accounts import MastodonAccount
from bot.sandbox.limits import Window
from bot.sandbox.pictures import Picture
from bot.sandbox.world import Seen


@dataclass(slots=True)
class Upload:
    """A media attachment."""

    id: str
    account: str
    picture: Picture
    description: str
    focus: tuple[float, float]
    ready_at: datetime
    status: str = ""
    """The id of the status it is attached to."""
    kind: str = "image"
    """``image``, ``gifv``, ``video`` or ``audio``."""


@dataclass(slots=True)
class Status:
    """A status as the server stores it."""

    id: str
    account: MastodonAccount
    text: str
    warning: str
    sensitive: bool
    visibility: str
    language: str
    reply_to: str
    created_at: datetime
    uploads: list[Upload]
    seen: Seen
    edits: list[Edit] = field(default_factory=list)
    """Every version, the first included, once it was changed; the last is what stands."""
    reblog_of: str = ""
    """The id of the status that this one boosts."""
    reply_account: str = ""
    """Whose status it answers."""
    mentions: tuple[MastodonAccount, ...] = ()
    uri: str = ""
    """Its lasting name on all servers."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A version: https://docs.joinmastodon.org/entities/StatusEdit/."""

    at: datetime
    text: str
    warning: str
    sensitive: bool
    language: str
    uploads: tuple[Upload, ...]


@dataclass(frozen=True, slots=True)
class Notification:
    """Somebody was mentioned: https://docs.joinmastodon.org/entities/Notification/."""

    id: str
    account: str
    """Whom it tells."""
    status: str
    at: datetime


IDEMPOTENCY_S = 3_600


@dataclass(slots=True)
class Limits:
    """https://docs.joinmastodon.org/api/rate-limits/, config/initializers/rack_attack.rb, app/lib/rate_limiter.rb.

    All windows are aligned to the epoch (``period - now % period`` in both files).
    """

    token: Window = field(default_factory=lambda: Window(300, 300, aligned=True))
    media: Window = field(default_factory=lambda: Window(30, 1_800, aligned=True))
    delete: Window = field(default_factory=lambda: Window(30, 1_800, aligned=True))
    paging: Window = field(default_factory=lambda: Window(300, 900, aligned=True))
    statuses: Window = field(default_factory=lambda: Window(300, 10_800, aligned=True))


class Store:
    """Everything, by id; newest last."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forget it all."""
        self.statuses: dict[str, Status] = {}
        self.uploads: dict[str, Upload] = {}
        self.counts: Counter[str] = Counter()
        """How many statuses each account has."""
        self.limits = Limits()
        self.notifications: list[Notification] = []
        self.boosts: dict[str, list[Status]] = {}
        """By the id of what they boost, those that are gone included."""
        self._keys: dict[tuple[str, str], tuple[str, datetime]] = {}

    def boosts_of(self, status: str, account: str = "") -> list[Status]:
        """The boosts of a status that stand, oldest first; all, or one account's."""
        return [
            boost
            for boost in self.boosts.get(status, ())
            if boost.seen.deleted_at is None and account in {"", boost.account.id}
        ]

    def tell_mentioned(self, status: Status, now: datetime) -> None:
        """Notify whoever is mentioned in it, its author aside."""
        for account in status.mentions:
            if account.id != status.account.id:
                number = str(len(self.notifications) + 1)
                self.notifications.append(Notification(number, account.id, status.id, now))

    def remember_key(self, account: str, key: str, status: str, now: datetime) -> None:
        """Keep an ``Idempotency-Key`` for an hour, per account: https://docs.joinmastodon.org/methods/statuses/#create."""
        self._keys[account, key] = (status, now)

    def status_of_key(self, account: str, key: str, now: datetime) -> Status | None:
        """The status a key already made, even one that was deleted since."""
        found = self._keys.get((account, key))
        if found is None or not timedelta() <= now - found[1] < timedelta(seconds=IDEMPOTENCY_S):
            return None
        return self.statuses.get(found[0])
