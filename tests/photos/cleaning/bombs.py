"""Files that ask for far more than they are."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image

from tests.photos.pictures import chunk, saved


def png_of(width: int, height: int, *, see_through: bool = False) -> bytes:
    """A PNG of so many pixels, all of them there: 1.02 billion of one bit take 130 kB; or of four bytes each."""
    deflate = zlib.compressobj(1)
    row = b"\0" * ((width * 4 if see_through else (width + 7) // 8) + 1)
    rows = b"".join(deflate.compress(row * 100) for _ in range(height // 100)) + deflate.flush()
    header = struct.pack(">IIBBBBB", width, height, *((8, 6) if see_through else (1, 0)), 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def scan_bomb(width: int, height: int, times: int) -> bytes:
    """A progressive JPEG of legal size whose last scan is drawn so many times more."""
    out = BytesIO()
    Image.new("RGB", (width, height), (90, 90, 90)).save(out, "JPEG", progressive=True, quality=30)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * times + b"\xff\xd9"


def resized(data: bytes, form: str, width: int, height: int) -> bytes:
    """The same file, whose header promises another size."""
    if form == "PNG":
        header = struct.pack(">II", width, height) + data[24:29]
        return data[:8] + chunk(b"IHDR", header) + data[33:]
    if form == "JPEG":
        at = next(data.index(mark) for mark in (b"\xff\xc0", b"\xff\xc2") if mark in data)
        return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]
    assert form == "HEIC"
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


def large_webp(width: int, height: int) -> bytes:
    """A container that promises a canvas around a small picture."""
    small = saved(Image.new("RGB", (160, 120)), "WebP")[12:]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + canvas + small
    return b"RIFF" + struct.pack("<I", len(body)) + body


def text_bomb(times: int) -> bytes:
    """A PNG with texts that inflate to 900 kB each."""
    text = b"Comment\0\0" + zlib.compress(b"x" * 900_000, 9)
    data = saved(Image.new("RGB", (160, 120)), "PNG")
    return data[:33] + chunk(b"zTXt", text) * times + data[33:]
