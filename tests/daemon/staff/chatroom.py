"""A staff chat on this side of the network: messages people see, buttons they press, and a desk that serves it."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.campaign.delivery import State
from bot.daemon.alarms import Alarms
from bot.daemon.desk import Desk
from bot.daemon.listener import Ears, Listener
from bot.daemon.staff.news import News
from bot.daemon.staff.review import Review
from bot.daemon.staff.room import Room
from bot.daemon.staff.troubles import BrokenFiles
from bot.ports import Delivery, Intent, Received, Update
from tests.daemon.cast import NOON, Cast, cast
from tests.daemon.staff.fake_chat import STAFF, FakeChat, Shown
from tests.daemon.staff.mortal import Fate, Mortal

__all__ = [
    "BOT",
    "HELD",
    "JEAN",
    "MARIA",
    "SETTINGS",
    "STAFF",
    "STRANGER",
    "Chatroom",
    "FakeChat",
    "Shown",
    "lose",
    "pressed",
    "wrote",
]

BOT = "123"
JEAN, MARIA, STRANGER = 11, 22, 666
SETTINGS = """
campaign: Small
hashtags: ["#Small"]
staff: {language: LANGUAGE, chat: -100123, people: {Jean: 11, Maria: 22}}
deadlines:
  rally: 2030-06-10 at 14:00 in Paris
  release: 2030-06-09
audiences:
  france: {language: fr, city: Paris, accounts: [masto, second]}
  armenia: {language: hy, city: Yerevan, accounts: [masto]}
accounts:
  masto: {kind: mastodon, server: "http://127.0.0.1:9", spacing: 60 s}
  second: {kind: telegram, channel: "@small_fr"}
quiet-hours: none
if-late: up to 3 hours
"""
HELD = """
posts:
  who:
    when: 2030-06-09 at 12:30 in Paris
    to: [france]
    hold: until approved
    text: {fr: "Qui est Azat ?"}
"""


class Chatroom:
    """A campaign, its desk and its listener, and the people in the chat."""

    def __init__(self, folder: Path, schedule: str, language: str = "en", start: datetime = NOON, **words: str) -> None:
        settings = words.pop("settings", SETTINGS).replace("LANGUAGE", language)
        self.cast: Cast = cast(folder, schedule, start, settings, **words)
        self.chat = FakeChat()
        self.woken: list[str] = []
        self.mail: list[str] = []
        self.digests: dict[str, str] = {}
        self.earlier: set[str] = set()
        self.stopped = False
        self.collected: list[Received] = []
        self.can_collect = True
        self.review: Review | None = getattr(self, "review", None)
        self._updates = itertools.count(1000)
        self.news = News(self.cast.outbox, self.cast.live, lambda: self.woken.append("desk"))
        tellers = [self.news.tell, lambda told: self.mail.append(told.text)]
        self.alarm = Alarms(self.cast.outbox, self.cast.clock, lambda: self.cast.live.snapshot.language, tellers)
        self.desk = self.new_desk()
        self.listener = self.new_listener()

    def new_desk(self, owner: str = "test:1", fate: Fate | None = None) -> Desk:
        """After a restart, or in another daemon; with ``fate``, one that may end in any call."""
        cast = self.cast
        outbox: Any = cast.outbox if fate is None else Mortal(cast.outbox, fate)
        chat: Any = self.chat if fate is None else Mortal(self.chat, fate)
        files = BrokenFiles(lambda file: self.digests.get(file, "?"), lambda file: file in self.earlier)
        room = Room(
            cast.live,
            outbox,
            cast.clock,
            self.alarm,
            owner,
            chat,
            STAFF,
            files,
            lambda: "secret",
            self.woken.append,
            lambda: self.stopped,
            self.review,
            self.collect,
            self.news.unkept,
        )
        return Desk(room)

    def collect(self, update: Received) -> bool:
        """What is nothing for the desk."""
        self.collected.append(update)
        return self.can_collect

    def new_listener(self, owner: str = "test:1") -> Listener:
        """The same for whoever hears."""
        cast = self.cast
        channels = {"@small_fr": "second"}
        wake = self.woken.append
        return Listener(
            Ears(
                BOT,
                self.chat,
                cast.outbox,
                cast.clock,
                self.alarm,
                owner,
                lambda: channels,
                lambda: wake("desk"),
            )
        )

    def at(self, now: datetime) -> datetime | None:
        """Let it be ``now``, and the desk look."""
        self.cast.clock.set(now)
        return self.desk.run_once(now)

    def look(self) -> datetime | None:
        """The desk looks again."""
        return self.desk.run_once(self.cast.clock.now())

    def find(self, words: str) -> int:
        """The latest message that says so."""
        return max(number for number, shown in self.chat.messages.items() if words in shown.text)

    def shown(self, words: str) -> Shown:
        """The same, as it stands."""
        return self.chat.messages[self.find(words)]

    def press(self, words: str, label: str, person: int = JEAN, **other: Any) -> str:
        """Somebody presses a button under the latest message that says ``words``; what the desk answers."""
        number = self.find(words)
        data = other.pop("data", None) or self.chat.messages[number].data(label)
        return self.send(pressed(person, number, data, **other))

    def send(self, body: Mapping[str, object]) -> str:
        """An update arrives and is dealt with; what whoever pressed is shown."""
        self.arrive(body)
        self.listener.run_once(self.cast.clock.now())
        before = len(self.chat.answers)
        self.look()
        return self.chat.answers[-1][1] if len(self.chat.answers) > before else ""

    def arrive(self, body: Mapping[str, object]) -> int:
        """An update waits at Telegram's."""
        number = next(self._updates)
        self.chat.pending.append(Update(number, {"update_id": number, **body}))
        return number


def pressed(person: int, message: int, data: str, chat: int = STAFF, name: str = "Petronella") -> dict[str, object]:
    """A press, as Telegram tells of it: https://core.telegram.org/bots/api#callbackquery."""
    who = {"id": person, "is_bot": False, "first_name": name, "username": f"{name}_x"}
    shown = {"message_id": message, "date": 1, "chat": {"id": chat, "type": "supergroup", "title": "staff"}}
    query = {"id": f"q{person}-{message}", "from": who, "message": shown, "chat_instance": "1", "data": data}
    return {"callback_query": query}


def wrote(person: int, text: str, chat: int = STAFF, name: str = "Petronella") -> dict[str, object]:
    """A message: https://core.telegram.org/bots/api#message."""
    who = {"id": person, "is_bot": False, "first_name": name, "last_name": f"{name}son", "language_code": "fr"}
    kind = "supergroup" if chat < 0 else "private"
    place = {"id": chat, "type": kind} | ({"first_name": name} if chat > 0 else {"title": "staff"})
    return {"message": {"message_id": 900, "date": 1, "chat": place, "from": who, "text": text}}


def lose(room: Chatroom, account: str, now: datetime, *, ask: bool = False) -> Delivery:
    """The account's next call begins, and its answer is lost."""
    outbox = room.cast.outbox
    row = outbox.claim(account, now, "test:1", 60.0)
    assert row is not None, "nothing is due"
    intent = Intent(row.text, "sha", "key", (), (), "", now)
    assert outbox.begin(row, intent, now)
    sending = outbox.get(row.key)
    assert sending is not None
    assert outbox.settle(sending, State.UNKNOWN, "no answer in time", now)
    unknown = outbox.get(row.key)
    assert unknown is not None
    if ask:
        assert outbox.settle(unknown, State.ASK, "cannot be read back", now)
    return unknown
