"""The second child: pixels in, a fresh JPEG out. It never sees a byte of the stranger's file."""

from __future__ import annotations

import json
import os
from io import BytesIO
from typing import cast

from PIL import Image, JpegImagePlugin

from bot.cage.shutting import shut
from bot.photos.cleaning.cover import Fractions, covered
from bot.photos.cleaning.frame import (
    EXIT_FAILED,
    FINE,
    HEADER_BYTES,
    JPEG_BYTES_MAX,
    MEMORY_BYTES,
    NOT_READY,
    READY,
    RULES,
    SUPPORTERS,
    Header,
    header_of,
    read_up_to,
    write_all,
)
from bot.photos.cleaning.likeness import likeness

_COVER = (24, 24, 24)
_QUALITIES = (75, 60, 45, 30)
_JPEG = JpegImagePlugin
_PIXELS_AT = len(READY) + HEADER_BYTES


def picture_of(said: bytes | bytearray, longest: int) -> Image.Image | Header:
    """What the decoder said, believed as little as a stranger: a picture of the promised size, or a refusal."""
    if not said.startswith(READY):
        return Header(NOT_READY)
    header, pixels = header_of(bytes(said[len(READY) : _PIXELS_AT])), memoryview(said)[_PIXELS_AT:]
    if header is None:
        return Header("photo-broken")
    if header.code != FINE:
        return header
    width, height = header.first, header.second
    fair = 0 < width <= longest and 0 < height <= longest
    if not fair or len(pixels) != width * height * 3:
        return Header("photo-broken")
    return Image.frombytes("RGB", (width, height), bytes(pixels))


def encode(
    picture: Image.Image, cover: list[Fractions], quality: int, subsampling: str = RULES[SUPPORTERS].subsampling
) -> tuple[Header, bytes]:
    """The likeness of the picture, and its JPEG with covers drawn; this is the only encoder of foreign pictures."""
    header = Header(FINE, *picture.size, likeness(picture))
    for box in cover:
        picture.paste(_COVER, covered(box, *picture.size))
    for each in (quality, *(lower for lower in _QUALITIES if lower < quality)):
        out = BytesIO()
        picture.save(out, "JPEG", quality=each, subsampling=subsampling, optimize=True)
        if out.tell() <= JPEG_BYTES_MAX:
            return header, out.getvalue()
    return Header("photo-too-heavy"), b""


def main(longest: str, quality: str, cover: str, whose: str = SUPPORTERS) -> None:
    """Answer for the one picture on standard input, and end."""
    edge = int(longest)
    boxes = [cast("Fractions", tuple(box)) for box in json.loads(cover)]
    subsampling = RULES[whose].subsampling
    shut(MEMORY_BYTES)
    try:
        picture = picture_of(read_up_to(_PIXELS_AT + edge * edge * 3), edge)
        if isinstance(picture, Header):
            write_all(picture.packed())
        else:
            header, jpeg = encode(picture, boxes, int(quality), subsampling)
            write_all(header.packed(), jpeg)
    except BaseException:  # noqa: BLE001  # its traceback would want to open files
        os._exit(EXIT_FAILED)
    os._exit(0)
