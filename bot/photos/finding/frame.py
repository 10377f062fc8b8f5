"""What the process that looks for faces says to the daemon: whether it is fit to look, then boxes, and nothing else."""

from __future__ import annotations

import math
from collections.abc import Sequence
from struct import Struct, error

from bot.photos.cleaning.frame import JPEG_BYTES_MAX

PICTURE_BYTES_MAX = JPEG_BYTES_MAX
"""It is shown our own clean pictures alone."""
READY = b"fit\n"
"""Its first words: it is caged, and the model found what it must find. Only then does it read the picture."""
EXIT_FAILED = 70
"""Something is not there, or broke (``EX_SOFTWARE``)."""
EXIT_GARBAGE = 78
"""The model, or what runs it, does not find what it must find (``EX_CONFIG``)."""
MOST = 50
"""Faces in one picture; as many as a person may draw at once."""
MEMORY_BYTES = 1 << 30
"""Of addresses; the largest picture wants 0.8 GB of them, and half a gigabyte of memory."""

Sides = tuple[float, float, float, float]
"""Left, top, right and bottom of a face, of the picture's width and height."""

_SIDES = Struct("<4f")
ANSWER_BYTES_MAX = len(READY) + MOST * _SIDES.size


def packed(faces: Sequence[Sides]) -> bytes:
    """As they travel."""
    return b"".join(_SIDES.pack(*sides) for sides in faces)


def unpacked(said: bytes) -> tuple[Sides, ...] | None:
    """What lies on the picture of it, from the top down; ``None``: it is no answer. It is believed as a stranger is."""
    if len(said) > MOST * _SIDES.size:
        return None
    try:
        faces = [_on_the_picture(*sides) for sides in _SIDES.iter_unpack(said)]
    except error:
        return None
    if not all(faces):
        return None
    return tuple(sorted((face for face in faces if face), key=lambda face: (face[1], face[0])))


def _on_the_picture(left: float, top: float, right: float, bottom: float) -> Sides | None:
    # What is not a number compares false.
    if not all(map(math.isfinite, (left, top, right, bottom))) or not (left < 1 and top < 1):
        return None
    # As people read them: hundredths of a percent.
    sides = (round(max(left, 0), 4), round(max(top, 0), 4), round(min(right, 1), 4), round(min(bottom, 1), 4))
    return sides if sides[0] < sides[2] and sides[1] < sides[3] else None
