"""A file whose syntax is wrong, without the part that is: the rest can then be read. Lines keep their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from bot.campaign.problem import Problem


def without_characters(source: str, problems: Sequence[Problem]) -> str:
    """Characters that no file may hold become visible ones."""
    lines = source.split("\n")
    for problem in problems:
        row, column = problem.place.line - 1, problem.place.column - 1
        if problem.code == "text-character" and row < len(lines) and column < len(lines[row]):
            lines[row] = f"{lines[row][:column]}·{lines[row][column + 1 :]}"
    return "\n".join(lines)


def without_syntax_faults(source: str, problems: Sequence[Problem]) -> str:
    """Tabs become spaces; else the item of a section where reading stopped is blanked, its lines and no others.

    A section's own line is left as it is: without it, its items would be taken for another section's.
    """
    lines = source.split("\n")
    spaced = _without_tabs(lines)
    if spaced != lines or not problems:
        return "\n".join(spaced)
    indents = [_indent(line) for line in lines]
    item = min((indent for indent in indents if indent), default=0)
    start = end = min(problems[0].place.line, len(lines)) - 1
    while start > 0 and indents[start] > item:
        start -= 1
    if indents[start] == 0 and any(indents[end + 1 :][:1]):
        return source
    while end + 1 < len(lines) and indents[end + 1] > item:
        end += 1
    return "\n".join("" if start <= row <= end else line for row, line in enumerate(lines))


def _without_tabs(lines: Sequence[str]) -> list[str]:
    """Lines that begin with tabs are indented as the line before, one step more beneath a key, less above its items."""
    spaced: list[str] = []
    step = 0
    for row, line in enumerate(lines):
        bare = line.lstrip(" \t")
        if "\t" in line[: len(line) - len(bare)]:
            beneath = _indent(lines[row + 1]) if row + 1 < len(lines) else inf
            opens = bare.rstrip().endswith(":") and beneath < inf and not lines[row + 1].startswith("\t")
            spaced.append(" " * (max(int(beneath) - 2, 0) if opens else step) + bare)
            continue
        spaced.append(line)
        if bare and not bare.startswith("#"):
            step = len(line) - len(bare) + (2 if bare.rstrip().endswith(":") else 0)
    return spaced


def _indent(line: str) -> float:
    """How far a line is indented; an empty one or a comment is within anything."""
    bare = line.lstrip(" ")
    return inf if not bare.strip() or bare.startswith("#") else len(line) - len(bare)
