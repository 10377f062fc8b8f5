from __future__ import annotations

import gc
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.model import Place
from bot.files import yaml
from bot.files.spans import place_in
from bot.files.tree import Mapping, Node, Scalar, plain, typed
from tests.files.reading import MARK, unmarked


def data(source: str) -> object:
    document = yaml.read("a.yaml", source)
    assert document.root is not None, document.problems
    return plain(document.root)


def value(source: str) -> tuple[yaml.Document, Scalar]:
    document = yaml.read("a.yaml", source)
    assert document.root is not None, document.problems
    node = document.root.values["a"]
    assert isinstance(node, Scalar)
    return document, node


NOT_TYPED = [
    "no",
    "yes",
    "on",
    "off",
    "y",
    "N",
    "18:30",
    "2023-09-02",
    "012",
    "1_000",
    "0b1",
    "1e",
    ".",
    "-x",
    "+",
    "1.2.3",
    "09",
    "tRue",
    "nuLL",
    "=",
    "0x1F",
    "0o17",
    ".inf",
    ".nan",
    "١٢",
    "9" * 5000,
]


@pytest.mark.parametrize("word", NOT_TYPED)
def test_words_that_older_yaml_read_as_something_else_stay_words(word: str) -> None:
    assert data(f"a: {word}") == {"a": word}


TYPED = [
    ("true", True),
    ("FALSE", False),
    ("null", None),
    ("~", None),
    ("", None),
    ("0", 0),
    ("-1001234567890", -1001234567890),
    ("+5", 5),
    ("1.5", 1.5),
    ("-.5e3", -500.0),
    ("2.", 2.0),
]


@pytest.mark.parametrize(("word", "meaning"), TYPED)
def test_the_few_plain_words_of_the_core_schema_are_typed(word: str, meaning: object) -> None:
    found = data(f"a: {word}")
    assert found == {"a": meaning}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(meaning)


@pytest.mark.parametrize("quoted", ["'{}'", '"{}"', "|-\n  {}", ">-\n  {}"])
@pytest.mark.parametrize("word", ["true", "null", "5", "1.5"])
def test_in_quotes_or_a_block_everything_is_words(quoted: str, word: str) -> None:
    assert data(f"a: {quoted.format(word)}") == {"a": word}


def test_keys_are_always_words() -> None:
    assert data("no: 1\ntrue: 2\n3: 4\nnull: 5\n") == {"no": 1, "true": 2, "3": 4, "null": 5}


@given(st.text(alphabet="0123456789+-._eExo", max_size=40))
def test_any_run_of_digits_and_signs_is_a_finite_number_or_itself(word: str) -> None:
    meaning = typed(word)
    if isinstance(meaning, int):
        assert int(word) == meaning
    elif isinstance(meaning, float):
        assert not math.isnan(meaning)
        assert float(word) == meaning
    else:
        assert meaning in (word, None)


@pytest.mark.parametrize(
    "source",
    [
        "a: ¦word",
        "a:    ¦word",
        "a: '¦word'",
        'a: "¦word"',
        "a: >\n\n   ¦word\n   more\n",
        "a: |2\n  ¦word\n",
        "a:\n  ¦word\n",
        "b: 1\na: ¦>",
        "b: 1\n? a¦",
        "b: 1\na: ¦|-\n",
        "é: 1\n😀: [x]\na: ¦word",
    ],
)
def test_a_value_stands_where_its_first_character_does(source: str) -> None:
    text, place = unmarked(source)
    _, scalar = value(text)
    assert (scalar.line, scalar.column) == place


@pytest.mark.parametrize(
    "source",
    [
        "a: 3 days before ¦rally at 09:00",
        "a: '3 days before ¦rally at 09:00'",
        "a: 'l''an 3 days ''before'' ¦rally'",
        'a: "3\\tdays \\"before\\" \\u00e9 \\x41 ¦rally"',
        "a: >\n  3 days\n  before ¦rally\n  at 09:00\n",
        "a: >-\n\n  3 days\n\n  before\n    ¦rally\n",
        "a: |\n   3 days\n   before ¦rally\n",
        "a: 3 days\n  before\n  ¦rally at 09:00",
        'a: "3 days\n  before \\\n  ¦rally"',
        "a: '3 days\n\n  before ¦rally'",
        "a: 3 days \U0001f600 ¦rally",
    ],
)
def test_a_character_of_a_value_is_found_again_in_the_file(source: str) -> None:
    text, (line, column) = unmarked(source)
    document, scalar = value(text)
    assert place_in(document, scalar, scalar.text.index("rally")) == Place("a.yaml", line, column)


def test_past_the_end_of_a_value_is_just_behind_it() -> None:
    for source in ("a: word¦", "a: 'word¦'", "a: >\n  one\n  word¦\n", "a: one\n  word¦\nb: 1"):
        text, (line, column) = unmarked(source)
        document, scalar = value(text)
        assert place_in(document, scalar, len(scalar.text.rstrip())) == Place("a.yaml", line, column)


WORDS = st.lists(st.text(alphabet="abé'\"\\#:,-😀", min_size=1, max_size=6), min_size=1, max_size=6)


@given(WORDS, st.sampled_from(["'", '"', ">", "|"]), st.data())
def test_every_word_of_a_quoted_or_folded_value_is_found_again(
    words: list[str], style: str, draw: st.DataObject
) -> None:
    at = draw.draw(st.integers(0, len(words) - 1))
    spelt = [word.replace("'", "''") if style == "'" else word for word in words]
    if style == '"':
        spelt = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
    inline = style in {"'", '"'}
    lines = style + "\n  ".join(spelt) + style if inline else "\n  ".join([style, *spelt])
    document, scalar = value(f"a: {lines}\n")
    offset = len(" ".join(words[:at])) + (at > 0)  # a line's end is one character, folded or not
    place = place_in(document, scalar, offset)
    assert place.line == at + 1 + (not inline)
    assert place.column == (5 if inline and at == 0 else 3)


@given(st.text(max_size=200))
def test_any_text_at_all_is_read_or_refused_within_the_file(source: str) -> None:
    document = yaml.read("a.yaml", source)
    assert document.root is not None or document.problems
    lines = document.text.split("\n")
    for problem in document.problems:
        assert 1 <= problem.place.line <= len(lines)
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1
    if document.root is not None:
        for node in nodes(document.root):
            assert 1 <= node.line <= len(lines)


@given(st.text(alphabet="ab:-[]{}\"'#&*!|>%@` \n,?<\\\t", max_size=60))
def test_any_jumble_of_signs_is_read_or_refused_within_the_file(source: str) -> None:
    test_any_text_at_all_is_read_or_refused_within_the_file.hypothesis.inner_test(source)  # type: ignore[attr-defined]


def nodes(node: Node) -> list[Node]:
    if isinstance(node, Scalar):
        return [node]
    inner = node.values.values() if isinstance(node, Mapping) else node.items
    return [node, *(found for item in inner for found in nodes(item))]


def test_collecting_garbage_goes_on_afterwards_even_after_a_fault() -> None:
    for source in ("a: 1", "a: [", "a: @"):
        yaml.read("a.yaml", source)
        assert gc.isenabled()


def test_the_mark_of_these_tests_is_a_character_yaml_has_no_use_for() -> None:
    assert data(f"a: {MARK}") == {"a": MARK}
