"""A copy of the shipped campaign with planted mistakes, one of each kind, and what `check` finds of them.

``python -m tests.files.planted`` says how many, and how fast.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

SHIPPED = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Mistake:
    """In ``file``, the first match of ``old`` (a pattern, so that the words may be edited) becomes ``new``.

    ``old`` empty: ``new`` is added at the file's end. ``code`` is expected at the line where ``at`` first begins (by
    default ``new`` itself); ``where``: the file it is reported in, if another.
    """

    kind: str
    code: str
    file: str
    old: str
    new: str
    at: str = ""
    where: str = ""


def copy(folder: Path) -> Path:
    """The shipped campaign, ready to be spoilt."""
    shutil.copy(SHIPPED / "settings.yaml", folder / "settings.yaml")
    for name in ("schedules", "messages"):
        shutil.copytree(SHIPPED / name, folder / name)
    return folder


def plant(folder: Path, mistakes: tuple[Mistake, ...]) -> dict[Mistake, tuple[str, int]]:
    """Make the mistakes; returns where each is expected, file and line."""
    for mistake in mistakes:
        path = folder / mistake.file
        text = path.read_text(encoding="utf-8")
        start, end = len(text), len(text)
        if mistake.old:
            found = re.search(mistake.old, text, re.MULTILINE)
            assert found, f"{mistake.kind}: nothing in {mistake.file} is like {mistake.old!r}"
            start, end = found.span()
        path.write_text(text[:start] + mistake.new + text[end:], encoding="utf-8")
    return {mistake: (mistake.where or mistake.file, _line(folder, mistake)) for mistake in mistakes}


def _line(folder: Path, mistake: Mistake) -> int:
    text = (folder / (mistake.where or mistake.file)).read_text(encoding="utf-8")
    at = mistake.at or mistake.new.strip("\n")
    assert at in text, f"{mistake.kind}: {at!r} stands nowhere"
    return text.count("\n", 0, text.index(at)) + 1
