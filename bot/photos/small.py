"""Cleaned pictures made smaller, for people who look at them on a telephone.

What is opened here is what our own encoder wrote, never a stranger's file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO

from PIL import Image

from bot.ports import Media

LONGEST = 1024
"""Pixels: faces and plates can be seen; less of the picture than what goes out lies on Telegram's servers."""
_QUALITY = 80
_GAP = 16


def small(*pictures: bytes) -> Media:
    """A JPEG of at most ``LONGEST`` pixels each way; one that is smaller keeps its size. Of several: one of all, from
    left to right.
    """
    out = BytesIO()
    found = [_opened(data) for data in pictures]
    (found[0] if len(found) == 1 else _beside_each_other(found)).save(out, "JPEG", quality=_QUALITY)
    return Media(out.getvalue(), "image/jpeg", hashlib.sha256(out.getvalue()).hexdigest(), "")


def _opened(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
        # Decoded at about the size that is wanted: a twelfth of the memory.
        picture.draft("RGB", (LONGEST, LONGEST))
        picture.thumbnail((LONGEST, LONGEST))
        return picture.convert("RGB")


def _beside_each_other(pictures: Sequence[Image.Image]) -> Image.Image:
    """Each no wider than its share, on white."""
    share = (LONGEST - _GAP * (len(pictures) - 1)) // len(pictures)
    for picture in pictures:
        picture.thumbnail((share, LONGEST))
    width = sum(picture.width for picture in pictures) + _GAP * (len(pictures) - 1)
    sheet, left = Image.new("RGB", (width, max(picture.height for picture in pictures)), "white"), 0
    for picture in pictures:
        sheet.paste(picture, (left, 0))
        left += picture.width + _GAP
    return sheet
