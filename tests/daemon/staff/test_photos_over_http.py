"""Photos reviewed over real HTTP: the sandbox plays Telegram and the group, the adapter is the real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.campaign.photo import State
from bot.daemon.desk import Desk
from bot.daemon.listener import Ears, Listener
from bot.daemon.staff.room import Room
from bot.daemon.staff.troubles import BrokenFiles
from bot.networks.telegram_chat import TelegramChat
from tests.contracts.sandbox_venue import Sandbox, sandbox
from tests.daemon.staff.chatroom import BOT, JEAN, MARIA, STAFF, STRANGER
from tests.daemon.staff.photo_room import LINK, PhotoRoom
from tests.daemon.staff.test_over_http import BOTS, TOKEN

HARM = "Could this harm"


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with sandbox() as running:
        yield running


class Group:
    """A desk and a listener on real clients, and what the people in the group do."""

    def __init__(self, folder: Path, server: Sandbox, **chat: object) -> None:
        for what in ("faults", "posts"):
            server.ask("DELETE", what)
        server.ask("POST", "clock", {"now": "2030-06-08T10:00:00Z"})
        server.ask("POST", "accounts", [{**BOTS, "chats": [{"id": STAFF, "title": "staff", **chat}]}])
        self.server, self.room = server, PhotoRoom(folder)
        self.client = TelegramChat(TOKEN, server.addresses["telegram"])
        cast, room = self.room.cast, self.room
        files = BrokenFiles(lambda _: "?", lambda _: False)
        self.desk = Desk(
            Room(
                *(cast.live, cast.outbox, cast.clock, room.alarm, "test:1", self.client, STAFF, files),
                lambda: "secret",
                room.woken.append,
                review=room.review,
            )
        )
        self.listener = Listener(
            Ears(BOT, self.client, cast.outbox, cast.clock, room.alarm, "test:1", dict, lambda: None)
        )

    def turn(self) -> None:
        """What people did is heard, and answered."""
        now = self.room.cast.clock.now()
        self.listener.run_once(now)
        self.desk.run_once(now)

    def look(self) -> None:
        """The desk alone: nobody did anything, and a poll would wait."""
        self.desk.run_once(self.room.cast.clock.now())

    def there(self) -> list[dict[str, Any]]:
        posts: list[dict[str, Any]] = self.server.ask("GET", "posts")
        return [post for post in posts if post["account_id"] == str(STAFF) and post["deleted_at"] is None]

    def find(self, words: str) -> int:
        return max(int(post["id"]) for post in self.there() if words in post["text"])

    def press(self, words: str, label: str, person: int = JEAN) -> None:
        action = {"network": "telegram", "do": "press", "person": {"id": person, "first_name": "Petronella"}}
        self.server.ask(
            "POST", "people", [{**action, "chat": str(STAFF), "message_id": self.find(words), "button": label}]
        )

    def reply(self, words: str, text: str, person: int = JEAN) -> None:
        action = {"network": "telegram", "do": "write", "person": {"id": person, "first_name": "Petronella"}}
        self.server.ask("POST", "people", [{**action, "chat": str(STAFF), "text": text, "reply_to": self.find(words)}])

    def close(self) -> None:
        self.client.close()
        self.room.cast.outbox.close()


@pytest.fixture
def group(tmp_path: Path, server: Sandbox) -> Iterator[Group]:
    opened = Group(tmp_path, server)
    opened.desk.run_once(opened.room.cast.clock.now())
    yield opened
    opened.close()


def test_it_is_queued_shown_pressed_approved_and_gone(group: Group) -> None:
    photo = group.room.queue()
    group.look()
    (shown,) = [post for post in group.there() if post["pictures"]]
    assert HARM in shown["text"]
    assert LINK in shown["text"]
    group.press(HARM, "✅ Approve", STRANGER)
    group.turn()
    assert group.room.now(photo).state is State.QUEUED
    group.press(HARM, "✅ Approve", MARIA)
    group.press(HARM, "❌ Reject", JEAN)
    group.turn()
    after = group.room.now(photo)
    assert (after.state, after.approved_by) == (State.APPROVED, "Maria")
    assert not any(post["pictures"] or LINK in post["text"] for post in group.there())
    assert any("Maria says yes" in post["text"] for post in group.there())


def test_a_description_is_asked_for_and_given_by_a_reply(group: Group) -> None:
    photo = group.room.queue(mailed=True, alt="")
    group.look()
    group.press("by e-mail", "✏ Description")
    group.turn()
    group.reply("Reply to this message", "Somebody’s", STRANGER)
    group.reply("Reply to this message", "Two people with a poster")
    group.turn()
    assert group.room.now(photo).alt == "Two people with a poster"
    group.press("by e-mail", "✅ No face, or all covered")
    group.turn()
    assert group.room.now(photo).state is State.APPROVED


def test_what_is_too_old_for_telegram_is_blanked_and_told_once(tmp_path: Path, server: Sandbox) -> None:
    group = Group(tmp_path, server, can_post=True)
    refused = {"ok": False, "error_code": 400, "description": "Bad Request: message can't be deleted for everyone"}
    try:
        group.room.queue()
        group.look()
        fault = {"network": "telegram", "when": {"path": "*/deleteMessage"}, "do": "status", "status": 400}
        server.ask("POST", "faults", [{**fault, "body": refused, "times": 1}])
        group.press(HARM, "❌ Reject")
        group.turn()
        group.look()
        assert not any(LINK in post["text"] for post in group.there())
        assert sum("Delete it by hand" in post["text"] for post in group.there()) == 2
    finally:
        group.close()
