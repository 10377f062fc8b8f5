"""A daemon that starts under a clock that may be wrong: what the networks say of it, and what follows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.daemon.timekeeper import Timekeeper
from tests.daemon.cast import NOON, at
from tests.daemon.test_timekeeper import HOUR, THREE, jump, kept

HERE = '  here: {kind: mastodon, server: "http://127.0.0.1:9"}\n'
ELSEWHERE = THREE.replace(HERE.replace("here", "other"), "").replace("masto, other", "masto")
ELSEWHERE = ELSEWHERE.replace('http://127.0.0.1:9", spacing', 'https://far.example", spacing')
ELSEWHERE = ELSEWHERE.replace("http://127.0.0.1:9", "https://tg.example")
ASK_LATER = timedelta(minutes=10)


def test_a_clock_that_is_wrong_at_the_start_is_an_alarm_and_holds_nothing(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path)
    times.wrong_by = timedelta(seconds=91)
    assert keeper.run_once(NOON) is None
    assert keeper.run_once(NOON) is None
    assert played.alarms() == ["clock-off"]
    assert keeper.trusted()


@pytest.mark.parametrize("by", [timedelta(days=1), -timedelta(hours=1), timedelta(seconds=92)])
def test_a_start_under_a_clock_that_two_servers_contradict_sends_nothing_until_it_is_put_right(
    tmp_path: Path, by: timedelta
) -> None:
    played, keeper, times = kept(tmp_path, ELSEWHERE, start=at(10) + by)
    times.wrong_by = by
    times.off = {"tg": timedelta(seconds=1)}
    again = keeper.run_once(played.clock.now())
    assert again == played.clock.now() + timedelta(seconds=30)
    assert (keeper.trusted(), played.alarms()) == (False, ["clock-wrong"])
    played.run(played.clock.now())
    assert played.network.published == []
    jump(played, times, -by)
    keeper.run_once(played.clock.now())
    assert keeper.trusted()
    assert set(played.alarms()) == {"clock-wrong", "clock-trusted"}


@pytest.mark.parametrize(
    ("text", "off"),
    [
        (ELSEWHERE, {"tg": timedelta(seconds=91)}),
        (ELSEWHERE, {"masto": -HOUR}),
        (ELSEWHERE.replace("far.example", "127.0.0.2"), {}),
        (ELSEWHERE.replace("https://far.example", "http://localhost:8"), {}),
        (ELSEWHERE.replace("https://far.example", "https://tg.example:8443"), {}),
    ],
    ids=["they differ", "one agrees", "one is here", "one is here by name", "both are one"],
)
def test_a_start_that_fewer_than_two_servers_elsewhere_contradict_alike_is_an_alarm_and_holds_nothing(
    tmp_path: Path, text: str, off: dict[str, timedelta | None]
) -> None:
    played, keeper, times = kept(tmp_path, text)
    times.wrong_by = -HOUR
    times.off = off
    assert keeper.run_once(NOON) is None
    assert (keeper.trusted(), played.alarms()) == (True, ["clock-off"])


def test_servers_elsewhere_are_asked_before_those_of_this_computer(tmp_path: Path) -> None:
    _, keeper, times = kept(tmp_path, ELSEWHERE.replace("accounts:\n  masto", f"accounts:\n{HERE}  masto"))
    times.wrong_by = HOUR
    keeper.run_once(NOON)
    assert (set(times.asked), keeper.trusted()) == ({"masto", "tg"}, False)


def test_networks_that_cannot_be_asked_at_the_start_are_asked_later(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path)
    times.off = {"masto": None, "other": None, "tg": None}
    assert keeper.run_once(NOON) == NOON + ASK_LATER
    asked = len(times.asked)
    keeper.run_once(NOON + timedelta(minutes=1))
    assert len(times.asked) == asked, "not at every heartbeat"
    times.off = {}
    assert keeper.run_once(NOON + ASK_LATER) is None
    assert played.alarms() == []


def test_what_an_earlier_run_held_for_its_clock_goes_on_once_the_networks_agree(tmp_path: Path) -> None:
    played, keeper, times = kept(tmp_path)
    jump(played, times, timedelta(minutes=5), truly=True)
    played.run(played.clock.now())
    assert played.rows(State.HELD)
    after_restart = Timekeeper(played.clock, played.outbox, played.means.alarm, played.live, times.network)
    after_restart.run_once(played.clock.now())
    assert not played.rows(State.HELD)
    assert keeper.trusted() is False, "the old run does not come into it"
