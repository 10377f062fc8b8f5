from __future__ import annotations

from datetime import date, time

import pytest

from bot.campaign.model import QuietHours
from bot.campaign.problem import Severity
from bot.campaign.quiet import after_quiet, is_quiet
from bot.wording import problem_text
from tests.campaign.plan_world import NIGHT, dues, plan_of, settings, slots_of, utc

SIESTA = QuietHours(time(13), time(15))


@pytest.mark.parametrize(
    ("quiet", "at", "inside"),
    [
        (NIGHT, "21:59:59", False),
        (NIGHT, "22:00", True),
        (NIGHT, "00:00", True),
        (NIGHT, "07:29:59", True),
        (NIGHT, "07:30", False),
        (SIESTA, "12:59", False),
        (SIESTA, "13:00", True),
        (SIESTA, "15:00", False),
    ],
)
def test_quiet_hours_begin_inside_and_end_outside(quiet: QuietHours, at: str, inside: bool) -> None:  # noqa: FBT001 - a table
    assert is_quiet(time.fromisoformat(at), quiet) is inside


def test_a_post_inside_waits_until_they_end_and_a_note_says_where_it_lands() -> None:
    (slot,), (problem,) = plan_of("2023-09-01 at 06:00", to=("fr",), quiet_hours=NIGHT)
    assert (slot.written_for, slot.due) == (utc("2023-09-01 04:00"), utc("2023-09-01 05:30"))
    assert (problem.code, problem.severity) == ("when.quiet", Severity.NOTE)
    assert problem.args == {"city": "Paris", "time": "06:00", "lands": "07:30"}
    assert "07:30" in problem_text(problem, "fr")[0]


def test_a_post_of_the_evening_lands_on_the_next_day_and_keeps_its_date_in_its_key() -> None:
    slots, (problem,) = plan_of("every day at 23:00 from 2023-08-31 to 2023-09-02", to=("fr", "hy"), quiet_hours=NIGHT)
    assert dues(slots)["2023-08-31/fr"] == "2023-09-01 05:30"
    assert dues(slots)["2023-08-31/hy"] == "2023-09-01 03:30"
    assert (problem.code, problem.severity) == ("when.quiet-next-day", Severity.NOTE)
    assert problem.args == {"city": "Paris, Yerevan", "time": "23:00", "lands": "07:30"}


def test_without_quiet_hours_nothing_moves() -> None:
    (slot,) = slots_of("2023-09-01 at 03:00", to=("fr",))
    assert slot.due == slot.written_for == utc("2023-09-01 01:00")


def test_only_the_cities_that_sleep_wait() -> None:
    slots, (problem,) = plan_of("2023-09-03 at 08:30 in Paris", to=("fr", "pt-BR"), quiet_hours=NIGHT)
    assert dues(slots) == {"once/fr": "2023-09-03 06:30", "once/pt-BR": "2023-09-03 10:30"}
    assert problem.args["city"] == "São Paulo"


def test_a_count_of_days_moved_within_its_day_is_still_right() -> None:
    (slot,), (problem,) = plan_of("2 days before rally at 06:00", to=("fr",), quiet_hours=NIGHT)
    assert slot.due == utc("2023-08-31 05:30")
    assert slot.valid_until == utc("2023-08-31 21:50")
    assert problem.severity is Severity.NOTE


def test_a_count_of_days_moved_past_midnight_is_an_error_at_its_number() -> None:
    slots, problems = plan_of("2, 1 days before rally at 23:00", to=("fr",), quiet_hours=NIGHT)
    assert slots == ()
    assert [(problem.code, problem.severity) for problem in problems] == [
        ("when.quiet-breaks-days", Severity.ERROR)
    ] * 2
    assert [problem.place.column for problem in problems] == [11, 14]
    assert "1" in problem_text(problems[1], "fr")[0]


def test_a_count_of_hours_moved_at_all_is_an_error() -> None:
    slots, (problem,) = plan_of("3 hours before rally", to=("fr", "pt-BR"), quiet_hours=NIGHT)
    assert {slot.audience.name for slot in slots} == {"fr"}
    assert (problem.code, problem.args["city"]) == ("when.quiet-breaks-hours", "São Paulo")
    assert "3" in problem_text(problem, "en")[0]


def test_quiet_hours_of_the_day_end_on_the_same_day() -> None:
    assert after_quiet(utc("2023-09-01 12:15"), SIESTA, "Europe/Paris") == utc("2023-09-01 13:00")
    assert after_quiet(utc("2023-09-01 22:15"), NIGHT, "Europe/Paris") == utc("2023-09-02 05:30")
    assert after_quiet(utc("2023-09-01 20:15"), NIGHT, "Europe/Paris") == utc("2023-09-02 05:30")


def test_quiet_hours_that_end_where_the_clocks_jump_end_at_the_jump() -> None:
    # Paris, 31 March 2024: 02:30 is skipped, the night ends at 03:00, which is 01:00 UTC.
    ends_at_half_past_two = QuietHours(time(22), time(2, 30))
    assert after_quiet(utc("2024-03-31 00:30"), ends_at_half_past_two, "Europe/Paris") == utc("2024-03-31 01:00")
    # 27 October: 02:30 comes twice, the night is over after the second.
    assert after_quiet(utc("2024-10-27 00:10"), ends_at_half_past_two, "Europe/Paris") == utc("2024-10-27 01:30")


def test_except_takes_local_dates_out_and_notes_a_date_that_takes_nothing() -> None:
    except_days = frozenset({date(2023, 9, 1), date(2023, 9, 9)})
    slots, (problem,) = plan_of(
        "every day at 18:30 from 2023-08-31 to 2023-09-02", to=("fr", "pt-BR"), except_days=except_days
    )
    assert {slot.occurrence for slot in slots} == {"2023-08-31", "2023-09-02"}
    assert (problem.code, problem.severity, str(problem.args["date"])) == (
        "when.except-matches-nothing",
        Severity.NOTE,
        "2023-09-09",
    )


def test_except_works_on_countdowns_by_the_local_date_they_fall_on() -> None:
    slots = slots_of("3, 2, 1 days before rally at 09:00", to=("fr",), except_days=frozenset({date(2023, 8, 31)}))
    assert [slot.occurrence for slot in slots] == ["3-days", "1-days"]
    far = settings({"nz": "Auckland"})
    # 24 hours before the rally is 1 September, 14:00, in Paris, but midnight of the 2nd in Auckland; 25 are the 1st.
    slots = slots_of("25, 24, 10 hours before rally", far, except_days=frozenset({date(2023, 9, 2)}))
    assert [slot.occurrence for slot in slots] == ["25-hours"]
