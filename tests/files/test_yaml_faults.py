from __future__ import annotations

import pytest

from bot.files import yaml
from bot.files.tree import plain
from bot.wording import problem_text
from tests.files.reading import errors, notes, unmarked

CASES = [
    ("yaml-empty", "¦"),
    ("yaml-empty", "¦# only a comment\n\n"),
    ("yaml-empty", "¦---\n"),
    ("yaml-not-mapping", "¦- a\n- b\n"),
    ("yaml-not-mapping", "# why\n¦words\n"),
    ("yaml-anchor", "a: ¦&name {b: 1}\n"),
    ("yaml-anchor", "a: ¦&name 1\n"),
    ("yaml-alias", "a: 1\nb: [2, ¦*name]\n"),
    ("yaml-tag", "a: ¦!!str 5\n"),
    ("yaml-tag", "a: ¦!!python/object/apply:os.system [ls]\n"),
    ("yaml-tag", "a: ¦!e!x 5\n"),
    ("yaml-merge", "a:\n  ¦<<: {b: 1}\n"),
    ("yaml-duplicate-key", "a: 1\nb: 2\n¦a: 3\n"),
    ("yaml-duplicate-key", "a: {x: 1, ¦x: 2}\n"),
    ("yaml-duplicate-key", "a: {x: 1, '¦x': 2}\n"),
    ("yaml-documents", "a: 1\n¦---\nb: 2\n"),
    ("yaml-too-deep", "a: " + "[" * 19 + "¦" + "[" * 30_000),
    ("yaml-key-not-text", "a: 1\n¦[b]: 1\n"),
    ("yaml-key-not-text", "a:\n  ¦{{ name }}: 1\n"),
    ("yaml-key-empty", "a: 1\n¦: 2\n"),
    ("yaml-key-empty", "a: {¦: 2}\n"),
    ("yaml-key-empty", 'a: {"¦": 2}\n'),
    ("yaml-tab", "a:\n¦\tb: 1\n"),
    ("yaml-tab", "a:\n  b: 1\n  ¦\tc: 1\n"),
    ("yaml-start", "a: ¦@example\n"),
    ("yaml-start", "a: ¦`x`\n"),
    ("yaml-start", "a: ¦%x\n"),
    ("yaml-start", "a: ¦* star\n"),
    ("yaml-start", "a: ¦& co\n"),
    ("yaml-colon", "a: b¦: c\n"),
    ("yaml-indent-under", "a: 1\n ¦b: 2\n"),
    ("yaml-indent-under", "a: [1]\n\n  ¦b: 2\n"),
    ("yaml-no-colon", "¦a:1\nb: 2\n"),
    ("yaml-no-colon", "a:\n  ¦b 1\n  c: 2\n"),
    ("yaml-no-break-space", "a:\n  b:¦\u00a01\n  c: 2\n"),
    ("yaml-no-break-space", "a:\n¦\u00a0\u00a0b: 1\n  c: 2\n"),
    ("yaml-no-break-space", "a:\n  b¦\u00a0: 1\n"),
    ("yaml-bracket-stray", "a:\n  b: {c: 1}¦}\n"),
    ("yaml-no-colon", "a: 1\n¦b\nc: 2\n"),
    ("yaml-quote-open", "a: ¦'x\nb: 2\n"),
    ("yaml-quote-open", 'a: 1\nb: {c: "d", e: ¦"f}\n'),
    ("yaml-quote-open", 'a: {k: ¦"@x, l: 1}\nb: {k: "@y", l: 2}\n'),
    ("yaml-quote-open", "a: {k: ¦'@x, l: 1}\nb: {k: '@y', l: 2}\n"),
    ("yaml-quote-open", 'a: {k: ¦"x}\nb: "y"\n'),
    ("yaml-quote-open", 'a: [ ¦"b, c]\nd: [ "e" ]\n'),
    ("yaml-quote-open", 'a: {b: [{c: ¦"d}]}\ne: {f: "g"}\n'),
    ("yaml-quote-open", "a: {k: ¦'x}\nb: {k: 'l''y'}\n"),
    ("yaml-quote-open", "a: [¦'x]\n# l'eau\n"),
    ("yaml-quote-open", 'a: ¦"x\nb: "y"\n'),
    ("yaml-quote-inside", "a: {k: 'l¦'eau'}\n"),
    ("yaml-quote-inside", "a: 'l¦'eau'\n"),
    ("yaml-quote-inside", 'a: {k: "he said ¦"yes" twice"}\n'),
    ("yaml-bracket-open", 'a: ¦{k: "x\n  y" l: "z"}\n'),
    ("yaml-bracket-open", "a: ¦[x, y\nb: c\n"),
    ("yaml-bracket-open", "a: ¦{x: y\nb: c\n"),
    ("yaml-bracket-comment", "hashtags: [¦#FreeAzat]\nb: c\n"),
    ("yaml-bracket-comment", "a: {b: 1, ¦#c}\nd: e\n"),
    ("yaml-comma", "a: {x: 1 y¦: 2}\n"),
    ("yaml-comma", 'a: ["x" ¦"y"]\n'),
    ("yaml-indent", "a:\n  b: 1\n ¦c: 2\n"),
    ("yaml-indent", "a:\n  - b\n  ¦c: 2\n"),
    ("yaml-indent", "a:\n  b:\n    x: 1\n¦c:\n    x: 2\n  d:\n    x: 3\n"),
    ("yaml-dash", "a: ¦- b\n"),
    ("yaml-escape", 'a: "¦\\q"\n'),
    ("yaml-escape", 'a: "x¦\\xZZ"\n'),
    ("yaml-syntax", "a: ¦]\n"),
    ("text-character", "a: x¦\u202ey\n"),
    ("text-character", "# in a comment ¦\u2066 too\na: 1\n"),
    ("text-character", "a: ¦\x00\n"),
    ("text-character", "a: 1\nb: é¦\x1b[31m\n"),
    ("text-character", "a: x¦\u200by\n"),
    ("text-character", "a: x¦\u2028b: 1\n"),
    ("text-character", "a: 1¦\rb: 2\n"),
    ("text-character", "a: 1\nb: ¦\ufeffx\n"),
    ("text-character", "a: Azat¦\u200d\n"),
    ("text-character", 'a: "¦x\\u202ey"\n'),
    ("text-character", 'a: "¦\\0"\n'),
    ("text-not-utf8", "a: 1\nb: é¦\udce9\n"),
    ("text-too-large", "¦a: " + "x" * 1_000_000),
    ("text-too-large", "¦a: " + "é" * 500_000),
]


@pytest.mark.parametrize(("code", "source"), CASES)
def test_a_file_that_is_no_plain_yaml_is_refused_at_the_very_place(code: str, source: str) -> None:
    text, place = unmarked(source)
    document = yaml.read("a.yaml", text)
    assert errors(document.problems) == [(code, *place)]


@pytest.mark.parametrize(
    ("code", "source"),
    [("text-bom", "¦\ufeffa: 1\n"), ("text-crlf", "a: 1¦\r\nb: é\r\n")],
)
def test_what_windows_adds_is_noted_and_read_all_the_same(code: str, source: str) -> None:
    text, place = unmarked(source)
    document = yaml.read("a.yaml", text)
    assert notes(document.problems) == [(code, *place)]
    assert document.root is not None
    assert plain(document.root) in ({"a": 1}, {"a": 1, "b": "é"})


def test_every_fault_of_structure_is_told_at_once() -> None:
    document = yaml.read("a.yaml", "a: &x 1\na: !t 2\nb: *x\nc: {d: 1, d: 2}\n")
    assert errors(document.problems) == [
        ("yaml-anchor", 1, 4),
        ("yaml-duplicate-key", 2, 1),
        ("yaml-tag", 2, 4),
        ("yaml-duplicate-key", 4, 11),
    ]


def test_of_a_duplicate_key_the_first_value_is_kept_and_its_line_told() -> None:
    document = yaml.read("a.yaml", "# one\na: 1\n\na: 2\n")
    assert document.root is not None
    assert plain(document.root) == {"a": 1}
    message, _ = problem_text(document.problems[0], "en")
    assert message == "“a” is written twice; the first is on line 2"


def test_a_billion_laughs_are_refused_before_anybody_laughs() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 40)]
    document = yaml.read("a.yaml", "\n".join(lines))
    assert document.root is None
    assert len(document.problems) <= yaml.MAX_FAULTS
    assert [problem.code for problem in document.problems] == ["yaml-anchor"] * 40


def test_of_a_key_written_twice_what_stands_under_the_second_is_not_complained_of() -> None:
    document = yaml.read("a.yaml", "a:\n  x: 1\na:\n  y: {z: 1, z: 2}\nb: {c: 1, c: 2}\n")
    assert errors(document.problems) == [("yaml-duplicate-key", 3, 1), ("yaml-duplicate-key", 5, 11)]


def test_joiners_and_direction_marks_pass_where_they_belong() -> None:
    text = "a: می‌خواهم 👩‍👩‍👧 ❤️\nb: ש\u200f!\nc: 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f\n"
    assert yaml.read("a.yaml", text).problems == ()
