"""What comes lies in the store before the next is asked for; who may listen; what is told when nobody can."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.staff import seen
from tests.daemon.cast import NOON, at
from tests.daemon.staff.chatroom import BOT, HELD, JEAN, Chatroom, wrote


@pytest.fixture
def room(tmp_path: Path) -> Chatroom:
    return Chatroom(tmp_path, HELD)


def channel_post(message: int, date: int, username: str = "Small_FR") -> dict[str, object]:
    chat = {"id": -1001, "type": "channel", "title": "Small", "username": username}
    return {"channel_post": {"message_id": message, "date": date, "chat": chat, "text": "x"}}


def test_updates_are_kept_before_telegram_is_told_to_forget_them(room: Chatroom) -> None:
    number = room.arrive(wrote(JEAN, "hello"))
    assert room.listener.run_once(NOON) == NOON, "and asks on at once"
    assert [received.update_id for received in room.cast.outbox.unhandled()] == [number]
    assert room.chat.pending, "not confirmed yet"
    room.listener.run_once(NOON)
    assert not room.chat.pending
    assert "desk" in room.woken


def test_a_crash_between_hearing_and_confirming_keeps_one_of_each(room: Chatroom) -> None:
    room.arrive(wrote(JEAN, "hello"))
    room.listener.run_once(NOON)
    room.listener = room.new_listener()
    room.arrive(wrote(JEAN, "again"))
    room.listener.run_once(NOON)
    assert len(room.cast.outbox.unhandled()) == 2


def test_one_poller_a_bot_the_other_waits_for_the_lease(room: Chatroom) -> None:
    room.listener.run_once(NOON)
    other = room.new_listener("other:2")
    room.chat.deaf = [NotSent("must not be asked")]
    assert other.run_once(NOON) == NOON + timedelta(minutes=3)
    assert len(room.chat.deaf) == 1
    room.listener.close()
    other.run_once(NOON)
    assert room.chat.deaf == [], "given back, it is free at once"


def test_a_dead_daemons_lease_runs_out(room: Chatroom) -> None:
    room.listener.run_once(NOON)
    later = NOON + timedelta(minutes=3)
    room.cast.clock.set(later)
    room.arrive(wrote(JEAN, "hello"))
    room.new_listener("other:2").run_once(later)
    assert len(room.cast.outbox.unhandled()) == 1


@pytest.mark.parametrize("set_back", [timedelta(0), timedelta(hours=6)])
def test_after_a_kill_the_one_daemon_of_a_file_hears_at_once_whatever_the_clock_says(
    room: Chatroom, set_back: timedelta
) -> None:
    room.listener.run_once(NOON)
    # Killed: nothing is given back. The clock may have been ahead.
    now = NOON - set_back
    room.cast.outbox.recover("other:2", now)
    room.arrive(wrote(JEAN, "/pause"))
    assert room.new_listener("other:2").run_once(now) is not None
    assert len(room.cast.outbox.unhandled()) == 1


def test_another_poller_is_told_once_and_left_more_and_more_time(room: Chatroom) -> None:
    now, waits = NOON, []
    for _ in range(12):
        room.chat.deaf = [NotSent("another poller: Conflict: terminated by other getUpdates request")]
        room.cast.clock.set(now)
        again = room.listener.run_once(now)
        assert again is not None
        waits.append(int((again - now).total_seconds()))
        assert room.listener.run_once(now) == again, "woken early, it does not ask"
        now = again
    assert waits[:4] == [5, 10, 20, 40]
    assert max(waits) == 300
    assert [alarm.code for alarm in room.cast.outbox.alarms()] == ["listener-deaf"]
    assert "takes" in room.mail[0] or "another" in room.mail[0]


def test_a_server_that_is_down_is_told_of_after_ten_minutes_one_that_refuses_us_at_once(room: Chatroom) -> None:
    room.chat.deaf = [NotSent("unreachable")]
    room.listener.run_once(NOON)
    assert room.mail == []
    later = NOON + timedelta(minutes=10)
    room.cast.clock.set(later)
    room.chat.deaf = [NotSent("unreachable")]
    room.listener.run_once(later)
    assert len(room.mail) == 1
    room.chat.deaf = [AccountBroken("account refused: 401 Unauthorized")]
    much_later = later + timedelta(hours=1)
    room.cast.clock.set(much_later)
    room.listener.run_once(much_later)
    assert len(room.mail) == 2


def test_a_wait_that_the_server_asks_for_is_kept(room: Chatroom) -> None:
    room.chat.deaf = [NotSent("rate limit: 7", NOON + timedelta(seconds=70))]
    assert room.listener.run_once(NOON) == NOON + timedelta(seconds=70)


@pytest.mark.parametrize("told_s", [-300, 0])
def test_a_wait_that_is_over_already_does_not_make_it_ask_in_a_circle(room: Chatroom, told_s: float) -> None:
    now, waits = NOON, []
    for _ in range(3):
        room.chat.deaf = [NotSent("rate limit: 0", now + timedelta(seconds=told_s))]
        room.cast.clock.set(now)
        again = room.listener.run_once(now)
        assert again is not None
        waits.append((again - now).total_seconds())
        now = again
    assert waits == [5, 10, 20]


def test_a_wait_of_a_moment_is_five_seconds(room: Chatroom) -> None:
    room.chat.deaf = [NotSent("rate limit: 0", NOON + timedelta(milliseconds=1))]
    assert room.listener.run_once(NOON) == NOON + timedelta(seconds=5)


def test_other_administrators_posts_say_which_numbers_a_channel_had_before(room: Chatroom) -> None:
    for message, minute in ((40, 0), (41, 5), (44, 9)):
        room.arrive(channel_post(message, int(at(10, minute).timestamp())))
    room.arrive(channel_post(900, int(at(10).timestamp()), username="elsewhere"))
    room.listener.run_once(NOON)
    outbox = room.cast.outbox
    assert seen.highest_before(outbox, "second", at(10, 7)) == "41"
    assert seen.highest_before(outbox, "second", at(11)) == "44"
    assert seen.highest_before(outbox, "second", at(10)) == ""
    assert seen.highest_before(outbox, "masto", at(11)) == ""


def test_only_the_latest_numbers_are_kept(room: Chatroom) -> None:
    for message in range(200):
        room.arrive(channel_post(message, int(at(10).timestamp())))
    room.listener.run_once(NOON)
    assert seen.highest_before(room.cast.outbox, "second", at(11)) == "199"
    assert len(room.cast.outbox.noted("seen in second") or "") < 500


def test_told_to_stop_it_neither_asks_nor_keeps(room: Chatroom) -> None:
    room.listener.stop()
    assert room.chat.closed
    room.arrive(wrote(JEAN, "hello"))
    assert room.listener.run_once(NOON) is None
    assert room.cast.outbox.last_update(BOT) is None


def test_a_wait_by_a_clock_that_has_been_set_back_since_is_not_waited_out(room: Chatroom) -> None:
    room.chat.deaf = [NotSent("network down")]
    room.cast.clock.set(NOON + timedelta(days=1))
    assert room.listener.run_once(NOON + timedelta(days=1)) is not None
    room.cast.clock.jump(-timedelta(days=1))
    assert room.listener.run_once(NOON) == NOON, "it asks, and goes on"
