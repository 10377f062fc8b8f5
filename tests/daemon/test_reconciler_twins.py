"""What is looked for in which order, and when nothing can be concluded: twins, and a clock in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import Account
from bot.campaign.outcome import AccountBroken, NotSent, Unknown
from bot.campaign.readback import WHOSE
from bot.daemon.errands import Errands
from bot.daemon.reconciler import Reconciler
from bot.daemon.sought import BROUGHT_FORWARD
from bot.ports import Blind, ErrandKind, Looked, Network, Sought
from tests.daemon.cast import NOON, cast
from tests.daemon.days import days
from tests.daemon.played import LOST, Played

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n    if-late: send\n"
TWINS = ONE + "  two:\n    when: 2030-06-08 at 14:00 in Paris\n    text: {fr: Un.}\n    if-late: send\n"


def after(**time: float) -> datetime:
    return NOON + timedelta(**time)


def test_of_two_unsure_posts_with_the_same_words_the_one_that_is_there_is_the_younger(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [LOST]
    played.run(NOON)
    played.network.script = [played.network.executed()]
    played.run(after(hours=2))
    assert [row.state for row in played.rows()] == [State.UNKNOWN, State.UNKNOWN]
    days(played).until(after(hours=4))
    # The first was never executed: it alone is called for again.
    assert {row.entry: row.remote_id for row in played.rows(State.SENT)} == {"two": "1", "one": "2"}
    assert len(played.network.published) == 3


def test_tomorrows_post_is_not_taken_for_todays_when_a_person_says_it_is_there_and_not_where(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [Unknown("duplicate: 403"), played.network.executed()]
    played.run(NOON)
    played.run(after(hours=2))
    one, two = played.rows()
    # Hours later, for the computer was off, and before anybody has looked for either.
    played.outbox.resolve(two.key, State.SENT, "Maria", after(hours=2))
    days(played).until(after(hours=4))
    assert len(played.network.world) == 1
    asked = played.outbox.get(one.key)
    assert asked is not None
    assert (asked.state, asked.reason, asked.remote_id) == (State.ASK, WHOSE, "")
    assert played.alarms()[-1] == "delivery-ask"
    # With a post for each of them there is no question left.
    played.outbox.resolve(one.key, State.PLANNED, "Maria", after(hours=4))
    played.network.script = [played.network.executed()]
    days(played).until(after(hours=6))
    assert {row.entry: (row.state, row.remote_id) for row in played.rows()} == {
        "one": (State.SENT, "2"),
        "two": (State.SENT, ""),
    }


def test_a_post_that_may_be_that_of_a_later_call_which_people_are_asked_about_is_theirs_to_tell(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [LOST]
    played.run(NOON)
    played.network.script = [played.network.executed()]
    played.run(after(hours=2))
    assert played.outbox.settle(played.rows()[1], State.ASK, "cannot be read", after(hours=2))
    days(played).until(after(hours=4))
    assert {row.entry: (row.state, row.reason) for row in played.rows()} == {
        "one": (State.ASK, WHOSE),
        "two": (State.ASK, "cannot be read"),
    }
    assert len(played.network.published) == 2, "nothing is sent again"


@pytest.mark.parametrize("then", [State.SENT, State.RETRACTING], ids=["stays", "is taken back"])
def test_a_post_that_somebody_saw_and_did_not_say_where_is_no_second_copy_of_another(
    tmp_path: Path, then: State
) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [played.network.executed()]
    played.run(NOON)
    played.network.script = [played.network.executed()]
    played.run(after(hours=2))
    _, two = played.rows()
    played.outbox.resolve(two.key, State.SENT, "Maria", after(hours=2))
    if then is State.RETRACTING:
        played.outbox.order(two.key, ErrandKind.RETRACT, "Maria", after(hours=2))
    Reconciler(played.means).run_once(after(hours=2, minutes=3))
    assert {row.entry: (row.state, row.remote_id) for row in played.rows()} == {
        "one": (State.SENT, "1"),
        "two": (then, ""),
    }
    assert "double-found" not in played.alarms()


def test_a_post_that_is_executed_while_another_of_the_same_words_is_looked_for_stays_its_own(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [LOST]
    played.run(NOON)
    find = played.network.find_own_posts

    class Meanwhile(Played):
        """The sender goes on while the reconciler waits for its answer."""

        def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
            """Its first look lasts as long as the other post's call."""
            if not played.network.looks:
                played.run(after(hours=2))
            return find(sought)

    def opened(_: Account) -> Network:
        return Meanwhile(played.clock)

    played.clock.set(after(hours=2))
    looking = replace(played.means, networks=opened)
    Reconciler(looking).run_once(after(hours=2))
    assert {row.entry: row.state for row in played.rows()} == {"one": State.UNKNOWN, "two": State.SENT}
    days(played).until(after(hours=3))
    assert {row.entry: row.remote_id for row in played.rows()} == {"one": "2", "two": "1"}
    assert len(played.network.world) == 2


def test_nothing_is_concluded_by_a_clock_in_doubt(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    played.run(NOON)
    # By this clock the call ended long ago; by the server's it may go on.
    tomorrow = after(days=1)
    played.clock.set(tomorrow)
    again = Reconciler(replace(played.means, clock_trusted=lambda: False)).run_once(tomorrow)
    assert again == tomorrow + timedelta(seconds=30)
    assert (played.network.looks, played.only().absent, played.only().looks) == ([], 0, 0)


def test_a_row_of_a_copy_is_left_for_a_quiet_period_also_when_its_network_cannot_be_read_at_first(
    tmp_path: Path,
) -> None:
    played = cast(tmp_path, ONE)
    played.outbox.distrust(NOON, "restored from a copy")
    played.network.reading = [NotSent("unreachable")]
    # An earlier daemon, which the copy knows nothing of, was calling when it was killed.
    played.network.execute(timedelta(seconds=140), "Un.\n#Small")
    days(played).until(after(hours=1))
    assert played.network.published == []
    assert played.only().remote_id == "1"


def test_an_order_from_a_clock_that_was_a_day_ahead_is_carried_out_now(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.run(NOON)
    played.outbox.order(played.only().key, ErrandKind.RETRACT, "Maria", after(days=1))
    Errands(played.means, side_by_side=False).run_once(NOON)
    assert (played.network.there(), played.only().state) == ([], State.RETRACTED)


def test_a_post_brought_forward_in_a_copy_of_the_store_is_looked_for_when_it_was_due_at_first(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.execute(text="Un.\n#Small")
    tomorrow = after(days=1)
    played.clock.set(tomorrow)
    # The copy believes it unsent; somebody who knows no better sends it now.
    played.outbox.expedite(played.only().key, "Maria", tomorrow)
    played.outbox.distrust(tomorrow, "restored from a copy")
    days(played).until(tomorrow + timedelta(hours=1))
    assert played.network.published == []
    assert (played.only().state, played.only().remote_id) == (State.SENT, "1")
    assert {look.since for look in played.network.looks} == {tomorrow - BROUGHT_FORWARD}


def test_a_post_that_was_reworded_after_the_copy_was_made_is_found_by_its_words_of_now(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    # Since the copy: the words were edited, and went out. The row in the copy still says the earlier ones.
    played.network.execute(text="Deux.\n#Small")
    played.outbox.distrust(NOON, "restored from a copy")
    played.write(ONE.replace("Un.", "Deux."))
    played.load()
    days(played).until(after(hours=1))
    assert played.network.published == []
    assert (played.only().state, played.only().remote_id) == (State.SENT, "1")


def test_a_post_that_was_moved_forward_after_the_copy_was_made_is_found_where_it_went_out(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    # The copy has it due at noon; since then it was moved to ten, and went out.
    played.network.execute(timedelta(hours=-2), "Un.\n#Small")
    played.outbox.distrust(NOON, "restored from a copy")
    played.write(ONE.replace("12:00", "10:00"))
    played.load()
    days(played).until(after(hours=1))
    assert played.network.published == []
    assert (played.only().state, played.only().remote_id) == (State.SENT, "1")


def test_words_of_now_are_not_looked_for_in_place_of_those_that_were_called_for(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    played.run(NOON)
    # Somebody else's, by hand.
    played.network.execute(text="Deux.\n#Small")
    played.write(ONE.replace("Un.", "Deux."))
    played.load()
    days(played).until(after(minutes=2))
    assert {text for look in played.network.looks for text in look.texts} == {"Un.\n#Small"}


@pytest.mark.parametrize(
    ("since_the_copy", "whose"),
    [(["Un.\n#Small"], {"one": "1", "two": "2"}), ([], {"one": "2", "two": "1"})],
    ids=["went out", "did not go out"],
)
def test_a_post_with_the_words_of_now_is_not_taken_for_one_that_the_copy_knows_by_earlier_words(
    tmp_path: Path, since_the_copy: list[str], whose: dict[str, str]
) -> None:
    played = cast(tmp_path, TWINS)
    for words in since_the_copy:
        played.network.execute(text=words)
    played.outbox.distrust(NOON, "restored from a copy")
    played.write(TWINS.replace("Un.", "Deux."))
    played.load()
    # Until the second post is called for, nothing can be said of the first.
    played.network.reading = [NotSent("unreachable")]
    Reconciler(played.means).run_once(NOON)
    played.network.script = [played.network.executed()]
    played.run(after(hours=2))
    unsure = {row.entry: row.text for row in played.rows(State.UNKNOWN)}
    assert unsure == {"one": "Un.\n#Small", "two": "Deux.\n#Small"}
    days(played).until(after(hours=5))
    assert {row.entry: row.remote_id for row in played.rows(State.SENT)} == whose
    assert len(played.network.world) == 2
    assert "double-found" not in played.alarms()
