"""Telegram, as far as the desk can tell: what stands in the staff's chat, and what is answered next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.ports import Button, Done, Media, Unfetched, Update

STAFF = -100123


@dataclass
class Shown:
    """One message as it stands in the chat."""

    text: str
    buttons: list[list[Button]]
    silent: bool = False
    picture: Media | None = None
    protected: bool = False

    def __str__(self) -> str:
        rows = ["".join(f"[ {button.label} ]" for button in row) for row in self.buttons]
        return "\n".join((self.text, *rows))

    def data(self, label: str) -> str:
        """What the button that is called so sends back."""
        return next(button.data for row in self.buttons for button in row if label in button.label)


@dataclass
class FakeChat:
    """Telegram, as far as the desk can tell. ``trouble`` is what the next calls answer."""

    messages: dict[int, Shown] = field(default_factory=dict)
    answers: list[tuple[str, str]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    elsewhere: list[tuple[int, str]] = field(default_factory=list)
    trouble: list[NotSent | AccountBroken | Rejected] = field(default_factory=list)
    deaf: list[NotSent | AccountBroken] = field(default_factory=list)
    """What the next polls answer."""
    pending: list[Update] = field(default_factory=list)
    files: dict[str, bytes | NotSent] = field(default_factory=dict)
    """By ``file_id``; what is missing is withheld."""
    closed: bool = False
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def updates(self, after: int | None, wait_s: float) -> Sequence[Update] | NotSent | AccountBroken:
        """What was not confirmed."""
        assert wait_s == 50
        if self.deaf:
            return self.deaf.pop(0)
        self.pending = [update for update in self.pending if after is None or update.id > after]
        return tuple(self.pending)

    def say(
        self,
        chat: int,
        text: str,
        buttons: Sequence[Sequence[Button]] = (),
        *,
        silent: bool = False,
        protected: bool = False,
    ) -> int | NotSent | Rejected | AccountBroken:
        """A new message."""
        self.calls.append("say")
        if self.trouble:
            return self.trouble.pop(0)
        if chat != STAFF:
            self.elsewhere.append((chat, text))
            return 1
        number: int = next(self._numbers)
        self.messages[number] = Shown(text, [list(row) for row in buttons], silent, protected=protected)
        return number

    def rewrite(
        self, chat: int, message: int, text: str, buttons: Sequence[Sequence[Button]] = ()
    ) -> Done | NotSent | Rejected | AccountBroken:
        """Another text under the same number."""
        self.calls.append("rewrite")
        if self.trouble:
            return self.trouble.pop(0)
        if chat != STAFF or message not in self.messages:
            return Rejected("post gone: message to edit not found")
        self.messages[message] = replace(self.messages[message], text=text, buttons=[list(row) for row in buttons])
        return Done()

    def show(
        self, chat: int, picture: Media, caption: str, buttons: Sequence[Sequence[Button]] = (), *, silent: bool = False
    ) -> int | NotSent | Rejected | AccountBroken:
        """A new message with a picture."""
        self.calls.append("show")
        if self.trouble:
            return self.trouble.pop(0)
        if chat != STAFF:
            self.elsewhere.append((chat, caption))
            return 1
        number: int = next(self._numbers)
        self.messages[number] = Shown(caption, [list(row) for row in buttons], silent, picture)
        return number

    def illustrate(
        self, chat: int, message: int, picture: Media, caption: str, buttons: Sequence[Sequence[Button]] = ()
    ) -> Done | NotSent | Rejected | AccountBroken:
        """A picture in an older message."""
        self.calls.append("illustrate")
        if self.trouble:
            return self.trouble.pop(0)
        if chat != STAFF or message not in self.messages:
            return Rejected("post gone: message to edit not found")
        old = self.messages[message]
        self.messages[message] = replace(old, text=caption, buttons=[list(row) for row in buttons], picture=picture)
        return Done()

    def erase(self, chat: int, message: int) -> Done | NotSent | Rejected | AccountBroken:
        """One message less."""
        self.calls.append("erase")
        if self.trouble:
            return self.trouble.pop(0)
        if chat == STAFF:
            self.messages.pop(message, None)
        return Done()

    def fetch(self, file_id: str, max_bytes: int = 20_000_000) -> bytes | Unfetched | NotSent:
        """A file that somebody sent."""
        self.calls.append("fetch")
        data = self.files.get(file_id)
        if isinstance(data, NotSent):
            return data
        if data is None or len(data) > max_bytes:
            return Unfetched("picture withheld" if data is None else "picture file too big")
        return data

    def answer(self, query: str, text: str) -> None:
        """What whoever pressed is shown."""
        self.answers.append((query, text))

    def close(self) -> None:
        """Nothing more."""
        self.closed = True
