"""Whatever an organiser's slip does to one line, `check` answers with sentences, in both languages, and a place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.campaign.problem import Problem
from bot.files import show
from bot.files.check import check_loaded
from bot.files.read import read_sources
from tests.files.builders import CAMPAIGN, FR, SCHEDULE

SLIPS: dict[str, Callable[[str], str | None]] = {
    "forgotten": lambda _line: None,
    "written twice": lambda line: f"{line}\n{line}",
    "begun with a tab": lambda line: f"\t{line.lstrip()}",
    "not indented": str.lstrip,
    "indented once more": lambda line: f"  {line}",
    "without its colon": lambda line: line.replace(":", "", 1),
    "without the space after it": lambda line: line.replace(": ", ":", 1),
    "in typographic quotes": lambda line: line.replace(": ", ": “", 1) + "”",
    "with an open quote": lambda line: f'{line} "',
    "with an open bracket": lambda line: line.replace(": ", ": [", 1),
    "with a closing brace too many": lambda line: f"{line}}}",
    "with a brace too few": lambda line: line.replace("}", "", 1),
    "cut short": lambda line: line[: len(line) // 2],
    "begun with a bracket": lambda line: f"    [{line.strip()}",
    "a bare word": lambda _line: "oops",
    "in capitals": str.upper,
    "another month": lambda line: line.replace("2024-05", "2024-13"),
    "yesterday's": lambda line: line.replace("2024-05", "1924-05"),
    "emptied": lambda line: line.split(":")[0] + ":",
}


@pytest.mark.parametrize("slip", SLIPS)
@pytest.mark.parametrize("file", ["settings.yaml", SCHEDULE, FR])
def test_a_slip_in_any_line_is_answered_in_words(file: str, slip: str) -> None:
    lines = CAMPAIGN[file].split("\n")
    for number, line in enumerate(lines):
        slipped = SLIPS[slip](line)
        if slipped == line:
            continue
        text = "\n".join([*lines[:number], *([] if slipped is None else [slipped]), *lines[number + 1 :]])
        sources = {**CAMPAIGN, file: text}
        report = check_loaded(read_sources(sources, Path("/nonexistent")), {})
        for problem in report.problems:
            _can_be_said(problem, sources)


def _can_be_said(problem: Problem, sources: dict[str, str]) -> None:
    place = problem.place
    assert place.line >= 1
    assert place.column >= 1
    if place.file in sources:
        assert place.line <= sources[place.file].count("\n") + 1
    for language in ("en", "fr"):
        said = show.as_dict(problem, language)
        assert said["message"]
        assert show.block(problem, sources, language).startswith(f"{place.file}:{place.line}:{place.column}: ")
