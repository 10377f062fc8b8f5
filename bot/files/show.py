"""A problem as a person sees it on a terminal, and as a program reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from bot.campaign.problem import Problem, Severity
from bot.wording import problem_text, say

WIDTH = 100
"""Columns a quoted line may fill; a longer one is shown around its caret."""

BEFORE_CARET = 60
"""Columns kept in front of the caret when a long line is shown in part."""

INDENT = "    "
TAB = "    "

_PASSWORD = re.compile(r"(://[^:/@\s?]*:)\S+(@)|([?&]password=)[^&\s\"']+")
"""In an address. What is shown may be shown to anybody."""


def block(problem: Problem, sources: Mapping[str, str], language: str) -> str:
    """``file:line:column: message``, the quoted line, a caret under the column, and the next step."""
    message, hint = problem_text(problem, language)
    place = problem.place
    if problem.severity is Severity.NOTE:
        message = say("check-note", language, message=message)
    head = f"{place.file}:{place.line}:{place.column}: {message}"
    quoted = _quoted(sources.get(place.file), place.line, place.column)
    if quoted is None:
        return f"{head}\n{INDENT}{hint}" if hint else head
    line, caret = quoted
    under = f"{INDENT}{' ' * caret}^"
    if not hint:
        return f"{head}\n{INDENT}{line}\n{under}"
    if len(under) + 1 + columns(hint) <= WIDTH:
        return f"{head}\n{INDENT}{line}\n{under} {hint}"
    return f"{head}\n{INDENT}{line}\n{under}\n{INDENT}{hint}"


def as_dict(problem: Problem, language: str) -> dict[str, object]:
    """The shape that ``check --json`` promises for one problem, and its code."""
    message, hint = problem_text(problem, language)
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": message,
        "hint": hint,
        "severity": problem.severity.value,
        "code": problem.code,
    }


def columns(text: str) -> int:
    """How many terminal columns ``text`` fills: none for combining marks, two for wide characters."""
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _visible(character: str) -> str:
    """What is printed for a character: a control that could disturb the terminal, or the eye, is named instead."""
    if character == "\t":
        return TAB
    if character == "\u200d":  # joins emoji and letters; harmless, and naming it would tear them apart
        return character
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp", "Cs"}:
        return f"<U+{ord(character):04X}>"
    return character


def _quoted(source: str | None, line: int, column: int) -> tuple[str, int] | None:
    """The line as printed and the columns in front of its caret; ``None`` when there is no such line."""
    if source is None:
        return None
    lines = source.removeprefix("\ufeff").split("\n")
    if not 1 <= line <= len(lines):
        return None
    raw = _PASSWORD.sub(r"\1\3…\2", lines[line - 1].removesuffix("\r"))
    before = "".join(map(_visible, raw[: max(column - 1, 0)]))
    after = "".join(map(_visible, raw[max(column - 1, 0) :]))
    if not (before + after).strip():
        return None
    if columns(before) > BEFORE_CARET and columns(before + after) > WIDTH:
        before = "…" + _last(before, BEFORE_CARET)
    return before + _first(after, WIDTH - columns(before)), columns(before)


def _last(text: str, room: int) -> str:
    start = len(text)
    while start and columns(text[start - 1 :]) <= room:
        start -= 1
    return text[start:]


def _first(text: str, room: int) -> str:
    if columns(text) <= room:
        return text
    end = 0
    while columns(text[: end + 1]) < room:
        end += 1
    return text[:end] + "…"
