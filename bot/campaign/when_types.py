"""What a ``when:`` sentence means, as frozen values that remember where each part stood in it.

``str()`` of each gives the canonical sentence, which parses back to an equal value: spans are not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.campaign.cities import city_of
from bot.campaign.model import Moment, Place, Unit
from bot.campaign.problem import Problem, Severity

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVERY_DAY = tuple(range(7))


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the sentence, in characters from its beginning."""

    offset: int = 0
    length: int = 0

    def place(self, sentence: Place) -> Place:
        """Where the part stands in the file, given where the sentence's first character does."""
        return Place(sentence.file, sentence.line, sentence.column + self.offset)


class WhenError(ValueError):
    """A sentence that cannot be understood: ``code`` and ``args`` as of a ``Problem``, and where in the sentence."""

    def __init__(self, code: str, offset: int, length: int, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(f"{code} at {offset}: {dict(facts or {})}")
        self.code = code
        self.offset = offset
        self.length = length
        self.facts: Mapping[str, object] = dict(facts or {})

    def problem(self, sentence: Place) -> Problem:
        """The fault in its file, given where the sentence's first character stands."""
        return Problem(self.code, Span(self.offset, self.length).place(sentence), self.facts, Severity.ERROR)


def write_time(wall: time | datetime) -> str:
    """``09:00``, or ``09:00:30``."""
    return f"{wall:%H:%M:%S}" if wall.second else f"{wall:%H:%M}"


def write_city(zone: str) -> str:
    """`` in Paris``, or nothing for each audience's own city."""
    return f" in {city_of(zone)}" if zone else ""


def write_moment(moment: Moment) -> str:
    """``2023-09-02 at 12:00 in Paris``."""
    return f"{moment.local:%Y-%m-%d} at {write_time(moment.local)}{write_city(moment.zone)}"


def write_list(parts: list[str], last: str) -> str:
    """``a, b and c``."""
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}" if len(parts) > 1 else parts[0]


@dataclass(frozen=True, slots=True)
class Before:
    """``3, 2, 1 days before rally at 09:00 [in Paris]``; ``6, 3, 1 hours before rally``."""

    numbers: tuple[int, ...]
    unit: Unit
    deadline: str
    at: time | None = None
    """For days; hours are exact."""
    zone: str = ""
    """IANA; empty: each audience's own city."""
    number_spans: tuple[Span, ...] = field(default=(), compare=False)
    unit_span: Span = field(default=Span(), compare=False)
    before_span: Span = field(default=Span(), compare=False)
    """``before rally``."""
    deadline_span: Span = field(default=Span(), compare=False)
    at_span: Span = field(default=Span(), compare=False)

    def span_of(self, number: int) -> Span:
        """Where ``number`` is written."""
        return dict(zip(self.numbers, self.number_spans, strict=False)).get(number, self.before_span)

    def __str__(self) -> str:
        numbers = ", ".join(str(number) for number in self.numbers)
        at = f" at {write_time(self.at)}{write_city(self.zone)}" if self.at is not None else ""
        return f"{numbers} {self.unit.value} before {self.deadline}{at}"


class EdgeUnit(StrEnum):
    """What a period's end may be counted in."""

    DAYS = "days"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True)
class Edge:
    """One end of a period, itself included: ``day``, or ``number`` units before ``deadline``."""

    day: date | None = None
    deadline: str = ""
    number: int = 0
    unit: EdgeUnit = EdgeUnit.DAYS
    span: Span = field(default=Span(), compare=False)
    """The deadline's name, or the date."""

    @property
    def days_before(self) -> int:
        """How many days before the deadline's."""
        return self.number * (7 if self.unit is EdgeUnit.WEEKS else 1)

    def __str__(self) -> str:
        if self.day is not None:
            return self.day.isoformat()
        return f"{self.number} {self.unit.value} before {self.deadline}" if self.number else self.deadline


@dataclass(frozen=True, slots=True)
class Every:
    """``every Monday and Thursday at 18:30 [in Paris] from 6 weeks before petition to petition``."""

    weekdays: tuple[int, ...]
    """0 is Monday; in order, each once."""
    at: time
    start: Edge
    end: Edge
    zone: str = ""
    at_span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        days = "day" if self.weekdays == EVERY_DAY else write_list([WEEKDAYS[day] for day in self.weekdays], "and")
        return f"every {days} at {write_time(self.at)}{write_city(self.zone)} from {self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class Once:
    """``2023-09-02 at 12:00 [in Paris]``."""

    moment: Moment
    span: Span = field(default=Span(), compare=False)

    def __str__(self) -> str:
        return write_moment(self.moment)


When = Before | Every | Once
