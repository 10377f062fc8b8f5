"""The chat as a whole: matters that last, news that do not, no storms, a chat that is gone, pause and resume."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import people
from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.staff.contact import standing
from bot.ports import EVERYTHING, ErrandKind
from tests.daemon.cast import NOON, at
from tests.daemon.staff.chatroom import HELD, JEAN, MARIA, STRANGER, Chatroom, FakeChat, lose, wrote

NOW = HELD.replace("    hold: until approved\n", "").replace("2030-06-09 at 12:30", "2030-06-08 at 12:10")

WHY = """
  why:
    when: 2030-06-08 at 12:11 in Paris
    to: [france]
    accounts: [masto]
    text: {fr: "Pourquoi ?"}
"""


@pytest.fixture
def room(tmp_path: Path) -> Chatroom:
    room = Chatroom(tmp_path, HELD)
    room.at(NOON)
    return room


@pytest.fixture
def lost(tmp_path: Path) -> Chatroom:
    """The answers of both accounts are lost."""
    room = Chatroom(tmp_path, NOW)
    lose(room, "masto", at(10, 10), ask=True)
    lose(room, "second", at(10, 10))
    return room


@pytest.mark.parametrize(
    ("label", "state"), [("It is there", State.SENT), ("Send", State.PLANNED), ("Drop", State.CANCELLED)]
)
def test_a_person_settles_what_the_bot_cannot_know(lost: Chatroom, label: str, state: State) -> None:
    lost.at(at(10, 13))
    lost.press("Is this post on masto?", label)
    row = lost.cast.outbox.get("who/once/france/masto")
    assert row is not None
    assert row.state is state
    assert not lost.shown("Is this post on masto?").buttons


def test_what_is_sent_again_and_lost_again_is_asked_again(lost: Chatroom) -> None:
    lost.at(at(10, 13))
    first = lost.find("on masto?")
    lost.press("on masto?", "Send")
    lose(lost, "masto", at(10, 14), ask=True)
    lost.at(at(10, 17))
    assert lost.find("on masto?") != first
    assert lost.press("on masto?", "Drop").startswith("🗑 Jean gives it up")


def test_an_unknown_post_is_shown_after_ten_minutes_and_ends_when_it_is_found(lost: Chatroom) -> None:
    assert lost.at(at(10, 11)) == at(10, 20)
    assert not any("on second" in shown.text for shown in lost.chat.messages.values())
    lost.at(at(10, 20))
    assert lost.shown("is on second").buttons
    lost.cast.outbox.resolve("who/once/france/second", State.SENT, "the reconciler", at(10, 21))
    lost.at(at(10, 21))
    assert lost.shown("is on second").text.endswith("✔ It is there.")


@pytest.mark.parametrize(("label", "ordered"), [("Delete", 1), ("Leave", 0)])
def test_a_double_is_deleted_or_left_and_never_asked_of_again(lost: Chatroom, label: str, ordered: int) -> None:
    lost.cast.outbox.resolve("who/once/france/masto", State.SENT, "Jean", at(10, 11))
    facts = {"key": "who/once/france/masto", "account": "masto", "url": "http://masto/2", "remote_id": "2"}
    for _ in range(2):
        lost.alarm.tell("double-found", **facts)
        lost.at(at(10, 12))
        if any("twice" in shown.text and shown.buttons for shown in lost.chat.messages.values()):
            lost.press("twice", label, MARIA)
        lost.cast.clock.set(at(15))
    errands = lost.cast.outbox.errands()
    assert [(errand.kind, errand.remote_id, errand.by) for errand in errands] == [
        (ErrandKind.DOUBLE, "2", "Maria")
    ] * ordered
    assert sum("twice" in shown.text for shown in lost.chat.messages.values()) == 1


def test_a_copy_that_turned_out_to_be_another_deliverys_post_is_not_deleted(tmp_path: Path) -> None:
    lost = Chatroom(tmp_path, NOW + WHY)
    outbox = lost.cast.outbox
    lose(lost, "masto", at(10, 10), ask=True)
    people.resolve(outbox, "who/once/france/masto", "there", "Jean", at(10, 11), "http://masto/1")
    facts = {"key": "who/once/france/masto", "account": "masto", "url": "http://masto/2", "remote_id": "2"}
    lost.alarm.tell("double-found", **facts)
    lost.at(at(10, 12))
    lose(lost, "masto", at(10, 13), ask=True)
    people.resolve(outbox, "why/once/france/masto", "there", "Maria", at(10, 14), "http://masto/2")
    assert "it is why/once/france/masto itself" in lost.press("twice", "Delete")
    assert not outbox.errands()
    assert not lost.shown("twice").buttons


def test_alarms_are_told_once_and_many_at_once_are_one_message(room: Chatroom) -> None:
    room.alarm.tell("delivery-missed", key="a", reason="too late")
    room.look()
    for number in range(40):
        room.alarm.tell("delivery-missed", key=f"k{number}", reason="too late")
    room.look()
    missed = [shown.text for shown in room.chat.messages.values() if "Not sent" in shown.text]
    assert len(missed) == 2
    assert missed[1].startswith("🔔 40 things happened:")
    assert len(missed[1]) < 4096


def test_no_more_than_six_messages_a_minute_however_much_there_is_to_say(room: Chatroom) -> None:
    said_before = room.chat.calls.count("say")
    now = NOON + timedelta(minutes=2)
    for number in range(20):
        room.cast.clock.set(now + timedelta(seconds=number))
        room.alarm.tell("delivery-missed", key=f"{number}", reason="too late")
        again = room.look()
    assert room.chat.calls.count("say") - said_before == 6
    assert again == now + timedelta(minutes=1)
    room.at(now + timedelta(minutes=1, seconds=1))
    assert room.chat.calls.count("say") - said_before == 7
    told = "".join(shown.text for shown in room.chat.messages.values())
    assert all(f"Not sent: {number} " in told for number in range(20))


def test_twenty_posts_to_approve_come_six_a_minute_the_next_due_first(tmp_path: Path) -> None:
    posts = "".join(HELD.replace("posts:", "").replace("who", f"p{n:02}").lstrip("\n") for n in range(20))
    room = Chatroom(tmp_path, f"posts:\n{posts}")
    shown = []
    for minute in range(4):
        again = room.at(at(16, minute))
        shown.append(len(room.chat.messages))
        assert again is not None
    assert shown == [6, 12, 18, 21]


def test_an_alarm_raised_while_nobody_could_say_it_is_said_after_a_restart(room: Chatroom) -> None:
    room.alarm.tell("delivery-missed", key="a", reason="too late")
    room.desk = room.new_desk()
    room.look()
    assert "Not sent: a " in room.shown("Not sent").text


def test_a_bot_that_was_kicked_is_told_by_the_other_way_and_status_says_so(room: Chatroom) -> None:
    kicked = "account refused: Forbidden: bot was kicked from the supergroup chat"
    room.chat.trouble = [AccountBroken(kicked)]
    room.alarm.tell("delivery-missed", key="a", reason="too late")
    assert room.look() == NOON + timedelta(seconds=15)
    found = standing(room.cast.outbox)
    assert found is not None
    assert (found.ok, found.reason) == (False, kicked)
    assert "The staff chat cannot be reached" in room.mail[-1]
    calls = len(room.chat.calls)
    room.look()
    assert len(room.chat.calls) == calls, "it is left alone meanwhile"
    room.at(NOON + timedelta(seconds=15))
    found = standing(room.cast.outbox)
    assert found is not None
    assert found.ok
    assert "Not sent: a " in room.shown("Not sent").text


def test_a_chat_that_refuses_us_for_hours_is_told_of_once(room: Chatroom) -> None:
    room.alarm.tell("delivery-missed", key="a", reason="too late")
    again = NOON
    for _ in range(30):
        room.chat.trouble = [AccountBroken("account refused: Bad Request: chat not found")]
        again = room.at(again) or again
    assert sum("cannot be reached" in text for text in room.mail) == 1
    assert again - NOON > timedelta(hours=4)


def test_a_short_silence_of_telegrams_alarms_nobody(room: Chatroom) -> None:
    room.alarm.tell("delivery-missed", key="a", reason="too late")
    room.chat.trouble = [NotSent("unreachable")]
    room.look()
    assert len(room.mail) == 1
    assert (found := standing(room.cast.outbox)) is not None
    assert found.ok


@pytest.mark.parametrize(("told_s", "waits_s"), [(-300, 15), (0, 15), (0.1, 5), (7, 7)])
def test_a_chat_that_has_had_enough_of_us_is_never_asked_in_a_circle(
    room: Chatroom, told_s: float, waits_s: float
) -> None:
    room.alarm.tell("delivery-missed", key="a", reason="too late")
    room.chat.trouble = [NotSent("rate limit: 0", NOON + timedelta(seconds=told_s))]
    assert room.look() == NOON + timedelta(seconds=waits_s)


def test_a_message_somebody_deleted_is_said_anew_while_it_still_asks_something(room: Chatroom) -> None:
    room.at(at(16))
    gone = room.find("To approve")
    del room.chat.messages[gone]
    room.cast.write(HELD.replace("Qui est", "Où est"), room.cast.folder.joinpath("settings.yaml").read_text())
    room.cast.load()
    room.look()
    assert room.find("Où est") != gone
    assert room.press("Où est", "Approve").startswith("✅")


def test_what_telegram_refuses_to_show_keeps_nothing_else_from_being_shown(tmp_path: Path) -> None:
    room = Chatroom(tmp_path, HELD)
    room.chat.trouble = [Rejected("button too long")]
    room.at(at(16))
    assert [("Small" in shown.text) for shown in room.chat.messages.values()] == [True]


def test_pause_stops_everything_at_once_and_the_message_turns_into_resume(room: Chatroom) -> None:
    assert room.press("stops and starts", "Pause").startswith("⏸ Paused by Jean")
    assert [pause.scope for pause in room.cast.outbox.pauses()] == [EVERYTHING]
    assert room.press("stops and starts", "Resume", MARIA).startswith("▶ Resumed by Maria")
    assert room.cast.outbox.pauses() == []
    assert "sender masto" in room.woken


def test_pause_works_from_a_message_that_was_rewritten_a_moment_ago(room: Chatroom) -> None:
    old = room.shown("stops and starts").data("Pause")
    room.press("stops and starts", "Pause")
    room.press("stops and starts", "Resume")
    assert room.press("stops and starts", "Pause", data=old).startswith("⏸ Paused by Jean")
    assert room.press("stops and starts", "Pause", MARIA, data=old) == "Everything is paused already."


@pytest.mark.parametrize("word", ["/pause", "/PAUSE@small_bot", "/stop", "/pause la radio attend"])
def test_pause_can_be_written(room: Chatroom, word: str) -> None:
    room.send(wrote(MARIA, word))
    (pause,) = room.cast.outbox.pauses()
    assert (pause.by, pause.reason) == ("Maria", word.partition(" ")[2])


@pytest.mark.parametrize("word", ["/resume", "/reprendre", "/Reprise"])
def test_resume_can_be_written_in_french_too(room: Chatroom, word: str) -> None:
    room.send(wrote(MARIA, "/pause"))
    room.send(wrote(JEAN, word))
    assert room.cast.outbox.pauses() == []


def test_commands_count_in_the_staff_chat_alone_and_of_the_staff_alone(room: Chatroom) -> None:
    room.send(wrote(JEAN, "/pause", chat=JEAN))
    room.send(wrote(JEAN, "/pause", chat=-55))
    room.send(wrote(STRANGER, "/pause"))
    room.send(wrote(JEAN, "pause"))
    assert room.cast.outbox.pauses() == []
    assert "not for you" in room.shown("not for you").text


def test_anybody_is_told_their_own_number_but_not_for_ever(room: Chatroom) -> None:
    for _ in range(30):
        room.arrive(wrote(STRANGER, "/id", chat=STRANGER))
    room.listener.run_once(NOON)
    room.look()
    assert len(room.chat.elsewhere) == 10
    assert room.chat.elsewhere[0] == (STRANGER, room.chat.elsewhere[0][1])
    assert "Your number: 666" in room.chat.elsewhere[0][1]


def test_another_daemon_does_not_say_it_all_again(room: Chatroom) -> None:
    before = len(room.chat.calls)
    other = room.new_desk("other:2")
    assert other.run_once(NOON) is not None
    assert len(room.chat.calls) == before
    room.desk.close()
    room.alarm.tell("delivery-missed", key="a", reason="too late")
    other.run_once(NOON)
    assert len(room.chat.calls) == before + 1


def test_an_idle_desk_writes_nothing(room: Chatroom) -> None:
    chat: FakeChat = room.chat
    calls, changed = len(chat.calls), (room.cast.folder / "var" / "campaign.db").stat().st_mtime_ns
    for second in range(0, 80, 20):
        room.at(NOON + timedelta(seconds=second))
    assert len(chat.calls) == calls
    assert (room.cast.folder / "var" / "campaign.db").stat().st_mtime_ns == changed


def test_while_a_file_stops_everything_the_chat_never_says_that_it_runs(room: Chatroom) -> None:
    assert "Running" in room.shown("🎛").text
    room.stopped = True
    room.look()
    assert "A file STOP lies" in room.shown("🎛").text
    assert "Running" not in room.shown("🎛").text
    for order in ("/status", "/resume", "/pause", "/resume", "/status"):
        room.send(wrote(JEAN, order))
        if order != "/pause":
            assert "nothing goes out until it is deleted" in room.chat.messages[max(room.chat.messages)].text
    room.stopped = False
    room.look()
    assert "Running" in room.shown("🎛").text
