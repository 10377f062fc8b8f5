"""What the staff wrote about a photo in their chat: gone with the photo, wherever it had lain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.actions import photos
from bot.campaign.photo import Reason, State
from bot.cli.main import main
from tests.daemon.staff.chatroom import JEAN
from tests.daemon.staff.photo_room import PhotoRoom, answered

WORDS = "An old man with a poster, beside a lighthouse"
LATE = "He is the keeper of the lighthouse"


@pytest.fixture
def room(tmp_path: Path) -> PhotoRoom:
    return PhotoRoom(tmp_path)


def state_of(folder: Path) -> bytes:
    """Every byte of the campaign's state."""
    return b"".join(file.read_bytes() for file in (folder / "var").rglob("*") if file.is_file())


def edited(message: int, text: str) -> dict[str, object]:
    """Somebody changes what they replied: https://core.telegram.org/bots/api#update."""
    return {"edited_message": answered(JEAN, message, text)["message"]}


def test_after_a_photo_is_forgotten_nothing_that_was_written_about_it_is_left(
    room: PhotoRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = room.queue(mailed=True, alt="")
    room.look()
    room.press("by e-mail", "Description")
    asking = room.find("Reply to this message with what is to be seen")
    room.send(answered(JEAN, asking, WORDS))
    assert room.now(photo).alt == WORDS
    # Words that nobody takes any more are words about the photo, too.
    room.send(edited(asking, LATE))
    room.send(answered(JEAN, asking, LATE))
    assert room.now(photo).alt == WORDS
    room.step(photo, State.REJECTED, Reason.REFUSED)
    room.cast.outbox.close()
    assert main(["--campaign", str(tmp_path), "photos", "--json", "forget", photo.id, "--yes"]) == 0
    assert json.loads(capsys.readouterr().out) == {"forgotten": photo.id, "traces": [], "searched": True}
    assert b"lighthouse" not in state_of(tmp_path)


def test_words_that_nobody_has_taken_yet_are_told_of(
    room: PhotoRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = room.queue(mailed=True, alt=WORDS)
    room.arrive(answered(JEAN, 1, WORDS))
    room.listener.run_once(room.cast.clock.now())
    room.cast.outbox.close()
    assert main(["--campaign", str(tmp_path), "photos", "--json", "forget", photo.id, "--yes"]) == 1
    assert json.loads(capsys.readouterr().out)["traces"] == ["campaign.db"]


def test_of_what_was_wiped_before_nobody_says_that_it_was_looked_for(
    room: PhotoRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = room.queue(mailed=True, alt=WORDS)
    photos.withdraw(room.cast.outbox, photo, room.cast.clock.now(), lambda _: None)
    room.cast.outbox.close()
    assert main(["--campaign", str(tmp_path), "photos", "forget", photo.id, "--yes"]) == 0
    told = capsys.readouterr().out
    assert "nothing was left to look for" in told
    assert "no trace" not in told
