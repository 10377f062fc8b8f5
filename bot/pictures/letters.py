"""The vendored font: two weights, their sizes, and which characters they can draw."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).with_name("fonts")

_NOWHERE = "\uffff"
"""A noncharacter: no font draws it, so it shows the box of a missing glyph."""


class Weight(StrEnum):
    """Black for what is read from afar, Bold for words."""

    BLACK = "ReboursSans-Black.ttf"
    BOLD = "ReboursSans-Bold.ttf"


@lru_cache(maxsize=64)
def font(weight: Weight, size_px: int) -> ImageFont.FreeTypeFont:
    """The font at ``size_px`` per em. Basic layout: the same everywhere, whatever libraries the system has."""
    return ImageFont.truetype(FONTS / weight, size_px, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has_glyph(weight: Weight, character: str) -> bool:
    small = font(weight, 24)
    shown, box = small.getmask(character), small.getmask(_NOWHERE)
    return shown.size != box.size or bytes(shown) != bytes(box)


def missing(text: str, weight: Weight = Weight.BOLD) -> tuple[str, ...]:
    """The characters of ``text`` that the font would draw as an empty box, each once, in order."""
    return tuple(character for character in dict.fromkeys(text) if not _has_glyph(weight, character))
