"""What the chat says of accounts that are paused."""

from __future__ import annotations

from pathlib import Path

from bot.actions import people
from bot.daemon.means import BOT
from tests.daemon.cast import at
from tests.daemon.staff.chatroom import HELD, Chatroom


def test_an_account_that_a_person_pauses_too_is_not_said_to_be_paused_no_longer(tmp_path: Path) -> None:
    room = Chatroom(tmp_path, HELD)
    outbox = room.cast.outbox
    outbox.pause("masto", BOT, "401", at(16))
    room.at(at(16))
    people.pause(outbox, "masto", "Maria", "", at(16), ["masto"])
    room.look()
    ended = room.shown("masto cannot post")
    assert not ended.buttons
    assert "no longer paused" not in ended.text
    assert "Maria" in ended.text
