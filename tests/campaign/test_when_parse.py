from __future__ import annotations

from datetime import date, datetime, time

import pytest

from bot.campaign import when
from bot.campaign.model import Moment, Unit
from bot.campaign.when import Before, Edge, EdgeUnit, Every, Once, Span, When

NINE, HALF_PAST_SIX = time(9), time(18, 30)


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


def days(*numbers: int, zone: str = "") -> Before:
    return Before(numbers, Unit.DAYS, "rally", NINE, zone)


def hours(*numbers: int) -> Before:
    return Before(numbers, Unit.HOURS, "rally")


def every(weekdays: tuple[int, ...], start: Edge, end: Edge, zone: str = "") -> Every:
    return Every(weekdays, HALF_PAST_SIX, start, end, zone)


AUGUST, SEPTEMBER = Edge(date(2023, 8, 31)), Edge(date(2023, 9, 3))
PETITION = Edge(deadline="petition")
SIX_WEEKS = Edge(deadline="petition", number=6, unit=EdgeUnit.WEEKS)
ALL = tuple(range(7))


@pytest.mark.parametrize(
    ("sentence", "meaning"),
    [
        ("3, 2, 1 days before rally at 09:00", days(3, 2, 1)),
        ("3,2,1 days before rally at 9:00", days(3, 2, 1)),
        ("3 2 1 days before rally 09:00", days(3, 2, 1)),
        ("3 , 2 and 1 DAYS Before rally AT 09:00", days(3, 2, 1)),
        ("3, 2, and 1 day before rally, at 09:00", days(3, 2, 1)),
        ("  3days   before\trally at\n09:00  ", days(3)),
        ("1 day before rally in Paris at 09:00", days(1, zone="Europe/Paris")),
        ("0 days before rally at 09:00 in são paulo", days(0, zone="America/Sao_Paulo")),
        ("on the day of rally at 09:00", days(0)),
        ("On the day of rally at 09:00 in Erevan", days(0, zone="Asia/Yerevan")),
        ("5 days before rally at 09:00 in Port of Spain", days(5, zone="America/Port_of_Spain")),
        ("6, 3, 1 hours before rally", hours(6, 3, 1)),
        ("1 hour before rally", hours(1)),
        ("6h before rally", hours(6)),
        ("every day at 18:30 from 2023-08-31 to 2023-09-03", every(ALL, AUGUST, SEPTEMBER)),
        ("every day from 2023-8-31 until 2023-9-3 at 18:30", every(ALL, AUGUST, SEPTEMBER)),
        ("every Monday and Thursday at 18:30, from 6 weeks before petition", every((0, 3), SIX_WEEKS, PETITION)),
        ("every thu, mon at 18:30 from 6 week before petition to petition", every((0, 3), SIX_WEEKS, PETITION)),
        (
            "every Mondays, Thursdays and Sunday at 18:30 from 2023-08-31 to petition",
            every((0, 3, 6), AUGUST, PETITION),
        ),
        (
            "every day at 18:30 in Paris from 2 days before rally to 2023-09-03",
            every(ALL, Edge(deadline="rally", number=2), SEPTEMBER, "Europe/Paris"),
        ),
        ("every day at 18:30 from 0 weeks before petition to petition", every(ALL, PETITION, PETITION)),
        ("2023-09-02 at 12:00", Once(Moment(wall("2023-09-02 12:00")))),
        ("2023-09-02 12:00:30", Once(Moment(wall("2023-09-02 12:00:30")))),
        ("2023-09-02, at 12:00 in Paris", Once(Moment(wall("2023-09-02 12:00"), "Europe/Paris"))),
        ("2023-09-02 in UTC at 12:00", Once(Moment(wall("2023-09-02 12:00"), "UTC"))),
        ("3 days before our big rally at 09:00", Before((3,), Unit.DAYS, "our big rally", NINE)),
    ],
)
def test_a_sentence_means(sentence: str, meaning: When) -> None:
    assert when.parse(sentence) == meaning
    assert when.parse(str(meaning)) == meaning


@pytest.mark.parametrize(
    ("sentence", "canonical"),
    [
        ("3 2 and 1 day before rally 9:00 in são paulo", "3, 2, 1 days before rally at 09:00 in Sao Paulo"),
        ("on the day of rally at 09:00", "0 days before rally at 09:00"),
        ("6H before rally", "6 hours before rally"),
        (
            "every thu, mon at 18:30 from 6 weeks before petition",
            "every Monday and Thursday at 18:30 from 6 weeks before petition to petition",
        ),
        ("2023-9-2 12:00:30 in Europe/Paris", "2023-09-02 at 12:00:30 in Paris"),
        ("2023-09-02 12:00 in Indiana/Petersburg", "2023-09-02 at 12:00 in America/Indiana/Petersburg"),
    ],
)
def test_a_sentence_is_written_back_in_one_form(sentence: str, canonical: str) -> None:
    assert str(when.parse(sentence)) == canonical


def cut(sentence: str, span: Span) -> str:
    return sentence[span.offset : span.offset + span.length]


def test_a_countdown_remembers_where_its_parts_stand() -> None:
    sentence = " 3, 2 and 1 days before big rally at 09:00"
    meaning = when.parse(sentence)
    assert isinstance(meaning, Before)
    assert [cut(sentence, meaning.span_of(number)) for number in (3, 2, 1)] == ["3", "2", "1"]
    assert cut(sentence, meaning.unit_span) == "days"
    assert cut(sentence, meaning.before_span) == "before big rally"
    assert cut(sentence, meaning.deadline_span) == "big rally"
    assert cut(sentence, meaning.at_span) == "09:00"


def test_a_period_remembers_where_its_ends_stand() -> None:
    sentence = "every day at 18:30 from 2 days before rally to release"
    meaning = when.parse(sentence)
    assert isinstance(meaning, Every)
    assert cut(sentence, meaning.start.span) == "rally"
    assert cut(sentence, meaning.end.span) == "release"
    assert cut(sentence, meaning.at_span) == "18:30"


def test_spans_do_not_make_two_meanings_differ() -> None:
    assert when.parse("1 day before rally at 09:00") == when.parse("1  day  before  rally  at  9:00")
