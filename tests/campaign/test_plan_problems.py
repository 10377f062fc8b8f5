from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.campaign import when
from bot.campaign.model import Place, Settings
from bot.campaign.problem import Problem, Severity
from bot.wording import problem_text
from tests.campaign.plan_world import HERE, instant, plan_of, settings, slots_of


def only(problems: tuple[Problem, ...]) -> tuple[str, Mapping[str, object]]:
    """The one problem, which can be said in both languages."""
    (problem,) = problems
    for language in ("en", "fr"):
        message, hint = problem_text(problem, language)
        assert message and hint  # noqa: PT018 - one idea: both are said
    return problem.code, problem.args


def pointed(sentence: str, problem: Problem) -> str:
    """What the problem's place points at, to the sentence's end."""
    assert (problem.place.file, problem.place.line) == (HERE.file, HERE.line)
    return sentence[problem.place.column - HERE.column :]


def late_hearing(at: str = "2026-12-10 at 10:00 in Yerevan") -> Settings:
    return settings({"hy": "Yerevan", "us": "Los Angeles"}, [instant("hearing", at)])


@pytest.mark.parametrize(
    ("sentence", "code", "rest"),
    [
        ("3 days before raly at 09:00", "when.unknown-deadline-near", "raly at 09:00"),
        ("3 days before xyz at 09:00", "when.unknown-deadline", "xyz at 09:00"),
        ("3 hours before Rally", "when.unknown-deadline-near", "Rally"),
        ("every day at 09:00 from 2023-08-01 to raly", "when.unknown-deadline-near", "raly"),
        ("every day at 09:00 from 2 days before raly to rally", "when.unknown-deadline-near", "raly to rally"),
        ("3, 1 hours before release", "when.hours-before-a-day", "hours before release"),
        ("every day at 09:00 from release to rally", "when.backwards", "rally"),
        ("every day at 09:00 from 2001-01-01 to rally", "when.period-too-long", "rally"),
        ("2024-03-31 at 02:30 in Paris", "when.skipped-time", "2024-03-31 at 02:30 in Paris"),
        ("2024-10-27 at 02:30 in Paris", "when.repeated-time", "2024-10-27 at 02:30 in Paris"),
    ],
)
def test_a_fault_is_found_once_and_points_at_its_words(sentence: str, code: str, rest: str) -> None:
    slots, problems = plan_of(sentence)
    assert slots == ()
    assert only(problems)[0] == code
    assert problems[0].severity is Severity.ERROR
    assert pointed(sentence, problems[0]) == rest


def test_a_place_of_its_own_is_where_the_sentence_is_pointed_at() -> None:
    slots, problems = plan_of("3 days before raly at 09:00", places={"when": Place("schedules/b.yaml", 9, 20)})
    assert (slots, problems[0].place) == ((), Place("schedules/b.yaml", 9, 34))


def test_a_campaign_without_deadlines_is_told_to_add_one() -> None:
    world = settings()
    bare = Settings(**{**{name: getattr(world, name) for name in Settings.__slots__}, "deadlines": {}})
    assert only(plan_of("3 days before rally at 09:00", bare)[1]) == ("when.no-deadlines", {"deadline": "rally"})


def test_a_skipped_time_names_city_and_times_and_leaves_the_other_cities_alone() -> None:
    slots, problems = plan_of("2024-03-31 at 02:30")
    assert {slot.audience.name for slot in slots} == {"hy", "pt-BR", "ru", "en"}
    assert only(problems) == (
        "when.skipped-time",
        {"city": "Paris", "date": "2024-03-31", "time": "02:30", "before": "02:00", "after": "03:00"},
    )


def test_cities_that_share_a_fault_are_named_together() -> None:
    world = settings({"fr": "Paris", "de": "Berlin", "en": "London"})
    _, problems = plan_of("every Sunday at 02:30 from 2024-10-01 to 2024-10-31", world)
    assert only(problems)[1]["city"] == "Paris, Berlin"


def test_an_instant_on_another_date_elsewhere_makes_a_count_of_days_an_error_there() -> None:
    # The hearing at 10:00 in Yerevan is on the 9th, 22:00, in Los Angeles: "1 day" would mislead there.
    sentence = "3, 1 days before hearing at 09:00"
    slots, problems = plan_of(sentence, late_hearing())
    assert {slot.audience.name for slot in slots} == {"hy"}
    assert only(problems) == (
        "when.another-date",
        {
            "deadline": "hearing",
            "date": problems[0].args["date"],
            "named": "Yerevan",
            "found": problems[0].args["found"],
            "city": "Los Angeles",
        },
    )
    assert (str(problems[0].args["date"]), str(problems[0].args["found"])) == ("2026-12-10", "2026-12-09")
    assert pointed(sentence, problems[0]) == "before hearing at 09:00"


def test_hours_to_the_same_instant_are_fine_everywhere() -> None:
    assert len(slots_of("6, 3 hours before hearing", late_hearing())) == 4


def test_one_instant_for_all_at_which_a_city_counts_another_number_is_an_error_at_the_number() -> None:
    # 23:00 in Yerevan on the 8th is 11:00 in Los Angeles, on the same day: fine. 09:00 there is the 7th here.
    world = settings({"hy": "Yerevan", "us": "Los Angeles"})
    sentence = "3, 1 days before release at 09:00 in Yerevan"
    slots, problems = plan_of(sentence, world)
    assert {slot.audience.name for slot in slots} == {"hy"}
    assert [problem.code for problem in problems] == ["when.another-count"] * 2
    assert [problem.args["number"] for problem in problems] == [3, 1]
    assert [problem.args["found"] for problem in problems] == [4, 2]
    assert problems[0].args["there"] == "2023-08-31 22:00"
    assert pointed(sentence, problems[1]).startswith("1 days")
    only(problems[:1])


def test_one_instant_for_all_at_which_all_count_alike_is_fine() -> None:
    world = settings({"hy": "Yerevan", "us": "Los Angeles"})
    assert len(slots_of("3, 1 days before release at 20:00 in Yerevan", world)) == 4


def test_a_count_of_days_too_near_midnight_could_never_go_out() -> None:
    sentence = "3, 1 days before rally at 23:49"
    slots, problems = plan_of(sentence, to=("fr",))
    assert slots == ()
    assert [problem.code for problem in problems] == ["when.too-near-midnight"] * 2
    assert problems[0].args["until"] == "2023-08-30 23:50"
    assert len(slots_of("3, 1 days before rally at 23:48", to=("fr",))) == 2


def test_a_post_due_when_it_is_no_longer_true_points_at_true_until() -> None:
    there = Place("schedules/a.yaml", 8, 17)
    slots, problems = plan_of(
        "2023-09-04 at 12:30",
        to=("fr", "pt-BR"),
        true_until=when.parse_until("2023-09-04 at 12:31 in Paris"),
        places={"true-until": there},
    )
    assert slots == ()
    # Paris: one minute before, and a call needs two. São Paulo: hours after.
    assert [(problem.code, problem.place) for problem in problems] == [("when.after-true-until", there)]
    assert problems[0].args["until"] == "2023-09-04 12:31"


def test_a_true_until_that_does_not_exist_is_a_fault_of_that_key() -> None:
    there = Place("schedules/a.yaml", 8, 17)
    until = when.parse_until("2024-03-31 at 02:30 in Paris")
    slots, problems = plan_of("2024-03-30 at 12:00", true_until=until, places={"true-until": there})
    assert slots == ()
    assert only(problems)[0] == "when.skipped-time"
    assert problems[0].place == there
    assert problems[0].args["city"] == "Paris"
