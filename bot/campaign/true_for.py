"""``# true for: rally 2023-09-02 14:00``: what a message takes for granted of a deadline, checked when that moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from fluent.syntax.ast import BaseComment

from bot.campaign.fluent_source import Source, start_of
from bot.campaign.model import Place
from bot.campaign.problem import Problem

_MEANT = re.compile(r"#+[ \t]*true[ \t_-]*for\b", re.IGNORECASE)
_WRITTEN = re.compile(r"#+ true for: (?P<name>[^\s:]+) (?P<day>\d{4}-\d\d-\d\d)(?: (?P<at>\d\d:\d\d))?\s*")


@dataclass(frozen=True, slots=True)
class TrueFor:
    """A message speaks of ``deadline`` as being on ``day`` (at ``at``, when it says so)."""

    message: str
    """``launch``, or ``-heure`` for a term."""
    deadline: str
    day: date
    at: time | None
    place: Place
    """Of the deadline's name in the comment."""


def read(source: Source, comment: BaseComment, message: str) -> Iterator[TrueFor | Problem]:
    """Every such line of ``comment``; empty ``message``: the comment belongs to none."""
    offset = start_of(comment)
    lines = (comment.content or "").count("\n") + 1
    for line in source.text[offset:].split("\n", lines)[:lines]:
        meant = _MEANT.match(line)
        if meant is not None:
            yield _one(source, offset, line.rstrip(), message)
        offset += len(line) + 1


def _one(source: Source, offset: int, line: str, message: str) -> TrueFor | Problem:
    written = _WRITTEN.fullmatch(line)
    if written is None:
        return Problem("true-for-unreadable", source.place(offset), {"line": line.lstrip("# ")})
    place = source.place(offset + written.start("name"))
    try:
        day = date.fromisoformat(written["day"])
        at = time.fromisoformat(written["at"]) if written["at"] else None
    except ValueError:
        what = line[written.start("day") :]
        return Problem("true-for-no-such-day", source.place(offset + written.start("day")), {"day": what})
    if not message:
        return Problem("true-for-alone", source.place(offset), {})
    return TrueFor(message, written["name"], day, at, place)
