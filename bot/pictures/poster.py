"""The poster to hold up and to photograph: black on white, A4, a few words as large as paper allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise, product

from PIL import Image, ImageDraw

from bot.pictures.fault import fault
from bot.pictures.letters import Weight, font, missing
from bot.pictures.png import Colour, flat_png

LINES = ("FREE AZAT", "04.09")
"""The words of the shipped campaign's poster (press release of 30 August 2023)."""

PNG_WIDTH = 1240
"""150 dots per inch on A4: prints well, and every network takes it."""

_A4_MM = (210, 297)
_PDF_DPI = 300
_BLACK: Colour = (0, 0, 0)
_WHITE: Colour = (255, 255, 255)

_MARGIN = 0.075
"""Of the width, left and right: more than any printer leaves blank."""
_HEIGHT_USED = 0.86
"""Of the sheet: a timeline that crops tall pictures to 3:4 loses 2.9 % at the top and at the foot."""
_GAP = 0.2
"""Between two rows, in the height of the lowest one's letters."""
_REFERENCE_PX = 400


@dataclass(frozen=True, slots=True)
class _Row:
    """Some words, and their ink at the reference size: ``left`` of the origin, ``top`` of the baseline."""

    text: str
    left: int
    top: int
    width: int
    height: int


def poster_png(lines: Sequence[str] = LINES, width: int = PNG_WIDTH) -> bytes:
    """An A4 sheet, upright, as a PNG ``width`` pixels wide; equal arguments give equal bytes."""
    sheet = _sheet(lines, width, "L")
    return flat_png(sheet, _WHITE, _BLACK, dots_per_inch=round(width / _A4_MM[0] * 25.4))


def poster_pdf(lines: Sequence[str] = LINES) -> bytes:
    """The same as a PDF of one A4 page, 300 dots per inch in black alone, ready for any printer."""
    sheet = _sheet(lines, round(_A4_MM[0] / 25.4 * _PDF_DPI), "1")
    # A bilevel picture's 1 is white; and no date is written, so that equal words give equal bytes.
    page = sheet.point([1, *[0] * 255], "1")
    out = BytesIO()
    page.save(out, "PDF", resolution=_PDF_DPI, title=" ".join(lines), creationDate=None, modDate=None)
    return out.getvalue()


def _sheet(lines: Sequence[str], width: int, mode: str) -> Image.Image:
    """Coverage of ink on a sheet ``width`` pixels wide: each row as wide as the sheet, all of them in its middle."""
    texts = [" ".join(line.split()) for line in lines if line.strip()]
    if not texts:
        raise fault("poster-empty")
    unknown = missing("".join(texts))
    if unknown:
        raise fault("card-no-glyph", characters=" ".join(unknown), text=texts[0])
    height = round(width * _A4_MM[1] / _A4_MM[0])
    rows = max(_splits(texts), key=lambda split: _smallest_letters(split, width, height))
    sizes = _sizes(rows, width, height)
    sheet = Image.new(mode, (width, height), 0)
    canvas = ImageDraw.Draw(sheet)
    top = (height - _used(rows, sizes)) / 2
    for row, size in zip(rows, sizes, strict=True):
        scale = size / _REFERENCE_PX
        left = (width - row.width * scale) / 2 - row.left * scale
        canvas.text(
            (round(left), round(top - row.top * scale)), row.text, 255, font(Weight.BLACK, int(size)), anchor="ls"
        )
        top += row.height * scale + _gap(rows, sizes)
    return sheet


def _splits(texts: Sequence[str]) -> Iterator[list[_Row]]:
    """Every way to break the lines into rows at their spaces."""
    for ways in product(*(_breaks(text.split(" ")) for text in texts)):
        yield [row for way in ways for row in way]


def _breaks(words: Sequence[str]) -> Iterator[list[_Row]]:
    spaces = len(words) - 1
    if spaces > 6:  # a sentence is no poster; 64 ways to break a line are enough
        yield [_row(" ".join(words))]
        return
    for cuts in product((False, True), repeat=spaces):
        edges = [0, *(i + 1 for i, cut in enumerate(cuts) if cut), len(words)]
        yield [_row(" ".join(words[a:b])) for a, b in pairwise(edges)]


def _row(text: str) -> _Row:
    mask, (left, top) = font(Weight.BLACK, _REFERENCE_PX).getmask2(text, mode="L", anchor="ls")
    ink = mask.getbbox() or (0, 0, 1, 1)
    return _Row(text, left + ink[0], top + ink[1], ink[2] - ink[0], ink[3] - ink[1])


def _gap(rows: Sequence[_Row], sizes: Sequence[float]) -> float:
    return _GAP * min(row.height * size / _REFERENCE_PX for row, size in zip(rows, sizes, strict=True))


def _used(rows: Sequence[_Row], sizes: Sequence[float]) -> float:
    letters = sum(row.height * size / _REFERENCE_PX for row, size in zip(rows, sizes, strict=True))
    return letters + _gap(rows, sizes) * (len(rows) - 1)


def _sizes(rows: Sequence[_Row], width: int, height: int) -> list[float]:
    """Type sizes that fill the width, or less where the rows together would be too high."""
    full = [width * (1 - 2 * _MARGIN) / row.width * _REFERENCE_PX for row in rows]
    shrink = min(1.0, height * _HEIGHT_USED / _used(rows, full))
    return [size * shrink for size in full]


def _smallest_letters(rows: Sequence[_Row], width: int, height: int) -> float:
    return min(_sizes(rows, width, height))
