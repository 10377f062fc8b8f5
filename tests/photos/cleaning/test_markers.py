from functools import cache
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.ports.photos import Cleaned
from tests.photos.cleaning.markers import PLACES, marked, markers, unpacked
from tests.photos.pictures import FORMS, scene

WINDOW = 6
ENCODINGS = ("ascii", "utf-16-le", "utf-16-be")


@cache
def cleaned(form: str) -> Cleaned:
    found = PhotoCleaner().clean(marked(form))
    assert isinstance(found, Cleaned), found
    return found


def windows(text: str) -> set[bytes]:
    """Every six bytes of the text, in each encoding."""
    found = set()
    for encoding in ENCODINGS:
        data = text.encode(encoding)
        found |= {data[at : at + WINDOW] for at in range(len(data) - WINDOW + 1)}
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("place", PLACES)
def test_a_secret_in_a_file_is_not_in_its_clean_picture(form: str, place: str) -> None:
    text = markers(form)[place]
    carried = unpacked(marked(form))
    assert any(text.encode(encoding) in carried for encoding in ENCODINGS), "the file does not carry its secret"
    data = cleaned(form).data
    assert [window for window in windows(text) if window in data] == []


@pytest.mark.parametrize("form", FORMS)
def test_a_clean_picture_has_no_segment_but_those_it_is_drawn_from(form: str) -> None:
    data, kinds, at = cleaned(form).data, [], 2
    while data[at + 1] != 0xDA:
        kinds.append(data[at + 1])
        if data[at + 1] == 0xE0:
            assert data[at + 4 : at + 9] == b"JFIF\0"
            assert int.from_bytes(data[at + 2 : at + 4], "big") == 16, "a JFIF header may carry a thumbnail"
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    # JFIF, tables, one baseline frame, one scan; then nothing but the end (T.81, table B.1).
    assert set(kinds) == {0xE0, 0xDB, 0xC0, 0xC4}
    ends = data.index(b"\xff\xd9")
    assert ends == len(data) - 2
    assert data.count(b"\xff\xda") == 1


@pytest.mark.parametrize("form", FORMS)
def test_the_picture_itself_is_still_there(form: str) -> None:
    with Image.open(BytesIO(cleaned(form).data)) as picture:
        assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (480, 360))
        # A palette of 64 colours, one of them clear, is the furthest from the scene.
        away = ImageStat.Stat(ImageChops.difference(picture, scene(1, (480, 360)))).mean
        assert max(away) < (12 if form == "palette PNG" else 5), away
