"""The outbox as the other rooms know it: every verb is one work for ``Commits``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.outbox import aftermath, late, people, reading, rows, sending, statements, warming
from bot.outbox.commits import Commits
from bot.outbox.owed import Owed
from bot.outbox.receipts import Kept
from bot.outbox.store_aftermath import SqlAftermath
from bot.outbox.store_photobook import SqlPhotobook
from bot.outbox.store_staffroom import SqlStaffroom
from bot.ports import AlarmRow, Delivery, Identity, Intent, Outbox, Pause, PlanChange, Planned, Statement


class SqlOutbox(SqlAftermath, SqlStaffroom, SqlPhotobook, Outbox):
    """``ports.Outbox`` on one database connection; ``shared`` when several daemons may have the database."""

    def __init__(self, commits: Commits, *, shared: bool = False, owed: Owed | None = None) -> None:
        super().__init__()
        self.commits = commits
        self.shared = shared
        self._owed = owed or Owed()

    def sync_plan(self, planned: Sequence[Planned], now: datetime) -> PlanChange:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.sync_plan(c, planned, now))

    def warm(self, now: datetime) -> None:
        """See ``warming``."""
        self._owed.prepare()
        self.commits.run(lambda c: warming.warm(c, now))

    def next_due(self, account: str) -> datetime | None:
        """See ``sending``."""
        return self.commits.run(lambda c: sending.next_due(c, account))

    def claim(self, account: str, now: datetime, owner: str, lease_s: float, key: str = "") -> Delivery | None:
        """See ``sending``."""
        return self.commits.run(lambda c: sending.claim(c, account, now, owner, lease_s, key, shared=self.shared))

    def begin(self, claimed: Delivery, intent: Intent, now: datetime) -> bool:
        """See ``sending``."""
        return self.commits.run(lambda c: sending.begin(c, claimed, intent, now))

    def sent(self, sending: Delivery, receipt: Receipt, now: datetime) -> bool:
        """See ``sending``; what cannot be written is kept beside the database."""
        with self._owed.unless_written(Kept(sending.key, sending.fence, receipt, now)):
            return self.commits.run(lambda c: _sent(c, sending, receipt, now))

    def settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> bool:
        """See ``sending``."""
        return self.commits.run(lambda c: sending.settle(c, delivery, state, reason, now, not_before))

    def move(self, claimed: Delivery, due: datetime, reason: str, now: datetime) -> bool:
        """See ``sending``."""
        return self.commits.run(lambda c: sending.move(c, claimed, due, reason, now))

    def recover(self, owner: str, now: datetime) -> Sequence[Delivery]:
        """See ``sending``."""
        return self.commits.run(lambda c: sending.recover(c, owner, now, shared=self.shared))

    def last_sent(self, account: str) -> datetime | None:
        """See ``sending``."""
        return self.commits.run(lambda c: sending.last_sent(c, account))

    def pause(self, scope: str, by: str, reason: str, now: datetime) -> None:
        """See ``people``."""
        self.commits.run(lambda c: people.pause(c, scope, by, reason, now))

    def resume(self, scope: str) -> bool:
        """See ``people``."""
        return self.commits.run(lambda c: people.resume(c, scope))

    def pauses(self) -> Sequence[Pause]:
        """See ``people``."""
        return self.commits.run(people.list_pauses)

    def approve(self, key: str, text: str, by: str, now: datetime, beside: str = "") -> bool:
        """See ``people``."""
        return self.commits.run(lambda c: people.approve(c, key, text, by, now, beside))

    def cancel(self, key: str, by: str, now: datetime) -> bool:
        """See ``people``."""
        return self.commits.run(lambda c: people.cancel(c, key, by, now))

    def expedite(self, key: str, by: str, now: datetime) -> bool:
        """See ``people``."""
        return self.commits.run(lambda c: people.expedite(c, key, by, now))

    def resolve(self, key: str, verdict: State, by: str, now: datetime, receipt: Receipt | None = None) -> bool:
        """See ``people``."""
        return self.commits.run(lambda c: people.resolve(c, key, verdict, by, now, receipt))

    def state_outcome(self, deadline: str, outcome: str, person: str, now: datetime) -> None:
        """See ``statements``."""
        self.commits.run(lambda c: statements.state_outcome(c, deadline, outcome, person, now))

    def statements(self, deadline: str = "") -> Sequence[Statement]:
        """See ``statements``."""
        return self.commits.run(lambda c: statements.list_statements(c, deadline))

    def hold_if_many_late(self, cutoff: datetime, most: int, now: datetime) -> bool:
        """See ``late``."""
        return self.commits.run(lambda c: late.hold_if_many_late(c, cutoff, most, now))

    def release(self, reason: str, now: datetime) -> int:
        """See ``late``."""
        return self.commits.run(lambda c: late.release(c, reason, now))

    def get(self, key: str) -> Delivery | None:
        """See ``rows``."""
        return self.commits.run(lambda c: rows.get(c, key))

    def deliveries(
        self, states: Sequence[State] = (), entry: str = "", until: datetime | None = None
    ) -> Sequence[Delivery]:
        """See ``reading``."""
        return self.commits.run(lambda c: reading.list_deliveries(c, states, entry, until))

    def ahead(self, now: datetime) -> tuple[int, int]:
        """See ``reading``."""
        return self.commits.run(lambda c: reading.ahead(c, now))

    def counts(self) -> Mapping[State, int]:
        """See ``reading``."""
        return self.commits.run(reading.counts)

    def pin(self, account: str, identity: Identity, now: datetime) -> Identity:
        """See ``reading``."""
        return self.commits.run(lambda c: reading.pin(c, account, identity, now))

    def first_due(self) -> datetime | None:
        """See ``reading``."""
        return self.commits.run(reading.first_due)

    def pinned(self, account: str) -> Identity | None:
        """See ``reading``."""
        return self.commits.run(lambda c: reading.pinned(c, account))

    def note(self, name: str, value: str) -> None:
        """See ``reading``."""
        self.commits.run(lambda c: reading.note(c, name, value))

    def noted(self, name: str) -> str | None:
        """See ``reading``."""
        return self.commits.run(lambda c: reading.noted(c, name))

    def note_first(self, name: str, value: str) -> str:
        """See ``reading``."""
        return self.commits.run(lambda c: reading.note_first(c, name, value))

    def raise_alarm(self, code: str, text: str, now: datetime) -> None:
        """See ``reading``."""
        self.commits.run(lambda c: reading.raise_alarm(c, code, text, now))

    def alarms(self, limit: int = 50) -> Sequence[AlarmRow]:
        """See ``reading``."""
        return self.commits.run(lambda c: reading.list_alarms(c, limit))

    def together(self) -> AbstractContextManager[None]:
        """See ``commits``."""
        return self.commits.together()

    def close(self) -> None:
        """See ``commits``."""
        self.commits.close()


_sent = sending.sent  # the verb's own parameter is called `sending`
