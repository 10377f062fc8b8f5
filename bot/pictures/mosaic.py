"""The mosaic: supporters' photos side by side on a square, and beneath them how many there are."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from bot.pictures.card import GROUND, INK
from bot.pictures.letters import Weight, font, missing
from bot.pictures.poster import poster_png

EDGE = 1200
"""A square: the three networks show it whole, and it has the most room for a grid."""
BAND = 104
"""At the foot, for the words."""
_GAP = 6
_LETTERS_PX = 46
_MARGIN = 40
_MOST_ROWS = 10
"""Of 1200 pixels: more would be stamps on which nobody reads a poster."""
_CUT = 0.2
_QUALITY = 88
_EXAMPLE_TILES = 20
_EXAMPLE_INKS = ((214, 196, 170), (176, 196, 190), (196, 180, 196), (186, 190, 170), (200, 200, 206))


def grid(pictures: int) -> tuple[int, int]:
    """Columns and rows of as many nearly square tiles as there are pictures to fill them: none stays empty."""
    assert pictures > 0, "a mosaic is of something"
    shapes = [(rows + more, rows) for rows in range(1, _MOST_ROWS + 1) for more in (0, 1)]
    return max((shape for shape in shapes if shape[0] * shape[1] <= pictures), key=lambda shape: shape[0] * shape[1])


def mosaic_jpeg(pictures: Sequence[bytes], words: str) -> bytes:
    """A JPEG of 1200 × 1200 pixels with the first of ``pictures`` in reading order; equal arguments, equal bytes.

    Each is a JPEG that our own encoder made, and is cut to its tile's shape. Without any the tiles are made up.
    """
    tiles = [_opened(data) for data in pictures] or _examples()
    columns, rows = grid(len(tiles))
    canvas = Image.new("RGB", (EDGE, EDGE), GROUND)
    lefts, tops = _edges(EDGE, columns), _edges(EDGE - BAND, rows)
    for number, tile in enumerate(tiles[: columns * rows]):
        left, right = lefts[number % columns]
        top, bottom = tops[number // columns]
        small, right_of, below = _placed(tile, right - left, bottom - top)
        canvas.paste(small, (left + right_of, top + below))
    _write(ImageDraw.Draw(canvas), words)
    out = BytesIO()
    canvas.save(out, "JPEG", quality=_QUALITY, subsampling="4:2:0", optimize=True)
    return out.getvalue()


def _opened(data: bytes) -> Image.Image:
    # Not a stranger's file: the caged encoder wrote it from pixels, a person approved its hash, and the cabinet hands
    # out nothing else under that hash. Whatever the sender's file was, none of its bytes are in this one.
    picture = Image.open(BytesIO(data), formats=("JPEG",))
    picture.draft("RGB", (EDGE // 2, EDGE // 2))
    return picture.convert("RGB")


def _edges(length: int, parts: int) -> list[tuple[int, int]]:
    """Where each tile begins and ends, so that together they fill ``length`` to the pixel."""
    room = length + _GAP
    return [(room * part // parts, room * (part + 1) // parts - _GAP) for part in range(parts)]


def _placed(picture: Image.Image, width: int, height: int) -> tuple[Image.Image, int, int]:
    """Its middle for a tile, and where in the tile it stands: a fifth is cut off at most, or the poster may go."""
    fits, fills = sorted((width / picture.width, height / picture.height))
    scale = min(fills, fits / (1 - _CUT))
    across, down = min(width, round(picture.width * scale)), min(height, round(picture.height * scale))
    wide, high = min(across / scale, picture.width), min(down / scale, picture.height)
    left, top = (picture.width - wide) / 2, (picture.height - high) / 2
    box = (left, top, left + wide, top + high)
    small = picture.resize((across, down), Image.Resampling.LANCZOS, box=box, reducing_gap=2.0)
    return small, (width - across) // 2, (height - down) // 2


def _write(canvas: ImageDraw.ImageDraw, words: str) -> None:
    assert not missing(words), "numbers and words of ours"
    full = font(Weight.BOLD, _LETTERS_PX).getlength(words)
    face = font(Weight.BOLD, min(_LETTERS_PX, int(_LETTERS_PX * (EDGE - 2 * _MARGIN) / full)))
    canvas.text((EDGE // 2, EDGE - BAND // 2), words, INK, face, anchor="mm")


def _examples() -> list[Image.Image]:
    """Posters on coloured walls: nobody takes them for photos."""
    with Image.open(BytesIO(poster_png(width=300))) as opened:
        poster = opened.convert("RGB")
    tiles = []
    for number in range(_EXAMPLE_TILES):
        wall = Image.new("RGB", (420, 420), _EXAMPLE_INKS[number % len(_EXAMPLE_INKS)])
        size = 110 + 26 * (number % 4)
        sheet = poster.resize((size, round(size * 297 / 210)), Image.Resampling.LANCZOS)
        wall.paste(sheet, ((420 - sheet.width) // 2, (420 - sheet.height) // 2))
        tiles.append(wall)
    return tiles
