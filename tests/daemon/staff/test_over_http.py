"""The desk over real HTTP: the sandbox plays Telegram and the people in the group, the adapter is the real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.campaign.delivery import State
from bot.daemon.desk import Desk
from bot.daemon.listener import Ears, Listener
from bot.daemon.staff.contact import standing
from bot.daemon.staff.room import Room
from bot.daemon.staff.troubles import BrokenFiles
from bot.networks.telegram_chat import TelegramChat
from bot.ports import EVERYTHING
from tests.contracts.sandbox_venue import Sandbox, sandbox
from tests.daemon.cast import at
from tests.daemon.staff.chatroom import BOT, HELD, JEAN, MARIA, STAFF, STRANGER, Chatroom, lose

TOKEN = "123:canary-AAFxyz"
BOTS = {
    "network": "telegram",
    "bot_token": TOKEN,
    "username": "small_bot",
    "channels": [{"id": -1001, "username": "small_fr", "title": "Small"}],
    "chats": [{"id": STAFF, "title": "staff"}],
}


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with sandbox() as running:
        yield running


class Group:
    """A desk and a listener on real clients, and what the people in the group can do."""

    def __init__(self, folder: Path, server: Sandbox, schedule: str = HELD) -> None:
        for what in ("faults", "posts"):
            server.ask("DELETE", what)
        server.ask("POST", "clock", {"now": "2030-06-08T16:00:00Z"})
        server.ask("POST", "accounts", [BOTS])
        self.server = server
        self.room = Chatroom(folder, schedule)
        self.room.cast.clock.set(at(16))
        self.clients: list[TelegramChat] = []
        self.start()

    def start(self) -> None:
        """A new process: nothing is known but what the store keeps."""
        cast, room = self.room.cast, self.room
        files = BrokenFiles(lambda _: "?", lambda _: False)
        speaks, hears = self._client(), self._client()
        wake = room.woken.append
        self.desk = Desk(
            Room(cast.live, cast.outbox, cast.clock, room.alarm, "test:1", speaks, STAFF, files, lambda: "secret", wake)
        )
        self.listener = Listener(
            Ears(BOT, hears, cast.outbox, cast.clock, room.alarm, "test:1", dict, lambda: wake("desk"))
        )

    def _client(self) -> TelegramChat:
        self.clients.append(TelegramChat(TOKEN, self.server.addresses["telegram"]))
        return self.clients[-1]

    def close(self) -> None:
        for client in self.clients:
            client.close()
        self.room.cast.outbox.close()

    def turn(self) -> None:
        """What people did is heard, and answered."""
        now = self.room.cast.clock.now()
        self.listener.run_once(now)
        self.desk.run_once(now)

    def look(self) -> None:
        """The desk alone: nobody did anything."""
        self.desk.run_once(self.room.cast.clock.now())

    def messages(self) -> list[dict[str, Any]]:
        return [post for post in self.server.ask("GET", "posts") if post["account_id"] == str(STAFF)]

    def find(self, words: str) -> int:
        return max(int(message["id"]) for message in self.messages() if words in message["text"])

    def text(self, words: str) -> str:
        wanted = str(self.find(words))
        return next(str(message["text"]) for message in self.messages() if message["id"] == wanted)

    def press(self, words: str, label: str, person: int = JEAN) -> str:
        """The query's number."""
        action = {"network": "telegram", "do": "press", "person": {"id": person, "first_name": "Petronella"}}
        (done,) = self.server.ask(
            "POST", "people", [{**action, "chat": str(STAFF), "message_id": self.find(words), "button": label}]
        )
        return str(done["callback_query_id"])

    def write(self, text: str, person: int = JEAN) -> None:
        action = {"network": "telegram", "do": "write", "person": {"id": person, "first_name": "Petronella"}}
        self.server.ask("POST", "people", [{**action, "chat": str(STAFF), "text": text}])

    def answer(self, query: str) -> str:
        """What whoever pressed was shown."""
        presses = self.server.ask("GET", "people")
        return next(str(one["answer"]["text"]) for one in presses if one["callback_query_id"] == query)


@pytest.fixture
def group(tmp_path: Path, server: Sandbox) -> Iterator[Group]:
    opened = Group(tmp_path, server)
    opened.look()
    # Asking once tells Telegram which updates the bot wants.
    yield opened
    opened.close()


def states(group: Group) -> set[State]:
    return {row.state for row in group.room.cast.rows()}


def test_a_yes_a_second_no_and_a_strangers_yes_over_the_wire(group: Group) -> None:
    stranger = group.press("To approve", "✅ Approve", STRANGER)
    first = group.press("To approve", "✅ Approve", JEAN)
    second = group.press("To approve", "🗑 Drop", MARIA)
    again = group.press("To approve", "✅ Approve", JEAN)
    group.turn()
    assert states(group) == {State.PLANNED}
    assert group.answer(stranger).startswith("These buttons are not for you")
    assert group.answer(first) == group.answer(second) == group.answer(again) != ""
    assert "Jean says yes" in group.answer(second)
    assert "Jean says yes" in group.text("To approve")


def test_a_no_withdraws_it(group: Group) -> None:
    query = group.press("To approve", "🗑 Drop")
    group.turn()
    assert states(group) == {State.CANCELLED}
    assert "Dropped by Jean" in group.answer(query)


def test_what_was_heard_by_a_process_that_died_is_done_by_the_next(group: Group) -> None:
    query = group.press("To approve", "✅ Approve")
    group.listener.run_once(at(16))
    group.start()
    group.look()
    assert states(group) == {State.PLANNED}
    assert "Jean says yes" in group.answer(query)
    group.write("/pause")
    group.turn()
    assert len([message for message in group.messages() if "To approve" in message["text"]]) == 1


def test_a_pause_is_in_force_before_the_next_byte(tmp_path: Path, server: Sandbox) -> None:
    schedule = HELD.replace("    hold: until approved\n", "").replace("06-09 at 12:30", "06-08 at 18:00")
    group = Group(tmp_path, server, schedule)
    try:
        group.look()
        claimed = group.room.cast.outbox.claim("masto", at(16), "test:1", 60)
        assert claimed is not None
        group.press("stops and starts", "⏸ Pause everything", MARIA)
        group.turn()
        assert [(pause.scope, pause.by) for pause in group.room.cast.outbox.pauses()] == [(EVERYTHING, "Maria")]
        assert "paused by Maria" in group.text("stops and starts")
        group.room.cast.sender.run_once(at(16))
        assert group.room.cast.network.published == []
        group.write("/reprendre")
        group.turn()
        assert group.room.cast.outbox.pauses() == []
    finally:
        group.close()


def test_a_lost_answer_is_settled_by_whoever_looked(tmp_path: Path, server: Sandbox) -> None:
    schedule = HELD.replace("    hold: until approved\n", "").replace("06-09 at 12:30", "06-08 at 18:00")
    group = Group(tmp_path, server, schedule)
    try:
        lose(group.room, "masto", at(16), ask=True)
        group.look()
        query = group.press("Is this post on masto?", "✔ It is there", MARIA)
        group.turn()
        row = group.room.cast.outbox.get("who/once/france/masto")
        assert row is not None
        assert row.state is State.SENT
        assert "Maria sees it there" in group.answer(query)
    finally:
        group.close()


def test_a_second_poller_is_told_of_and_nothing_is_lost(group: Group) -> None:
    conflict = {"path": "*/getUpdates"}
    body = {"ok": False, "error_code": 409, "description": "Conflict: terminated by other getUpdates request"}
    group.server.ask(
        "POST",
        "faults",
        [{"network": "telegram", "when": conflict, "do": "status", "status": 409, "body": body, "times": 1}],
    )
    group.press("To approve", "✅ Approve")
    group.turn()
    assert [alarm.code for alarm in group.room.cast.outbox.alarms()] == ["listener-deaf"]
    assert states(group) == {State.HELD}
    group.room.cast.clock.set(at(16, 1))
    group.turn()
    assert states(group) == {State.PLANNED}


@pytest.mark.parametrize("gone", [{"member": False}, None])
def test_a_bot_that_was_kicked_and_a_group_that_was_deleted_are_told_otherwise(
    tmp_path: Path, server: Sandbox, gone: dict[str, object] | None
) -> None:
    group = Group(tmp_path, server)
    try:
        group.look()
        chats = [{"id": STAFF, "title": "staff", **gone}] if gone else []
        if gone is None:
            group.desk._board._number = -100999
        group.server.ask("POST", "accounts", [{**BOTS, "chats": chats}])
        group.room.alarm.tell("delivery-missed", key="a", reason="too late")
        group.look()
        found = standing(group.room.cast.outbox)
        assert found is not None
        assert not found.ok
        assert "The staff chat cannot be reached" in group.room.mail[-1]
        assert TOKEN not in "".join(group.room.mail)
    finally:
        group.close()


def test_neither_the_token_nor_a_name_is_in_the_store_or_the_log(
    group: Group, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        group.press("To approve", "✅ Approve", STRANGER)
        group.write("Bonjour, ici Petronella", STRANGER)
        group.write("/etat", STRANGER)
        group.turn()
    kept = b"".join(path.read_bytes() for path in (group.room.cast.folder / "var").iterdir() if path.is_file())
    for secret in (TOKEN, TOKEN.partition(":")[2], '"first_name"'):
        assert secret.encode() not in kept
        assert secret not in caplog.text
    assert "Petronella" not in caplog.text
