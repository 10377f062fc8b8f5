"""Wall times, instants and days: the only place where a local time becomes UTC.

A wall time that the clocks of its city skip, or show twice, is a named error: neither is guessed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.campaign.cities import UTC_ZONE, city_of, known_cities, nearest_city, zone_of, zones_of
from bot.campaign.model import Deadline, Moment

__all__ = [
    "UTC_ZONE",
    "RepeatedTime",
    "SkippedTime",
    "WallTimeError",
    "city_of",
    "day_of",
    "first_instant",
    "instant",
    "known_cities",
    "local",
    "nearest_city",
    "not_before",
    "time_of_day",
    "to_utc",
    "zone_of",
    "zones_of",
]

_SECOND = timedelta(seconds=1)


class WallTimeError(ValueError):
    """A wall time that names no instant, or two.

    ``change`` is the instant (UTC) at which the clocks of ``zone`` jump from ``before`` to ``after``, wall times both.
    """

    code = ""

    def __init__(self, wall: datetime, zone: str, change: datetime, before: datetime, after: datetime) -> None:
        super().__init__(
            f"{wall:%Y-%m-%d %H:%M:%S} in {zone}: the clocks go from {before:%H:%M:%S} to {after:%H:%M:%S}"
        )
        self.wall = wall
        self.zone = zone
        self.change = change
        self.before = before
        self.after = after


class SkippedTime(WallTimeError):  # noqa: N818 - named for the time, as its readers say it
    """The clocks jump over it."""

    code = "when.skipped-time"


class RepeatedTime(WallTimeError):  # noqa: N818 - as above
    """The clocks show it twice."""

    code = "when.repeated-time"


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _offset(utc: datetime, zone: ZoneInfo) -> timedelta:
    offset = utc.astimezone(zone).utcoffset()
    assert offset is not None, "an aware datetime has an offset"
    return offset


def _change_between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The first second after ``low`` that has ``high``'s offset (they differ, and change once between)."""
    final = _offset(high, zone)
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        if _offset(middle, zone) == final:
            high = middle
        else:
            low = middle
    return high


def _offsets(wall: datetime, zone: ZoneInfo) -> tuple[timedelta, timedelta]:
    """The offsets for both readings of ``wall``, before and after a change of the clocks (PEP 495); else equal."""
    # Asked of the zone itself, not of an aware datetime: that would copy each wall time once more.
    before, after = zone.utcoffset(wall), zone.utcoffset(wall.replace(fold=1))
    assert before is not None, "a zone gives an offset"
    assert after is not None, "a zone gives an offset"
    return before, after


def _fault(wall: datetime, name: str) -> WallTimeError:
    zone = _zone(name)
    old, new = _offsets(wall, zone)
    first, second = (wall - old).replace(tzinfo=UTC), (wall - new).replace(tzinfo=UTC)
    change = _change_between(min(first, second), max(first, second), zone)
    naive = change.replace(tzinfo=None)
    kind = SkippedTime if new > old else RepeatedTime
    return kind(wall, name, change, naive + old, naive + new)


def to_utc(wall: datetime, zone: str) -> datetime:
    """The instant at which the clocks of ``zone`` show the naive ``wall``.

    Raises ``SkippedTime`` in a gap and ``RepeatedTime`` in an overlap.
    """
    assert wall.tzinfo is None, "a wall time is naive"
    offset, other = _offsets(wall, _zone(zone))
    if offset != other:
        raise _fault(wall, zone)
    return wall.replace(tzinfo=UTC) - offset


def local(utc: datetime, zone: str) -> datetime:
    """What the clocks of ``zone`` show at ``utc``: a naive wall time."""
    assert utc.tzinfo is not None, "an instant is aware"
    return utc.astimezone(_zone(zone)).replace(tzinfo=None, fold=0)


def time_of_day(utc: datetime, zone: str) -> time:
    """The time of day that the clocks of ``zone`` show at ``utc``."""
    return utc.astimezone(_zone(zone)).time()


def instant(moment: Moment, zone: str = "") -> datetime:
    """The instant of ``moment``; ``zone`` is the audience's, for a moment that names no city."""
    return to_utc(moment.local, moment.zone or zone)


def not_before(wall: datetime, zone: str) -> datetime:
    """The instant from which the clocks of ``zone`` show ``wall`` or later for good, be it skipped or repeated."""
    try:
        return to_utc(wall, zone)
    except SkippedTime as skipped:
        return skipped.change
    except RepeatedTime:
        return wall.replace(tzinfo=UTC) - _offsets(wall, _zone(zone))[1]


def first_instant(day: date, zone: str) -> datetime:
    """The instant at which ``day`` begins in ``zone``: midnight, the first of two, or the jump over it."""
    wall = datetime.combine(day, time())
    try:
        return to_utc(wall, zone)
    except SkippedTime as skipped:
        return skipped.change
    except RepeatedTime:
        return wall.replace(tzinfo=UTC) - _offsets(wall, _zone(zone))[0]


def day_of(deadline: Deadline, zone: str) -> date:
    """The deadline's calendar day in ``zone``."""
    if deadline.day is not None:
        return deadline.day
    assert deadline.instant is not None, "a deadline is a day or an instant"
    return local(deadline.instant, zone).date()
