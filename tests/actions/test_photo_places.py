"""Whose name is shown: a town's, where the reviewer says that it lies."""

from __future__ import annotations

import pytest

from bot.actions.photo_places import may_be_named
from bot.photos.cities import resolve


@pytest.mark.parametrize(
    ("typed", "country", "named"),
    [
        ("Lyon", "FR", True),
        ("Lyon", "AM", False),
        ("Springfield", "US", True),
        ("Springfield", "FR", False),
        ("Petite-Ville", "FR", False),
        ("Grodnno", "BY", False),
        ("", "FR", False),
    ],
)
def test_a_name_is_shown_only_where_a_town_of_that_country_bears_it(typed: str, country: str, *, named: bool) -> None:
    assert may_be_named(resolve(typed, "en"), country) is named
