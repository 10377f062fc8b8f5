"""A place that a person hides is named nowhere from then on, and its sender's permission stays what it was."""

from __future__ import annotations

from pathlib import Path

from bot.actions import photos
from bot.actions.photo_wall import wall_of
from tests.daemon.photos.hung import gallery


def test_the_wall_neither_names_nor_counts_a_hidden_place(tmp_path: Path) -> None:
    hung = gallery(tmp_path)
    hung.hang(1)
    hung.hang(2)
    photos.set_city(hung.outbox, hung.photo(1), "FR", hung.cast.clock.now(), named=False)
    wall = wall_of(hung.outbox, ())
    assert (wall.photos, wall.cities) == (2, 1)
    assert {each.city for each in wall.pictures} == {"", "City 2"}
    assert hung.photo(1).shows_city


def test_a_country_alone_hides_nothing_where_no_place_was_typed(tmp_path: Path) -> None:
    hung = gallery(tmp_path)
    hung.take(1, city="")
    done = photos.set_city(hung.outbox, hung.photo(1), "FR", hung.cast.clock.now(), named=False)
    assert done.flags == ()
