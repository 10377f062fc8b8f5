"""The largest type in which some lines of words fit into a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PIL import ImageDraw

from bot.pictures.letters import Weight, font
from bot.pictures.wrap import balance, words

_REFERENCE_PX = 200
"""Words are measured once at this size; the font is unhinted, so that everything grows in proportion."""


@dataclass(frozen=True, slots=True)
class Box:
    """Room for words, in pixels, and the sizes they may have."""

    width: int
    height: int
    largest_px: int
    smallest_px: int


@dataclass(frozen=True, slots=True)
class Setting:
    """Lines as they will stand. ``top`` and ``bottom`` are the ink's distances from the first baseline, downwards."""

    lines: tuple[str, ...]
    weight: Weight
    size_px: int
    leading_px: int
    """From one baseline to the next."""
    top: int
    bottom: int
    width: int

    @property
    def height(self) -> int:
        """From the ink's top to its bottom."""
        return self.bottom - self.top

    def draw(self, canvas: ImageDraw.ImageDraw, left: int, top: int) -> None:
        """In full ink, the topmost ink at ``top`` and every line's leftmost at ``left``."""
        face = font(self.weight, self.size_px)
        for number, line in enumerate(self.lines):
            # A very big letter's own margin would show as a crooked edge above smaller lines.
            margin = round(_ink(self.weight, line[0])[0] * self.size_px)
            canvas.text((left - margin, top - self.top + number * self.leading_px), line, 255, face, anchor="ls")


@cache
def _ink(weight: Weight, letters: str) -> tuple[float, float, float]:
    """Where ink begins, right of the origin, and how far it reaches above and below the baseline; in ems."""
    mask, (left, top) = font(weight, _REFERENCE_PX).getmask2(letters, mode="L", anchor="ls")
    inked = mask.getbbox() or (0, 0, 0, 0)
    return (left + inked[0]) / _REFERENCE_PX, (top + inked[1]) / _REFERENCE_PX, (top + inked[3]) / _REFERENCE_PX


def _set(lines: Sequence[str], weight: Weight, size_px: int, leading: float) -> Setting:
    leading_px = round(size_px * leading)
    above, below = _ink(weight, lines[0])[1], _ink(weight, lines[-1])[2]
    bottom = round(below * size_px) + (len(lines) - 1) * leading_px
    face = font(weight, size_px)
    width = round(max(face.getlength(line) for line in lines))
    return Setting(tuple(lines), weight, size_px, leading_px, round(above * size_px), bottom, width)


def fit(paragraphs: Sequence[str], language: str, weight: Weight, box: Box, leading: float) -> Setting | None:
    """The largest setting inside ``box``; ``None`` when even the smallest is too large.

    ``leading`` is the distance of baselines, in ems. Each paragraph begins a line of its own.
    """
    face = font(weight, _REFERENCE_PX)
    space = face.getlength(" ")
    broken = [words(paragraph, language) for paragraph in paragraphs]
    measured = [[face.getlength(piece) for piece in pieces] for pieces in broken]
    for size_px in range(box.largest_px, box.smallest_px - 1, -1):
        limit = box.width * _REFERENCE_PX / size_px
        lines: list[str] = []
        for pieces, widths in zip(broken, measured, strict=True):
            ends = balance(widths, space, limit)
            if ends is None:
                break
            lines += [" ".join(pieces[start:end]) for start, end in zip((0, *ends), ends, strict=False)]
        else:
            ink_px = (_ink(weight, lines[-1])[2] - _ink(weight, lines[0])[1] + (len(lines) - 1) * leading) * size_px
            if ink_px > box.height:
                continue
            setting = _set(lines, weight, size_px, leading)
            if setting.height <= box.height and setting.width <= box.width:
                return setting
    return None
