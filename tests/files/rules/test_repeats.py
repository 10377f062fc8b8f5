from __future__ import annotations

import pytest

from bot.campaign.problem import Severity
from tests.files.builders import FR, FRENCH, LT, SCHEDULE, Exchange, codes, report

AGAIN: Exchange = (SCHEDULE, "", "  again:\n    message: who\n    when: 2024-05-30 at 12:30\n    warning: yes\n")


def test_the_same_words_twice_on_x_are_an_error_at_the_later_one_s_message_and_elsewhere_a_note() -> None:
    problems = report(
        (SCHEDULE, "", "  again:\n    when: 2024-05-30 at 12:30\n    text: {fr: Anna est en prison.}\n")
    ).problems
    x = [one for one in problems if one.code == "x-duplicate"]
    assert [(one.place.file, one.severity, one.args["entry"], one.args["other"]) for one in x] == [
        (SCHEDULE, Severity.ERROR, "again", "who")
    ]
    assert x[0].place.line == len(report().loaded.sources[SCHEDULE].split("\n")) + 2
    assert {one.severity for one in problems if one.code == "repeated-words"} == {Severity.NOTE}


def test_one_message_sent_twice_is_said_once_at_the_entry_that_repeats_it() -> None:
    sound = report()
    duplicates = [one for one in report(AGAIN).problems if one.code == "x-duplicate"]
    assert [(one.place.file, one.place.line) for one in duplicates] == [
        (SCHEDULE, len(sound.loaded.sources[SCHEDULE].split("\n")) + 1)
    ]


def test_after_a_month_the_same_words_may_come_again() -> None:
    later = (SCHEDULE, "", AGAIN[2].replace("2024-05-30", "2024-06-06"))
    assert "x-duplicate" not in codes(later)


def test_the_same_words_in_two_languages_on_one_account_are_a_duplicate_too() -> None:
    same: tuple[Exchange, ...] = (
        (FR, "who = Anna est en prison.", "who = Free Anna!"),
        (LT, "who = Ana kalėjime.", "who = Free Anna!"),
    )
    assert [one.args["language"] for one in report(*same).problems if one.code == "x-duplicate"] == ["fr"]


@pytest.mark.parametrize(
    "text", ["ANNA EST  EN\n        prison.", "Anna est en prison. #Anna", "Anna est en prison. #Anna #Libre"]
)
def test_case_spaces_and_hashtags_at_the_end_make_no_other_text(text: str) -> None:
    assert "x-duplicate" in codes(
        (FR, "", f"\nhello =\n    {text}\n"),
        (SCHEDULE, "", "  hello:\n    when: 2024-05-07 at 12:30\n    languages: [fr]\n"),
    )


def test_a_countdown_says_something_else_each_day() -> None:
    choice = FRENCH[FRENCH.index("    { $days ->") : FRENCH.index("    .card")]
    assert "x-duplicate" not in codes()
    assert "x-duplicate" in codes((FR, choice, "    Plus que quelques jours.\n"))
