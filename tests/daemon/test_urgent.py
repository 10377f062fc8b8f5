"""A post that is to be taken back while nobody knows whether it is out, and that only a look finds."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.actions.retract import retract
from bot.campaign.delivery import State
from bot.campaign.outcome import Outcome
from bot.campaign.readback import SOON
from bot.daemon.errands import Errands
from bot.daemon.reconciler import Reconciler
from bot.ports import Looked
from tests.daemon.cast import NOON, Cast, cast
from tests.daemon.days import days
from tests.daemon.played import LOST

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n    if-late: send\n"
WORDS = "Un.\n#Small"


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def taken_back(played: Cast) -> None:
    retract(played.outbox, [played.only().key], "Maria", played.clock.now())


def test_it_is_found_and_deleted_while_its_call_still_waits_for_an_answer(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    reconciler, errands = Reconciler(played.means), Errands(played.means)
    there: list[list[str]] = []

    def hangs() -> Outcome:
        played.network.execute()
        taken_back(played)
        reconciler.run_once(NOON)
        errands.run_once(NOON)
        there.append(played.network.there())
        return LOST

    played.network.script = [hangs]
    played.run(NOON)
    assert there == [[]]
    assert (played.only().state, played.alarms()) == (State.RETRACTED, [])


def test_a_call_that_is_not_found_while_it_goes_on_stays_its_senders_and_is_looked_for_again(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    reconciler = Reconciler(played.means)
    seen: list[tuple[datetime | None, State, int]] = []

    def hangs() -> Outcome:
        taken_back(played)
        for _ in range(2):
            again = reconciler.run_once(NOON)
            seen.append((again, played.only().state, len(played.network.looks)))
        return LOST

    played.network.script = [hangs]
    played.run(NOON)
    assert seen == [(NOON + SOON, State.SENDING, 1)] * 2, "and not in a circle"
    assert played.only().state is State.UNKNOWN


def test_a_call_that_is_executed_late_is_found_soon_and_deleted(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [played.network.executed(LOST, timedelta(seconds=100))]
    played.run(NOON)
    played.clock.set(after(1))
    taken_back(played)
    life = days(played, Errands(played.means))
    life.until(after(99))
    assert played.only().state is State.UNKNOWN
    life.until(after(100) + SOON)
    assert (played.network.there(), played.only().state) == ([], State.RETRACTED)


def test_what_never_was_there_ends_when_its_absence_is_proved_and_no_sooner(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    played.run(NOON)
    taken_back(played)
    life = days(played, Errands(played.means))
    life.until(after(224))
    assert played.only().state is State.UNKNOWN
    life.until(after(226))
    assert played.only().state is State.CANCELLED
    assert len(played.network.published) == 1


def test_what_is_wanted_is_looked_for_no_more_often_than_before(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [LOST]
    played.network.reading = [Looked()] * 3
    days(played).until(after(224))
    assert len(played.network.looks) == 2
