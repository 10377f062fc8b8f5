"""The same, with what comes after the call: looks, audits, orders, a copy put back, many late posts at once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import sqlalchemy as sa
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from bot.campaign.delivery import HeldFor, State
from bot.campaign.outcome import Receipt
from bot.outbox.schema import deliveries, errands
from bot.ports import Delivery, Errand, ErrandKind
from tests.length import at_length
from tests.outbox.test_any_order import KEYS, OWNERS, AnyOrder

WORDS = ("Trois jours.", "Deux jours.")
OF_THE_POST = frozenset(ErrandKind) - {ErrandKind.DOUBLE}
DELETIONS = frozenset({ErrandKind.RETRACT, ErrandKind.REPLACE})
MAY_WAIT = frozenset({State.SENDING, State.UNKNOWN, State.ASK})


class AnyOrderAftermath(AnyOrder):
    """Whoever carries out orders keeps every one it ever got, stale ones too; so does whoever looks."""

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[Errand] = []
        self.looks: list[Delivery] = []
        self.found = 0

    def _unsure(self, pick: int) -> Delivery:
        self.looks += self.outbox.unsure(self.now)
        return self.looks[-1 - pick % len(self.looks)]

    @precondition(lambda self: self.looks or self.outbox.unsure(self.now))
    @rule(pick=st.integers(0, 7), absent=st.integers(0, 2))
    def look_in_vain(self, pick: int, absent: int) -> None:
        unsure = self._unsure(pick)
        before = self.outbox.get(unsure.key)
        look_at = self.now + timedelta(minutes=2)
        if self.outbox.looked(unsure, absent=absent, reason="503", look_at=look_at, now=self.now):
            after = self.outbox.get(unsure.key)
            assert before is not None
            assert after is not None
            assert (after.state, after.looks, after.absent) == (State.UNKNOWN, before.looks + 1, absent)
            assert unsure.key not in {row.key for row in self.outbox.unsure(self.now)}

    @precondition(lambda self: self.looks or self.outbox.unsure(self.now))
    @rule(pick=st.integers(0, 7))
    def find(self, pick: int) -> None:
        unsure = self._unsure(pick)
        self.found += 1
        state = getattr(self.outbox.get(unsure.key), "state", None)
        if self.outbox.sent(unsure, Receipt(f"found {self.found}"), self.now):
            assert state in MAY_WAIT

    @rule(
        key=st.sampled_from(KEYS),
        kind=st.sampled_from([*ErrandKind, ErrandKind.RETRACT]),
        text=st.sampled_from(WORDS),
        copy=st.integers(1, 2),
    )
    def order(self, key: str, kind: ErrandKind, text: str, copy: int) -> None:
        words = "" if kind in {ErrandKind.RETRACT, ErrandKind.DOUBLE} else text
        double = f"copy {copy}" if kind is ErrandKind.DOUBLE else ""
        before = self.outbox.get(key)
        if self.outbox.order(key, kind, "Jean", self.now, text=words, remote_id=double):
            assert before is not None
            assert before.state in MAY_WAIT | {State.SENT, State.RETRACTING, State.RETRACTED}
            assert not self.outbox.order(key, kind, "Maria", self.now, text=words, remote_id=double)
            if kind is ErrandKind.RETRACT:
                self.taken_back.add(key)

    @precondition(lambda self: self.orders or self.outbox.errands())
    @rule(pick=st.integers(0, 5), how=st.sampled_from(["done", "done", "refused", "later"]))
    def carry_out(self, pick: int, how: str) -> None:
        ahead = list(self.outbox.errands(self.now))
        self.orders += ahead
        if not self.orders:
            return
        errand = self.orders[-1 - pick % len(self.orders)]
        before = self.outbox.get(errand.key)
        is_open = errand.number in {other.number for other in self.outbox.errands()}
        match how:
            case "done":
                self.outbox.carried_out(errand, self.now)
            case "refused":
                self.outbox.not_carried_out(errand, "too old", self.now)
            case _:
                self.outbox.put_off(errand, "503", self.now + timedelta(minutes=1), self.now)
        after = self.outbox.get(errand.key)
        if not is_open:
            assert after == before, "an order that has ended does nothing more"
        elif how == "done" and errand.kind is ErrandKind.REPLACE:
            assert after is not None
            assert (after.state, after.text) == (State.PLANNED, errand.text)
            # What was out is deleted: the network has no call of it any more.
            self.settled |= {of for of in self.begun if of[0] == errand.key}
        elif how == "refused" and errand.kind is ErrandKind.RETRACT:
            self.taken_back.discard(errand.key)

    @precondition(lambda self: self.outbox.to_audit(self.now))
    @rule(again=st.booleans())
    def audit(self, again: bool) -> None:  # noqa: FBT001 -- hypothesis hands it in by name
        for row in self.outbox.to_audit(self.now):
            assert row.state is State.SENT
            self.outbox.audited(row.key, self.now + timedelta(minutes=5) if again else None, self.now)
        assert self.outbox.to_audit(self.now) == []

    @rule()
    def put_back_a_copy(self) -> None:
        # Whoever had claimed, and had not begun, ended with the store that was replaced.
        self.claims = [held for held in self.claims if (held.key, held.fence) in self.begun]
        for row in self.outbox.distrust(self.now, "put back from a copy"):
            assert row.state is State.UNKNOWN
            assert row.due <= self.now

    @rule(most=st.integers(0, 2))
    def find_many_late(self, most: int) -> None:
        self.outbox.hold_if_many_late(self.now - timedelta(minutes=2), most, self.now)

    @rule(reason=st.sampled_from([reason.value for reason in HeldFor]))
    def release(self, reason: str) -> None:
        self.outbox.release(reason, self.now)

    @rule(owner=st.sampled_from(OWNERS), minutes=st.integers(1, 5))
    def lead(self, owner: str, minutes: int) -> None:
        others = [other for other in OWNERS if other != owner]
        if self.outbox.lead("listener", owner, self.now + timedelta(minutes=minutes), self.now):
            assert not any(self.outbox.lead("listener", other, self.now, self.now) for other in others)

    @invariant()
    def orders_and_rows_agree(self) -> None:
        query = sa.select(errands.c.kind, errands.c.key, deliveries.c.state).where(
            errands.c.outcome == "", errands.c.key == deliveries.c.key, errands.c.kind.in_(OF_THE_POST)
        )
        open_orders = self.outbox.commits.run(lambda connection: connection.execute(query).all())
        assert max(Counter(order.key for order in open_orders).values(), default=0) <= 1
        for order in open_orders:
            assert order.state in MAY_WAIT | {State.RETRACTING if order.kind in DELETIONS else State.SENT}
        being_deleted = {order.key for order in open_orders if order.state is State.RETRACTING}
        assert being_deleted == {row.key for row in self.outbox.deliveries([State.RETRACTING])}

    @invariant()
    def only_what_is_unsure_is_looked_for(self) -> None:
        rows = self.outbox.deliveries()
        assert all(row.state is State.UNKNOWN or (row.absent, row.looks) == (0, 0) for row in rows)
        assert (self.outbox.next_look() is None) is not any(row.state is State.UNKNOWN for row in rows)
        ordered = sa.select(sa.func.count()).select_from(errands)
        orders = self.outbox.commits.run(lambda connection: connection.execute(ordered).scalar_one())
        assert self.outbox.deeds_ever() == len(self.begun) + orders


TestAnyOrderAftermath = AnyOrderAftermath.TestCase
TestAnyOrderAftermath.settings = settings(
    max_examples=at_length(35, 500),
    stateful_step_count=40,
    deadline=None,
    database=None,
    derandomize=True,
    # Shrinking takes minutes; what it finds is at most 40 steps long.
    phases=[Phase.generate],
)
