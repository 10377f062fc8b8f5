"""The proof of `check`: a copy of the shipped campaign with every kind of mistake in it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.campaign.problem import Severity
from bot.files import show
from bot.files.check import CheckReport, check
from tests.files.planted import SHIPPED, Mistake, copy, plant
from tests.files.planted.mistakes import MISTAKES


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[CheckReport, dict[Mistake, tuple[str, int]]]:
    folder = copy(tmp_path_factory.mktemp("planted"))
    expected = plant(folder, MISTAKES)
    return check(folder), expected


def test_the_shipped_campaign_has_nothing_wrong_with_it() -> None:
    report = check(SHIPPED)
    assert [show.block(problem, report.loaded.sources, "en") for problem in report.problems] == []
    assert report.deliveries == 261
    assert 0 < report.x_cost_usd < 20


def test_every_planted_mistake_is_reported_at_its_line_in_one_run(
    planted: tuple[CheckReport, dict[Mistake, tuple[str, int]]],
) -> None:
    report, expected = planted
    found = {(problem.code, problem.place.file, problem.place.line) for problem in report.problems}
    missed = {mistake.kind: place for mistake, place in expected.items() if (mistake.code, *place) not in found}
    assert missed == {}
    assert len(expected) >= 30
    assert len({mistake.kind for mistake in expected}) == len(expected)


def test_no_other_error_is_made_up_beside_them(
    planted: tuple[CheckReport, dict[Mistake, tuple[str, int]]],
) -> None:
    report, expected = planted
    meant = set(expected.values())
    beside = {
        (problem.code, problem.place.file, problem.place.line)
        for problem in report.errors
        if (problem.place.file, problem.place.line) not in meant
    }
    # The comment above the translation that was taken out belongs to no message any more.
    assert {code for code, _, _ in beside} == {"true-for-alone"}


def test_each_problem_has_a_sentence_a_next_step_and_a_caret_in_both_languages(
    planted: tuple[CheckReport, dict[Mistake, tuple[str, int]]],
) -> None:
    report, _ = planted
    for problem in report.problems:
        said = {language: show.as_dict(problem, language) for language in ("en", "fr")}
        assert said["en"]["message"] != said["fr"]["message"], problem
        for language in ("en", "fr"):
            assert said[language]["hint"], problem
            block = show.block(problem, report.loaded.sources, language)
            assert "^" in block, block
            assert "{" not in str(said[language]["message"]).replace("{ $", ""), block


def test_problems_come_in_the_order_of_the_files_each_once(
    planted: tuple[CheckReport, dict[Mistake, tuple[str, int]]],
) -> None:
    report, _ = planted
    places = [(one.place.file, one.place.line, one.place.column) for one in report.problems]
    assert places == sorted(places)
    assert len(set(map(str, report.problems))) == len(report.problems)


def test_what_is_planned_is_what_was_read_and_not_what_was_repaired(
    planted: tuple[CheckReport, dict[Mistake, tuple[str, int]]],
) -> None:
    report, _ = planted
    assert report.loaded.campaign is not None
    assert {slot.entry.key for slot in report.slots} <= set(report.loaded.campaign.entries)
    assert "photo" not in {slot.entry.key for slot in report.slots}


def test_checking_them_all_takes_less_than_a_second_of_the_processor(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    plant(folder, MISTAKES)
    started = time.process_time()
    check(folder)
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.kind)
def test_a_mistake_alone_is_found_at_its_line(mistake: Mistake, tmp_path: Path) -> None:
    folder = copy(tmp_path)
    file, line = plant(folder, (mistake,))[mistake]
    report = check(folder)
    assert (mistake.code, file, line) in {(one.code, one.place.file, one.place.line) for one in report.problems}
    expected = Severity.NOTE if mistake.code == "message-unused" else Severity.ERROR
    assert expected in {one.severity for one in report.problems if one.code == mistake.code}
