from io import BytesIO

import pytest
from PIL import Image

from bot.photos.cleaning.scans import scans
from tests.photos.cleaning.markers import marked
from tests.photos.pictures import saved, scene


def repeated(times: int, size: tuple[int, int] = (160, 120)) -> bytes:
    """A progressive JPEG that draws its last scan so many more times."""
    out = BytesIO()
    scene(1, size).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * times + b"\xff\xd9"


def test_a_photo_has_one_scan_and_a_progressive_one_about_ten() -> None:
    picture = scene(1, (160, 120))
    assert scans(saved(picture, "JPEG"), 64) == 1
    assert 6 <= scans(saved(picture, "progressive JPEG"), 64) <= 12


@pytest.mark.parametrize("times", [0, 1, 50])
def test_every_repeated_scan_counts(times: int) -> None:
    assert scans(repeated(times), 1000) == scans(repeated(0), 1000) + times


def test_counting_stops_when_there_are_too_many() -> None:
    assert scans(repeated(500), 64) == 65


def test_thumbnails_in_segments_and_videos_behind_the_end_are_no_scans() -> None:
    data = marked("JPEG")
    assert data.count(b"\xff\xda") > 1
    assert scans(data + b"\xff\xda" * 100, 64) == 1


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"\xff\xd8", b"\xff\xd8\xff\xda", b"\xff\xd8\xff\xe1\xff", b"\xff" * 50]
)
def test_pieces_of_files_are_counted_without_an_error(data: bytes) -> None:
    assert scans(data, 64) <= 1


def test_libjpeg_draws_as_often_as_counted() -> None:
    """Scans that follow one another without a picture between them, with restarts and filling bytes, all count."""
    plain = saved(scene(1, (160, 120)), "progressive JPEG")
    filled = plain.replace(b"\xff\xda", b"\xff\xff\xff\xda")
    assert scans(filled, 64) == scans(plain, 64)
    with Image.open(BytesIO(filled)) as picture:
        picture.load()
