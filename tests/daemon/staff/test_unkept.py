"""What the store does not take is said in the chat all the same: that its disk is full, most of all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.outcome import NotSent
from bot.daemon.staff.news import MOST_UNKEPT
from bot.errors import StoreError
from bot.outbox.store import SqlOutbox
from tests.daemon.cast import NOON
from tests.daemon.staff.chatroom import HELD, Chatroom


def takes_no_writes(room: Chatroom) -> None:
    """The real database, as on a disk that was mounted anew to be read only."""
    outbox = room.cast.outbox
    assert isinstance(outbox, SqlOutbox)
    outbox.commits.run(lambda connection: connection.exec_driver_sql("PRAGMA query_only = 1"))


@pytest.fixture
def room(tmp_path: Path) -> Chatroom:
    """With everything said that there is, and its lease about to end."""
    room = Chatroom(tmp_path, HELD)
    room.at(NOON)
    takes_no_writes(room)
    return room


def said(room: Chatroom) -> list[str]:
    """Of a disk."""
    return [shown.text for shown in room.chat.messages.values() if "disk" in shown.text]


def look(room: Chatroom, after_s: float) -> None:
    """The store refuses its lease."""
    with pytest.raises(StoreError):
        room.at(NOON + timedelta(seconds=120 + after_s))


def test_staff_hear_in_the_chat_that_the_disk_is_full_once(room: Chatroom) -> None:
    room.alarm.tell("disk-full", folder="here", free=0)
    assert room.woken[-1] == "desk"
    look(room, 0)
    look(room, 30)
    room.alarm.tell("disk-full", folder="here", free=0)
    look(room, 60)
    assert len(said(room)) == 1


def test_while_the_chat_cannot_be_reached_it_waits(room: Chatroom) -> None:
    room.alarm.tell("disk-full", folder="here", free=0)
    room.chat.trouble = [NotSent("timeout")]
    look(room, 0)
    look(room, 1)
    assert (said(room), room.chat.calls.count("say")) == ([], 2), "asked once, then left alone for a while"
    look(room, 60)
    assert len(said(room)) == 1


def test_a_disk_that_stays_full_is_no_storm(room: Chatroom) -> None:
    for number in range(3 * MOST_UNKEPT):
        room.alarm.tell("disk-full", folder=f"folder {number}", free=0)
    look(room, 0)
    assert room.chat.calls.count("say") <= 8
    assert len(room.news.unkept) <= MOST_UNKEPT
