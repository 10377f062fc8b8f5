"""Cleaned pictures made smaller, for people who look at them on a telephone.

What is opened here is what our own encoder wrote, never a stranger's file.
"""

from __future__ import annotations

import hashlib
from io import BytesIO

from PIL import Image

from bot.ports import Media

LONGEST = 1024
"""Pixels: faces and plates can be seen; less of the picture than what goes out lies on Telegram's servers."""
_QUALITY = 80


def small(data: bytes) -> Media:
    """A JPEG of at most ``LONGEST`` pixels each way; one that is smaller keeps its size."""
    with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
        # Decoded at about the size that is wanted: a twelfth of the memory.
        picture.draft("RGB", (LONGEST, LONGEST))
        picture.thumbnail((LONGEST, LONGEST))
        out = BytesIO()
        picture.save(out, "JPEG", quality=_QUALITY)
    return Media(out.getvalue(), "image/jpeg", hashlib.sha256(out.getvalue()).hexdigest(), "")
