"""Updates that are nothing for the desk, and that whoever they are for cannot take now."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.daemon.desk import ASK_AGAIN, MOST_WAITING
from bot.ports import Update
from tests.daemon.cast import NOON, at
from tests.daemon.staff.chatroom import BOT, HELD, JEAN, STRANGER, Chatroom, wrote


@pytest.fixture
def room(tmp_path: Path) -> Chatroom:
    """Nobody can take what supporters write."""
    room = Chatroom(tmp_path, HELD)
    room.at(NOON)
    room.can_collect = False
    return room


def waiting(room: Chatroom) -> int:
    return len(room.cast.outbox.unhandled(limit=10 * MOST_WAITING))


def test_what_supporters_write_waits_and_keeps_nobody_else_from_being_heard(room: Chatroom) -> None:
    room.send(wrote(STRANGER, "STOP", chat=STRANGER))
    before = len(room.chat.messages)
    room.send(wrote(JEAN, "/status"))
    assert waiting(room) == 1
    assert len(room.chat.messages) == before + 1


def test_it_is_brought_again_within_a_minute_until_it_is_taken(room: Chatroom) -> None:
    room.send(wrote(STRANGER, "STOP", chat=STRANGER))
    now = room.cast.clock.now()
    again = room.look()
    assert again is not None
    assert again <= now + ASK_AGAIN
    room.can_collect = True
    room.at(now + timedelta(minutes=1))
    assert waiting(room) == 0
    assert room.collected[-1] == room.collected[0]
    assert room.look() != room.cast.clock.now() + ASK_AGAIN


def test_hundreds_of_them_are_all_brought_in_their_order(room: Chatroom) -> None:
    flood = [Update(number, {"update_id": number, **wrote(STRANGER, "?", chat=STRANGER)}) for number in range(1, 251)]
    room.cast.outbox.receive(BOT, flood, at(10))
    room.look()
    assert [update.update_id for update in room.collected] == list(range(1, 251))
    assert waiting(room) == 250


def test_of_a_flood_no_more_waits_than_each_look_can_pass(room: Chatroom) -> None:
    many = range(1, MOST_WAITING + 51)
    flood = [Update(number, {"update_id": number, **wrote(STRANGER, "?", chat=STRANGER)}) for number in many]
    room.cast.outbox.receive(BOT, flood, at(10))
    room.look()
    assert waiting(room) == MOST_WAITING
