"""Every change of the clocks, everywhere, 2023 to 2030."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from bot.campaign import calendar, cities

FIRST, LAST = datetime(2023, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
STEP = timedelta(days=7)
"""Shorter than any two changes of one zone stand apart (Morocco's Ramadan: four weeks)."""


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return offset


def _changes(zone: ZoneInfo) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    at, old = FIRST, _offset(FIRST, zone)
    while at < LAST:
        after = at + STEP
        if (new := _offset(after, zone)) != old:
            low, high = at, after
            while high - low > timedelta(minutes=1):
                middle = low + timedelta(minutes=int((high - low) / timedelta(minutes=2)))
                low, high = (low, middle) if _offset(middle, zone) == new else (middle, high)
            yield high, old, new
        at, old = after, new


@cache
def all_changes() -> tuple[tuple[str, datetime, timedelta, timedelta], ...]:
    return tuple((name, *change) for name in cities._zones() for change in _changes(ZoneInfo(name)))


def _inside(change: datetime, old: timedelta, new: timedelta) -> Iterator[datetime]:
    """Wall times that the change skips or repeats: the first, the middle and the last second."""
    wall = change.replace(tzinfo=None)
    first, end = sorted((wall + old, wall + new))
    yield from (first, first + (end - first) / 2, end - timedelta(seconds=1))


def test_there_are_enough_changes_to_mean_something() -> None:
    assert len(all_changes()) > 2000
    assert {change for name, change, *_ in all_changes() if name == "Europe/Paris"} >= {
        datetime(2024, 3, 31, 1, tzinfo=UTC),
        datetime(2030, 10, 27, 1, tzinfo=UTC),
    }


def test_every_wall_time_in_a_gap_or_an_overlap_raises_its_named_error() -> None:
    for name, change, old, new in all_changes():
        kind = calendar.SkippedTime if new > old else calendar.RepeatedTime
        for wall in _inside(change, old, new):
            with pytest.raises(kind) as caught:
                calendar.to_utc(wall, name)
            naive = change.replace(tzinfo=None)
            said = caught.value.change, caught.value.before, caught.value.after
            assert said == (change, naive + old, naive + new), (name, wall)


def test_every_wall_time_just_outside_names_one_instant() -> None:
    for name, change, old, new in all_changes():
        naive = change.replace(tzinfo=None)
        first, end = sorted((naive + old, naive + new))
        for wall in (first - timedelta(seconds=1), end):
            assert calendar.local(calendar.to_utc(wall, name), name) == wall, (name, wall)


def test_every_day_begins_when_the_clocks_first_show_it() -> None:
    for name, change, *_ in all_changes():
        for day in (calendar.local(change, name).date(), calendar.local(change, name).date() + timedelta(days=1)):
            begins = calendar.first_instant(day, name)
            assert calendar.local(begins, name).date() == day, (name, day)
            assert calendar.local(begins - timedelta(seconds=1), name).date() < day, (name, day)
