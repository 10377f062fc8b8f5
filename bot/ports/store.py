"""The durable store, as the other rooms know it: its verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.ports.aftermath import Aftermath
from bot.ports.outside import Identity
from bot.ports.photobook import Photobook
from bot.ports.rows import AlarmRow, Delivery, Intent, Pause, PlanChange, Planned, Statement
from bot.ports.staffroom import Staffroom

EVERYTHING = "everything"

COPY = "this is a copy"
"""The note that a copy of the store carries, with when it was made: what it believes unsent may have gone out since."""

GO_ON = "go on with the last good "
"""With a file's name, the note that keeps which broken text of it people chose to go on without."""


class Outbox(Aftermath, Staffroom, Photobook, Protocol):
    """The durable store. Every verb is one committed transaction; times are handed in; states change only along
    ``campaign.delivery.TRANSITIONS``, by compare-and-set on state and fence. Safe to use from many threads.
    """

    shared: bool
    """Whether other daemons may have the store too: what they did has to be asked, it cannot be remembered."""

    # the plan
    def sync_plan(self, planned: Sequence[Planned], now: datetime) -> PlanChange:
        """Make the rows match: add new ones, move or refresh editable ones, remove those never attempted that the
        plan no longer has. Claimed and later rows are left as they are; so are a person's approval and cancel.
        While the store is marked as a copy, what is due by then is distrusted in the same transaction.
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

    def move(self, claimed: Delivery, due: datetime, reason: str, now: datetime) -> bool:
        """``claimed`` → ``planned``, at the instant that the files give it by now. ``False``: no longer ours."""
        ...

    def recover(self, owner: str, now: datetime) -> Sequence[Delivery]:
        """Rows in hand of owners that are gone: ``claimed`` → ``planned``, ``sending`` → ``unknown``; the latter.

        Where one daemon has the store to itself every other owner is gone; where several may share it, an owner is
        gone when its lease has run out. With the former go their leases on jobs.
        """
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

    def approve(self, key: str, text: str, by: str, now: datetime, beside: str = "") -> bool:
        """A held row, whose ``text`` a person saw, may go; ``False`` when nothing was waiting for that.

        ``beside``: what they saw with it (``campaign.approved``). The gates let nothing else go.
        """
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

    # what people state
    def state_outcome(self, deadline: str, outcome: str, person: str, now: datetime) -> None:
        """One person's word on what came of ``deadline``; their latest counts."""
        ...

    def statements(self, deadline: str = "") -> Sequence[Statement]:
        """Everybody's latest word, of one deadline or of all, the oldest first."""
        ...

    # gates
    def hold_if_many_late(self, cutoff: datetime, most: int, now: datetime) -> bool:
        """When more than ``most`` posts (an entry's occurrence is one) were due before ``cutoff`` and still wait,
        without a person's approval or wish, hold them all as ``late``: ``True``. Those already held so count.
        """
        ...

    def release(self, reason: str, now: datetime) -> int:
        """``held`` for ``reason`` → ``planned``; how many.

        For ``clock``, nothing goes on waiting that a clock which was ahead of ``now`` had put off.
        """
        ...

    # reading
    def get(self, key: str) -> Delivery | None:
        """One row."""
        ...

    def deliveries(
        self, states: Sequence[State] = (), entry: str = "", until: datetime | None = None
    ) -> Sequence[Delivery]:
        """Rows by due time, all of them or those of some states or one entry, due ``until`` then."""
        ...

    def ahead(self, now: datetime) -> tuple[int, int]:
        """How many posts (an occurrence for an audience is one) and deliveries are due after ``now``, and not called
        off.
        """
        ...

    def counts(self) -> Mapping[State, int]:
        """Rows per state, all states named."""
        ...

    # accounts, notes
    def pin(self, account: str, identity: Identity, now: datetime) -> Identity:
        """Remember whom the account spoke for at first contact; returns what is pinned (compare it)."""
        ...

    def first_due(self) -> datetime | None:
        """When the earliest of the plan's rows is due, whatever became of it."""
        ...

    def pinned(self, account: str) -> Identity | None:
        """Whom the account speaks for; ``None`` before the first contact."""
        ...

    def note(self, name: str, value: str) -> None:
        """Keep a small fact: when the daemon first started, what was last loaded."""
        ...

    def noted(self, name: str) -> str | None:
        """Read it back."""
        ...

    def note_first(self, name: str, value: str) -> str:
        """Keep a small fact for good, unless there is one: whoever comes first decides. What is kept."""
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
