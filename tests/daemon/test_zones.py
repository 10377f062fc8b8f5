"""Other time-zone data than last time: what it moves, the staff hear."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.bootstrap.stopping import zones_version
from bot.campaign.model import DEFAULT_LIMITS
from bot.daemon.live import Due, Snapshot
from bot.daemon.planner import ZONES, Planner
from tests.daemon.cast import NOON, Cast, at, cast

TWO = """\
posts:
  one:
    when: 2030-06-09 at 12:00 in Paris
    text: {fr: Un.}
  two:
    when: 2030-06-09 at 12:00 in UTC
    text: {fr: Deux.}
"""


def start(played: Cast, zones: str) -> None:
    """A daemon's first planning, with that release of the data."""
    Planner(
        played.live, played.outbox, lambda account: DEFAULT_LIMITS[account.network], played.means.alarm, zones
    ).run_once(played.clock.now())


def france_gives_up_summer_time(played: Cast) -> None:
    """What the next release would make of the same files."""
    now = played.live.snapshot
    later = {
        key: Due(replace(due.slot, due=due.slot.due + timedelta(hours=1)), due.account) if "one" in key else due
        for key, due in now.plan.items()
    }
    played.live.replace(Snapshot(now.campaign, later))


def test_new_time_zone_data_that_moves_posts_is_one_alarm_with_what_moves(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    start(played, "2030a")
    france_gives_up_summer_time(played)
    start(played, "2030b")
    start(played, "2030b")
    assert played.alarms() == ["zones-moved"]
    told = played.outbox.alarms()[0].text
    assert "from 2030a to 2030b: 1 deliveries move (one/once/france/masto: 2030-06-09 10:00 → 11:00 UTC)" in told
    assert {row.entry: row.due for row in played.rows()} == {"one": at(11, day=9), "two": at(12, day=9)}
    assert played.outbox.noted(ZONES) == "2030b"


def test_new_data_that_moves_nothing_is_no_alarm(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    start(played, "2030a")
    start(played, "2030b")
    assert (played.alarms(), played.outbox.noted(ZONES)) == ([], "2030b")


def test_an_edit_that_moves_posts_says_nothing_of_time_zones(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    start(played, "2030a")
    france_gives_up_summer_time(played)
    start(played, "2030a")
    assert played.alarms() == []


def test_the_release_of_the_data_that_is_read_is_known() -> None:
    version = zones_version()
    assert version[:4].isdigit(), version
    assert ZoneInfo("Europe/Paris").utcoffset(NOON.replace(tzinfo=None)) == timedelta(hours=2)
