"""Calls that the network refuses as duplicates of another delivery's post: whose it is, and what becomes of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import NO_LONGER_PLANNED, State
from bot.campaign.outcome import Outcome, Unknown
from bot.campaign.readback import DUPLICATE_NOT_FOUND, SAID_ALREADY
from bot.daemon.errands import Errands
from bot.ports import ErrandKind
from tests.daemon.cast import NOON, Cast, cast
from tests.daemon.days import days
from tests.daemon.played import LOST

DUPLICATE = Unknown("duplicate: 403 You are not allowed to create a Tweet with duplicate content.")
FIRST, SECOND = "one/once/france/masto", "two/once/france/masto"
WORDS, OTHER_WORDS = "Un.\n#Small", "Deux.\n#Small"


def once(entry: str, when: str, words: str = "Un.") -> str:
    return f"  {entry}:\n    when: 2030-06-{when} in Paris\n    text: {{fr: {words}}}\n    if-late: send\n"


TWINS = "posts:\n" + once("one", "08 at 12:00") + once("two", "08 at 14:00")


def after(**time: float) -> datetime:
    return NOON + timedelta(**time)


def ends(played: Cast) -> dict[str, tuple[State, str, str]]:
    return {row.entry: (row.state, row.remote_id, row.reason) for row in played.rows()}


def refused_because_of(key: str) -> tuple[State, str, str]:
    return State.REJECTED, "", f"{SAID_ALREADY}: {key}"


def test_of_two_lost_answers_the_post_is_that_of_the_call_that_was_not_refused(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [played.network.executed(), DUPLICATE]
    played.run(NOON)
    played.run(after(hours=2))
    assert [row.state for row in played.rows()] == [State.UNKNOWN, State.UNKNOWN]
    days(played).until(after(hours=4))
    assert ends(played) == {"one": (State.SENT, "1", ""), "two": refused_because_of(FIRST)}
    assert (len(played.network.published), len(played.network.world)) == (2, 1)


def test_the_staff_hear_whose_words_are_there_and_what_to_do(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.run(NOON)
    played.network.script = [DUPLICATE]
    days(played).until(after(hours=2, seconds=224))
    assert played.alarms() == []
    days(played).until(after(hours=2, seconds=226))
    (alarm,) = played.outbox.alarms()
    assert alarm.code == "delivery-rejected"
    assert alarm.text == (
        f"masto refuses {SECOND}: the network has these words already, as another post ({FIRST}). "
        "It will not be tried again; correct the words and post it anew."
    )
    days(played).until(after(hours=9))
    assert ends(played)["two"] == refused_because_of(FIRST)
    assert len(played.network.published) == 2


def test_of_several_posts_that_say_the_same_the_latest_before_the_call_is_named(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS + once("three", "08 at 16:00") + once("aft", "08 at 17:00"))
    played.run(NOON)
    played.run(after(hours=2))
    played.network.script = [DUPLICATE]
    played.run(after(hours=4))
    played.run(after(hours=5))
    days(played).until(after(hours=6))
    assert ends(played)["three"] == refused_because_of(SECOND)


@pytest.mark.parametrize(
    "schedule",
    [
        "posts:\n" + once("one", "08 at 12:00", "Deux.") + once("two", "08 at 14:00"),
        "posts:\n" + once("one", "08 at 12:00") + once("two", "09 at 12:01"),
    ],
    ids=["other words", "more than a day ago"],
)
def test_a_post_that_explains_no_duplicate_leaves_the_question_to_a_person(tmp_path: Path, schedule: str) -> None:
    played = cast(tmp_path, schedule)
    played.run(NOON)
    played.network.script = [DUPLICATE]
    days(played).until(after(hours=26))
    assert ends(played) == {"one": (State.SENT, "1", ""), "two": (State.ASK, "", DUPLICATE_NOT_FOUND)}
    assert played.alarms() == ["delivery-ask"]


def test_a_post_that_went_out_after_the_refusal_does_not_explain_it(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [DUPLICATE]
    played.run(NOON)
    played.run(after(hours=2))
    days(played).until(after(hours=4))
    assert ends(played) == {"one": (State.ASK, "", DUPLICATE_NOT_FOUND), "two": (State.SENT, "1", "")}


def test_a_post_that_was_taken_back_explains_nothing(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.run(NOON)
    assert played.outbox.order(FIRST, ErrandKind.RETRACT, "Maria", after(minutes=1))
    played.clock.set(after(minutes=1))
    Errands(played.means, side_by_side=False).run_once(after(minutes=1))
    played.network.script = [DUPLICATE]
    days(played).until(after(hours=4))
    assert {entry: end[0] for entry, end in ends(played).items()} == {"one": State.RETRACTED, "two": State.ASK}


def test_a_post_that_somebody_says_is_there_and_not_where_explains_nothing(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [LOST, DUPLICATE]
    played.run(NOON)
    played.outbox.resolve(FIRST, State.SENT, "Maria", NOON)
    days(played).until(after(hours=4))
    assert ends(played)["two"] == (State.ASK, "", DUPLICATE_NOT_FOUND)


def test_one_refused_for_its_words_that_was_taken_back_is_cancelled(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [played.network.executed(), DUPLICATE]
    played.run(NOON)
    played.run(after(hours=2))
    assert played.outbox.order(SECOND, ErrandKind.RETRACT, "Maria", after(hours=2))
    days(played).until(after(hours=4))
    assert ends(played) == {"one": (State.SENT, "1", ""), "two": (State.CANCELLED, "", "")}
    assert len(played.network.published) == 2


def test_one_refused_for_its_words_goes_out_with_other_words_that_were_ordered(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.run(NOON)
    played.network.script = [DUPLICATE]
    played.run(after(hours=2))
    played.write("posts:\n" + once("one", "08 at 12:00") + once("two", "08 at 14:00", "Deux."))
    played.load()
    assert played.outbox.order(SECOND, ErrandKind.EDIT, "Maria", after(hours=2), text=OTHER_WORDS)
    days(played).until(after(hours=4))
    assert ends(played)["two"] == (State.SENT, "2", "")
    assert played.network.there() == [WORDS, OTHER_WORDS]


def test_an_order_that_was_carried_out_says_nothing_of_a_later_duplicate(tmp_path: Path) -> None:
    played = cast(tmp_path, "posts:\n" + once("one", "08 at 11:00", "Deux.") + once("two", "08 at 12:00"))
    played.run(NOON)
    played.run(after(minutes=1))
    played.write("posts:\n" + once("one", "08 at 11:00", "Deux.") + once("two", "08 at 12:00", "Deux."))
    played.load()
    assert played.outbox.order(SECOND, ErrandKind.REPLACE, "Maria", after(minutes=2), text=OTHER_WORDS)
    played.clock.set(after(minutes=2))
    Errands(played.means, side_by_side=False).run_once(after(minutes=2))
    played.network.script = [DUPLICATE]
    days(played).until(after(hours=1))
    assert (played.network.script, len(played.network.published)) == ([], 3)
    second = played.outbox.get(SECOND)
    assert second is not None
    assert (second.state, second.reason) == (State.REJECTED, f"{SAID_ALREADY}: {FIRST}")


def test_a_second_call_that_is_refused_because_of_its_own_first_keeps_its_post(tmp_path: Path) -> None:
    played = cast(tmp_path, TWINS)
    played.network.script = [LOST, LOST]
    played.run(NOON)
    played.run(after(hours=2))

    def refused() -> Outcome:
        # The first call is executed after all.
        played.network.execute()
        return DUPLICATE

    played.network.script = [refused]
    days(played).until(after(hours=4))
    assert {entry: end[:2] for entry, end in ends(played).items()} == {
        "one": (State.SENT, "2"),
        "two": (State.SENT, "1"),
    }


def test_calls_before_a_person_had_it_sent_again_give_no_claim_to_a_post(tmp_path: Path) -> None:
    played = cast(tmp_path, "posts:\n" + once("one", "08 at 12:00") + once("two", "08 at 12:01"))
    played.network.script = [played.network.executed(after=timedelta(minutes=3)), LOST, DUPLICATE]
    played.run(NOON)
    played.run(after(minutes=1))
    played.outbox.resolve(SECOND, State.PLANNED, "Maria", after(minutes=1))
    played.run(after(minutes=2))
    days(played).until(after(hours=1))
    assert ends(played) == {"one": (State.SENT, "1", ""), "two": refused_because_of(FIRST)}


def test_a_post_that_was_renamed_in_the_files_after_the_copy_was_made_is_found_under_its_new_name(
    tmp_path: Path,
) -> None:
    played = cast(tmp_path, "posts:\n" + once("one", "08 at 12:00"))
    # Since the copy: the entry was renamed, and went out. The copy knows it by its earlier name.
    played.network.execute(text=WORDS)
    played.outbox.distrust(NOON, "restored from a copy")
    played.write("posts:\n" + once("uno", "08 at 12:00"))
    played.load()
    played.outbox.distrust(NOON, "restored from a copy")
    days(played).until(after(hours=1))
    assert ends(played) == {"uno": (State.SENT, "1", ""), "one": (State.CANCELLED, "", NO_LONGER_PLANNED)}
    assert played.network.published == []


def test_a_post_that_was_renamed_and_put_earlier_after_the_copy_was_made_is_found_under_its_new_name(
    tmp_path: Path,
) -> None:
    played = cast(tmp_path, "posts:\n" + once("one", "08 at 12:00"))
    played.network.execute(timedelta(minutes=-5), WORDS)
    played.outbox.distrust(NOON, "restored from a copy")
    played.write("posts:\n" + once("uno", "08 at 11:55"))
    played.load()
    played.outbox.distrust(NOON, "restored from a copy")
    days(played).until(after(hours=1))
    assert ends(played)["uno"] == (State.SENT, "1", "")
    assert played.network.published == []
