"""Photos as supporters send them: scenes drawn by a seed, in every format, turned, with and without a place."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

import pillow_heif
from PIL import Image, ImageDraw, ImageFont

FORMS = (
    *("JPEG", "progressive JPEG", "CMYK JPEG", "PNG", "16-bit PNG", "palette PNG", "WebP", "lossless WebP", "HEIC"),
)
"""Every form of file that is taken."""
TURNED: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that notes this orientation has stored the upright scene."""

pillow_heif.register_heif_opener()


@dataclass(frozen=True, slots=True)
class Told:
    """What a camera writes beside the picture; empty texts are left out."""

    orientation: int = 1
    place: tuple[float, float] | None = None
    """Latitude and longitude, north and east."""
    area: str = ""
    serial: str = ""
    thumbnail: bytes = b""


def scene(seed: int, size: tuple[int, int] = (960, 720)) -> Image.Image:
    """A sky, a ground, some things and a person's poster; two seeds give two scenes that nobody takes for one."""
    dice = random.Random(seed)  # noqa: S311 -- to be repeated by its seed
    width, height = size

    def colour(low: int = 0, high: int = 255) -> tuple[int, int, int]:
        return dice.randint(low, high), dice.randint(low, high), dice.randint(low, high)

    light = Image.linear_gradient("L").resize(size).rotate(dice.choice((0, 90, 180, 270)))
    picture = Image.composite(Image.new("RGB", size, colour(120)), Image.new("RGB", size, colour(0, 140)), light)
    pen = ImageDraw.Draw(picture)
    for _ in range(14):
        left, top = dice.randrange(-width // 6, width), dice.randrange(-height // 6, height)
        box = (
            left,
            top,
            left + dice.randrange(width // 10, width // 2),
            top + dice.randrange(height // 10, height // 2),
        )
        (pen.ellipse if dice.random() < 0.5 else pen.rectangle)(box, fill=colour())
    left, top = dice.randrange(width // 8, width // 2), dice.randrange(height // 8, height // 2)
    pen.rectangle((left, top, left + width * 2 // 5, top + height // 4), fill=(250, 248, 240))
    words = ImageFont.load_default(max(10, height // 12))
    pen.multiline_text((left + width // 40, top + height // 40), "FREE AZAT\n04.09", fill=(190, 20, 30), font=words)
    return picture


def photo(seed: int, form: str = "JPEG", size: tuple[int, int] = (960, 720), told: Told | None = None) -> bytes:
    """The file of ``scene(seed, size)``, stored the way its ``told`` says."""
    told = told or Told()
    upright = scene(seed, size)
    # A HEIC camera turns by the container, and viewers leave its EXIF aside: ours stores it upright.
    turned = upright if form == "HEIC" or told.orientation == 1 else upright.transpose(TURNED[told.orientation])
    return saved(turned, form, exif=exif(told))


def saved(  # each is one thing that a file can carry
    picture: Image.Image,
    form: str,
    *,
    exif: bytes = b"",
    xmp: bytes = b"",
    icc: bytes = b"",
    items: Sequence[bytes] = (),
) -> bytes:
    """``picture`` in a file of ``form``; ``items`` are a HEIC's own."""
    out = BytesIO()
    extra: dict[str, object] = {}
    if exif:
        extra["exif"] = b"Exif\0\0" + exif
    if xmp:
        extra["xmp"] = xmp
    if icc:
        extra["icc_profile"] = icc
    match form:
        case "JPEG" | "progressive JPEG" | "CMYK JPEG":
            stored = picture.convert("CMYK") if form == "CMYK JPEG" else picture
            stored.save(out, "JPEG", quality=88, progressive=form == "progressive JPEG", **extra)
        case "PNG":
            picture.save(out, "PNG", compress_level=1, **extra)
        case "16-bit PNG":
            return png_of_16_bits(picture.convert("RGBA"))
        case "palette PNG":
            picture.quantize(63).save(out, "PNG", transparency=bytes([255] * 63 + [0]), **extra)
        case "WebP" | "lossless WebP":
            picture.save(out, "WEBP", lossless=form == "lossless WebP", quality=80, method=0, **extra)
        case "HEIC":
            own = [{"type": "mime", "content_type": "text/plain", "data": item} for item in items]
            picture.save(out, "HEIF", quality=80, metadata=own, **extra)
        case _:
            raise ValueError(form)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """One piece of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of_16_bits(picture: Image.Image) -> bytes:
    """An RGBA picture whose numbers are written twice as long, which Pillow cannot write."""
    width, height = picture.size
    wide = bytes(byte for value in picture.tobytes() for byte in (value, value))
    rows = b"".join(b"\0" + wide[row * width * 8 : (row + 1) * width * 8] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 16, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")


def exif(told: Told) -> bytes:
    """A TIFF block with its main, camera, place and thumbnail directories (Exif 3.0, 4.5 and 4.6)."""
    camera = {0xA431: _text(told.serial)} if told.serial else {}
    place: dict[int, tuple[int, int, bytes]] = {0x001C: (7, len(told.area), told.area.encode())} if told.area else {}
    if told.place:
        for tag, degrees, letter in ((1, told.place[0], b"N\0"), (3, told.place[1], b"E\0")):
            minutes = degrees % 1 * 60
            parts = (int(degrees), 1, int(minutes), 1, round(minutes % 1 * 60 * 100), 100)
            place |= {tag: (2, 2, letter), tag + 1: (5, 3, struct.pack("<6I", *parts))}
    body = bytearray(b"II*\0\x08\0\0\0")
    main: dict[int, tuple[int, int, bytes]] = {
        0x010F: _text("Maker"),
        0x0112: (3, 1, struct.pack("<HH", told.orientation, 0)),
    }
    main |= {tag: (4, 1, b"\0\0\0\0") for tag, part in ((0x8769, camera), (0x8825, place)) if part}
    second = 8 + _length(main)
    at = second
    for tag, part in ((0x8769, camera), (0x8825, place)):
        if part:
            main[tag] = (4, 1, struct.pack("<I", at))
            at += _length(part)
    thumbnail = {
        0x0103: (3, 1, b"\x06\0\0\0"),
        0x0201: (4, 1, b""),
        0x0202: (4, 1, struct.pack("<I", len(told.thumbnail))),
    }
    thumbnail[0x0201] = (4, 1, struct.pack("<I", at + _length(thumbnail)))
    body += _directory(main, 8, at if told.thumbnail else 0)
    at = second
    for part in (camera, place):
        if part:
            body += _directory(part, at, 0)
            at += _length(part)
    if told.thumbnail:
        body += _directory(thumbnail, at, 0) + told.thumbnail
    return bytes(body)


def _text(value: str) -> tuple[int, int, bytes]:
    return 2, len(value) + 1, value.encode() + b"\0"


def _length(tags: dict[int, tuple[int, int, bytes]]) -> int:
    return 6 + 12 * len(tags) + sum(len(data) for _, _, data in tags.values() if len(data) > 4)


def _directory(tags: dict[int, tuple[int, int, bytes]], at: int, following: int) -> bytes:
    entries, values = b"", b""
    beyond = at + 6 + 12 * len(tags)
    for tag, (kind, count, data) in sorted(tags.items()):
        if len(data) > 4:
            entries += struct.pack("<HHII", tag, kind, count, beyond + len(values))
            values += data
        else:
            entries += struct.pack("<HHI", tag, kind, count) + data.ljust(4, b"\0")
    return struct.pack("<H", len(tags)) + entries + struct.pack("<I", following) + values
