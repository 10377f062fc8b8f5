"""The ``when:`` sentence, read.

The grammar (words in any case; commas and spaces as one likes; ``at``, ``in``, ``from``, ``to`` in any order)::

    3, 2 and 1 days before DEADLINE at 09:00 [in CITY]
    on the day of DEADLINE at 09:00 [in CITY]
    6, 3, 1 hours before DEADLINE
    every day | every Monday and Thursday  at 18:30 [in CITY]  from EDGE [to EDGE]
    2023-09-02 at 12:00[:30] [in CITY]

    EDGE:  2023-08-31 | DEADLINE | 6 weeks before DEADLINE | 2 days before DEADLINE

A period includes both its ends. Without ``to`` it ends with the deadline that ``from`` counts to; every plan is finite.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time

from bot.campaign.model import Moment, Unit
from bot.campaign.when_types import EVERY_DAY, WEEKDAYS, Before, Edge, EdgeUnit, Every, Once, Span, When
from bot.campaign.when_words import UNITS, Words

MOST_DAYS = 3650
"""Ten years: the farthest that a countdown or a period reaches."""
_EXAMPLE = "3, 2, 1 days before rally at 09:00"
_DAY_NAMES = {
    spelling: number
    for number, day in enumerate(WEEKDAYS)
    for spelling in (day.casefold(), f"{day.casefold()}s", day[:3].casefold())
}


@dataclass(slots=True)
class _Clauses:
    """What may follow a sentence's beginning, in any order, each once."""

    at: time | None = None
    at_span: Span = field(default_factory=Span)
    zone: str = ""
    start: Edge | None = None
    end: Edge | None = None


def parse(sentence: str) -> When:
    """What ``sentence`` means; raises ``WhenError``, whose offset counts characters of ``sentence``."""
    words = Words(sentence)
    if words.done:
        raise words.fault("when.empty", Span(), expected=_EXAMPLE)
    if words.is_date():
        return _once(words)
    if words.is_number():
        return _before(words)
    if words.skip("every"):
        return _every(words)
    if words.skip("on"):
        return _day_itself(words)
    raise words.unexpected(_EXAMPLE, ("every", "on"))


def parse_moment_words(words: Words) -> tuple[Moment, bool]:
    """A date with, or without (``False``; it then begins the day), a time and a city."""
    day = words.date()
    clauses = _read(words, "at", "in")
    at = clauses.at
    if at is None and clauses.zone:
        raise words.unexpected("at 12:00")
    return Moment(datetime.combine(day, at or time()), clauses.zone), at is not None


def _once(words: Words) -> Once:
    start = words.peek().offset
    moment, timed = parse_moment_words(words)
    if not timed:
        raise words.unexpected("at 12:00")
    return Once(moment, Span(start, len(words.sentence.rstrip()) - start))


def _before(words: Words) -> Before:
    numbers, spans = _numbers(words)
    unit_span = words.peek().span
    unit = UNITS.get(words.peek().key)
    if unit not in (Unit.DAYS, Unit.HOURS):
        raise words.unexpected("days before rally", ("days", "hours"))
    words.take()
    start = words.peek().offset
    _expect(words, "before", "before rally")
    deadline, deadline_span = words.name("rally")
    before_span = Span(start, deadline_span.offset + deadline_span.length - start)
    if unit == Unit.HOURS:
        words.skip(",")
        if words.peek().key in {"at", "in"} or words.is_time():
            raise words.fault("when.hours-are-exact", words.peek().span, found=words.peek().text)
        words.end(f"{numbers[0]} hours before {deadline}")
        return Before(
            tuple(numbers), Unit.HOURS, deadline, None, "", tuple(spans), unit_span, before_span, deadline_span
        )
    clauses = _read(words, "at", "in")
    if clauses.at is None:
        raise words.unexpected("at 09:00")
    return Before(
        tuple(numbers),
        Unit.DAYS,
        deadline,
        clauses.at,
        clauses.zone,
        tuple(spans),
        unit_span,
        before_span,
        deadline_span,
        clauses.at_span,
    )


def _numbers(words: Words) -> tuple[list[int], list[Span]]:
    numbers: list[int] = []
    spans: list[Span] = []
    while True:
        span = words.peek().span
        number = words.number(MOST_DAYS)
        if number in numbers:
            raise words.fault("when.number-twice", span, number=number)
        numbers.append(number)
        spans.append(span)
        between = words.skip(",") | words.skip("and")
        if not between and not words.is_number():
            return numbers, spans


def _day_itself(words: Words) -> Before:
    start = words.peek().offset
    for word in ("the", "day", "of"):
        _expect(words, word, "the day of rally")
    deadline, span = words.name("rally")
    clauses = _read(words, "at", "in")
    if clauses.at is None:
        raise words.unexpected("at 09:00")
    whole = Span(start, span.offset + span.length - start)
    return Before((0,), Unit.DAYS, deadline, clauses.at, clauses.zone, (whole,), whole, whole, span, clauses.at_span)


def _every(words: Words) -> Every:
    weekdays = EVERY_DAY if words.skip("day") else _weekdays(words)
    clauses = _read(words, "at", "in", "from", "to")
    if clauses.at is None:
        raise words.unexpected("at 18:30")
    if clauses.start is None:
        raise words.fault("when.no-from", words.peek().span)
    end = clauses.end
    if end is None and clauses.start.deadline:
        end = Edge(deadline=clauses.start.deadline, span=clauses.start.span)
    if end is None:
        raise words.fault("when.no-to", words.peek().span)
    return Every(weekdays, clauses.at, clauses.start, end, clauses.zone, clauses.at_span)


def _weekdays(words: Words) -> tuple[int, ...]:
    found: list[int] = []
    while True:
        word = words.peek()
        if word.key not in _DAY_NAMES:
            raise words.unexpected("Monday", ("day", *(day.casefold() for day in WEEKDAYS)))
        words.take()
        if _DAY_NAMES[word.key] in found:
            raise words.fault("when.day-twice", word.span, day=word.text)
        found.append(_DAY_NAMES[word.key])
        words.skip(",")
        if not words.skip("and") and words.peek().key not in _DAY_NAMES:
            return tuple(sorted(found))


def _read(words: Words, *allowed: str) -> _Clauses:
    clauses = _Clauses()
    while True:
        words.skip(",")
        if words.done:
            return clauses
        word = words.peek()
        key = {"until": "to"}.get(word.key, word.key)
        if words.is_time():  # "at" may be left out
            key = "at"
        else:
            if key not in allowed:
                raise words.unexpected(" … ".join(allowed), allowed)
            words.take()
        match key:
            case "at" if clauses.at is None:
                clauses.at_span, clauses.at = words.peek().span, words.time()
            case "in" if not clauses.zone:
                clauses.zone = words.city()
            case "from" if clauses.start is None:
                clauses.start = _edge(words)
            case "to" if clauses.end is None:
                clauses.end = _edge(words)
            case _:
                raise words.fault("when.twice", word.span, word=word.text)


def _edge(words: Words) -> Edge:
    if words.is_date():
        span = words.peek().span
        return Edge(words.date(), span=span)
    if not words.is_number():
        name, span = words.name("2023-08-31")
        return Edge(deadline=name, span=span)
    number = words.number(MOST_DAYS // 7)
    unit = UNITS.get(words.peek().key)
    if unit not in (EdgeUnit.DAYS, EdgeUnit.WEEKS):
        raise words.unexpected("days before rally", ("days", "weeks"))
    words.take()
    _expect(words, "before", "before rally")
    name, span = words.name("rally")
    return Edge(None, name, number, EdgeUnit(unit) if number else EdgeUnit.DAYS, span)


def _expect(words: Words, key: str, example: str) -> None:
    if not words.skip(key):
        raise words.unexpected(example, (key,))
