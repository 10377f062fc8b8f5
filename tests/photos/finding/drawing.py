"""Drawn people, whom the model takes for people; nobody's photo is kept here."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from bot.ports import Box

Colour = tuple[int, int, int]
WALL: Colour = (120, 140, 160)
SKINS: tuple[Colour, ...] = ((205, 160, 130), (120, 80, 60), (240, 205, 180))


def portrait(size: int, skin: Colour = SKINS[0], hair: Colour = (60, 40, 30)) -> Image.Image:
    """A head and shoulders before a wall; its eyes are above the middle."""
    picture = Image.new("RGB", (size, size), WALL)
    draw = ImageDraw.Draw(picture)
    dark, pale = shade(skin, 0.72), shade(skin, 0.88)

    def ellipse(x: float, y: float, half_width: float, half_height: float, colour: Colour) -> None:
        sides = (0.5 + x - half_width, 0.5 + y - half_height, 0.5 + x + half_width, 0.5 + y + half_height)
        draw.ellipse([side * size for side in sides], fill=colour)

    def line(*points: tuple[float, float], colour: Colour, width: float) -> None:
        draw.line(
            [((0.5 + x) * size, (0.5 + y) * size) for x, y in points], fill=colour, width=max(1, int(width * size))
        )

    ellipse(0, 0.55, 0.45, 0.25, (40, 60, 110))
    draw.rectangle([0.41 * size, 0.65 * size, 0.59 * size, 0.88 * size], fill=shade(skin, 0.85))
    ellipse(0, -0.06, 0.24, 0.31, hair)
    ellipse(0, 0, 0.2, 0.27, skin)
    ellipse(0, -0.25, 0.19, 0.09, hair)
    for x in (-0.085, 0.085):
        ellipse(2.4 * x, 0, 0.03, 0.06, skin)
        ellipse(x, -0.05, 0.045, 0.024, (245, 240, 235))
        ellipse(x, -0.05, 0.022, 0.022, (50, 35, 25))
        line((x - 0.055, -0.095), (x, -0.112), (x + 0.055, -0.095), colour=hair, width=0.016)
    line((-0.008, -0.03), (-0.03, 0.06), colour=pale, width=0.01)
    ellipse(0, 0.065, 0.04, 0.022, pale)
    for x in (-0.02, 0.02):
        ellipse(x, 0.072, 0.011, 0.007, dark)
    ellipse(0, 0.15, 0.075, 0.028, (165, 75, 75))
    line((-0.07, 0.15), (0.07, 0.15), colour=(110, 45, 45), width=0.008)
    return picture.filter(ImageFilter.GaussianBlur(size * 0.004))


def shade(colour: Colour, share: float) -> Colour:
    """Darker."""
    red, green, blue = (int(part * share) for part in colour)
    return red, green, blue


def crowd(size: tuple[int, int], each: int, across: int, down: int) -> tuple[Image.Image, list[tuple[float, float]]]:
    """So many people, and where the middles of their faces are, of the picture's width and height."""
    picture = Image.new("RGB", size, WALL)
    middles = []
    for place in range(across * down):
        row, column = divmod(place, across)
        left, top = column * size[0] // across, row * size[1] // down
        picture.paste(portrait(each, SKINS[place % len(SKINS)]), (left, top))
        middles.append(((left + each / 2) / size[0], (top + each / 2) / size[1]))
    return picture, middles


def jpeg(picture: Image.Image) -> bytes:
    """As our own encoder writes it."""
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def holds(box: Box, point: tuple[float, float]) -> bool:
    """Whether it lies over it."""
    return box.left < point[0] < box.right and box.top < point[1] < box.bottom


def nonsense(model: Path) -> bytes:
    """The model with some of its numbers turned around: it loads, and answers."""
    data = bytearray(model.read_bytes())
    middle = len(data) // 2 // 4 * 4
    for place in range(middle, middle + 400_000, 4):
        (number,) = struct.unpack_from("<f", data, place)
        if 1e-6 < abs(number) < 10:
            struct.pack_into("<f", data, place, -2 * number)
    return bytes(data)
