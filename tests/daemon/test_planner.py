from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import people
from bot.campaign.delivery import State
from bot.daemon.live import Snapshot
from bot.daemon.planner import Planner
from bot.daemon.timekeeper import Timekeeper
from tests.daemon.cast import NOON, SETTINGS, Cast, at, cast

ENTRY = "  {key}:\n    when: 2030-06-{day} at {time} in Paris\n    text: {{fr: '{key}.'}}\n"


def schedule(*entries: tuple[str, str, str]) -> str:
    return "posts:\n" + "".join(ENTRY.format(key=key, day=day, time=time) for key, day, time in entries)


ONE, TWO = ("one", "08", "12:00"), ("two", "09", "15:00")


def states(played: Cast) -> dict[str, tuple[State, str]]:
    return {row.entry: (row.state, row.reason) for row in played.rows()}


def test_every_delivery_gets_a_row_with_its_words_as_they_would_read_when_due(tmp_path: Path) -> None:
    played = cast(tmp_path, "posts:\n  left:\n    when: 2, 1 days before rally at 09:00\n", start=at(5), a=LEFT)
    assert {(row.key, row.text) for row in played.rows()} == {
        ("left/2-days/france/masto", "Encore 2.\n#Small"),
        ("left/1-days/france/masto", "Encore 1.\n#Small"),
    }


LEFT = "left = Encore { $days }.\n"


def test_planning_twice_changes_nothing(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE, TWO), start=at(5))
    before = list(played.rows())
    assert played.planner.run_once(at(6)) is None
    assert list(played.rows()) == before


def test_what_was_over_when_first_seen_is_past_but_what_became_late_while_known_is_not(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE), start=at(5))
    played.write(schedule(ONE, ("new", "08", "01:00")))
    played.clock.set(at(17))
    played.load()
    assert states(played) == {"one": (State.PLANNED, ""), "new": (State.PAST, "")}
    played.run(at(17))
    assert states(played)["one"][0] is State.MISSED, "and the staff hear of it"
    assert played.alarms() == ["delivery-missed"]


def test_what_a_clock_in_doubt_takes_for_over_goes_out_at_its_time_or_is_missed_aloud(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(TWO), start=at(5))
    keeper = Timekeeper(played.clock, played.outbox, played.means.alarm, played.live, played.means.networks)
    planner = Planner(played.live, played.outbox, played.means.limits, clock_trusted=keeper.trusted)
    played.write(schedule(TWO, ONE, ("early", "08", "04:00")))
    played.clock.jump(timedelta(hours=12))
    replace(played, planner=planner).load()
    assert {state for state, _ in states(played).values()} == {State.PLANNED}
    played.clock.jump(-timedelta(hours=12))
    played.run(NOON)
    assert (states(played)["one"][0], states(played)["early"][0]) == (State.SENT, State.MISSED)
    assert played.alarms() == ["delivery-missed"]


def test_a_mistyped_year_that_is_corrected_brings_a_past_post_back(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE).replace("2030", "2020"), start=at(5))
    assert states(played) == {"one": (State.PAST, "")}
    played.write(schedule(ONE))
    played.load()
    assert states(played) == {"one": (State.PLANNED, "")}
    played.run(NOON)
    assert len(played.network.published) == 1


def test_an_entry_with_hold_waits_until_somebody_said_yes_and_stays_approved_through_a_reload(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE) + "    hold: until approved\n", start=at(5))
    assert states(played) == {"one": (State.HELD, "approval")}
    people.approve(played.outbox, played.rows(), "Jean", at(6))
    played.load()
    assert states(played) == {"one": (State.PLANNED, "")}


def test_a_removed_entry_is_withdrawn_but_one_whose_file_cannot_be_read_waits(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE, TWO), start=at(5))
    played.write(schedule(ONE))
    played.load()
    assert states(played) == {"one": (State.PLANNED, "")}
    played.write(schedule(ONE) + "  two: [\n")
    (tmp_path / "schedules" / "b.yaml").write_text(schedule(("other", "08", "18:00")), encoding="utf-8")
    played.load()
    assert states(played) == {"one": (State.HELD, "broken file"), "other": (State.PLANNED, "")}


def test_without_anything_to_run_the_rows_stay_as_they_are(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE), start=at(5))
    played.live.replace(Snapshot(None))
    assert played.planner.run_once(at(6)) is None
    assert states(played) == {"one": (State.PLANNED, "")}


def test_an_account_that_joins_gets_its_own_rows(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE), start=at(5))
    bird = SETTINGS.replace("[masto]", "[masto, bird]").replace(
        "accounts:\n  masto", 'accounts:\n  bird: {kind: x, account: "@small"}\n  masto'
    )
    played.write(schedule(ONE), bird)
    played.load()
    assert {row.account for row in played.rows()} == {"masto", "bird"}


@pytest.mark.parametrize("state", [State.SENT, State.MISSED])
def test_what_has_ended_is_never_planned_again(tmp_path: Path, state: State) -> None:
    played = cast(tmp_path, schedule(ONE), start=at(5))
    played.run(NOON if state is State.SENT else at(17))
    assert states(played)["one"][0] is state
    played.load()
    assert states(played)["one"][0] is state
