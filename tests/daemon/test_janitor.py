"""What the janitor puts away, and what it must leave alone."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from bot.bootstrap.calls import keep_calls, kept_calls
from bot.bootstrap.distrust import Distrust
from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.alarms import Alarms
from bot.daemon.door import Door
from bot.daemon.janitor import Janitor
from bot.outbox import open_outbox
from bot.ports import Update
from tests.daemon.cast import NOON, Cast, at, cast

HELD = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n    hold: until approved\n"
ASK = HELD.replace("hold: until approved", "if-late: ask\n    true-until: 2030-06-08 at 20:00 in Paris")
DECIDED = HELD.replace("hold: until approved", "only-if: rally is freed")
MANY = "posts:\n" + "".join(
    f"  p{i}:\n    when: 2030-06-08 at 12:0{i} in Paris\n    text: {{fr: Texte {i}.}}\n    hold: until approved\n"
    for i in range(7)
)


@dataclass
class Kept:
    calls: list[int] = field(default_factory=list)


def janitor(played: Cast, *, trusted: bool = True, calls: Kept | None = None) -> Janitor:
    kept = calls or Kept()
    return Janitor(played.live, played.outbox, played.means.alarm, lambda: trusted, kept.calls.append)


def standing(played: Cast) -> tuple[State, str]:
    return played.only().state, played.only().reason


@pytest.mark.parametrize("schedule", [HELD, DECIDED], ids=["approval", "decision"])
def test_what_waited_longer_than_its_lateness_allows_is_missed_with_an_alarm(tmp_path: Path, schedule: str) -> None:
    played = cast(tmp_path, schedule)
    played.run(NOON)
    janitor(played).run_once(NOON + timedelta(hours=2, minutes=59))
    assert played.only().state is State.HELD
    before = len(played.alarms())
    janitor(played).run_once(NOON + timedelta(hours=3, minutes=1))
    assert standing(played) == (State.MISSED, "too late")
    assert played.alarms()[before:] == ["delivery-missed"]


@pytest.mark.parametrize("trouble", [NotSent("Connection refused"), AccountBroken("revoked"), None])
def test_what_its_account_never_sent_is_missed_once_its_time_is_over_and_told_in_one_alarm(
    tmp_path: Path, trouble: NotSent | AccountBroken | None
) -> None:
    played = cast(tmp_path, MANY.replace("    hold: until approved\n", ""))
    if trouble is None:
        played.outbox.pause("masto", "Maria", "because", NOON)
    else:
        played.network.who = [trouble] * 1000
    door = Door(played.sender, played.means, lambda *_: None, "proof")
    duty = janitor(played)
    for minutes in range(0, 180, 5):
        played.clock.set(NOON + timedelta(minutes=minutes))
        door.run_once(played.clock.now())
        duty.run_once(played.clock.now())
        assert len(played.rows(State.PLANNED)) == 7, "not before its time is over"
    for moment in (at(13, 7), at(20)):
        played.clock.set(moment)
        duty.run_once(moment)
        assert {row.state for row in played.rows()} == {State.MISSED}
        assert [code for code in played.alarms() if "missed" in code] == ["deliveries-missed"]


def test_what_asks_when_late_waits_until_it_is_no_longer_true(tmp_path: Path) -> None:
    played = cast(tmp_path, ASK)
    played.run(at(11))
    assert standing(played) == (State.HELD, "late")
    janitor(played).run_once(at(17))
    assert standing(played) == (State.HELD, "late")
    janitor(played).run_once(at(17, 59))
    assert standing(played) == (State.MISSED, "no longer true")


def test_many_that_are_over_are_one_alarm(tmp_path: Path) -> None:
    played = cast(tmp_path, MANY)
    janitor(played).run_once(at(14))
    assert len(played.rows(State.MISSED)) == 7
    assert played.alarms() == ["deliveries-missed"]
    assert "7 deliveries" in played.outbox.alarms()[0].text


def test_a_clock_in_doubt_declares_nothing_over(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD)
    janitor(played, trusted=False).run_once(at(20))
    assert played.only().state is State.HELD


def test_posts_of_a_broken_file_are_left_for_the_file_to_decide(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD.replace("hold: until approved", "silent: no"))
    played.write("posts: [\n")
    played.load()
    janitor(played).run_once(at(20))
    assert standing(played) == (State.HELD, "broken file")


def test_what_a_person_brought_forward_is_not_too_late_for_their_yes(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD)
    played.outbox.expedite(played.only().key, "Maria", at(12))
    janitor(played).run_once(at(20))
    assert played.only().state is State.HELD


def test_a_post_whose_condition_holds_by_now_is_let_go(tmp_path: Path) -> None:
    played = cast(tmp_path, DECIDED)
    played.run(NOON)
    for person in ("Jean", "Maria"):
        played.outbox.state_outcome("rally", "freed", person, NOON)
        janitor(played).run_once(NOON)
        assert (played.only().state is State.PLANNED) == (person == "Maria")
    played.run(NOON + timedelta(minutes=1))
    assert len(played.network.published) == 1


def test_handled_updates_are_forgotten_after_thirty_days_and_no_others(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD)
    played.outbox.receive("bot", [Update(1, {}), Update(2, {})], NOON)
    played.outbox.handled("bot", 1, NOON)
    duty = janitor(played)
    for days, new in ((29, 0), (31, 1)):
        duty.run_once(NOON + timedelta(days=days))
        # An update that is still there is not new.
        assert played.outbox.receive("bot", [Update(1, {}), Update(2, {})], NOON) == new
    assert 2 in [left.update_id for left in played.outbox.unhandled()]


def test_the_number_of_calls_is_written_down_when_it_grows(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD.replace("    hold: until approved\n", ""))
    kept = Kept()
    duty = janitor(played, calls=kept)
    assert duty.run_once(NOON) == NOON + timedelta(minutes=1)
    played.run(NOON)
    assert played.woken == ["janitor"], "by the call itself"
    assert duty.run_once(NOON + timedelta(seconds=1)) is None, "its own appointment stands"
    assert kept.calls == [1]
    for minute in (1, 2, 3):
        duty.run_once(NOON + timedelta(minutes=minute))
    assert kept.calls == [1]


def test_a_copy_from_before_a_call_is_known_as_one_a_second_after_the_call(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD.replace("    hold: until approved\n", ""), start=at(9, 59))
    var = tmp_path / "var"
    duty = Janitor(played.live, played.outbox, played.means.alarm, lambda: True, lambda calls: keep_calls(var, calls))
    duty.run_once(at(9, 59))
    shutil.copyfile(var / "campaign.db", tmp_path / "copy.db")
    played.run(NOON)
    duty.run_once(NOON + timedelta(seconds=1))
    played.outbox.close()
    shutil.copyfile(tmp_path / "copy.db", var / "campaign.db")
    with contextlib.closing(open_outbox("sqlite:///var/campaign.db", tmp_path)) as put_back:
        Distrust(put_back, var, Alarms(put_back, played.clock, lambda: "en")).begin(NOON + timedelta(seconds=30))
        assert [row.state for row in put_back.deliveries()] == [State.UNKNOWN]


def test_the_number_of_calls_never_goes_down(tmp_path: Path) -> None:
    assert kept_calls(tmp_path) == 0
    for calls in (7, 3):
        keep_calls(tmp_path, calls)
        assert kept_calls(tmp_path) == 7
    (tmp_path / "calls").write_text("half a n")
    assert kept_calls(tmp_path) == 0
