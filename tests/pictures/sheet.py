"""A contact sheet to look at: ``python -m tests.pictures.sheet OUT.png`` every card and the poster."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from bot.pictures import card_png, poster_png
from tests.pictures.samples import FOOTER, cards

_CARD, _GAP, _COLUMNS = (480, 270), 12, 5


def sheet() -> Image.Image:
    """Five cards a row, one language each, and the poster at the side."""
    rows = len(cards()) // _COLUMNS
    step = (_CARD[0] + _GAP, _CARD[1] + _GAP)
    page = Image.new("RGB", (_COLUMNS * step[0] + _GAP + 1000, rows * step[1] + _GAP), "grey")
    for number, (language, lines) in enumerate(cards()):
        card = Image.open(BytesIO(card_png(lines, language, FOOTER))).convert("RGB").resize(_CARD)
        page.paste(card, (_GAP + number % _COLUMNS * step[0], _GAP + number // _COLUMNS * step[1]))
    poster = Image.open(BytesIO(poster_png())).convert("RGB")
    page.paste(poster.resize((980, 980 * poster.height // poster.width)), (_COLUMNS * step[0] + _GAP, _GAP))
    return page


if __name__ == "__main__":
    sheet().save(Path(sys.argv[1]))
