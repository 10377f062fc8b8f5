"""A village's name would point at whoever sent the photo: it is shown only where a person wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.camp import Commands
from tests.daemon.staff.photo_room import PhotoRoom


@pytest.fixture
def room(tmp_path: Path) -> PhotoRoom:
    return PhotoRoom(tmp_path)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path, capsys)


def test_a_village_is_not_named_by_saying_where_it_is(room: PhotoRoom, run: Commands) -> None:
    photo = room.queue(mailed=True, city="Petite-Ville")
    assert "the name of the place is not shown" in run("photos", "city", photo.id, "FR")
    shown = run("photos", "show", photo.id)
    assert "│ Une photo" in shown
    assert "│ Photo : Petite-Ville" not in shown
    assert run.json("photos", "show", photo.id)["flags"] == ["place not named"]


def test_it_is_named_where_a_person_asks_for_it_until_another_hides_it(room: PhotoRoom, run: Commands) -> None:
    photo = room.queue(mailed=True, city="Petite-Ville")
    run("photos", "city", photo.id, "FR", "--name")
    assert "│ Photo : Petite-Ville" in run("photos", "show", photo.id)
    run("photos", "city", photo.id, "FR", "--hide")
    assert "│ Une photo" in run("photos", "show", photo.id)


def test_a_town_is_named_where_a_person_says_which_it_is(room: PhotoRoom, run: Commands) -> None:
    photo = room.queue(mailed=True, city="Springfield")
    assert "the country is noted." in run("photos", "city", photo.id, "US")
    assert "│ Photo : Springfield" in run("photos", "show", photo.id)
    run("photos", "city", photo.id, "CH")
    assert "│ Une photo" in run("photos", "show", photo.id)


def test_nobody_can_want_both(room: PhotoRoom, run: Commands) -> None:
    photo = room.queue(mailed=True, city="Petite-Ville")
    run("photos", "city", photo.id, "FR", "--name", "--hide")
    assert run.code == 2
    assert room.now(photo).country == ""
