from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.render import COUNTED_MAX
from bot.pictures.letters import missing
from bot.wording.mosaic import LANGUAGES, counted


@pytest.mark.parametrize(
    ("language", "photos", "cities", "words"),
    [
        ("en", 1, 1, "1 photo from 1 city"),
        ("en", 128, 47, "128 photos from 47 cities"),
        ("fr", 1, 2, "1 photo de 2 villes"),
        ("de", 21, 1, "21 Fotos aus 1 Stadt"),
        ("de", 21, 5, "21 Fotos aus 5 Städten"),
        ("it", 4, 2, "4 foto da 2 città"),
        ("pt-BR", 4, 1, "4 fotos de 1 cidade"),
        ("hy", 4, 2, "4 լուսանկար 2 քաղաքից"),
        ("lt", 21, 21, "21 nuotrauka iš 21 miesto"),
        ("lt", 4, 3, "4 nuotraukos iš 3 miestų"),
        ("lt", 11, 10, "11 nuotraukų iš 10 miestų"),
        ("ru", 21, 21, "21 фотография из 21 города"),
        ("ru", 4, 2, "4 фотографии из 2 городов"),
        ("ru", 11, 5, "11 фотографий из 5 городов"),
        ("es", 4, 2, "4 photos from 2 cities"),
        ("fr", 4, 0, "4 photos"),
    ],
)
def test_numbers_are_said_as_each_language_says_them(language: str, photos: int, cities: int, words: str) -> None:
    assert counted(language, photos, cities) == words


@given(st.sampled_from(LANGUAGES), st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_whatever_the_numbers_they_fit_and_can_be_drawn(language: str, photos: int, cities: int) -> None:
    words = counted(language, photos, cities)
    assert len(words) < COUNTED_MAX
    assert not missing(words)
    assert str(photos) in words
