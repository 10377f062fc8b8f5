"""Pictures for supporters who do not exist: a poster in drawn places, as phones and programs would have saved them."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]

WIDE, TALL, SQUARE = (640, 480), (480, 640), (520, 520)
_SIZES = (WIDE, TALL, SQUARE, (720, 405))
_UPRIGHT = 1
_ORIENTATIONS = (_UPRIGHT, 6, 3, 8)
"""EXIF's: as it is; turned a quarter either way; upside down."""
_BACK: dict[int, Image.Transpose] = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
"""How the pixels lie in the file when a viewer is told to turn them."""
_ORIENTATION, _MAKE, _SERIAL, _GPS = 0x0112, 0x010F, 0xA431, 0x8825
BOMB_SIDE = 20_000
"""Pixels each way: 400 million of them."""
_THUMB = (240, 240)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A picture file."""

    data: bytes
    what: str
    """The place it shows, in English."""


def snapshots(lines: Sequence[str], chance: Random) -> list[Snapshot]:
    """Every place twice: as a phone saved it, and in another size, turned otherwise, by another program.

    ``lines`` are the poster's.
    """
    made = []
    for number, (what, draw) in enumerate(PLACES.items()):
        for again in range(2):
            picture = _with_poster(draw, _SIZES[(number + again) % len(_SIZES)], lines, chance)
            made.append(Snapshot(_saved(picture, number, again), what))
    return made


def saved_again(taken: Snapshot) -> Snapshot:
    """The same picture as somebody else would pass it on: smaller, and compressed once more."""
    with Image.open(io.BytesIO(taken.data)) as picture:
        smaller = picture.convert("RGB").resize((picture.width * 4 // 5, picture.height * 4 // 5))
        exif = picture.getexif()
    written = io.BytesIO()
    smaller.save(written, "JPEG", quality=60, exif=exif)
    return Snapshot(written.getvalue(), taken.what)


def bomb() -> Snapshot:
    """A PNG of some 200 kB that unpacks to hundreds of millions of pixels."""
    row = bytes(1 + BOMB_SIDE // 8)
    press = zlib.compressobj(1)
    rows = b"".join(press.compress(row * 100) for _ in range(BOMB_SIDE // 100)) + press.flush()
    head = struct.pack(">IIBBBBB", BOMB_SIDE, BOMB_SIDE, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return Snapshot(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks), "a bomb")


def thumbnail(data: bytes) -> bytes:
    """A small upright JPEG of one of ours, with nothing but pixels in it."""
    with Image.open(io.BytesIO(data)) as picture:
        turned = picture.getexif().get(_ORIENTATION, _UPRIGHT)
        small = picture.convert("RGB")
    if turned in _BACK:
        undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_270, 8: Image.Transpose.ROTATE_90}
        small = small.transpose(undo[turned])
    small.thumbnail(_THUMB)
    written = io.BytesIO()
    small.save(written, "JPEG", quality=70)
    return written.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _with_poster(
    draw: Callable[[ImageDraw.ImageDraw, int, int, Random], None],
    size: tuple[int, int],
    lines: Sequence[str],
    chance: Random,
) -> Image.Image:
    picture = Image.new("RGB", size, (200, 200, 200))
    pen = ImageDraw.Draw(picture)
    width, height = size
    draw(pen, width, height, chance)
    across = min(width, height) * chance.uniform(0.5, 0.7)
    left, top = (width - across) * chance.uniform(0.2, 0.8), (height - across * 0.72) * chance.uniform(0.3, 0.7)
    box = (left, top, left + across, top + across * 0.72)
    pen.rectangle((box[0] + 6, box[1] + 6, box[2] + 6, box[3] + 6), fill=(40, 40, 40))
    pen.rectangle(box, fill="white", outline=(20, 20, 20), width=3)
    tall = (box[3] - box[1]) / (len(lines) + 0.6)
    for number, line in enumerate(lines):
        middle = (box[0] + across / 2, box[1] + tall * (number + 0.8))
        pen.text(middle, line, fill="black", font=_font(pen, line, tall * 0.75, across * 0.9), anchor="mm")
    return picture


def _font(pen: ImageDraw.ImageDraw, line: str, tall: float, across: float) -> ImageFont.FreeTypeFont:
    """Pillow's own: its few letters are enough for a drawing."""
    size = max(8.0, tall)
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont), "Pillow was built without FreeType"
    wide = pen.textlength(line, font)
    fitting = ImageFont.load_default(size * across / wide) if wide > across else font
    assert isinstance(fitting, ImageFont.FreeTypeFont), "see above"
    return fitting


def _saved(picture: Image.Image, number: int, again: int) -> bytes:
    """By a phone with all that a phone adds; or by another program, as PNG or WebP."""
    written = io.BytesIO()
    if again and number % 3:
        picture.save(written, "PNG" if number % 3 == 1 else "WEBP")
        return written.getvalue()
    orientation = _ORIENTATIONS[(number + again) % len(_ORIENTATIONS)]
    turned = picture.transpose(_BACK[orientation]) if orientation in _BACK else picture
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[_MAKE] = "Phone"
    exif.get_ifd(0x8769)[_SERIAL] = f"SERIAL-{number:04}-{again}"
    exif.get_ifd(_GPS).update({1: "N", 2: (48.0 + number, 51.0, 24.0), 3: "E", 4: (2.0 + number, 21.0, 3.0)})
    turned.save(written, "JPEG", quality=82, exif=exif)
    return written.getvalue()


def _sky(pen: ImageDraw.ImageDraw, width: int, height: int, above: Colour, below: Colour) -> None:
    for y in range(0, height, 4):
        part = y / height
        mixed = tuple(round(a + (b - a) * part) for a, b in zip(above, below, strict=True))
        pen.rectangle((0, y, width, y + 4), fill=mixed)


def _window(pen: ImageDraw.ImageDraw, width: int, height: int, chance: Random) -> None:
    pen.rectangle((0, 0, width, height), fill=(214, 196, 170))
    pen.rectangle((width * 0.08, height * 0.08, width * 0.92, height * 0.9), fill=(160, 205, 235))
    for x in (0.08, 0.5, 0.92):
        pen.line((width * x, height * 0.08, width * x, height * 0.9), fill="white", width=12)
    pen.rectangle((0, height * 0.9, width, height), fill=(130, 95, 60))
    pen.ellipse((width * 0.1, height * 0.1, width * 0.25, height * 0.25), fill=(255, 240, 190))
    del chance


def _street(pen: ImageDraw.ImageDraw, width: int, height: int, chance: Random) -> None:
    _sky(pen, width, height, (150, 190, 230), (235, 235, 225))
    x = 0.0
    while x < width:
        wide, tall = width * chance.uniform(0.12, 0.25), height * chance.uniform(0.35, 0.75)
        shade = chance.randrange(90, 190)
        pen.rectangle((x, height - tall, x + wide, height), fill=(shade, shade - 20, shade - 40))
        for y in range(round(height - tall) + 14, height - 60, 34):
            for place in range(round(x) + 10, round(x + wide) - 16, 30):
                pen.rectangle((place, y, place + 12, y + 16), fill=(245, 230, 160))
        x += wide
    pen.rectangle((0, height * 0.88, width, height), fill=(80, 80, 85))


def _snow(pen: ImageDraw.ImageDraw, width: int, height: int, chance: Random) -> None:
    _sky(pen, width, height, (120, 135, 160), (225, 230, 240))
    pen.ellipse((-width * 0.3, height * 0.6, width * 1.3, height * 1.5), fill=(248, 250, 255))
    for _ in range(160):
        x, y = chance.uniform(0, width), chance.uniform(0, height)
        pen.ellipse((x, y, x + 4, y + 4), fill="white")


def _sea(pen: ImageDraw.ImageDraw, width: int, height: int, chance: Random) -> None:
    _sky(pen, width, height, (90, 160, 225), (240, 220, 190))
    pen.rectangle((0, height * 0.45, width, height * 0.75), fill=(40, 110, 160))
    pen.rectangle((0, height * 0.75, width, height), fill=(230, 210, 160))
    for _ in range(14):
        x, y = chance.uniform(0, width), chance.uniform(height * 0.47, height * 0.73)
        pen.arc((x, y, x + 60, y + 12), 180, 360, fill=(220, 235, 245), width=2)


def _mountains(pen: ImageDraw.ImageDraw, width: int, height: int, chance: Random) -> None:
    _sky(pen, width, height, (70, 120, 190), (240, 200, 180))
    for shade, low in ((150, 0.35), (110, 0.5), (70, 0.65)):
        tops = [(width * part / 6, height * (low + chance.uniform(-0.12, 0.12))) for part in range(7)]
        pen.polygon([(0, height), *tops, (width, height)], fill=(shade, shade + 20, shade + 30))


def _kitchen(pen: ImageDraw.ImageDraw, width: int, height: int, chance: Random) -> None:
    for x in range(0, width, 48):
        for y in range(0, height, 48):
            shade = 205 + chance.randrange(40)
            pen.rectangle((x, y, x + 45, y + 45), fill=(shade, shade, shade - 20))
    pen.rectangle((0, height * 0.8, width, height), fill=(150, 60, 50))


def _night(pen: ImageDraw.ImageDraw, width: int, height: int, chance: Random) -> None:
    _sky(pen, width, height, (10, 12, 40), (50, 40, 80))
    for _ in range(70):
        x, y = chance.uniform(0, width), chance.uniform(0, height * 0.6)
        pen.ellipse((x, y, x + 3, y + 3), fill=(255, 250, 220))
    lamps = [width * part / 5 for part in range(6)]
    for before, after in pairwise(lamps):
        pen.arc((before, height * 0.05, after, height * 0.25), 0, 180, fill=(240, 200, 90), width=3)
    pen.rectangle((0, height * 0.85, width, height), fill=(30, 30, 35))


PLACES: dict[str, Callable[[ImageDraw.ImageDraw, int, int, Random], None]] = {
    "a window": _window,
    "a street": _street,
    "snow": _snow,
    "the sea": _sea,
    "mountains": _mountains,
    "a kitchen": _kitchen,
    "a square at night": _night,
}
