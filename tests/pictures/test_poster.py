from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from bot.errors import CampaignError
from bot.pictures import poster_pdf, poster_png


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("L")


def darkest(picture: Image.Image) -> float:
    low = picture.getextrema()[0]
    assert isinstance(low, (int, float))
    return low


def ink_rows(picture: Image.Image) -> list[int]:
    """Heights, in pixels, of the bands that hold ink."""
    dark = [darkest(picture.crop((0, y, picture.width, y + 1))) < 128 for y in range(picture.height)]
    bands, run = [], 0
    for inked in [*dark, False]:
        if inked:
            run += 1
        elif run:
            bands.append(run)
            run = 0
    return bands


def test_the_png_is_an_a4_sheet_that_every_network_takes() -> None:
    data = poster_png()
    picture = Image.open(BytesIO(data))
    assert picture.size == (1240, 1754)
    assert len(data) < 5_000_000
    assert round(picture.info["dpi"][0]) == 150
    assert data == poster_png()


def test_its_three_rows_are_legible_from_five_metres() -> None:
    # A common rule of signage: 1 cm of letter height for 4 m at ease, 2.5 cm from 5 m in bad light or on a phone photo.
    rows_mm = [height * 297 / 1754 for height in ink_rows(opened(poster_png()))]
    assert len(rows_mm) == 3
    assert min(rows_mm) >= 45


def test_a_timeline_that_crops_it_to_three_by_four_cuts_no_letter() -> None:
    picture = opened(poster_png())
    kept = picture.width * 4 / 3
    outside = round((picture.height - kept) / 2)
    assert darkest(picture.crop((0, 0, 1240, outside))) == 255
    assert darkest(picture.crop((0, 1754 - outside, 1240, 1754))) == 255


def test_the_margin_is_more_than_printers_leave_blank() -> None:
    box = opened(poster_png()).point([255 if value < 128 else 0 for value in range(256)]).getbbox()
    assert box is not None
    assert min(box[0], 1240 - box[2]) * 210 / 1240 >= 12


def test_the_pdf_is_one_a4_page_in_black_alone_and_the_same_every_time() -> None:
    data = poster_pdf()
    assert data.startswith(b"%PDF-")
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)", data)
    assert box is not None
    assert float(box[1]) == pytest.approx(595.28, abs=0.5)
    assert float(box[2]) == pytest.approx(841.89, abs=0.5)
    assert data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") + data.count(b"/Type /Page/") <= 1
    assert b"/BitsPerComponent 1" in data
    assert b"CreationDate" not in data
    assert len(data) < 100_000
    assert data == poster_pdf()


def test_another_campaign_gives_its_own_words() -> None:
    assert len(ink_rows(opened(poster_png(["Freedom for Anna", "10 December"], 620)))) >= 3
    assert poster_png(["Ազատություն"], 620) != poster_png(["Laisvę"], 620)


def test_a_sentence_is_kept_on_as_many_rows_as_read_best_without_trying_all_ways() -> None:
    assert ink_rows(opened(poster_png(["one two three four five six seven eight nine"], 620)))


@pytest.mark.parametrize(("lines", "code"), [([" "], "poster-empty"), (["FREE ✊"], "card-no-glyph")])
def test_a_poster_that_cannot_be_set_is_refused(lines: list[str], code: str) -> None:
    for make in (poster_png, poster_pdf):
        with pytest.raises(CampaignError) as refused:
            make(lines)
        assert refused.value.code == code
