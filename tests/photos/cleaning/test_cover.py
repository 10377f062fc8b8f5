import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.cover import covered
from bot.photos.cleaning.likeness import likeness
from bot.ports.photos import Box, Cleaned
from tests.photos.cleaning.markers import shown
from tests.photos.pictures import Told, photo, saved, scene

BLOCK = 16
"""Pixels that share their colour in a JPEG of halved colours: 8 × 8 values for 16 × 16 pixels (T.81, A.2)."""
EDGES = st.floats(-0.2, 1.2)


@given(st.tuples(EDGES, EDGES).filter(lambda pair: pair[0] < pair[1]), st.integers(120, 4096))
def test_a_cover_is_thirty_percent_longer_than_its_box_and_ends_where_a_block_ends(
    edges: tuple[float, float], length: int
) -> None:
    begin, end = max(edges[0], 0.0), min(edges[1], 1.0)
    if begin >= end:
        return
    left, top, right, bottom = covered((edges[0], edges[0], edges[1], edges[1]), length, length)
    assert (left, right) == (top, bottom)
    assert 0 <= left < right <= length
    more = (end - begin) * 0.15
    assert left <= max(0, (begin - more) * length - 3)
    assert right >= min(length, (end + more) * length + 3)
    assert left % BLOCK == 0
    assert right % BLOCK == 0 or right == length
    assert right - left <= (end - begin) * 1.3 * length + 2 * BLOCK + 8


@pytest.mark.parametrize("edges", [(0.5, 0.1, 0.5, 0.2), (float("nan"), 0, 1, 1), (0.6, 0, 0.2, 1), (1.1, 0, 1.2, 1)])
def test_a_box_that_covers_nothing_is_refused(edges: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="box"):
        Box(*edges)


def test_no_pixel_beneath_a_cover_changes_anything_about_the_picture() -> None:
    """Two pictures that differ only beneath the box give the same bytes."""
    box = Box(0.4, 0.3, 0.6, 0.5)
    background = Image.linear_gradient("L").resize((512, 384)).convert("RGB")
    files = []
    for colour in ((255, 0, 0), (0, 255, 255)):
        face = background.copy()
        face.paste(colour, (int(0.4 * 512), int(0.3 * 384), int(0.6 * 512), int(0.5 * 384)))
        files.append(saved(face, "PNG"))
    covers = [PhotoCleaner().clean(data, [box]) for data in files]
    bare = [PhotoCleaner().clean(data) for data in files]
    assert isinstance(covers[0], Cleaned)
    assert isinstance(covers[1], Cleaned)
    assert covers[0].data == covers[1].data
    assert bare[0] != bare[1]


def test_no_pixel_beneath_a_cover_is_left_when_the_picture_is_made_smaller() -> None:
    box = Box(0.4, 0.3, 0.6, 0.5)
    pictures = []
    for colour in ((255, 0, 0), (0, 255, 255)):
        face = Image.new("RGB", (1600, 1200), (120, 130, 140))
        face.paste(colour, (640, 360, 960, 600))
        found = PhotoCleaner(longest=512).clean(saved(face, "PNG"), [box])
        assert isinstance(found, Cleaned)
        pictures.append(found.data)
    assert pictures[0] == pictures[1]


def test_a_cover_lies_on_the_upright_picture_and_is_one_solid_colour() -> None:
    found = PhotoCleaner().clean(photo(7, "JPEG", (640, 480), Told(6)), [Box(0.0, 0.0, 0.25, 0.25)])
    assert isinstance(found, Cleaned)
    corner = shown(found.data).crop((0, 0, 160, 120))
    assert corner.getcolors() == [(160 * 120, (24, 24, 24))]
    rest = shown(found.data).crop((320, 240, 640, 480)).getcolors()
    assert rest is None or len(rest) > 20


def test_a_cover_does_not_change_what_a_photo_is_like() -> None:
    bare, hidden = PhotoCleaner().clean(photo(7)), PhotoCleaner().clean(photo(7), [Box(0.1, 0.1, 0.9, 0.9)])
    assert isinstance(bare, Cleaned)
    assert isinstance(hidden, Cleaned)
    assert bare.likeness == hidden.likeness
    assert (bare.likeness ^ likeness(scene(7))).bit_count() <= 4
    assert bare.sha256 != hidden.sha256


def test_every_box_is_covered() -> None:
    boxes = [Box(at / 10, 0.1, at / 10 + 0.05, 0.2) for at in range(0, 10, 3)]
    found = PhotoCleaner().clean(saved(Image.new("RGB", (640, 480), (200, 200, 0)), "PNG"), boxes)
    assert isinstance(found, Cleaned)
    picture = shown(found.data)
    for box in boxes:
        assert picture.getpixel((int((box.left + box.right) * 320), 72)) == (24, 24, 24)
