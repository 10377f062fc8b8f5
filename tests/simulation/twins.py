"""Deliveries with the same words on one account, and what a store and a network make of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName
from bot.campaign.outcome import Receipt
from bot.ports import Outbox
from tests.contracts.outbox_world import LEASE_S, NOON, intent, planned
from tests.simulation.asking import Asking
from tests.simulation.campaigns import made_up
from tests.simulation.ends import Ends
from tests.simulation.judgement import Verdict
from tests.simulation.oracle import Copy, Oracle
from tests.simulation.people import People
from tests.simulation.restoring import Restoring
from tests.simulation.store import fresh_store
from tests.simulation.world import Dice, World, WorldClock

ONE, TWO, THREE = (f"{name}/once/france/x" for name in ("one", "two", "three"))
DROPS = 1


class Twins:
    """Three deliveries that say the same; two were called for, the first made a post, and both answers were lost."""

    def __init__(self, network: NetworkName = NetworkName.X, *, other_words: str = "", there: bool = True) -> None:
        self.files = made_up(Dice(1))
        # Whoever answers by these dice says "drop" when nothing is there.
        self.world = World(Dice(DROPS), NOON)
        self.clock = WorldClock(self.world)
        self.asking = Asking(fresh_store())
        self.store: Outbox = self.asking.outbox
        self.oracle = Oracle()
        rows = [planned(name, account="x") for name in ("one", "two", "three")]
        rows[1] = replace(rows[1], text=other_words or rows[1].text)
        self.store.sync_plan([replace(row, network=network) for row in rows], NOON)
        self.people = People(
            *(self.world, self.clock, self.store, self.oracle),
            campaign=lambda: self.files.rules,
            wake=lambda: None,
            look=lambda: None,
        )
        self.people.hurry()
        self.world.now += timedelta(minutes=1)
        self.call(ONE)
        self.call(TWO)
        if there:
            self.publish(ONE, "1")

    def call(self, key: str) -> None:
        now = self.world.now
        claimed = self.store.claim("x", now, "first run", LEASE_S, key)
        assert claimed is not None
        assert self.store.begin(claimed, intent(claimed.text, now), now)
        assert self.store.settle(claimed, State.UNKNOWN, "duplicate", now)

    def publish(self, key: str, own: str, after: timedelta = timedelta()) -> None:
        """``after``: how long its call takes to be executed."""
        row, now = self.store.get(key), self.world.now
        assert row is not None
        self.oracle.publish(Copy("x", row.network, own, key, row.generation, row.text, (), (), now - after, now, now))

    def find(self, key: str, own: str) -> None:
        row = self.store.get(key)
        assert row is not None
        assert self.store.sent(row, Receipt(own, ""), self.world.now)

    def is_there_somewhere(self, key: str) -> None:
        """Somebody says so, and not which post it is."""
        self.call(key)
        assert self.store.resolve(key, State.SENT, "Maria", self.world.now)

    def drop(self, key: str) -> None:
        """Somebody is asked, looks, and drops it rather than have it said again."""
        row = self.store.get(key)
        assert row is not None
        assert self.store.settle(row, State.ASK, "called a duplicate, and not found", self.world.now)
        # Earlier nobody may say so: it may still appear.
        self.world.now += timedelta(minutes=3)
        self.people.look_in()
        dropped = self.store.get(key)
        assert dropped is not None
        assert dropped.state is State.CANCELLED

    def refuse(self, key: str, reason: str) -> None:
        """It is looked for in vain, and ends as rejected."""
        row = self.store.get(key)
        assert row is not None
        assert self.store.settle(row, State.REJECTED, reason, self.world.now)

    def lies(self) -> list[str]:
        restoring = Restoring(Dice(1), self.world, self.clock, self.store, self.oracle, lambda: None)
        ends = Ends(self.world, self.oracle, self.store, self.files, restoring, self.people.dropped)
        verdict = Verdict()
        for row in self.store.deliveries():
            ends.hold_against_truth(row, verdict)
        restoring.end()
        return verdict.lies
