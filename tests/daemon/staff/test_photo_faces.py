"""What was promised of faces: no photo that was sent in is approved bare by a yes that does not speak of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.campaign.photo import State
from bot.daemon.photos.faces import Faces
from bot.errors import UsageError
from bot.ports import Box, Photo
from tests.cli.camp import Commands
from tests.daemon.staff.chatroom import pressed
from tests.daemon.staff.photo_room import HELD, JEAN, TAKING, WORDS, PhotoRoom

MAILED = "by e-mail"
OPEN = "Nothing is covered in it, and its sender was told that faces are"
STATED = "✅ No face, or all covered"
FACE = Box(0.1, 0.1, 0.3, 0.3)


@pytest.fixture
def room(tmp_path: Path) -> PhotoRoom:
    return PhotoRoom(tmp_path)


@pytest.fixture
def bare(room: PhotoRoom) -> Photo:
    """A mailed one with nothing covered, in which nobody looked for faces."""
    return room.queue(mailed=True, country="FR", flags=(Faces.NOT_LOOKED.value,))


def test_where_nothing_is_covered_the_only_yes_in_the_chat_is_one_that_speaks_of_faces(
    room: PhotoRoom, bare: Photo
) -> None:
    room.look()
    shown = room.shown(MAILED)
    assert "⚠ the computer has not looked for faces" in shown.text
    assert OPEN in shown.text
    assert "Approve" not in str(shown)
    assert room.press(MAILED, STATED).startswith("✅ Photo 00000001: Jean says yes")
    assert room.now(bare).state is State.APPROVED


def test_a_cover_will_do_and_a_yes_to_it_is_none_to_the_picture_without_it(room: PhotoRoom, bare: Photo) -> None:
    room.cover(bare, FACE)
    room.look()
    assert OPEN not in room.shown(MAILED).text
    number, yes = room.find(MAILED), room.shown(MAILED).data("Approve")
    room.cover(bare)
    room.send(pressed(JEAN, number, yes))
    assert room.now(bare).state is State.QUEUED
    room.later(minutes=1)
    assert OPEN in room.shown(MAILED).text
    assert "Approve" not in str(room.shown(MAILED))


def test_that_the_computer_found_no_face_makes_no_plain_yes_of_it(room: PhotoRoom) -> None:
    found_none = room.queue(mailed=True, country="FR", flags=(Faces.NONE.value,))
    assert photos.faces_are_open(found_none, room.campaign)


def test_a_plain_yes_is_refused_wherever_it_comes_from(room: PhotoRoom, bare: Photo) -> None:
    now, seen = room.cast.clock.now(), approval_of(bare, room.campaign)
    with pytest.raises(UsageError, match="Nothing is covered in photo"):
        photos.approve(room.cast.outbox, bare, room.campaign, "Jean", now, seen=seen)
    done = photos.approve(room.cast.outbox, bare, room.campaign, "Jean", now, seen=seen, faceless=True)
    assert done.approved == seen


def test_the_command_line_wants_the_same_word(
    room: PhotoRoom, bare: Photo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = Commands(tmp_path, capsys)
    assert OPEN in run("photos", "show", bare.id)
    seen = run.json("photos", "show", bare.id)["seen"]
    run("photos", "approve", bare.id, "--seen", seen, "--yes")
    assert run.code == 2
    assert "Nothing is covered in photo" in run.err
    assert "photos approve 0000000100000001 --seen CODE --no-faces" in run.err
    assert room.now(bare).state is State.QUEUED
    run("photos", "approve", bare.id, "--seen", seen, "--yes", "--no-faces")
    assert run.code == 0
    assert room.now(bare).state is State.APPROVED


def test_faces_that_their_sender_allowed_or_made_public_are_not_asked_about(room: PhotoRoom, bare: Photo) -> None:
    assert not photos.faces_are_open(replace(bare, shows_faces=True), room.campaign)
    assert not photos.faces_are_open(room.queue(), room.campaign)


def test_where_photos_are_shown_as_they_were_sent_nobody_is_asked_about_faces(room: PhotoRoom, bare: Photo) -> None:
    as_sent = TAKING.replace("{to:", "{faces: as-sent, to:").replace("LANGUAGE", "en")
    room.cast.write(HELD, as_sent, photos=WORDS)
    room.cast.load()
    room.look()
    assert "Approve" in str(room.shown(MAILED))
    assert OPEN not in room.shown(MAILED).text
    assert not photos.faces_are_open(bare, room.campaign)
