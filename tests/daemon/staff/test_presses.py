"""Who may press what, and that one question has one answer."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.campaign.decisions import Stands, stands
from bot.campaign.delivery import State
from bot.campaign.model import OnlyIf
from bot.daemon.desk import Desk
from bot.ports import Received, Update
from tests.daemon.cast import at
from tests.daemon.staff.chatroom import BOT, HELD, JEAN, MARIA, STAFF, STRANGER, Chatroom, pressed, wrote

TITLE = "To approve"


@pytest.fixture
def room(tmp_path: Path) -> Chatroom:
    room = Chatroom(tmp_path, HELD)
    room.at(at(16))
    return room


def states(room: Chatroom) -> set[State]:
    return {row.state for row in room.cast.rows()}


def test_the_second_who_presses_is_told_who_was_first_and_when(room: Chatroom) -> None:
    number = room.find(TITLE)
    approve, drop = room.shown(TITLE).data("Approve"), room.shown(TITLE).data("Drop")
    room.arrive(pressed(JEAN, number, approve))
    room.arrive(pressed(MARIA, number, drop))
    room.listener.run_once(at(16))
    room.look()
    assert {text for _, text in room.chat.answers} == {"✅ Jean says yes, Sat 8 Jun, 18:00 (Paris)."}
    assert len(room.chat.answers) == 2
    assert states(room) == {State.PLANNED}


def test_a_double_tap_is_one_decision(room: Chatroom) -> None:
    data = room.shown(TITLE).data("Drop")
    first, second = room.press(TITLE, "Drop"), room.press(TITLE, "Drop", data=data)
    assert first == second
    assert states(room) == {State.CANCELLED}


def test_a_stranger_does_nothing_and_the_staff_hear_of_it_once_without_a_name(room: Chatroom) -> None:
    for _ in range(30):
        answer = room.press(TITLE, "Approve", STRANGER, name="Petronella")
        assert answer.startswith("These buttons are not for you")
    assert states(room) == {State.HELD}
    assert [alarm.code for alarm in room.cast.outbox.alarms()] == ["desk-stranger"]
    assert sum("not in staff.people" in shown.text for shown in room.chat.messages.values()) == 1
    room.desk = room.new_desk()
    room.press(TITLE, "Approve", STRANGER)
    assert len(room.cast.outbox.alarms()) == 1, "nor after a restart"


def test_neither_a_strangers_nor_a_supporters_name_is_anywhere_in_the_store(room: Chatroom) -> None:
    room.press(TITLE, "Approve", STRANGER, name="Petronella")
    room.arrive(
        {
            "message": {
                "message_id": 5,
                "date": 1,
                "text": "I was there",
                "chat": {"id": 666, "type": "private", "first_name": "Petronella"},
                "from": {"id": 666, "is_bot": False, "last_name": "Petronellason"},
            }
        }
    )
    room.listener.run_once(room.cast.clock.now())
    waiting = stored(room)
    assert b"I was there" in waiting
    assert b"Petronella" not in waiting
    room.look()
    assert b"I was there" not in stored(room), "its words are nobody's any more"


def stored(room: Chatroom) -> bytes:
    """Every byte of the campaign's state."""
    return b"".join(path.read_bytes() for path in (room.cast.folder / "var").iterdir() if path.is_file())


@pytest.mark.parametrize(
    "forged",
    [
        {"data": "ok AAAAAAAAAAAAAAAA"},
        {"data": "ok"},
        {"data": ""},
        {"data": "ok " + "x" * 500},
        {"data": "drop\0 "},
        {"chat": -999},
        {"message": 4711},
    ],
)
def test_forged_presses_do_nothing(room: Chatroom, forged: dict[str, object]) -> None:
    honest = pressed(JEAN, room.find(TITLE), room.shown(TITLE).data("Approve"))
    query = honest["callback_query"]
    assert isinstance(query, dict)
    if "data" in forged:
        query["data"] = forged["data"]
    if "chat" in forged:
        query["message"]["chat"]["id"] = forged["chat"]
    if "message" in forged:
        query["message"]["message_id"] = forged["message"]
        query["data"] = "ok BBBBBBBBBBBBBBBB"
    room.send(honest)
    assert states(room) == {State.HELD}


def test_the_tag_of_one_question_answers_no_other(tmp_path: Path) -> None:
    room = Chatroom(tmp_path, HELD + HELD.replace("posts:", "").replace("who", "why").lstrip("\n"))
    room.at(at(16))
    assert room.press("approve: who", "Approve", data=room.shown("approve: why").data("Approve")).startswith(
        "The words have changed"
    )
    assert states(room) == {State.HELD}


def test_a_message_said_twice_by_a_crash_is_ended_when_somebody_presses_it(room: Chatroom) -> None:
    number = room.find(TITLE)
    orphan = room.chat.say(STAFF, room.shown(TITLE).text, room.shown(TITLE).buttons)
    assert isinstance(orphan, int)
    answer = room.send(pressed(JEAN, orphan, room.chat.messages[orphan].data("Approve")))
    assert answer.startswith("This message is out of date")
    assert room.chat.messages[orphan].buttons == []
    assert room.chat.messages[number].buttons
    assert states(room) == {State.HELD}


def test_a_message_said_twice_tells_who_answered_under_the_other(room: Chatroom) -> None:
    number, shown = room.find(TITLE), room.shown(TITLE)
    data = shown.data("Approve")
    orphan = room.chat.say(STAFF, shown.text, shown.buttons)
    assert isinstance(orphan, int)
    room.send(pressed(JEAN, number, data))
    assert room.send(pressed(MARIA, orphan, data)).startswith("✅ Jean says yes")
    assert room.chat.messages[orphan].buttons == []


def test_updates_nobody_understands_are_put_aside_and_the_next_is_heard(room: Chatroom) -> None:
    odd: list[dict[str, object]] = [
        {"callback_query": {"id": "1", "from": {"id": "x"}}},
        {"callback_query": None},
        {"message": {"text": 5}},
        {"poll": {}},
        {},
        {"callback_query": {"id": "1", "from": {"id": JEAN}, "message": {"chat": {"id": STAFF}}}},
    ]
    for body in odd:
        room.arrive(body)
    assert room.press(TITLE, "Approve").startswith("✅")
    assert room.cast.outbox.unhandled() == []


def test_two_desks_at_the_same_moment_make_one_decision(tmp_path: Path) -> None:
    """Two daemons that both believe they lead: the store alone decides."""
    for turn in range(10):
        room = Chatroom(tmp_path / str(turn), HELD)
        room.at(at(16))
        number, shown = room.find(TITLE), room.shown(TITLE)
        presses = [pressed(JEAN, number, shown.data("Approve")), pressed(MARIA, number, shown.data("Drop"))]
        room.cast.outbox.receive(BOT, [Update(n, body) for n, body in enumerate(presses, 1)], at(16))
        received = room.cast.outbox.unhandled()
        start = threading.Barrier(2)

        desks = [room.new_desk(), room.new_desk()]

        def hear(desk: Desk, update: Received, start: threading.Barrier = start) -> None:
            start.wait()
            desk._hearing.deal_with(update)

        threads = [threading.Thread(target=hear, args=pair) for pair in zip(desks, received, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len({text for _, text in room.chat.answers}) == 1
        assert len(room.chat.answers) == 2
        assert len(states(room)) == 1


def test_a_stranger_who_writes_without_end_silences_nobody_of_the_staff(room: Chatroom) -> None:
    for _ in range(30):
        room.send(wrote(STRANGER, "/id", chat=STRANGER))
    assert len(room.chat.elsewhere) == 10
    room.send(wrote(JEAN, "/status"))
    assert "Sent 0" in room.chat.messages[max(room.chat.messages)].text


def test_a_command_that_is_forwarded_is_shown_not_given(room: Chatroom) -> None:
    room.send(wrote(JEAN, "/pause"))
    update = wrote(MARIA, "/resume")
    message = update["message"]
    assert isinstance(message, dict)
    message["forward_origin"] = {"type": "user", "date": 1, "sender_user": {"id": STRANGER, "is_bot": False}}
    room.send(update)
    assert [pause.by for pause in room.cast.outbox.pauses()] == ["Jean"]


def test_one_press_stops_what_says_that_nothing_has_happened_though_no_entry_names_what_has(tmp_path: Path) -> None:
    depends = """posts:
  release-day:
    when: 2030-06-09 at 18:00 in Paris
    to: [france]
    only-if: release is open
    text: {fr: "Il doit sortir aujourd’hui."}
"""
    room = Chatroom(tmp_path, depends)
    room.at(at(15, 50, day=9))
    assert room.press("What came of", "something else", MARIA).endswith("noted.")
    assert "Maria says: something else" in room.shown("What came of").text
    assert stands(OnlyIf("release", "open"), room.cast.outbox.statements()) is Stands.NO
    room.cast.run(at(16, 1, day=9))
    assert room.cast.network.published == []
    assert State.HELD in states(room)
