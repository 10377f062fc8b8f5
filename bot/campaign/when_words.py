"""The words of a sentence and where they stand: dates, times, numbers, cities, names.

``Words`` is a cursor; every refusal is a ``WhenError`` that points at the word it is about.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

from bot.campaign.cities import nearest_city, zones_of
from bot.campaign.when_types import Span, WhenError

_TOKEN = re.compile(r",|[^\s,]+")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
_GLUED = re.compile(r"(\d+)([a-z]+)", re.ASCII | re.IGNORECASE)
"""``3days``, ``60s``."""
UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "seconds"),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), "minutes"),
    **dict.fromkeys(("h", "hour", "hours"), "hours"),
    **dict.fromkeys(("day", "days"), "days"),
    **dict.fromkeys(("week", "weeks"), "weeks"),
}
CLAUSES = frozenset({"at", "in", "from", "to", "until", "before", ","})
"""What ends a name."""
YEARS = range(2000, 2200)
"""A year outside is a slip of the hand; inside, no arithmetic of ours can leave what ``datetime`` holds."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, as written."""

    text: str
    offset: int

    @property
    def key(self) -> str:
        """Without case."""
        return self.text.casefold()

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.offset, len(self.text))


def _split(sentence: str) -> Iterable[Word]:
    for match in _TOKEN.finditer(sentence):
        glued = _GLUED.fullmatch(match[0])
        if glued and glued[2].casefold() in UNITS:
            yield Word(glued[1], match.start())
            yield Word(glued[2], match.start() + len(glued[1]))
        else:
            yield Word(match[0], match.start())


class Words:
    """A sentence, read word by word."""

    def __init__(self, sentence: str) -> None:
        """``sentence`` as it stands in the file."""
        self.sentence = sentence
        self._words = tuple(_split(sentence))
        self._next = 0

    @property
    def done(self) -> bool:
        """Whether all is read."""
        return self._next == len(self._words)

    def peek(self, ahead: int = 0) -> Word:
        """The next word, unread; an empty one after the end."""
        at = self._next + ahead
        return self._words[at] if at < len(self._words) else Word("", len(self.sentence.rstrip()))

    def take(self) -> Word:
        """Read the next word."""
        word = self.peek()
        self._next = min(self._next + 1, len(self._words))
        return word

    def skip(self, *keys: str) -> bool:
        """Read the next word if it is one of ``keys``."""
        found = not self.done and self.peek().key in keys
        if found:
            self.take()
        return found

    def fault(self, code: str, span: Span, **facts: object) -> WhenError:
        """What is wrong at ``span``, to be raised."""
        return WhenError(code, span.offset, span.length, facts)

    def unexpected(self, expected: str, known: Iterable[str] = ()) -> WhenError:
        """The next word is wrong, or missing; ``expected`` is an example in the sentence's own grammar."""
        word = self.peek()
        if not word.text:
            return self.fault("when.unfinished", word.span, expected=expected)
        near = difflib.get_close_matches(word.key, list(known), n=1)
        if near:
            return self.fault("when.unexpected-near", word.span, found=word.text, near=near[0])
        return self.fault("when.unexpected", word.span, found=word.text, expected=expected)

    def is_date(self) -> bool:
        """Whether the next word is written like a date."""
        return _DATE.fullmatch(self.peek().text) is not None

    def is_number(self) -> bool:
        """Whether the next word is a whole number."""
        return _is_number(self.peek().text)

    def is_time(self) -> bool:
        """Whether the next word is written like a time of day."""
        return _TIME.fullmatch(self.peek().text) is not None

    def date(self) -> date:
        """A date that exists."""
        match = _DATE.fullmatch(self.peek().text)
        if match is None:
            raise self.unexpected("2023-09-02")
        word = self.take()
        if int(match[1]) not in YEARS:
            raise self.fault("when.year", word.span, year=match[1], first=YEARS[0], last=YEARS[-1])
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            raise self.fault("when.no-such-date", word.span, date=word.text) from None

    def time(self) -> time:
        """A time of day that exists."""
        match = _TIME.fullmatch(self.peek().text)
        if match is None:
            raise self.unexpected("09:00")
        word = self.take()
        try:
            return time(int(match[1]), int(match[2]), int(match[3] or 0))
        except ValueError:
            raise self.fault("when.no-such-time", word.span, time=word.text) from None

    def number(self, most: int) -> int:
        """A whole number, 0 to ``most``."""
        if not self.is_number():
            raise self.unexpected("3")
        word = self.take()
        # A long run of digits is refused by its length: int() itself refuses beyond 4300.
        if len(word.text) > len(str(most)) + 3 or int(word.text) > most:
            raise self.fault("when.number-too-large", word.span, number=word.text, most=most)
        return int(word.text)

    def name(self, example: str) -> tuple[str, Span]:
        """The words up to the next clause, and where they stand."""
        first = self.peek()
        words = []
        while not self.done and self.peek().key not in CLAUSES and not self.is_time():
            words.append(self.take())
        if not words:
            raise self.unexpected(example)
        end = words[-1].offset + len(words[-1].text)
        return " ".join(word.text for word in words), Span(first.offset, end - first.offset)

    def city(self) -> str:
        """The zone of the city that is named next."""
        city, span = self.name("Paris")
        zones = zones_of(city)
        if len(zones) == 1:
            return zones[0]
        facts: Mapping[str, object] = {"city": city}
        if zones:
            raise self.fault("when.ambiguous-city", span, **facts, zones=", ".join(zones), example=zones[0])
        near = nearest_city(city)
        if near:
            raise self.fault("when.unknown-city-near", span, **facts, near=near)
        raise self.fault("when.unknown-city", span, **facts)

    def end(self, expected: str, known: Iterable[str] = ()) -> None:
        """Refuse anything left over."""
        self.skip(",")
        if not self.done:
            raise self.unexpected(expected, known)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()
