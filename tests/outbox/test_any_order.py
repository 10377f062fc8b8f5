"""Any verbs in any order, by people, files and two senders: what must be true of every row, after every step."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.campaign.delivery import TRANSITIONS, HeldFor, State
from bot.campaign.outcome import Receipt
from bot.outbox.opening import open_store
from bot.outbox.trouble import IllegalStepError
from bot.ports import EVERYTHING, Delivery, Planned
from tests.contracts.outbox_world import NOON, intent, planned
from tests.length import at_length
from tests.outbox.ready import lay
from tests.outbox.world import WRITE_AHEAD_LOG

ENTRIES = ("rally", "who", "release")
KEYS = tuple(planned(entry).key for entry in ENTRIES)
OWNERS = ("first run", "second run")
IN_FLIGHT = frozenset({State.CLAIMED, State.SENDING, State.UNKNOWN, State.ASK, State.SENT})
WENT_OUT = frozenset({State.SENT, State.RETRACTING, State.RETRACTED})

entries = st.lists(
    st.builds(
        planned,
        st.sampled_from(ENTRIES),
        due=st.integers(-5, 2).map(lambda minutes: NOON + timedelta(minutes=minutes)),
        text=st.sampled_from(["Trois jours.", "Deux jours."]),
    ).flatmap(
        lambda row: st.sampled_from(
            [
                row,
                row,
                row,
                row,
                replace(row, state=State.HELD, reason=HeldFor.APPROVAL.value),
                replace(row, state=State.HELD, reason=HeldFor.BROKEN_FILE.value),
                replace(row, state=State.PAST),
            ]
        )
    ),
    unique_by=lambda row: row.key,
    min_size=1,
    max_size=3,
)


class AnyOrder(RuleBasedStateMachine):
    """Time goes forward by minutes; each sender keeps every claim it ever got, stale ones too."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        lay(Path(self.folder.name) / "x.db")
        self.outbox = open_store("sqlite:///x.db", Path(self.folder.name), WRITE_AHEAD_LOG)
        self.outbox.commits.run(lambda connection: connection.exec_driver_sql("PRAGMA cache_size = 100"))
        self.now = NOON
        self.claims: list[Delivery] = []
        self.rows: dict[str, Delivery] = {}
        self.begun: set[tuple[str, int]] = set()
        """Key and fence of every intent that was committed."""
        self.settled: set[tuple[str, int]] = set()
        """Those proved not executed, or settled by a person: only these allow another call."""
        self.taken_back: set[str] = set()
        """What a person ordered back, and nobody since wanted out."""
        self.by_the_files = False

    def _claim(self, pick: int) -> Delivery:
        # The last one, mostly: what a healthy sender holds.
        return self.claims[-1 - pick % len(self.claims)] if pick < len(self.claims) else self.claims[-1]

    @initialize(rows=entries)
    def first_plan(self, rows: list[Planned]) -> None:
        self.outbox.sync_plan(rows, self.now)

    @rule(rows=entries)
    def edit(self, rows: list[Planned]) -> None:
        before = {row.key: row for row in self.outbox.deliveries()}
        change = self.outbox.sync_plan(rows, self.now)
        self.by_the_files = True
        for key, row in before.items():
            if row.state in IN_FLIGHT:
                assert self.outbox.get(key) == row
                assert key not in change.added + change.moved + change.removed

    @rule(rows=entries)
    def take_everything_out_and_put_it_back(self, rows: list[Planned]) -> None:
        self.outbox.sync_plan([], self.now)
        self.outbox.sync_plan(rows, self.now)
        self.by_the_files = True

    @rule(minutes=st.integers(1, 7))
    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(owner=st.sampled_from(OWNERS))
    def claim(self, owner: str) -> None:
        paused = bool(self.outbox.pauses())
        claimed = self.outbox.claim("mastodon", self.now, owner, 300.0)
        if claimed is not None:
            assert not paused
            assert claimed.due <= self.now
            assert claimed.not_before is None or claimed.not_before <= self.now
            assert claimed.fence not in {old.fence for old in self.claims if old.key == claimed.key}
            self.claims.append(claimed)

    @precondition(lambda self: self.claims)
    @rule(pick=st.integers(0, 7), text=st.sampled_from(["Trois jours.", "Deux jours."]))
    def begin(self, pick: int, text: str) -> None:
        claimed = self._claim(pick)
        paused = bool(self.outbox.pauses())
        if self.outbox.begin(claimed, intent(text, self.now), self.now):
            assert not paused
            # The heart of it: no second call while the first may have left.
            assert {of for of in self.begun if of[0] == claimed.key} <= self.settled
            assert claimed.key not in self.taken_back
            self.begun.add((claimed.key, claimed.fence))

    @rule(then=st.sampled_from(["answer", "silence", "refusal", "stop", "stop", "pause"]))
    def send(self, then: str) -> None:
        """What a sender does all day, and how it ends."""
        claims = len(self.claims)
        self.claim(OWNERS[0])
        if len(self.claims) == claims:
            return
        self.every_row_moved_along_the_table()
        if then == "pause":
            self.pause(EVERYTHING)
        self.begin(0, self.claims[-1].text)
        self.every_row_moved_along_the_table()
        match then:
            case "answer":
                self.receive(0)
            case "silence":
                self.settle(0, State.UNKNOWN, back_off=False, reason="timeout")
            case "refusal":
                self.settle(0, State.PLANNED, back_off=True, reason="503")
            case "stop":
                self.restart(OWNERS[1])
            case _:
                assert (self.claims[-1].key, self.claims[-1].fence) not in self.begun

    @precondition(lambda self: self.begun)
    @rule(pick=st.integers(0, 7))
    def receive(self, pick: int) -> None:
        held = self._claim(pick)
        try:
            if self.outbox.sent(held, Receipt(f"{held.key}#{held.fence}"), self.now):
                assert (held.key, held.fence) in self.begun
        except IllegalStepError:
            assert (held.key, held.fence) not in self.begun

    @precondition(lambda self: self.claims)
    @rule(
        pick=st.integers(0, 7),
        state=st.one_of(st.just(State.PLANNED), st.just(State.PLANNED), st.sampled_from(State)),
        back_off=st.booleans(),
        reason=st.sampled_from([reason.value for reason in HeldFor]),
    )
    def settle(self, pick: int, state: State, back_off: bool, reason: str) -> None:  # noqa: FBT001 -- hypothesis hands it in by name
        held = self._claim(pick)
        not_before = self.now + timedelta(minutes=3) if back_off else None
        try:
            if self.outbox.settle(held, state, reason, self.now, not_before) and state is not State.UNKNOWN:
                self.settled.add((held.key, held.fence))
        except IllegalStepError:
            pass

    @precondition(lambda self: self.outbox.deliveries([State.UNKNOWN]))
    @rule(key=st.sampled_from(KEYS), state=st.sampled_from([State.ASK, State.PLANNED, State.MISSED]))
    def reconcile(self, key: str, state: State) -> None:
        row = self.outbox.get(key)
        if row is None or row.state is not State.UNKNOWN:
            return
        try:
            if self.outbox.settle(row, state, "read back", self.now) and state is State.PLANNED:
                self.settled.add((key, row.fence))
        except IllegalStepError:
            assert state is State.MISSED

    @rule(owner=st.sampled_from(OWNERS))
    def restart(self, owner: str) -> None:
        for row in self.outbox.recover(owner, self.now):
            assert row.state is State.UNKNOWN

    @precondition(lambda self: self.outbox.deliveries([State.UNKNOWN, State.ASK]))
    @rule(key=st.sampled_from(KEYS), verdict=st.sampled_from([State.SENT, State.PLANNED, State.CANCELLED]))
    def resolve(self, key: str, verdict: State) -> None:
        row = self.outbox.get(key)
        if self.outbox.resolve(key, verdict, "Maria", self.now):
            assert row is not None
            self.settled.add((key, row.fence))
            if verdict is State.PLANNED:
                self.taken_back.discard(key)

    @rule(key=st.sampled_from(KEYS), verb=st.sampled_from(["approve", "approve", "expedite", "expedite", "cancel"]))
    def decide(self, key: str, verb: str) -> None:
        if verb == "approve":
            self.outbox.approve(key, "Trois jours.", "Maria", self.now)
        elif verb == "cancel":
            row = self.outbox.get(key)
            assert not self.outbox.cancel(key, "Jean", self.now) or (row and row.state is not State.SENDING)
        else:
            self.outbox.expedite(key, "Jean", self.now)

    @rule(scope=st.sampled_from([EVERYTHING, "mastodon"]))
    def pause(self, scope: str) -> None:
        self.outbox.pause(scope, "Jean", "", self.now)

    @precondition(lambda self: self.outbox.pauses())
    @rule()
    def resume(self) -> None:
        for pause in self.outbox.pauses():
            assert self.outbox.resume(pause.scope)

    @invariant()
    def every_row_moved_along_the_table(self) -> None:
        rows = {row.key: row for row in self.outbox.deliveries()}
        for key, row in rows.items():
            old = self.rows.get(key)
            if old is not None:
                assert row.state is old.state or _reachable(old.state, row.state), (old.state, row.state)
                assert row.fence >= old.fence
                assert row.generation >= old.generation
                assert row.attempts >= 0
            assert (row.state in {State.CLAIMED, State.SENDING}) is bool(row.owner)
            assert (row.state in WENT_OUT) is (row.sent_at is not None)
            assert row.state is not State.HELD or row.reason
        for key in self.rows.keys() - rows.keys():
            assert self.by_the_files, "only an edit of the files removes a row"
            assert not {of for of in self.begun if of[0] == key}, "a row that was ever begun is never removed"
        self.rows = rows
        self.by_the_files = False

    def teardown(self) -> None:
        self.outbox.close()
        self.folder.cleanup()


def _reachable(before: State, after: State) -> bool:
    # One verb takes at most two steps: a claim first gives back what ran out.
    return after in TRANSITIONS[before] or any(after in TRANSITIONS[between] for between in TRANSITIONS[before])


TestAnyOrder = AnyOrder.TestCase
TestAnyOrder.settings = settings(
    max_examples=at_length(70, 1_000),
    stateful_step_count=30,
    deadline=None,
    database=None,
    derandomize=True,
    # Shrinking takes minutes; what it finds is at most 30 steps long.
    phases=[Phase.generate],
)
