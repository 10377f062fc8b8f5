from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from bot.campaign import calendar, when
from bot.campaign.model import Moment, QuietHours, Unit
from bot.campaign.when import Before, Edge, EdgeUnit, Every, Once, When
from bot.campaign.when_words import CLAUSES

T = TypeVar("T")
times = st.times().map(lambda at: at.replace(microsecond=0))
dates = st.dates(date(2000, 1, 1), date(2199, 12, 31))
zones = st.just("") | st.sampled_from([zone for city in calendar.known_cities() for zone in calendar.zones_of(city)])
names = st.lists(
    st.from_regex(r"[^\W\d_][\w.'-]{0,8}", fullmatch=True).filter(lambda word: word.casefold() not in CLAUSES),
    min_size=1,
    max_size=2,
).map(" ".join)
counts = st.lists(st.integers(0, 3650), min_size=1, max_size=6, unique=True).map(tuple)
edges = (
    dates.map(Edge)
    | st.builds(Edge, st.none(), names, st.integers(1, 521), st.sampled_from(EdgeUnit))
    | st.builds(Edge, st.none(), names)
)


def _in_order(period: Every) -> Every:
    first, last = period.start, period.end
    if first.day is None or last.day is None or first.day <= last.day:
        return period
    return Every(period.weekdays, period.at, last, first, period.zone)


weekdays = st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days)))
sentences: st.SearchStrategy[When] = st.one_of(
    st.builds(Before, counts, st.just(Unit.DAYS), names, times, zones),
    st.builds(Before, counts, st.just(Unit.HOURS), names),
    st.builds(Every, weekdays, times, edges, edges, zones).map(_in_order),
    st.builds(Once, st.builds(Moment, st.builds(datetime.combine, dates, times), zones)),
)


@given(sentences)
def test_the_canonical_sentence_is_read_back_as_what_it_was_written_from(meaning: When) -> None:
    assert when.parse(str(meaning)) == meaning


@given(sentences, st.sampled_from(["fr", "en"]))
def test_everything_that_can_be_meant_can_be_explained(meaning: When, language: str) -> None:
    words = when.explain(meaning, language)
    assert words == words.strip()
    assert "None" not in words


fragments = st.sampled_from(
    [
        *("3", "2", ",", "and", "days", "hours", "weeks", "before", "rally", "at", "09:00", "25:00", "in", "Paris"),
        *("every", "Monday", "day", "from", "to", "2023-09-02", "2023-02-30", "on", "the", "of", "UTC", "São", "Paulo"),
        *("99999999", "up", "skip", "none", "s", "min"),
    ]
)


def read(parse: Callable[[str], T], text: str) -> T | when.WhenError:
    """What ``text`` means, or its refusal, which has to point into it."""
    try:
        return parse(text)
    except when.WhenError as error:
        return error


@given(st.text() | st.lists(fragments, max_size=12).map(" ".join))
def test_any_text_is_understood_or_refused_within_itself(text: str) -> None:
    meaning = read(when.parse, text)
    if isinstance(meaning, when.WhenError):
        assert 0 <= meaning.offset <= meaning.offset + meaning.length <= len(text)
    else:
        assert when.parse(str(meaning)) == meaning
        assert when.explain(meaning, "fr")


@given(times, times)
def test_quiet_hours_are_two_different_times(start: time, end: time) -> None:
    quiet = read(when.parse_quiet_hours, f"{start:%H:%M:%S} to {end:%H:%M:%S}")
    if start == end:
        assert isinstance(quiet, when.WhenError)
    else:
        assert quiet == QuietHours(start, end)


@given(st.text() | st.lists(fragments, max_size=6).map(" ".join))
def test_the_shorter_sentences_are_understood_or_refused_within_themselves(text: str) -> None:
    parsers: tuple[Callable[[str], object], ...] = (
        when.parse_moment,
        when.parse_deadline,
        when.parse_until,
        when.parse_quiet_hours,
        when.parse_if_late,
        when.parse_duration,
    )
    for parse in parsers:
        meaning = read(parse, text)
        if isinstance(meaning, when.WhenError):
            assert 0 <= meaning.offset <= meaning.offset + meaning.length <= len(text)
