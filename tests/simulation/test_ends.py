"""What the judge forgives when X shows one post for two deliveries with the same words, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName
from bot.campaign.outcome import Receipt
from bot.ports import ErrandKind, Outbox
from tests.contracts.outbox_world import LEASE_S, NOON, intent, planned
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
        self.store: Outbox = fresh_store()
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

    def publish(self, key: str, own: str) -> None:
        row, now = self.store.get(key), self.world.now
        assert row is not None
        self.oracle.publish(Copy("x", row.network, own, key, row.generation, row.text, (), (), now, now, now))

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
        self.people.look_in()
        dropped = self.store.get(key)
        assert dropped is not None
        assert dropped.state is State.CANCELLED

    def lies(self) -> list[str]:
        restoring = Restoring(Dice(1), self.world, self.clock, self.store, self.oracle, lambda: None)
        ends = Ends(self.world, self.oracle, self.store, self.files, restoring, self.people.dropped)
        verdict = Verdict()
        for row in self.store.deliveries():
            ends.hold_against_truth(row, verdict)
        restoring.end()
        return verdict.lies


LIE = [f"{ONE} is cancelled (), and is there as 1"]


def test_a_post_that_x_shows_once_for_two_and_the_store_names_as_the_others_may_be_dropped() -> None:
    twins = Twins()
    twins.find(TWO, "1")
    twins.drop(ONE)
    assert twins.lies() == []


def test_what_is_named_as_anothers_only_after_it_was_dropped_is_a_lie() -> None:
    twins = Twins(there=False)
    twins.drop(ONE)
    twins.publish(ONE, "1")
    twins.find(TWO, "1")
    assert twins.lies() == LIE


def test_a_post_of_one_that_was_dropped_that_is_named_as_what_is_being_taken_back_is_a_lie() -> None:
    twins = Twins()
    twins.find(TWO, "1")
    twins.drop(ONE)
    # So many posts are there as are sent, for all that.
    twins.is_there_somewhere(THREE)
    twins.store.order(TWO, ErrandKind.RETRACT, "Maria", twins.world.now)
    assert twins.lies() == LIE


def test_a_post_too_many_beside_one_that_was_dropped_is_a_lie() -> None:
    twins = Twins()
    twins.find(TWO, "1")
    twins.drop(ONE)
    twins.publish(TWO, "2")
    assert twins.lies() == LIE


def test_a_post_that_is_named_as_one_with_other_words_is_a_lie_once_its_own_is_dropped() -> None:
    twins = Twins(other_words="Deux jours.")
    twins.find(TWO, "1")
    twins.drop(ONE)
    twins.is_there_somewhere(THREE)
    assert twins.lies() == LIE


def test_where_each_of_two_with_the_same_words_can_be_there_one_that_was_dropped_is_a_lie() -> None:
    twins = Twins(NetworkName.MASTODON)
    twins.find(TWO, "1")
    twins.drop(ONE)
    assert twins.lies() == LIE


def test_one_that_was_never_asked_about_and_was_cancelled_is_a_lie() -> None:
    twins = Twins()
    twins.find(TWO, "1")
    row = twins.store.get(ONE)
    assert row is not None
    assert twins.store.settle(row, State.PLANNED, "not found on the network", twins.world.now)
    assert twins.store.cancel(ONE, "Maria", twins.world.now)
    assert twins.lies() == LIE
