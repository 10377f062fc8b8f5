"""Photos that look alike are looked at beside each other, where both may be shown."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.actions import photos
from bot.campaign.photo import Reason, State
from bot.ports import Box, Photo
from tests.cli.camp import Commands
from tests.daemon.staff.fake_chat import Shown
from tests.daemon.staff.photo_room import PhotoRoom

PAIR = "♊ On the left"


@pytest.fixture
def room(tmp_path: Path) -> PhotoRoom:
    return PhotoRoom(tmp_path)


def pairs(room: PhotoRoom) -> list[Shown]:
    return [shown for shown in room.chat.messages.values() if shown.text.startswith(PAIR)]


def sides(data: bytes) -> tuple[tuple[int, int], list[tuple[int, ...]]]:
    """How large a picture is, and its colours on the left and on the right, roughly."""
    with Image.open(BytesIO(data)) as picture:
        width, height = picture.size
        found = [picture.getpixel((place, height // 2)) for place in (width // 4, 3 * width // 4)]
        return picture.size, [tuple(round(part / 10) for part in each) for each in found if isinstance(each, tuple)]


def of(room: PhotoRoom, *shown: Photo) -> list[tuple[int, ...]]:
    return [sides(room.cabinet.read(photo.sha256) or b"")[1][0] for photo in shown]


def test_two_that_wait_stand_beside_each_other_once_covers_and_all(room: PhotoRoom) -> None:
    mailed = room.queue(mailed=True, city="Lyon", country="FR", likeness=7)
    one = room.cover(mailed, Box(0.1, 0.1, 0.3, 0.3))
    other = room.queue(likeness=one.likeness)
    room.look()
    (pair,) = pairs(room)
    assert pair.text == "♊ On the left photo 00000002, on the right 00000001 (waits for you), which looks like it."
    assert pair.protected
    assert pair.picture is not None
    size, colours = sides(pair.picture.data)
    assert size == (656, 240)
    assert colours == of(room, other, one)


def test_as_soon_as_one_of_them_may_not_be_shown_the_pair_is_gone(room: PhotoRoom) -> None:
    one, other = room.queue(likeness=1), room.queue(likeness=3)
    room.look()
    assert len(pairs(room)) == 1
    photos.withdraw(room.cast.outbox, room.now(one), room.cast.clock.now(), room.woken.append)
    room.later(minutes=1)
    assert pairs(room) == []
    assert room.texts().count("Photo 00000001: withdrawn") == 1
    assert room.shown("Photo 00000002").picture is not None
    assert other.state is State.QUEUED


def test_an_approved_one_stays_beside_what_looks_like_it_and_a_refused_one_does_not(room: PhotoRoom) -> None:
    one = room.queue(likeness=1)
    room.queue(likeness=3)
    room.look()
    room.press("Photo 00000001", "Approve")
    room.later(minutes=1)
    assert "00000001 (approved)" in pairs(room)[0].text
    photos.reject(room.cast.outbox, room.now(one), Reason.REFUSED, "Jean", room.cast.clock.now(), room.woken.append)
    room.later(minutes=2)
    assert pairs(room) == []


@pytest.mark.parametrize("country", ["BY", ""])
def test_one_whose_place_is_listed_or_not_clear_stands_beside_none(room: PhotoRoom, country: str) -> None:
    room.queue(mailed=True, city="Grodnno", country=country, likeness=1)
    room.queue(likeness=3)
    room.look()
    assert pairs(room) == []
    assert len(room.pictures()) == 1


def test_the_command_line_writes_both_into_one_file(
    room: PhotoRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other, alone = room.queue(likeness=1), room.queue(likeness=3), room.queue()
    run, file = Commands(tmp_path, capsys), tmp_path / "both.jpg"
    run("photos", "show", one.id, "--beside", str(file))
    assert run.code == 0
    assert sides(file.read_bytes()) == ((656, 240), of(room, one, other))
    run("photos", "show", alone.id, "--beside", str(tmp_path / "none.jpg"))
    assert run.code == 2
    assert "No picture is kept that looks like" in run.err
    assert not (tmp_path / "none.jpg").exists()
