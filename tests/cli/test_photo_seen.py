"""A yes on the command line is for the picture, the place and the words that ``photos show`` showed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions import photos
from bot.campaign.photo import State
from bot.ports import Box, Photo
from tests.cli.camp import Commands
from tests.daemon.staff.photo_room import HELD, TAKING, PhotoRoom

FACE, OTHER = Box(0.1, 0.1, 0.3, 0.3), Box(0.5, 0.5, 0.7, 0.7)


@pytest.fixture
def room(tmp_path: Path) -> PhotoRoom:
    return PhotoRoom(tmp_path)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(tmp_path, capsys)


@pytest.fixture
def photo(room: PhotoRoom) -> Photo:
    """A mailed one, covered."""
    return room.cover(room.queue(mailed=True, city="Lyon", country="FR"), FACE)


def covered_elsewhere(room: PhotoRoom, photo: Photo) -> None:
    room.cover(photo, OTHER)


def placed_elsewhere(room: PhotoRoom, photo: Photo) -> None:
    photos.set_city(room.cast.outbox, photo, "CH", room.cast.clock.now(), named=True)


def described_anew(room: PhotoRoom, photo: Photo) -> None:
    photos.describe(room.cast.outbox, photo, "other words", room.cast.clock.now())


def worded_anew(room: PhotoRoom, _: Photo) -> None:
    room.cast.write(HELD, TAKING.replace("LANGUAGE", "en"), photos="supporter-photo = Autre : { $city }\n")


def test_the_code_that_show_tells_approves_what_it_showed(room: PhotoRoom, run: Commands, photo: Photo) -> None:
    told = re.search(r"--seen ([0-9a-f]{8})\n", run("photos", "show", photo.id))
    assert told
    assert run.json("photos", "show", photo.id)["seen"] == told[1]
    run("photos", "approve", photo.id, "--seen", told[1], "--yes")
    assert run.code == 0, run.err
    assert room.now(photo).state is State.APPROVED
    assert "--seen" not in run("photos", "show", photo.id)


@pytest.mark.parametrize("change", [covered_elsewhere, placed_elsewhere, described_anew, worded_anew])
def test_what_was_changed_since_is_not_approved(
    room: PhotoRoom, run: Commands, photo: Photo, change: Callable[[PhotoRoom, Photo], None]
) -> None:
    seen = run.json("photos", "show", photo.id)["seen"]
    change(room, photo)
    run("photos", "approve", photo.id, "--seen", seen, "--yes")
    assert run.code == 1
    assert "changed while it was looked at" in run.err
    assert room.now(photo).state is State.QUEUED


def test_words_that_change_beside_a_missing_description_are_seen_and_count_too(room: PhotoRoom, run: Commands) -> None:
    photo = room.cover(room.queue(mailed=True, city="Lyon", country="FR", alt=""), FACE)
    assert "│ Photo : Lyon" in run("photos", "show", photo.id)
    seen = run.json("photos", "show", photo.id)["seen"]
    worded_anew(room, photo)
    run("photos", "approve", photo.id, "--seen", seen, "--alt", "a poster", "--yes")
    assert "changed while it was looked at" in run.err
    assert room.now(photo).state is State.QUEUED


def test_nobody_approves_pixels_without_saying_which(room: PhotoRoom, run: Commands, photo: Photo) -> None:
    run("photos", "approve", photo.id, "--yes")
    assert run.code == 2
    assert f"run.py photos show {photo.id} --picture FILE tells a code" in run.err
    assert room.now(photo).state is State.QUEUED


def test_a_post_that_stays_where_it_is_needs_no_code_but_one_that_is_given_counts(
    room: PhotoRoom, run: Commands
) -> None:
    one, other = room.queue(), room.queue()
    run("photos", "approve", one.id, "--yes")
    assert run.code == 0
    seen = run.json("photos", "show", other.id)["seen"]
    assert room.cast.outbox.keep_photo(replace(other, fingerprint="others"), room.cast.clock.now())
    run("photos", "approve", other.id, "--seen", seen, "--yes")
    assert run.code == 1
    assert room.now(other).state is State.QUEUED
