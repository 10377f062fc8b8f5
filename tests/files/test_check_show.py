from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.model import Place
from bot.campaign.problem import Problem, Severity
from bot.files import show

FILE = "schedules/a.yaml"


def blocks(line: str, column: int, language: str = "en", severity: Severity = Severity.ERROR) -> list[str]:
    problem = Problem("account-unused", Place(FILE, 2, column), {"account": "x"}, severity)
    return show.block(problem, {FILE: f"posts:\n{line}\n"}, language).split("\n")


def test_a_problem_is_its_place_its_sentence_the_quoted_line_a_caret_and_the_next_step() -> None:
    head, quoted, caret = blocks("  x: 1", 3)
    assert head == "schedules/a.yaml:2:3: no audience uses the account “x”"
    assert quoted == "      x: 1"
    assert caret == "      ^ Name it in an audience’s accounts:, or remove it."


def test_a_note_says_that_it_is_one_in_the_language_of_the_staff() -> None:
    assert blocks("  x: 1", 3, "en", Severity.NOTE)[0].startswith("schedules/a.yaml:2:3: note: no audience")
    assert blocks("  x: 1", 3, "fr", Severity.NOTE)[0].startswith("schedules/a.yaml:2:3: à noter\u00a0: aucun public")


@pytest.mark.parametrize(
    ("before", "filled"),
    [("漢字 ", 5), ("e\u0301e\u0301 ", 3), ("Մնաց ", 5), ("\tx", 5), ("👍 ", 3)],
)
def test_the_caret_counts_columns_of_the_terminal_and_not_characters(before: str, filled: int) -> None:
    _, _, caret = blocks(f"{before}here", len(before) + 1)
    assert caret.index("^") == len(show.INDENT) + filled


def test_an_invisible_character_is_named_in_the_quoted_line_and_cannot_turn_it_around() -> None:
    _, quoted, caret = blocks("say \u202ehello", 5)
    assert quoted.strip() == "say <U+202E>hello"
    assert caret.index("^") == quoted.index("<")


def test_an_escape_sequence_in_a_file_never_reaches_the_terminal() -> None:
    assert "\x1b" not in "\n".join(blocks("a: \x1b[31mred", 4))


def test_a_long_line_is_shown_around_its_caret() -> None:
    _, quoted, caret, hint = blocks("a" * 300 + "HERE" + "b" * 300, 301)
    at = caret.index("^")
    assert quoted[at : at + 4] == "HERE"
    assert show.columns(quoted) <= show.WIDTH + len(show.INDENT)
    assert quoted.strip().startswith("…")
    assert quoted.endswith("…")
    assert hint.strip().startswith("Name it")


def test_a_problem_at_a_line_that_is_not_there_is_still_said() -> None:
    problem = Problem("account-unused", Place(FILE, 99, 1), {"account": "x"})
    assert show.block(problem, {FILE: "posts:\n"}, "en").split("\n") == [
        "schedules/a.yaml:99:1: no audience uses the account “x”",
        "    Name it in an audience’s accounts:, or remove it.",
    ]


def test_the_json_of_a_problem_keeps_the_promised_keys() -> None:
    problem = Problem("account-unused", Place(FILE, 2, 3), {"account": "x"}, Severity.NOTE)
    assert show.as_dict(problem, "en") == {
        "file": FILE,
        "line": 2,
        "column": 3,
        "message": "no audience uses the account “x”",
        "hint": "Name it in an audience’s accounts:, or remove it.",
        "severity": "note",
        "code": "account-unused",
    }


@given(st.text(max_size=200), st.integers(0, 210))
def test_no_line_breaks_the_block_whatever_it_holds(line: str, column: int) -> None:
    shown = blocks(line.replace("\n", " "), column)
    assert all(show.columns(part) <= show.WIDTH + 2 * len(show.INDENT) for part in shown[1:])
    assert not [c for part in shown for c in part if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"}]
