from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image

from bot.photos.cleaning.likeness import likeness
from tests.photos.pictures import scene

ALIKE = 6
"""Bits of 64."""


def away(left: int, right: int) -> int:
    return (left ^ right).bit_count()


@pytest.mark.parametrize("seed", range(8))
def test_a_smaller_and_harder_pressed_copy_is_alike(seed: int) -> None:
    picture, out = scene(seed), BytesIO()
    picture.resize((500, 375)).save(out, "JPEG", quality=40)
    assert away(likeness(picture), likeness(Image.open(out))) <= ALIKE


def test_other_scenes_are_not_alike() -> None:
    prints = [likeness(scene(seed, (320, 240))) for seed in range(12)]
    assert min(away(left, right) for left, right in combinations(prints, 2)) > ALIKE


def test_a_likeness_says_where_it_gets_lighter() -> None:
    ramp = Image.linear_gradient("L").rotate(90)
    assert likeness(ramp) in {0, (1 << 64) - 1}
    assert likeness(ramp) ^ likeness(ramp.rotate(180)) == (1 << 64) - 1
