"""What the judge forgives when X shows one post for two deliveries with the same words, and what it does not.

And how it counts what came to a person.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import DEFAULT_LIMITS, Account, NetworkName, Place
from bot.ports import ErrandKind
from tests.contracts.outbox_world import NOON
from tests.simulation.ends import Ends
from tests.simulation.judgement import Verdict
from tests.simulation.oracle import Oracle
from tests.simulation.servers import Moods, Server
from tests.simulation.telegram import TelegramServer
from tests.simulation.twins import ONE, THREE, TWO, Twins
from tests.simulation.world import CrashError, Dice, World
from tests.simulation.x import XServer


def server(world: World, oracle: Oracle, network: NetworkName) -> Server:
    account = Account(network.value, network, Place("settings.yaml"), handle=f"@{network.value}")
    kind = TelegramServer if network is NetworkName.TELEGRAM else XServer
    return kind(account, DEFAULT_LIMITS[network], world, oracle, Moods())


def counted(
    called: Collection[str], asked: Collection[str], *, can_be_read: bool = True, network: NetworkName = NetworkName.X
) -> tuple[int, int]:
    """How many were asked about, and of how many."""
    worlds = (World(Dice(seed), NOON) for seed in range(100))
    servers = (server(world, Oracle(), network) for world in worlds)
    one = next(one for one in servers if not isinstance(one, TelegramServer) or one.can_be_read is can_be_read)
    verdict = Verdict()
    Ends.count_asked(called, asked, {network.value: one}, verdict)
    return verdict.asked, verdict.readable


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


def test_one_that_was_dropped_while_its_post_was_named_as_that_of_one_that_never_arrived_is_no_lie() -> None:
    twins = Twins(NetworkName.TELEGRAM)
    twins.find(TWO, "1")
    twins.drop(ONE)
    assert twins.lies() == []


def test_where_both_of_two_with_the_same_words_are_there_one_that_was_dropped_is_a_lie() -> None:
    twins = Twins(NetworkName.TELEGRAM)
    twins.find(TWO, "1")
    twins.publish(TWO, "2")
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


def refused(key: str, reason: str) -> list[str]:
    return [f"{key} is rejected ({reason}), and is there as 1"]


SAID = f"the same words are there as another post: {TWO}"


def test_a_post_that_x_shows_once_for_two_may_be_refused_as_the_others_whose_it_is_named() -> None:
    twins = Twins()
    twins.find(TWO, "1")
    twins.refuse(ONE, SAID)
    assert twins.lies() == []


def test_of_three_that_say_the_same_one_may_be_kept_for_the_second_and_refused_because_of_the_third() -> None:
    twins = Twins()
    twins.find(TWO, "1")
    twins.call(THREE)
    twins.publish(THREE, "3")
    twins.find(THREE, "3")
    twins.refuse(ONE, f"the same words are there as another post: {THREE}")
    assert twins.lies() == []


def test_a_refusal_is_a_lie_when_the_post_that_is_there_is_not_the_one_that_is_named() -> None:
    twins = Twins()
    twins.find(TWO, "2")
    twins.refuse(ONE, SAID)
    assert twins.lies() == refused(ONE, SAID)


def test_one_too_many_that_was_made_long_after_its_call_is_no_lie_of_the_others() -> None:
    for after, lies in ((timedelta(minutes=20), []), (timedelta(minutes=1), refused(ONE, SAID))):
        twins = Twins()
        twins.find(TWO, "1")
        twins.refuse(ONE, SAID)
        twins.publish(TWO, "2", after)
        assert twins.lies() == lies


def test_a_refusal_that_names_one_that_is_not_there_or_nobody_is_a_lie() -> None:
    for reason in ("422: too long", f"the same words are there as another post: {THREE}"):
        twins = Twins()
        twins.find(TWO, "1")
        twins.refuse(ONE, reason)
        assert twins.lies() == refused(ONE, reason)


def test_a_refusal_that_names_one_with_another_post_or_other_words_is_a_lie() -> None:
    another = Twins()
    another.publish(TWO, "2")
    another.find(TWO, "2")
    another.refuse(ONE, SAID)
    assert another.lies() == refused(ONE, SAID)
    other_words = Twins(other_words="Deux jours.")
    other_words.find(TWO, "1")
    other_words.is_there_somewhere(THREE)
    other_words.refuse(ONE, SAID)
    assert other_words.lies() == refused(ONE, SAID)


def test_a_refusal_beside_a_post_too_many_or_where_each_can_be_there_is_a_lie() -> None:
    too_many = Twins()
    too_many.find(TWO, "1")
    too_many.publish(TWO, "2")
    too_many.refuse(ONE, SAID)
    assert too_many.lies() == refused(ONE, SAID)
    elsewhere = Twins(NetworkName.MASTODON)
    elsewhere.find(TWO, "1")
    elsewhere.refuse(ONE, SAID)
    assert elsewhere.lies() == refused(ONE, SAID)


def test_what_a_person_was_asked_about_and_answered_counts_and_once() -> None:
    twins = Twins(there=False)
    twins.drop(ONE)
    assert twins.asking.asked == {ONE}
    row = twins.store.get(TWO)
    assert row is not None
    for _ in range(2):
        assert twins.store.settle(row, State.ASK, "called a duplicate, and not found", twins.world.now)
        assert twins.store.resolve(TWO, State.PLANNED, "Maria", twins.world.now)
        twins.call(TWO)
        again = twins.store.get(TWO)
        assert again is not None
        row = again
    assert twins.asking.asked == {ONE, TWO}


def test_what_was_settled_otherwise_or_undone_was_asked_of_nobody() -> None:
    twins = Twins(there=False)
    one, two = twins.store.get(ONE), twins.store.get(TWO)
    assert one is not None
    assert two is not None
    assert twins.store.settle(one, State.PLANNED, "not found on the network", twins.world.now)
    assert not twins.store.settle(one, State.ASK, "too late: it is planned", twins.world.now)

    def dies_before_it_is_committed() -> None:
        with twins.store.together():
            assert twins.store.settle(two, State.ASK, "not found after eight calls", twins.world.now)
            raise CrashError

    with pytest.raises(CrashError):
        dies_before_it_is_committed()
    assert twins.asking.asked == set()


def test_the_share_is_of_what_was_called_for_or_asked_about_where_the_network_can_be_read_back() -> None:
    assert counted({ONE, TWO}, {ONE}) == (1, 2)
    assert counted({TWO}, {THREE}) == (1, 2), "one that only a copy of the store was unsure of"
    ours = {f"{name}/once/france/telegram" for name in ("one", "two")}
    assert counted(ours, ours, network=NetworkName.TELEGRAM) == (2, 2)
    assert counted(ours, ours, network=NetworkName.TELEGRAM, can_be_read=False) == (0, 0)
