"""A post that is to be said in other words, when people do not agree on what its ``only-if`` asks for."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent
from bot.ports import ErrandKind
from tests.daemon.cast import NOON
from tests.daemon.errand_cast import FAST, ONE, Scene, scene

SAID, ANEW = "Un.\n#Small", "Une.\n#Small"
SOON = NOON + timedelta(minutes=30)
OPEN = ONE.replace("text:", "only-if: rally is open\n    text:")
FREED = ONE.replace("text:", "only-if: rally is freed\n    text:")


def reworded(on: Scene, schedule: str) -> None:
    on.cast.write(schedule.replace("Un.", "Une."), FAST)
    on.cast.load()
    on.order(ErrandKind.REPLACE, text=ANEW)


def says(on: Scene, person: str, outcome: str) -> None:
    on.cast.outbox.state_outcome("rally", outcome, person, on.cast.clock.now())


def test_where_somebody_states_another_outcome_the_order_ends_and_the_post_stands_as_it_was(tmp_path: Path) -> None:
    on = scene(tmp_path, OPEN)
    says(on, "Jean", "freed")
    reworded(on, OPEN)
    on.errands.run_once(NOON)
    assert (on.row().state, on.row().reason, on.network.there()) == (State.SENT, "decision", [SAID])
    assert on.cast.outbox.next_errand() is None
    (alarm,) = on.cast.outbox.alarms()
    assert alarm.code == "not-replaced"
    assert "what its only-if asks for is not stated" in alarm.text
    assert "run.py retract one/once/france/masto" in alarm.text


def test_an_outcome_that_one_more_person_has_to_state_is_waited_for(tmp_path: Path) -> None:
    on = scene(tmp_path)
    says(on, "Jean", "freed")
    reworded(on, FREED)
    on.errands.run_once(NOON)
    assert (on.row().state, on.network.there(), on.cast.alarms()) == (State.RETRACTING, [SAID], [])
    on.cast.clock.set(SOON)
    says(on, "Maria", "freed")
    on.errands.run_once(SOON)
    assert (on.row().state, on.network.there()) == (State.PLANNED, [])
    on.cast.run(SOON)
    assert on.network.there() == [ANEW]


def test_what_was_taken_down_before_somebody_stated_another_outcome_stays_down_and_waits(tmp_path: Path) -> None:
    on = scene(tmp_path, OPEN)
    reworded(on, OPEN)
    on.network.changing = [NotSent("read timeout")]
    on.errands.run_once(NOON)
    says(on, "Jean", "freed")
    on.cast.clock.set(SOON)
    on.errands.run_once(SOON)
    assert (on.row().state, on.network.there()) == (State.PLANNED, [])
    on.cast.run(SOON)
    assert (on.row().state, on.row().reason, on.network.there()) == (State.HELD, "decision", [])
    assert on.cast.alarms()[-1] == "delivery-held"
