"""The durable store's rows, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName


@dataclass(frozen=True, slots=True)
class Planned:
    """What the plan says of one delivery; the outbox makes or moves its row to match."""

    key: str
    entry: str
    occurrence: str
    audience: str
    account: str
    network: NetworkName
    language: str
    due: datetime
    text: str
    """As it would read when due."""
    state: State = State.PLANNED
    """``planned``, ``held`` (for approval, or a broken file) or ``past``."""
    reason: str = ""
    beside: str = ""
    """What goes out with the words: see ``campaign.approved``. Not kept; an approval is compared with it."""
    repost_of: str = ""
    """``Post.repost_of``: a supporter's post that goes out as it is."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The durable row that carries one post to one account."""

    key: str
    entry: str
    occurrence: str
    audience: str
    account: str
    network: NetworkName
    language: str
    due: datetime
    text: str
    state: State
    reason: str
    attempts: int
    generation: int
    """Raised only by a person's "send again"; part of the idempotency key."""
    fence: int
    """Raised by every claim; an update with an old one changes nothing."""
    owner: str
    lease_until: datetime | None
    not_before: datetime | None
    """After an attempt proved not sent: when to try again."""
    approved_by: str
    approved_text: str
    """What a person saw when approving (``campaign.approved``); anything else needs approving again."""
    picture_sha256: str
    sent_at: datetime | None
    remote_id: str
    url: str
    updated_at: datetime
    expedited: bool = False
    """A person brought it forward: it is due when they said, not when its slot is."""
    begun_at: datetime | None = None
    """When its latest call began."""
    absent: int = 0
    """Of an ``unknown`` row: how many reads of the network in a row did not find it."""
    looks: int = 0
    """Of an ``unknown`` row: how often it was looked for in all, in vain or not at all."""
    approved_at: datetime | None = None
    repost_of: str = ""

    @property
    def may_stand_again(self) -> bool:
        """Of a repost: it was taken back, or called off before any call for it."""
        return self.state is State.RETRACTED or (self.state is State.CANCELLED and self.begun_at is None)


@dataclass(frozen=True, slots=True)
class Intent:
    """What is committed before the call: enough to recognise the post if the answer is lost."""

    text: str
    payload_sha256: str
    idempotency_key: str
    media_ids: tuple[str, ...]
    media_keys: tuple[str, ...]
    picture_sha256: str
    deadline: datetime
    repost_of: str = ""
    """What is reposted: it may be a newer version than when its turn was planned. Empty: what the row says."""


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What a new plan did to the outbox, by key."""

    added: tuple[str, ...]
    moved: tuple[str, ...]
    removed: tuple[str, ...]
    passed_by: int = 0
    """Rows in somebody's hand, or unsure, that the plan has otherwise or no more."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing goes out in ``scope``: ``everything`` or an account's name."""

    scope: str
    by: str
    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One thing the staff were told."""

    code: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call as it was intended, and what it led to."""

    key: str
    number: int
    """From 1, over the delivery's whole life."""
    account: str
    generation: int
    text: str
    media_ids: tuple[str, ...]
    media_keys: tuple[str, ...]
    picture_sha256: str
    started_at: datetime
    outcome: str
    """The state it led to; empty while nobody knows."""
    reason: str
    """Why it led there; of one that is ``unknown``, why nobody knows."""
    idempotency_key: str = ""
    """What the network could tell it from others by; empty once the words are forgotten."""


class ErrandKind(StrEnum):
    """What a person ordered to be done with a post that went out."""

    RETRACT = "retract"
    """Delete it, for good."""
    EDIT = "edit"
    """Give it other words where it stands."""
    REPLACE = "replace"
    """Delete it and say it anew, where the network cannot edit."""
    DOUBLE = "double"
    """Delete a second copy of it; the delivery itself stays sent."""


@dataclass(frozen=True, slots=True)
class Errand:
    """One order, durable until it is done."""

    number: int
    key: str
    account: str
    kind: ErrandKind
    remote_id: str
    """Which post; empty while the delivery's own is not known (its answer was lost)."""
    text: str
    """The words it shall have; empty for a deletion."""
    by: str
    ordered_at: datetime
    tries: int
    not_before: datetime | None
    outcome: str = ""
    """How it ended: ``done``, ``refused``, ``superseded`` or ``never sent``; empty while it is open."""
    reason: str = ""
    """Why it was refused, or could not be done yet."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one person says came of a deadline."""

    deadline: str
    person: str
    outcome: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing the staff's chat has a message about, and that message: a matter is told once and then kept true."""

    name: str
    """What it is about: ``held/KEY``, ``ask/KEY``, ``account/NAME`` …"""
    chat: int
    message: int
    """0: not said yet."""
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...]
    """Rows of (label, data)."""
    open: bool
    """Still something for a person to do."""
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """One raw update of a bot, as it lies in the inbox."""

    bot: str
    update_id: int
    body: Mapping[str, object]
    received_at: datetime
