from __future__ import annotations

import pytest

from bot.campaign import when
from bot.campaign.model import Place
from bot.wording import problem_text


def broken(sentence: str) -> tuple[str, str]:
    """The code, and the part of the sentence it points at."""
    with pytest.raises(when.WhenError) as caught:
        when.parse(sentence)
    error = caught.value
    for language in ("en", "fr"):
        message, hint = problem_text(error.problem(Place("a.yaml", 3, 11)), language)
        assert message and hint  # noqa: PT018 - one idea: both are said
    return error.code, sentence[error.offset : error.offset + error.length]


@pytest.mark.parametrize(
    ("sentence", "code", "pointed"),
    [
        ("", "when.empty", ""),
        ("tomorrow", "when.unexpected", "tomorrow"),
        ("evry day at 18:30 from 2023-08-31 to rally", "when.unexpected-near", "evry"),
        ("2023-02-30 at 12:00", "when.no-such-date", "2023-02-30"),
        ("2023-13-01 at 12:00", "when.no-such-date", "2023-13-01"),
        ("0203-09-02 at 12:00", "when.year", "0203-09-02"),
        ("2023-09-02 at 25:00", "when.no-such-time", "25:00"),
        ("2023-09-02 at 24:00", "when.no-such-time", "24:00"),
        ("2023-09-02 at 12:00:60", "when.no-such-time", "12:00:60"),
        ("2023-09-02", "when.unfinished", ""),
        ("2023-09-02 in Paris", "when.unfinished", ""),
        ("2023-09-02 at noon", "when.unexpected", "noon"),
        ("2023-09-02 at 9h30", "when.unexpected", "9h30"),
        ("2023-09-02 at 12:00 on Saturday", "when.unexpected", "on"),
        ("2023-09-02 at 12:00 at 13:00", "when.twice", "at"),
        ("2023-09-02 at 12:00 in Paris in Rome", "when.twice", "in"),
        ("2023-09-02 at 12:00 in Atlantis-sur-Mer", "when.unknown-city", "Atlantis-sur-Mer"),
        ("2023-09-02 at 12:00 in Yervan", "when.unknown-city-near", "Yervan"),
        ("2023-09-02 at 12:00 in Petersburg", "when.ambiguous-city", "Petersburg"),
        ("2023-09-02 at 12:00 in", "when.unfinished", ""),
        ("3, 2, 2 days before rally at 09:00", "when.number-twice", "2"),
        ("3, 2, days before rally at 09:00", "when.unexpected", "days"),
        ("3, 1.5 days before rally at 09:00", "when.unexpected", "1.5"),
        ("-3 days before rally at 09:00", "when.unexpected", "-3"),
        ("9999 days before rally at 09:00", "when.number-too-large", "9999"),
        (f"{'9' * 5000} days before rally at 09:00", "when.number-too-large", "9" * 5000),
        ("3 weeks before rally at 09:00", "when.unexpected", "weeks"),
        ("3 dyas before rally at 09:00", "when.unexpected-near", "dyas"),
        ("3 days befor rally at 09:00", "when.unexpected-near", "befor"),
        ("3 days before at 09:00", "when.unexpected", "at"),
        ("3 days before rally", "when.unfinished", ""),
        ("3 days before rally at 09:00 from 2023-08-31", "when.unexpected", "from"),
        ("6 hours before rally at 09:00", "when.hours-are-exact", "at"),
        ("6 hours before rally in Paris", "when.hours-are-exact", "in"),
        ("6 hours before rally, 09:00", "when.hours-are-exact", "09:00"),
        ("on the day rally at 09:00", "when.unexpected", "rally"),
        ("on the day of rally", "when.unfinished", ""),
        ("every day at 18:30 to rally", "when.no-from", ""),
        ("every day at 18:30 from 2023-08-31", "when.no-to", ""),
        ("every day from 2023-08-31 to rally", "when.unfinished", ""),
        ("every Monday and Monday at 18:30 from 2023-08-31 to rally", "when.day-twice", "Monday"),
        ("every Mondy at 18:30 from 2023-08-31 to rally", "when.unexpected-near", "Mondy"),
        ("every other day at 18:30 from 2023-08-31 to rally", "when.unexpected", "other"),
        ("every day at 18:30 from 3 hours before rally to rally", "when.unexpected", "hours"),
        ("every day at 18:30 from 2023-02-29 to rally", "when.no-such-date", "2023-02-29"),
    ],
)
def test_a_sentence_that_cannot_be_meant_is_refused_at_the_word(sentence: str, code: str, pointed: str) -> None:
    assert broken(sentence) == (code, pointed)


def test_the_fault_is_placed_in_its_file() -> None:
    with pytest.raises(when.WhenError) as caught:
        when.parse("2023-09-02 at 25:00")
    assert caught.value.problem(Place("schedules/a.yaml", 7, 11)).place == Place("schedules/a.yaml", 7, 25)


def test_a_missing_end_is_pointed_at_after_the_last_word() -> None:
    with pytest.raises(when.WhenError) as caught:
        when.parse("3 days before rally   ")
    assert (caught.value.offset, caught.value.length) == (19, 0)
