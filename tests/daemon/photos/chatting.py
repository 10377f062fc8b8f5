"""Somebody who writes to the campaign's bot in a private chat, and what the bot answers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast as typed

from bot.bootstrap.mailroom import chats_of, collecting
from bot.campaign.photo import State
from bot.daemon.photos.kit import Line
from bot.ports import Chat, Received
from tests.daemon.photos.letter_cast import WORDS
from tests.daemon.photos.photo_cast import TAKING, PhotoCast, photo_cast

ON_TELEGRAM = TAKING.replace("accounts: [masto]", "accounts: [masto, tele]").replace(
    "accounts:\n  masto:", 'accounts:\n  tele: {kind: telegram, channel: "@small"}\n  masto:'
)


@dataclass
class Chatting:
    """Somebody writes to the campaign's bot, which answers."""

    scene: PhotoCast
    said: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        account = self.scene.campaign.settings.accounts["tele"]
        self.scene.kit.lines = {"7": Line(typed("Chat", self), account, lambda: "a_bot")}
        self.collect, self.chats = collecting(self.scene.kit), chats_of(self.scene.kit)

    def say(self, chat: int, text: str) -> int:
        """The bot's words."""
        self.said.append(f"{chat}: {text}")
        return len(self.said)

    def fetch(self, file: str) -> bytes:
        """Its name is the file."""
        return file.encode()

    def write(self, text: str, picture: str = "", who: int = 42) -> None:
        """Heard at once; answered a minute later."""
        number, now = next(self.numbers), self.scene.turn(1)
        person = {"id": who, "is_bot": False, "language_code": "en"}
        shown = [{"file_id": picture, "file_unique_id": picture, "width": 900, "height": 900}]
        said: dict[str, object] = {"photo": shown, "caption": text} if picture else {"text": text}
        told = {"message_id": number, "date": int(now.timestamp()), "chat": {"id": who, "type": "private"}}
        self.collect(Received("7", number, {"message": {**told, "from": person, **said}}, now))
        self.chats.run_once(self.scene.turn(1))


def agreed(folder: Path) -> Chatting:
    """One photo waits for its delay to pass."""
    chatting = Chatting(photo_cast(folder, ON_TELEGRAM, photos=WORDS))
    chatting.write("Lyon", picture="one")
    chatting.write("YES")
    assert chatting.scene.states() == [State.WAITING]
    return chatting
