"""The durable store, as the other rooms know it: its verbs and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName
from bot.campaign.outcome import Receipt
from bot.ports.outside import Identity


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
    """The text a person saw when approving; another one needs approving again."""
    picture_sha256: str
    sent_at: datetime | None
    remote_id: str
    url: str
    updated_at: datetime
    expedited: bool = False
    """A person brought it forward: it is due when they said, not when its slot is."""


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


@dataclass(frozen=True, slots=True)
class PlanChange:
    """What a new plan did to the outbox, by key."""

    added: tuple[str, ...]
    moved: tuple[str, ...]
    removed: tuple[str, ...]


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


EVERYTHING = "everything"

GO_ON = "go on with the last good "
"""With a file's name, the note that keeps which broken text of it people chose to go on without."""


class Outbox(Protocol):
    """The durable store. Every verb is one committed transaction; times are handed in; states change only along
    ``campaign.delivery.TRANSITIONS``, by compare-and-set on state and fence. Safe to use from many threads.
    """

    # the plan
    def sync_plan(self, planned: Sequence[Planned], now: datetime) -> PlanChange:
        """Make the rows match: add new ones, move or refresh editable ones, remove those never attempted that the
        plan no longer has. Claimed and later rows are left as they are; so are a person's approval and cancel.
        """
        ...

    # sending
    def warm(self, now: datetime) -> None:
        """Make ready for a due instant whatever costs time at its first use; changes nothing."""
        ...

    def next_due(self, account: str) -> datetime | None:
        """The earliest instant (due or ``not_before``, the later) at which a planned row of ``account`` may go."""
        ...

    def claim(self, account: str, now: datetime, owner: str, lease_s: float, key: str = "") -> Delivery | None:
        """``planned`` → ``claimed`` for the account’s earliest row that is due; with ``key``, for that one only."""
        ...

    def begin(self, claimed: Delivery, intent: Intent, now: datetime) -> bool:
        """``claimed`` → ``sending`` with the intent, in one transaction that re-reads pauses and the fence.

        ``False``: paused meanwhile, or no longer ours; nothing may be sent.
        """
        ...

    def sent(self, sending: Delivery, receipt: Receipt, now: datetime) -> bool:
        """``sending`` → ``sent``. ``False`` when the row is no longer ours."""
        ...

    def settle(
        self,
        delivery: Delivery,
        state: State,
        reason: str,
        now: datetime,
        not_before: datetime | None = None,
    ) -> bool:
        """Any other allowed step out of ``claimed`` or ``sending``; back to ``planned`` with ``not_before``."""
        ...

    def recover(self, owner: str, now: datetime) -> Sequence[Delivery]:
        """After a stop: rows of earlier owners. ``claimed`` → ``planned``, ``sending`` → ``unknown``; the latter."""
        ...

    def last_sent(self, account: str) -> datetime | None:
        """When the account last began a call: the next keeps its spacing from then."""
        ...

    # people
    def pause(self, scope: str, by: str, reason: str, now: datetime) -> None:
        """Stop ``scope`` before the next byte; survives restarts."""
        ...

    def resume(self, scope: str) -> bool:
        """Undo a pause; ``False`` when there was none."""
        ...

    def pauses(self) -> Sequence[Pause]:
        """What is paused."""
        ...

    def approve(self, key: str, text: str, by: str, now: datetime) -> bool:
        """A held row, whose ``text`` a person saw, may go; ``False`` when nothing was waiting for that."""
        ...

    def cancel(self, key: str, by: str, now: datetime) -> bool:
        """An open row that is not in flight will not go."""
        ...

    def expedite(self, key: str, by: str, now: datetime) -> bool:
        """A planned or held row is due now."""
        ...

    def resolve(self, key: str, verdict: State, by: str, now: datetime, receipt: Receipt | None = None) -> bool:
        """A person settles an ``unknown`` or ``ask`` row: ``sent``, ``planned`` (new generation) or ``cancelled``."""
        ...

    # reading
    def get(self, key: str) -> Delivery | None:
        """One row."""
        ...

    def deliveries(self, states: Sequence[State] = (), entry: str = "") -> Sequence[Delivery]:
        """Rows by due time, all of them or those of some states or one entry."""
        ...

    def counts(self) -> Mapping[State, int]:
        """Rows per state, all states named."""
        ...

    # accounts, notes
    def pin(self, account: str, identity: Identity, now: datetime) -> Identity:
        """Remember whom the account spoke for at first contact; returns what is pinned (compare it)."""
        ...

    def note(self, name: str, value: str) -> None:
        """Keep a small fact: when the daemon first started, what was last loaded."""
        ...

    def noted(self, name: str) -> str | None:
        """Read it back."""
        ...

    def outcome_of(self, deadline: str) -> str:
        """What people stated of a deadline: ``open`` until they state another."""
        ...

    def raise_alarm(self, code: str, text: str, now: datetime) -> None:
        """Keep what the staff were told."""
        ...

    def alarms(self, limit: int = 50) -> Sequence[AlarmRow]:
        """The latest first."""
        ...

    def together(self) -> AbstractContextManager[None]:
        """Verbs inside share one commit (the planner's)."""
        ...

    def close(self) -> None:
        """Close the database."""
        ...
