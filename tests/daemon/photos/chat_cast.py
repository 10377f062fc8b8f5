"""Supporters who write to the campaign's bot: updates as Telegram tells them, heard by the photos alone."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap.mailroom import chats_of, collecting
from bot.campaign.model import NetworkName
from bot.campaign.photo import State
from bot.daemon.photos.chats import Chats
from bot.daemon.photos.kit import Line
from bot.daemon.staff.kept import as_kept
from bot.ports import Photo, Update
from tests.daemon.photos.letter_cast import WORDS
from tests.daemon.photos.photo_cast import TAKING, PhotoCast, photo_cast
from tests.daemon.staff.chatroom import BOT, FakeChat

CHATTING = TAKING.replace("[masto]", "[masto, canal]").replace(
    "quiet-hours", '  canal: {kind: telegram, channel: "@small_fr"}\nquiet-hours'
)
ANNA, GROUP = 4711, -5


@dataclass
class ChatCast:
    """Everything a test of the private chats needs."""

    scene: PhotoCast
    chat: FakeChat
    chats: Chats
    updates: itertools.count[int]

    def arrive(self, body: Mapping[str, object]) -> None:
        """An update is kept as the listener keeps it, and handed on as the desk does."""
        outbox, number = self.scene.cast.outbox, next(self.updates)
        kept = as_kept({"update_id": number, **body})
        outbox.receive(BOT, [Update(number, kept)], self.scene.cast.clock.now())
        self.hand_on()

    def hand_on(self) -> None:
        """What lies in the inbox."""
        outbox = self.scene.cast.outbox
        collect = collecting(self.scene.kit)
        for received in outbox.unhandled():
            if collect(received):
                outbox.handled(received.bot, received.update_id, self.scene.cast.clock.now())

    def write(self, text: str = "", picture: str = "", person: int = ANNA, **more: object) -> None:
        """Somebody writes to the bot in private."""
        self.arrive({"message": self.message(text, picture, person, **more)})

    def message(self, text: str, picture: str, person: int, **more: object) -> dict[str, object]:
        """https://core.telegram.org/bots/api#message."""
        who = {"id": person, "is_bot": False, "first_name": "Petronella", "language_code": "fr"}
        chat = {"id": person, "type": "private", "first_name": "Petronella"}
        date = int(self.scene.cast.clock.now().timestamp())
        told: dict[str, object] = {"message_id": next(self.updates), "date": date, "chat": chat, "from": who}
        if picture:
            self.chat.files.setdefault(picture, picture.encode())
            told["photo"] = [{"file_id": picture, "file_unique_id": f"u {picture}", "width": 640, "height": 480}]
        if text:
            told["caption" if picture else "text"] = text
        return {**told, **more}

    def work(self, seconds: float = 10) -> None:
        """Later, the duty has a turn."""
        self.chats.run_once(self.scene.turn(seconds / 60))

    def photos(self) -> list[Photo]:
        """Those that came by Telegram."""
        return [photo for photo in self.scene.cast.outbox.photos() if photo.network is NetworkName.TELEGRAM]

    def states(self) -> list[State]:
        """Where they stand."""
        return [photo.state for photo in self.photos()]

    def said(self, chat: int = ANNA) -> list[str]:
        """What somebody was told."""
        return [text for number, text in self.chat.elsewhere if number == chat]


def chat_cast(folder: Path, settings: str = CHATTING) -> ChatCast:
    """At noon, an hour into the time for photos."""
    scene, chat = photo_cast(folder, settings, photos=WORDS), FakeChat()
    account = scene.campaign.settings.accounts["canal"]
    scene.kit.lines = {BOT: Line(chat, account, lambda: "small_bot")}
    return ChatCast(scene, chat, chats_of(scene.kit), itertools.count(1))
