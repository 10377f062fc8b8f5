from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.campaign.model import PictureKind, PictureRequest
from bot.errors import CampaignError
from bot.pictures import Pictures
from bot.pictures.mosaic import BAND, EDGE, grid, mosaic_jpeg

COLOURS = ((200, 30, 30), (30, 200, 30), (30, 30, 200), (200, 200, 30), (30, 200, 200), (200, 30, 200))
WORDS = "4 photos de 3 villes"
MOSAIC = PictureRequest(PictureKind.MOSAIC, "fr", (WORDS,), photos=tuple((f"{n:016x}", f"{n:064x}") for n in range(5)))


def jpeg(colour: tuple[int, int, int], size: tuple[int, int] = (640, 640)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", quality=90)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def near(pixel: object, colour: Sequence[int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


@given(st.integers(1, 5000))
def test_every_tile_is_filled_and_nearly_square(pictures: int) -> None:
    columns, rows = grid(pictures)
    assert 1 <= columns * rows <= pictures
    assert 0 <= columns - rows <= 1
    more = (columns + (columns == rows)) * (rows + (columns != rows))
    assert more > pictures or (columns, rows) == (11, 10), "as many as fill a grid"


def test_each_picture_stands_in_its_tile_in_reading_order() -> None:
    picture = opened(mosaic_jpeg([jpeg(colour) for colour in COLOURS], WORDS))
    assert picture.size == (EDGE, EDGE)
    for number, colour in enumerate(COLOURS):
        column, row = number % 3, number // 3
        assert near(picture.getpixel((200 + 400 * column, 250 + 550 * row)), colour), number


@pytest.mark.parametrize("size", [(2048, 400), (400, 2048)])
def test_at_most_a_fifth_of_a_picture_is_cut_off(size: tuple[int, int]) -> None:
    """A stripe at each end, just broader than what may be lost there, is still to be seen at both."""
    long, edge = Image.new("RGB", size, COLOURS[0]), max(size) // 8
    across, down = (edge, 0) if size[0] > size[1] else (0, edge)
    long.paste(COLOURS[1], (across, down, size[0] - across, size[1] - down))
    out = BytesIO()
    long.save(out, "JPEG", quality=95, subsampling=0)
    tile = opened(mosaic_jpeg([out.getvalue()] * 4, WORDS)).crop((0, 0, EDGE // 2 - 3, (EDGE - BAND) // 2 - 3))
    across, down = tile.size
    halves = ((0, 0, across // 2, down // 2), (across // 2, down // 2, across, down))
    for half in halves:
        part = tile.crop(half)
        spots = ((x, y) for x in range(0, part.width, 2) for y in range(0, part.height, 2))
        assert any(near(part.getpixel(spot), COLOURS[0]) for spot in spots)


def test_the_words_stand_at_the_foot_alone() -> None:
    some, other = (opened(mosaic_jpeg([jpeg(COLOURS[0])] * 4, words)) for words in (WORDS, "128 լուսանկար 47 քաղաքից"))
    above, foot = (0, 0, EDGE, EDGE - BAND - 16), (0, EDGE - BAND, EDGE, EDGE)
    assert some.crop(above).tobytes() == other.crop(above).tobytes()
    assert some.crop(foot).tobytes() != other.crop(foot).tobytes()


def test_equal_pictures_give_equal_bytes_without_metadata() -> None:
    made = [mosaic_jpeg([jpeg(colour) for colour in COLOURS], WORDS) for _ in range(2)]
    assert made[0] == made[1]
    assert len(made[0]) < 1_000_000
    assert set(opened(made[0]).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_without_photos_it_is_a_made_up_one(tmp_path: Path) -> None:
    request = PictureRequest(PictureKind.MOSAIC, "fr")
    media = Pictures(tmp_path, tmp_path).paint(request, "Des affiches.")
    assert opened(media.data).size == (EDGE, EDGE)
    assert media.alt == "Des affiches.\n128 photos de 47 villes"
    assert media.data == Pictures(tmp_path, tmp_path).paint(request, "").data


def test_a_photo_whose_file_is_gone_is_left_out_until_too_few_are_left(tmp_path: Path) -> None:
    files = {sha256: jpeg(COLOURS[number]) for number, (_, sha256) in enumerate(MOSAIC.photos)}
    painter = Pictures(tmp_path / "var", tmp_path, supporters=files.get)
    whole = painter.paint(MOSAIC, "Alt.")
    assert (whole.mime, whole.alt) == ("image/jpeg", f"Alt.\n{WORDS}")
    del files[MOSAIC.photos[0][1]]
    assert painter.paint(MOSAIC, "").sha256 != whole.sha256
    del files[MOSAIC.photos[1][1]]
    with pytest.raises(CampaignError) as refused:
        painter.paint(MOSAIC, "")
    assert refused.value.code == "mosaic-too-few"


def test_it_is_never_kept_on_the_disk(tmp_path: Path) -> None:
    painter = Pictures(tmp_path / "var", tmp_path, supporters=lambda _: jpeg(COLOURS[0]))
    painter.paint(MOSAIC, "")
    assert not (tmp_path / "var").exists()
