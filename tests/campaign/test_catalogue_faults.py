from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.catalogue import build
from bot.campaign.hidden import hidden_characters
from bot.campaign.problem import Problem
from bot.wording import problem_text
from bot.wording.words import SENTENCES


def problems(*texts: str) -> tuple[Problem, ...]:
    """Of files ``a.ftl``, ``b.ftl`` … of one language."""
    return build({"fr": {f"{name}.ftl": text for name, text in zip("abc", texts, strict=False)}})[1]


def found(*texts: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each, every sentence of which can be said in both languages."""
    for problem in problems(*texts):
        for language in ("en", "fr"):
            assert all(problem_text(problem, language))
    return [(problem.code, problem.place.line, problem.place.column) for problem in problems(*texts)]


@pytest.mark.parametrize("sign", ["*", "["])
def test_a_line_that_would_silently_cut_a_message_is_found_at_its_sign(sign: str) -> None:
    assert found(f"a =\n    un\n      {sign}deux] trois\nb = x\n") == [("ftl-line-trap", 3, 7)]
    assert problems(f"a =\n    un\n    {sign}deux\n")[0].args["character"] == sign


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a = x\n\n\tb = y\n", "ftl-not-an-entry", 3, 2),
        ("été = x\n", "ftl-not-an-entry", 1, 1),
        (".alt = x\n", "ftl-not-an-entry", 1, 1),
        ("a\n", "ftl-expected", 1, 2),
        ("a = { $days\nb = y\n", "ftl-expected", 2, 1),
        ("a = x\n    ...fin\n", "ftl-expected-name", 2, 6),
        ("b = x\na =\n", "ftl-no-value", 2, 1),
        ("-a =\n", "ftl-no-value", 1, 1),
        ("a =\n\tx\n", "ftl-no-value", 1, 1),
        ("a =\n    .alt = x\n", "ftl-no-value", 1, 1),
        ("a = { $days ->\n    [one] x\n    [other] y\n }\n", "ftl-no-default", 4, 2),
        ("a = { $days ->\n   *[one] x\n   *[other] y\n }\n", "ftl-two-defaults", 3, 4),
        ("a = { $days ->\n    [one]\n   *[other] y\n }\n", "ftl-empty-variant", 2, 10),
        ("-t = x\n    .y = z\na = { -t.y }\n", "ftl-term-attribute", 3, 12),
        ('a = { "x }\n', "ftl-open-quote", 1, 11),
        ("a = x } y\n", "ftl-stray-brace", 1, 7),
        ("a = { }\n", "ftl-no-expression", 1, 7),
        ("a = { foo(1) }\n", "ftl-unreadable", 1, 10),
        ("b = x\na = { c }\n", "ftl-unknown-message", 2, 7),
        ("launch = x\na = { lunch }\n", "ftl-unknown-message-near", 2, 7),
        ("a = b\nc = { a.alt }\n", "ftl-unknown-message", 2, 7),
        ("a = { -name }\n", "ftl-unknown-term", 1, 7),
        ("-heure = 14 h\na = { -heur }\n", "ftl-unknown-term-near", 2, 7),
        ("a = { $name }\n", "ftl-unknown-variable", 1, 7),
        ("a = x\n    .alt = reste { $day } jour\n", "ftl-unknown-variable-near", 2, 20),
        ("-t = { $days }\n", "ftl-variable-in-term", 1, 8),
        ("a = { DATETIME($days) }\n", "ftl-unknown-function", 1, 7),
        ("a = x\n    .legend = y\n", "ftl-unknown-attribute", 2, 5),
        ("a = x\n    .atl = y\n", "ftl-unknown-attribute-near", 2, 5),
        ("a = x\n    .alt = y\n    .alt = z\n", "ftl-attribute-twice", 3, 5),
        ("a = x\nb = y\n\n# autre\na = z\n", "message-twice", 5, 1),
        ("a = été\u200b\n", "hidden-character", 1, 8),
        ("a = b\n    c\u2069d\n", "hidden-character", 2, 6),
        ("# note\u202e\na = b\n", "hidden-character", 1, 7),
        ("a = li\u00adberté\n", "hidden-character", 1, 7),
        ("a = b\n\ufeffc = d\n", "hidden-character", 2, 1),
        ('a = été { "\\u2068" }\n', "hidden-character", 1, 11),
    ],
)
def test_every_fault_has_its_place(text: str, code: str, line: int, column: int) -> None:
    assert (code, line, column) in found(text)


def test_the_same_message_in_two_files_is_found_and_says_where_the_first_stands() -> None:
    assert found("a = x\n", "# b\na = y\n") == [("message-twice", 2, 1)]
    assert problems("a = x\n", "# b\na = y\n")[0].args == {"name": "a", "file": "a.ftl", "line": 1}


def test_messages_that_refer_to_each_other_in_a_circle_are_found() -> None:
    assert found("a = { b }\nb = { c }\nc = { a }\nd = { a }\n") == [
        ("ftl-circle", 1, 1),
        ("ftl-circle", 2, 1),
        ("ftl-circle", 3, 1),
    ]


def test_what_refers_to_a_message_that_could_not_be_read_is_not_blamed() -> None:
    assert found("a = { b }\nb = x }\n") == [("ftl-stray-brace", 2, 7)]


def test_all_faults_of_all_files_are_told_at_once_in_order() -> None:
    assert found("a = { $x }\nb = y }\n", "c = { -z }\n") == [
        ("ftl-unknown-variable", 1, 7),
        ("ftl-stray-brace", 2, 7),
        ("ftl-unknown-term", 1, 7),
    ]


@pytest.mark.parametrize(
    "text",
    ["👨‍👩‍👧", "🏳️‍🌈", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👍🏽", "می‌خواهم", "क्‍ष", "שלום\u200f!", "ligne\nautre", "l’été « fin »\u00a0!", "❤️‍🔥"],
)
def test_joiners_and_marks_that_a_script_or_an_emoji_needs_are_let_through(text: str) -> None:
    assert list(hidden_characters(text)) == []


@pytest.mark.parametrize(
    "text", ["Azat\u200d", "Aza\u200dt", "Aza\u200ct", "x\u200fy", "a\x00b", "a\x85b", "a\u2028b", "\ud83d"]
)
def test_joiners_and_marks_that_nothing_needs_are_not(text: str) -> None:
    assert len(list(hidden_characters(text))) == 1


@given(st.text(alphabet='ab =-{}[]*$.\n"#\u200b\r\té>1', max_size=60))
def test_whatever_the_file_says_it_is_read_or_has_a_place_inside_it(text: str) -> None:
    lines = text.removeprefix("\ufeff").split("\n")
    for problem in problems(text):
        assert problem.code in SENTENCES
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
