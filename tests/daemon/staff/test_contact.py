"""A chat that cannot be reached, and a clock that is set back meanwhile."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.outcome import NotSent
from tests.daemon.cast import NOON
from tests.daemon.staff.chatroom import HELD, Chatroom

AHEAD = timedelta(hours=2)


@pytest.fixture
def ahead(tmp_path: Path) -> Chatroom:
    """A computer that started two hours ahead, before its network was up; its clock is right by now."""
    room = Chatroom(tmp_path, HELD)
    room.chat.trouble = [NotSent("unreachable")]
    room.alarm.tell("delivery-missed", key="a", reason="too late")
    room.mail.clear()
    assert room.at(NOON + AHEAD) == NOON + AHEAD + timedelta(seconds=15)
    room.cast.clock.jump(-AHEAD)
    return room


def test_what_waits_to_be_said_is_said_once_the_clock_is_right(ahead: Chatroom) -> None:
    assert not ahead.chat.messages
    ahead.look()
    assert ahead.find("Not sent: a ")


def test_a_chat_that_stays_silent_is_told_of_in_its_time_all_the_same(ahead: Chatroom) -> None:
    for minute in range(20):
        ahead.chat.trouble = [NotSent("unreachable")]
        ahead.at(NOON + timedelta(minutes=minute))
    assert len(ahead.mail) == 1
    assert "cannot be reached" in ahead.mail[0]
