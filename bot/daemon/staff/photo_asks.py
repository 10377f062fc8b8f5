"""What is being asked about a photo in the chat, before it is decided: its city, its description, what to blot out.

It is kept in one note, for photos that wait alone: ``{photo: {"asks", "cells", "blots", "version"}}``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import asdict, dataclass

from bot.errors import UsageError
from bot.ports import Box, Outbox
from bot.wording import coded

_NOTE = "desk photos"
SIDE = 5
"""Squares across and down: as fine as a thumb, and a face in a group, need."""
MOST_BOXES = 50
_AWAY = re.compile(r"[-−–]\s*([0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Asks:
    """Of one photo."""

    asks: str = ""
    """``city``, ``alt`` or ``cover``; empty: whether it may go out."""
    cells: tuple[int, ...] = ()
    """Squares that are chosen, counted along the lines."""
    blots: tuple[tuple[float, float, float, float], ...] | None = None
    """What somebody ordered to be blotted out; ``None``: nothing is ordered."""
    version: int = 0
    """The photo's, when they did."""

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is ordered."""
        return tuple(Box(*sides) for sides in self.blots or ())


def asked(outbox: Outbox) -> dict[str, Asks]:
    """By photo; whoever is not in it is asked nothing but the question itself."""
    kept = outbox.noted(_NOTE)
    return {photo: _asks(told) for photo, told in json.loads(kept).items()} if kept else {}


def ask(outbox: Outbox, photo: str, asks: Asks, waiting: Container[str]) -> None:
    """Write it down; what is no longer ``waiting`` is forgotten on the way."""
    known = {name: told for name, told in asked(outbox).items() if name in waiting} | {photo: asks}
    told = {name: asdict(each) for name, each in known.items() if each != Asks()}
    text = json.dumps(told) if told else ""
    if text != (outbox.noted(_NOTE) or ""):
        outbox.note(_NOTE, text)


def _asks(told: dict[str, object]) -> Asks:
    cells, blots = told["cells"], told["blots"]
    return Asks(
        str(told["asks"]),
        tuple(cells) if isinstance(cells, list) else (),
        tuple(tuple(sides) for sides in blots) if isinstance(blots, list) else None,
        int(str(told["version"])),
    )


def squares(cells: Iterable[int]) -> tuple[Box, ...]:
    """What the squares lie over."""
    places = (divmod(cell, SIDE) for cell in cells)
    return tuple(Box(left / SIDE, top / SIDE, (left + 1) / SIDE, (top + 1) / SIDE) for top, left in places)


def redrawn(cover: Sequence[Box], text: str) -> tuple[Box, ...]:
    """``cover`` with the boxes of a reply added, or, after ``-2``, without the second; raises ``UsageError``."""
    one = _AWAY.fullmatch(text.strip())
    if one is None:
        return (*cover, *boxes(text))
    number = int(one[1])
    if not 0 < number <= len(cover):
        raise coded(UsageError, "photo-no-such-box", said=_short(text), number=len(cover))
    return (*cover[: number - 1], *cover[number:])


def numbered(cover: Sequence[Box]) -> str:
    """As they are taken away, each with where it lies, in whole percent."""
    sides = ((box.left, box.top, box.right, box.bottom) for box in cover)
    percent = (",".join(f"{100 * side:.0f}" for side in each) for each in sides)
    return " · ".join(f"{number}: {each}" for number, each in enumerate(percent, 1))


def boxes(text: str) -> tuple[Box, ...]:
    """``20,10,35,30; 60,5,72,20``, in percent; raises ``UsageError`` for anything else."""
    parts = [part for part in text.replace("\n", ";").split(";") if part.strip()]
    if not 0 < len(parts) <= MOST_BOXES:
        raise coded(UsageError, "photo-box", said=_short(text))
    return tuple(_box(part) for part in parts)


def _box(said: str) -> Box:
    try:
        left, top, right, bottom = (float(part) / 100 for part in said.replace("%", "").split(","))
        return Box(left, top, right, bottom)
    except ValueError:
        raise coded(UsageError, "photo-box", said=_short(said)) from None


def _short(text: str) -> str:
    return text.strip()[:40]


def sides(ordered: Sequence[Box]) -> tuple[tuple[float, float, float, float], ...]:
    """As the note keeps them."""
    return tuple((box.left, box.top, box.right, box.bottom) for box in ordered)
