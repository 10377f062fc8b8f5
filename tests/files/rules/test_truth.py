from __future__ import annotations

import pytest

from bot.campaign.problem import Severity
from tests.files.builders import FR, LT, SCHEDULE, Exchange, codes, found, line, report

DATED: Exchange = (FR, "who = Anna", "# true for: hearing 2024-05-10 10:00\nwho = Le 10 mai, Anna")


def test_a_message_written_for_the_dates_of_the_settings_is_true() -> None:
    assert codes(DATED) == []
    assert codes((FR, "who =", "# true for: hearing 2024-05-10\nwho =")) == []
    assert codes((FR, "who =", "# true for: petition 2024-05-20\nwho =")) == []


@pytest.mark.parametrize("moved", ["2024-05-11 at 10:00 in Vilnius", "2024-05-10 at 11:00 in Vilnius", "2024-05-10"])
def test_a_deadline_that_moved_is_an_error_at_every_comment_that_trusted_it(moved: str) -> None:
    moved_to = ("settings.yaml", "2024-05-10 at 10:00 in Vilnius", moved)
    errors = [one for one in report(DATED, moved_to).errors if one.code.startswith("true-for")]
    assert [(one.code, one.place.line) for one in errors] == [("true-for-another-date", line("# true for", FR, DATED))]
    assert errors[0].args["said"] == "2024-05-10 10:00"
    assert str(errors[0].args["now"]).startswith(moved.split(" in ", maxsplit=1)[0].replace(" at", ""))


def test_the_time_is_the_one_of_the_deadline_s_own_city() -> None:
    vilnius = ("settings.yaml", "at 10:00 in Vilnius", "at 09:00 in Paris")
    assert codes(DATED, vilnius, (SCHEDULE, "3, 1 hours", "2, 1 hours")) == ["true-for-another-date"]


def test_a_comment_without_a_time_holds_whatever_the_hour() -> None:
    dated = (FR, "who = Anna", "# true for: hearing 2024-05-10\nwho = Le 10 mai, Anna")
    assert codes(dated, ("settings.yaml", "at 10:00 in Vilnius", "at 17:00 in Vilnius")) == []


@pytest.mark.parametrize(("name", "code"), [("hearin", "true-for-unknown-near"), ("zzz", "true-for-unknown")])
def test_a_comment_about_no_deadline_is_an_error(name: str, code: str) -> None:
    assert found((FR, "who =", f"# true for: {name} 2024-05-10\nwho =")) == [(code, FR, line("who =", FR))]


def test_a_deadline_that_cannot_be_read_says_nothing_against_the_messages_about_it() -> None:
    assert not [
        code for code in codes(DATED, ("settings.yaml", "2024-05-10 at", "2024-05-32 at")) if "true-for" in code
    ]


def test_a_deadline_s_date_spelled_out_without_a_word_of_which_is_an_error_at_the_message() -> None:
    spelled = (FR, "who = Anna", "who = Le 10 mai, Anna")
    errors = report(spelled).errors
    assert [(one.code, one.place.line, one.args["comment"]) for one in errors] == [
        ("true-for-missing", line("who =", FR), "hearing 2024-05-10")
    ]


def test_a_date_of_something_else_is_worth_a_note() -> None:
    problems = report((FR, "Anna est", "Anna, arrêtée le 3 mars 2021, est")).problems
    assert [(one.code, one.severity) for one in problems] == [("true-for-missing", Severity.NOTE)]


def test_a_date_in_the_alt_text_counts_as_well() -> None:
    assert codes((LT, ".alt = Kortelė", ".alt = Gegužės 10 d. kortelė")) == ["true-for-missing"]
