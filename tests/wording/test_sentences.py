"""Every sentence in both languages, of the same facts, well set, and really said by somebody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from bot.errors import UsageError
from bot.wording import Sentence, coded, error_text, say
from bot.wording.sentence import ROOMS, _sentences

SOURCES = Path(__file__).parent.parent.parent / "bot"
ALL = _sentences()
NBSP, NARROW = "\u00a0", "\u202f"


def names(text: str) -> set[str]:
    """The facts a sentence needs."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@cache
def literals() -> frozenset[str]:
    """Every string in the sources outside ``wording``, and the fixed ends of those put together from parts."""
    found = set()
    for path in SOURCES.rglob("*.py"):
        if "wording" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value)
    return frozenset(found)


def put_together() -> Iterator[re.Pattern[str]]:
    """The shape of every f-string in the sources that could be a code: ``rehearse-{how}``."""
    for path in SOURCES.rglob("*.py"):
        if "wording" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                fixed = "".join(str(part) for part in parts if part)
                if re.fullmatch(r"[a-z][a-z0-9-]*-[a-z0-9-]*|-[a-z-]+", fixed):
                    yield re.compile("".join("[a-z0-9-]+" if part is None else re.escape(str(part)) for part in parts))


def called_codes() -> Iterator[tuple[str, str]]:
    """Where a sentence is asked for by a literal code: the place and the code."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            where = 1 if called == "coded" else 0
            if called in {"say", "coded", "trouble", "Problem", "known_or_refuse", "tell"} and len(node.args) > where:
                code = node.args[where]
                for one in (code.body, code.orelse) if isinstance(code, ast.IfExp) else (code,):
                    if isinstance(one, ast.Constant) and isinstance(one.value, str) and "wording" not in path.parts:
                        yield f"{path.relative_to(SOURCES)}:{node.lineno}", one.value


def test_a_sentence_says_the_same_facts_in_both_languages() -> None:
    assert [code for code, sentence in ALL.items() if not _is_told_alike(sentence)] == []


def _is_told_alike(sentence: Sentence) -> bool:
    same = all(names(sentence.en[part]) == names(sentence.fr[part]) for part in (0, 1))
    said = bool(sentence.en[0].strip()) and bool(sentence.fr[0].strip())
    # A next step in one language alone would be one that half the staff never hear of.
    return same and said and bool(sentence.en[1]) == bool(sentence.fr[1])


@pytest.mark.parametrize(
    "sentence",
    [
        Sentence(("{a} is gone.", ""), ("{b} n’est plus là.", "")),
        Sentence(("It is gone.", "Look for {a}."), ("Il n’est plus là.", "Cherchez-le.")),
        Sentence(("It is gone.", ""), (" ", "")),
        Sentence(("It is gone.", "Look for it."), ("Il n’est plus là.", "")),
    ],
)
def test_other_facts_no_words_or_no_next_step_would_be_noticed(sentence: Sentence) -> None:
    assert not _is_told_alike(sentence)


def test_french_is_set_as_french_is_set() -> None:
    assert {text for sentence in ALL.values() for text in sentence.fr if not _is_well_set(text)} == set()


def _is_well_set(text: str) -> bool:
    # Commands, options, file:line:column and times keep their own spelling.
    prose = re.sub(r"\{[^}]*\}|https?://\S+|sqlite:\S+|\d+:\d+", "x", text).lstrip(" !?✗")
    unspaced = re.search(r"(?<![\u00a0\u202f:/])[;!?»]", prose)
    breaks = re.search(rf"(?<=[^\d{NBSP}{NARROW}]) [:;!?»]", prose) or re.search(rf"«(?![{NBSP}{NARROW}])", prose)
    return not (unspaced or breaks or "“" in prose.replace("“x”", "") or "  " in prose.lstrip())


@pytest.mark.parametrize(
    "text", ["Vraiment?", "Vraiment ?", f"« oui{NBSP}»", "“oui”", f"Deux{NBSP}:  oui", f"«{NBSP}oui »"]
)
def test_french_that_is_not_would_be_noticed(text: str) -> None:
    assert not _is_well_set(text)


def test_every_room_that_has_sentences_is_merged() -> None:
    rooms = {
        path.stem
        for path in (SOURCES / "wording").glob("*.py")
        if re.search(r"^SENTENCES\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert rooms == set(ROOMS)


def test_every_sentence_asked_for_is_there() -> None:
    missing = [(place, code) for place, code in called_codes() if code not in ALL]
    assert missing == []


def test_no_sentence_is_kept_that_nobody_says() -> None:
    shapes = tuple(put_together())
    silent = [code for code in ALL if ": " not in code and code not in literals()]
    assert [code for code in silent if not any(shape.fullmatch(code) for shape in shapes)] == []


def test_a_sentence_is_called_with_the_facts_it_needs() -> None:
    """A missing fact would be a traceback at the very moment something is wrong."""
    wrong = []
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or any(word.arg is None for word in node.keywords):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            where = {"say": 0, "coded": 1, "trouble": 0, "tell": 0}.get(called)
            if where is None or len(node.args) <= where or not isinstance(node.args[where], ast.Constant):
                continue
            sentence = ALL.get(str(node.args[where].value))  # type: ignore[attr-defined]  # a constant, see above
            given = {word.arg for word in node.keywords}
            if sentence is not None and not names(sentence.en[0] + sentence.en[1]) <= given:
                wrong.append((str(path.relative_to(SOURCES)), node.lineno, given))
    assert wrong == []


def test_an_error_is_said_in_english_at_once_and_in_french_when_asked() -> None:
    error = coded(UsageError, "no-such-delivery", what="who")
    assert (error.message, error.exit_code) == ("There is no delivery or entry called “who”.", 2)
    assert error_text(error, "fr") == (
        f"Aucun envoi ni aucune entrée ne s’appelle «{NBSP}who{NBSP}».",
        "run.py posts les liste.",
    )


def test_an_error_that_was_said_where_its_language_was_known_stays_as_it_is() -> None:
    assert error_text(UsageError("Déjà dit.", "Ensuite."), "en") == ("Déjà dit.", "Ensuite.")


def test_a_language_the_staff_cannot_have_falls_to_english() -> None:
    assert say("silent", "de") == "silent"


def test_a_sentence_is_two_pairs() -> None:
    assert all(
        isinstance(sentence, Sentence) and len(sentence.en) == len(sentence.fr) == 2 for sentence in ALL.values()
    )
