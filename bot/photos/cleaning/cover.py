"""Which pixels a box covers."""

from __future__ import annotations

from math import ceil, floor

Fractions = tuple[float, float, float, float]
"""Left, top, right and bottom of a box, of the picture's width and height."""
GROWN = 0.3
"""A box drawn close around a face leaves ears, hair and chin."""
MIXED = 4
"""Making a picture smaller mixes pixels that end up three apart (Lanczos): none of them may be a face's."""
BLOCK = 16
"""A baseline JPEG of halved colours is coded in squares of so many pixels: none is shared with a covered face."""


def covered(box: Fractions, width: int, height: int) -> tuple[int, int, int, int]:
    """The box in pixels of an upright ``width`` × ``height`` picture, 30 % wider and higher, in whole blocks."""
    left, right = _span(box[0], box[2], width)
    top, bottom = _span(box[1], box[3], height)
    return left, top, right, bottom


def _span(begin: float, end: float, length: int) -> tuple[int, int]:
    # Cut to the picture first: a number however large, or infinite, is then a number of pixels.
    begin, end = max(begin, 0.0), min(end, 1.0)
    more = (end - begin) * GROWN / 2
    first = floor(((begin - more) * length - MIXED) / BLOCK) * BLOCK
    last = ceil(((end + more) * length + MIXED) / BLOCK) * BLOCK
    return max(first, 0), min(last, length)
