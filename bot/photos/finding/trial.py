"""What the model is tried with before each look: a face that a formula draws, and the same place without one.

The same model answered garbage when another version of its library ran it, and said nothing of it.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from bot.photos.finding.frame import Sides

Grid = Any
"""An array of numpy, which is not there when types are checked."""

_EDGE = 128
_PAPER = (120.0, 140.0, 160.0)
_SKIN, _HAIR, _DARK, _WHITE = (205.0, 160.0, 130.0), (60.0, 40.0, 30.0), (50.0, 35.0, 25.0), (245.0, 240.0, 235.0)
_SHADE, _LIPS, _COAT = (165.0, 128.0, 104.0), (165.0, 75.0, 75.0), (40.0, 60.0, 110.0)
_HEAD = (
    ((0.00, 0.55, 0.45, 0.25), _COAT),
    ((0.00, 0.26, 0.09, 0.14), _SHADE),
    ((0.00, -0.06, 0.24, 0.31), _HAIR),
    ((0.00, 0.00, 0.20, 0.27), _SKIN),
    ((0.00, -0.25, 0.19, 0.09), _HAIR),
)
_FEATURES = (
    *(((side, -0.105, 0.055, 0.012), _HAIR) for side in (-0.085, 0.085)),
    *(((side, -0.05, 0.045, 0.024), _WHITE) for side in (-0.085, 0.085)),
    *(((side, -0.05, 0.022, 0.022), _DARK) for side in (-0.085, 0.085)),
    ((0.00, 0.065, 0.04, 0.022), _SHADE),
    ((0.00, 0.15, 0.075, 0.028), _LIPS),
)
"""Ellipses: middle, half of the width and of the height, of the picture's edge; and colour."""
_SOFT = 40.0
"""Further from an edge than this nothing changes any more."""

_SCORE, _SIDES = 0.840, (0.299, 0.285, 0.681, 0.747)
"""What the model says of it, with opencv-python-headless 5.0.0.93 on x86_64."""
_SCORE_OFF, _SIDES_OFF = 0.1, 0.02
"""Processors add in another order; garbage is further off."""


def drawn(numpy: ModuleType, *, face: bool) -> Grid:
    """A head of ellipses with soft edges; without ``face`` the wall behind it."""
    down, right = (numpy.mgrid[0:_EDGE, 0:_EDGE] + 0.5) / _EDGE - 0.5
    pixels = numpy.ones((_EDGE, _EDGE, 3)) * _PAPER
    for (x, y, half_width, half_height), colour in (*_HEAD, *_FEATURES) if face else ():
        far = numpy.hypot((right - x) / half_width, (down - y) / half_height)
        over = 1 / (1 + numpy.exp(numpy.clip((far - 1) * min(half_width, half_height) * _EDGE * 2, -_SOFT, _SOFT)))
        pixels += over[..., None] * (numpy.array(colour) - pixels)
    return pixels.round()


def is_expected(score: float, sides: Sides) -> bool:
    """Whether the model says of the face what it always said."""
    off = max(abs(said - expected) for said, expected in zip(sides, _SIDES, strict=True))
    return abs(score - _SCORE) <= _SCORE_OFF and off <= _SIDES_OFF
