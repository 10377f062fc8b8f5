"""Every zone that IANA knows, at every change of its clocks for two years: a slot falls once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

from bot.campaign import calendar
from bot.campaign.model import Audience, QuietHours
from bot.campaign.problem import Severity
from tests.campaign.plan_world import HERE, plan_of, settings

FIRST = datetime(2026, 11, 1, tzinfo=UTC)
DAYS = 760
ZONES = sorted(available_timezones() - {"localtime"})
STEP = timedelta(hours=12)


@cache
def changes() -> tuple[tuple[str, datetime, timedelta], ...]:
    """Zone, the first half-day whose end has another offset, and by how much the clocks go."""
    return tuple(found for name in ZONES for found in _changes(name))


def _changes(name: str) -> Iterator[tuple[str, datetime, timedelta]]:
    zone = ZoneInfo(name)
    offsets = [(FIRST + step * STEP).astimezone(zone).utcoffset() for step in range(2 * DAYS)]
    for step, (old, new) in enumerate(pairwise(offsets)):
        assert old is not None
        assert new is not None
        if old != new:
            yield name, FIRST + step * STEP, new - old


def the_hour(name: str, around: datetime, by: timedelta) -> tuple[date, time]:
    """A wall time in the middle of what the change skips or repeats."""
    zone = ZoneInfo(name)
    low, high = around, around + STEP
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == old else (low, middle)
    assert old is not None
    change = (high.replace(microsecond=0) + old).replace(tzinfo=None)
    wall = change + by / 2
    return wall.date(), wall.time().replace(second=0)


def slots_at(name: str, sentence: str, night: QuietHours | None = None) -> tuple[list[datetime], set[str]]:
    """The wall times a sentence falls on for one audience in that zone, and the codes of what is wrong."""
    audience = Audience("fr", "fr", name, name, ("mastodon",), HERE)
    world = replace(settings({"fr": "Paris"}, night=None), audiences={"fr": audience})
    found, problems = plan_of(sentence, world, to=("fr",), quiet_hours=night)
    errors = {problem.code for problem in problems if problem.severity is Severity.ERROR}
    return [calendar.local(slot.due, name) for slot in found], errors


def every_day(day: date, wall: time) -> str:
    """Once a day, the day before and the day after included."""
    return f"every day at {wall:%H:%M} from {day - timedelta(days=1)} to {day + timedelta(days=1)}"


def test_the_changes_are_many_enough_to_mean_something() -> None:
    assert len(ZONES) > 590
    assert len(changes()) > 600
    assert {by for _, _, by in changes()} >= {timedelta(hours=1), -timedelta(hours=1), timedelta(minutes=30)}


def test_an_hour_that_a_change_skips_or_repeats_is_refused_by_name_and_the_days_around_it_have_one_slot_each() -> None:
    for name, around, by in changes():
        day, wall = the_hour(name, around, by)
        kind = "when.skipped-time" if by > timedelta(0) else "when.repeated-time"
        found, errors = slots_at(name, every_day(day, wall))
        assert errors == {kind}, (name, day, wall)
        assert [each.date() for each in found] == [day - timedelta(days=1), day + timedelta(days=1)], (name, day)


def test_any_other_time_of_that_day_has_exactly_one_slot_on_each_day() -> None:
    for name, around, by in changes():
        day, wall = the_hour(name, around, by)
        hours = abs(by) / 2 + timedelta(minutes=1)
        for other in (datetime.combine(day, wall) - hours, datetime.combine(day, wall) + hours):
            found, errors = slots_at(name, every_day(other.date(), other.time()))
            days = [other.date() + timedelta(days=step) for step in (-1, 0, 1)]
            assert (found, errors) == ([datetime.combine(each, other.time()) for each in days], set()), (name, other)


def test_a_night_that_ends_inside_a_change_lets_each_days_post_out_once_and_after_it() -> None:
    for name, around, by in changes():
        day, wall = the_hour(name, around, by)
        if not time(2) <= wall < time(22):
            continue
        asked = (datetime.combine(day, wall) - timedelta(minutes=90)).time()
        found, errors = slots_at(name, every_day(day, asked), QuietHours(time(23), wall))
        if errors:
            # The asked time itself lies in the change (a whole-hour change around 02:00).
            assert abs(by) > timedelta(hours=1), (name, day, errors)
            continue
        assert [each.date() for each in found] == [day + timedelta(days=step) for step in (-1, 0, 1)], (name, day)
        assert all(each.time() >= wall for each in found), (name, found)
