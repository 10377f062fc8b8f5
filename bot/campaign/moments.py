"""One entry's moments for one audience, as written: before quiet hours, ``except:`` and validity have their say.

Days are calendar days of the audience's city. ``in CITY`` fixes one instant for all, so there the days are counted
in that city, and an audience that would count another number at that instant is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.campaign import calendar
from bot.campaign.faults import Faults
from bot.campaign.model import Audience, Countdown, Deadline, Entry, Unit
from bot.campaign.when_parse import MOST_DAYS
from bot.campaign.when_types import Before, Edge, Every, Once, Span, write_time

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Written:
    """One moment as the sentence says it: ``day`` is its local date, which ``except:`` is compared with."""

    occurrence: str
    at: datetime
    """UTC."""
    day: date
    span: Span
    countdown: Countdown | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """For whom, and where faults go."""

    entry: Entry
    audience: Audience
    deadlines: dict[str, Deadline]
    """Those the entry names, all of them known."""
    faults: Faults
    only: str = ""
    """The one occurrence that is asked for; empty: all of them."""

    def instant(self, wall: datetime, zone: str, span: Span) -> datetime | None:
        """The instant of a wall time, or ``None`` and a fault where the clocks skip or repeat it."""
        try:
            return calendar.to_utc(wall, zone)
        except calendar.WallTimeError as error:
            self.faults.when(self.entry, span, error.code, **wall_time_facts(error, self.city(zone)))
            return None

    def city(self, zone: str) -> str:
        """How to call the city of ``zone``: as the audience's is written, else by its zone."""
        return self.audience.city if zone == self.audience.zone else calendar.city_of(zone)


def wall_time_facts(error: calendar.WallTimeError, city: str) -> dict[str, object]:
    """What the sentence about a skipped or repeated time says."""
    return {
        "city": city,
        "date": f"{error.wall:%Y-%m-%d}",
        "time": write_time(error.wall),
        "before": write_time(error.before),
        "after": write_time(error.after),
    }


def written(context: Context) -> Iterator[Written]:
    """Every moment of the entry for the audience, in the order of the sentence."""
    match context.entry.when:
        case Before(unit=Unit.HOURS) as when:
            yield from _hours(context, when)
        case Before() as when:
            yield from _days(context, when)
        case Every() as when:
            yield from _every(context, when)
        case Once() as when:
            zone = when.moment.zone or context.audience.zone
            at = context.instant(when.moment.local, zone, when.span)
            if at is not None and context.only in {"", "once"}:
                yield Written("once", at, when.moment.local.date(), when.span)


def _hours(context: Context, when: Before) -> Iterator[Written]:
    deadline = context.deadlines[when.deadline]
    if deadline.instant is None:
        context.faults.when(
            context.entry, when.unit_span, "when.hours-before-a-day", deadline=when.deadline, day=deadline.day
        )
        return
    for number in _numbers(when, context):
        at = deadline.instant - timedelta(hours=number)
        day = calendar.local(at, context.audience.zone).date()
        countdown = Countdown(when.deadline, Unit.HOURS, number)
        yield Written(f"{number}-hours", at, day, when.span_of(number), countdown)


def _days(context: Context, when: Before) -> Iterator[Written]:
    assert when.at is not None, "a count of days has a time of day"
    deadline, own = context.deadlines[when.deadline], context.audience.zone
    zone = when.zone or own
    if not _same_date_everywhere(context, when, deadline):
        return
    last = calendar.day_of(deadline, zone)
    for number in _numbers(when, context):
        wall = datetime.combine(last - number * _DAY, when.at)
        at = context.instant(wall, zone, when.at_span)
        if at is None:
            continue
        if zone != own and (found := _days_left(at, deadline, own)) != number:
            context.faults.when(
                context.entry,
                when.span_of(number),
                "when.another-count",
                number=number,
                found=found,
                deadline=when.deadline,
                city=context.city(own),
                there=f"{calendar.local(at, own):%Y-%m-%d %H:%M}",
                named=calendar.city_of(zone),
            )
            continue
        yield Written(
            f"{number}-days", at, wall.date(), when.span_of(number), Countdown(when.deadline, Unit.DAYS, number)
        )


def _numbers(when: Before, context: Context) -> tuple[int, ...]:
    """Those the sentence counts, or the one of them that is asked for."""
    if not context.only:
        return when.numbers
    return tuple(number for number in when.numbers if f"{number}-{when.unit.value}" == context.only)


def _days_left(at: datetime, deadline: Deadline, zone: str) -> int:
    return (calendar.day_of(deadline, zone) - calendar.local(at, zone).date()).days


def _same_date_everywhere(context: Context, when: Before, deadline: Deadline) -> bool:
    """Whether the deadline falls on one date in its own city and the audience's: else a count of days misleads."""
    if deadline.instant is None:
        return True
    written_for, read_as = (calendar.day_of(deadline, zone) for zone in (deadline.zone, context.audience.zone))
    if written_for != read_as:
        context.faults.when(
            context.entry,
            when.before_span,
            "when.another-date",
            deadline=when.deadline,
            date=written_for,
            named=calendar.city_of(deadline.zone),
            found=read_as,
            city=context.audience.city,
        )
    return written_for == read_as


def _every(context: Context, when: Every) -> Iterator[Written]:
    zone = when.zone or context.audience.zone
    first, last = (_edge(edge, context, zone) for edge in (when.start, when.end))
    if first > last:
        context.faults.when(context.entry, when.end.span, "when.backwards", first=first, last=last)
        return
    if (last - first).days > MOST_DAYS:
        context.faults.when(
            context.entry, when.end.span, "when.period-too-long", first=first, last=last, most=MOST_DAYS
        )
        return
    earliest, latest = (_bound(edge, context) for edge in (when.start, when.end))
    weekdays = frozenset(when.weekdays)
    for ordinal in _ordinals(first, last, context.only):
        if (ordinal - 1) % 7 not in weekdays:  # day 1 of the proleptic calendar is a Monday
            continue
        day = date.fromordinal(ordinal)
        at = context.instant(datetime.combine(day, when.at), zone, when.at_span)
        if at is None or (earliest is not None and at < earliest) or (latest is not None and at > latest):
            continue
        yield Written(day.isoformat(), at, day, when.at_span)


def _ordinals(first: date, last: date, only: str) -> range:
    if not only:
        return range(first.toordinal(), last.toordinal() + 1)
    try:
        day = date.fromisoformat(only)
    except ValueError:
        return range(0)
    # Other spellings of a date are no occurrence.
    within = first <= day <= last and day.isoformat() == only
    return range(day.toordinal(), day.toordinal() + within)


def _edge(edge: Edge, context: Context, zone: str) -> date:
    if edge.day is not None:
        return edge.day
    return calendar.day_of(context.deadlines[edge.deadline], zone) - edge.days_before * _DAY


def _bound(edge: Edge, context: Context) -> datetime | None:
    """A period that ends (or begins) with a deadline's instant does so to the minute, not at the day's end."""
    return context.deadlines[edge.deadline].instant if edge.deadline and not edge.number else None
