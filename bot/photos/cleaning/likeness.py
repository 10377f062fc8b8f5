"""How two copies of one photo are known as such, whatever their size and compression."""

from __future__ import annotations

from PIL import Image


def likeness(picture: Image.Image) -> int:
    """The difference hash of 64 bits, the top left first: whether each of 8 × 8 patches is darker than the next one."""
    small = picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (small[at] < small[at + 1])
    return bits
