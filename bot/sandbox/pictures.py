"""Uploaded pictures: sniffed, decoded and kept by their digest."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that decoded, byte for byte as it was uploaded."""

    sha256: str
    mime: str
    width: int
    height: int
    data: bytes
    frames: int = 1


class BadPictureError(ValueError):
    """Not a picture that can be decoded."""


_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "GIF": "image/gif", "WEBP": "image/webp"}

# The largest any of the three takes (Mastodon's image_matrix_limit); nothing bigger is ever decoded here.
PIXELS_MAX = 33_177_600

# The networks' own limits are checked on the header, before a pixel is decoded: Pillow's warning would come first.
Image.MAX_IMAGE_PIXELS = None


class Pictures:
    """Every picture that any of the stand-ins took."""

    def __init__(self) -> None:
        self._known: dict[str, Picture] = {}

    def read(self, data: bytes) -> Picture:
        """Decode ``data`` whatever its name says; raises ``BadPictureError``. The same bytes are decoded once."""
        digest = hashlib.sha256(data).hexdigest()
        known = self._known.get(digest)
        if known is None:
            known = self._known[digest] = _decode(digest, data)
        return known

    def get(self, sha256: str) -> Picture | None:
        """A picture taken before."""
        return self._known.get(sha256)


def _decode(digest: str, data: bytes) -> Picture:
    try:
        with Image.open(io.BytesIO(data), formats=tuple(_FORMATS)) as image:
            width, height = image.size
            mime = _FORMATS[str(image.format)]
            frames = int(getattr(image, "n_frames", 1))
            if width * height <= PIXELS_MAX:
                image.load()
    # Pillow's decoders raise nearly anything on hostile bytes (struct.error, SyntaxError, EOFError, KeyError …).
    except Exception as error:
        raise BadPictureError(f"not a picture that decodes: {type(error).__name__}") from error
    return Picture(digest, mime, width, height, data, frames)
