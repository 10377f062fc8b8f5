"""The countdown card: a number, or a word, drawn very big, and the words that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image, ImageDraw

from bot.pictures.fault import fault
from bot.pictures.fit import Box, Setting, fit
from bot.pictures.letters import Weight, font, missing
from bot.pictures.png import Colour, flat_png

WIDTH, HEIGHT = 1200, 675
"""16:9, which the three networks show whole in a timeline."""

GROUND: Colour = (17, 17, 17)
INK: Colour = (255, 255, 255)
"""White on near-black: 18.9 to 1, where WCAG 2.2 asks 7 to 1 for its level AAA (success criterion 1.4.6)."""

_MARGIN = 76
_GAP = 54
_COLUMN_GAP = 64
_FOOTER_PX = 36
_FOOTER_ZONE = 84
"""Kept free of words at the foot of a card that has a footer: rule, air and the footer's own line."""
_RULE_PX = 5

_NUMBER_PX, _WORDS_PX, _SMALLEST_PX = 620, 72, 20
_TRIES = ((300, 52), (260, 46), (220, 40), (180, 32), (140, _SMALLEST_PX))
"""Height of a big word and smallest size of the words beneath, in pixels: it gives way before they become illegible."""
_SMALLEST_BIG_PX = 64
_CHARACTERS_MAX = 1500
"""More than a card holds in its smallest type: not worth trying."""
_BIG_LEADING, _WORDS_LEADING = 1.06, 1.26


def card_png(lines: Sequence[str], language: str, footer: str = "") -> bytes:
    """A PNG of 1200 × 675 pixels: the first of ``lines`` very big, the others beneath it, ``footer`` at the foot.

    A number of one to three figures takes the card's whole height, with the words at its side: that is what 16:9 has
    room for. Equal arguments give equal bytes. Raises ``CampaignError`` for words that the font cannot draw or the card
    not hold.
    """
    texts = [line.strip(" ") for line in lines if line.strip(" ")]
    if not texts:
        raise fault("card-empty")
    unknown = missing("".join(texts) + footer)
    if unknown:
        raise fault("card-no-glyph", characters=" ".join(unknown), text=texts[0])
    if sum(map(len, texts)) > _CHARACTERS_MAX:
        raise fault("card-too-long", text=texts[0])
    picture = Image.new("L", (WIDTH, HEIGHT), 0)
    canvas = ImageDraw.Draw(picture)
    area = HEIGHT - 2 * _MARGIN - (_FOOTER_ZONE if footer else 0)
    if not (len(texts) > 1 and texts[0].isdecimal() and len(texts[0]) <= 3 and _beside(canvas, texts, language, area)):
        _beneath(canvas, texts, language, area)
    if footer:
        _draw_footer(canvas, footer)
    return flat_png(picture, GROUND, INK)


def _beside(canvas: ImageDraw.ImageDraw, texts: Sequence[str], language: str, area: int) -> bool:
    """Number left, words right, both centred; ``False``, with nothing drawn, when the words would be too small."""
    width = WIDTH - 2 * _MARGIN
    # Measured in zeros, so that the words do not jump from one day's card to the next.
    zeros = fit(["0" * len(texts[0])], language, Weight.BLACK, Box(width * 55 // 100, area, _NUMBER_PX, 1), 1)
    assert zeros is not None, "three figures fit at one size or another"
    number = replace(zeros, lines=(texts[0],))
    column = Box(width - number.width - _COLUMN_GAP, area, _WORDS_PX, 40)
    words = fit(texts[1:], language, Weight.BOLD, column, _WORDS_LEADING)
    if words is None:
        return False
    number.draw(canvas, _MARGIN, _MARGIN + (area - number.height) // 2)
    words.draw(canvas, _MARGIN + number.width + _COLUMN_GAP, _MARGIN + (area - words.height) // 2)
    return True


def _beneath(canvas: ImageDraw.ImageDraw, texts: Sequence[str], language: str, area: int) -> None:
    blocks = _stack(texts, language, area)
    used = sum(block.height for block in blocks) + _GAP * (len(blocks) - 1)
    top = _MARGIN + (area - used) // 2
    for block in blocks:
        block.draw(canvas, _MARGIN, top)
        top += block.height + _GAP


def _stack(texts: Sequence[str], language: str, area: int) -> list[Setting]:
    width = WIDTH - 2 * _MARGIN
    for big_height, smallest_px in _TRIES:
        room = Box(width, big_height if texts[1:] else area, _NUMBER_PX, _SMALLEST_BIG_PX)
        big = fit(texts[:1], language, Weight.BLACK, room, _BIG_LEADING)
        if big is None:
            continue
        if not texts[1:]:
            return [big]
        rest = Box(width, area - big.height - _GAP, _WORDS_PX, smallest_px)
        words = fit(texts[1:], language, Weight.BOLD, rest, _WORDS_LEADING)
        if words is not None:
            return [big, words]
    raise fault("card-too-long", text=texts[0])


def _draw_footer(canvas: ImageDraw.ImageDraw, footer: str) -> None:
    full_px = font(Weight.BLACK, _FOOTER_PX).getlength(footer)
    size_px = min(_FOOTER_PX, int(_FOOTER_PX * (WIDTH - 2 * _MARGIN) / full_px))
    baseline = HEIGHT - _MARGIN + 14
    rule = baseline - _FOOTER_PX - 22
    canvas.rectangle((_MARGIN, rule, WIDTH - _MARGIN - 1, rule + _RULE_PX - 1), 255)
    canvas.text((_MARGIN, baseline), footer, 255, font(Weight.BLACK, size_px), anchor="ls")
