"""What those who write to the campaign do on the stand-ins, in a private chat with its bot or by mail."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.rehearsal.scenes import Snapshot
from bot.rehearsal.supporters import STOPS, How, Kind, Supporter, Way
from bot.rehearsal.writers import agreement

Action = Mapping[str, object]

_CODE = re.compile(r"(?<!\w)[0-9A-Z]{4}-[0-9A-Z]{4}(?!\w)")
"""As a letter writes the code that takes a photo back."""
_FIRST_PERSON = 700_000
"""Telegram's numbers of people begin somewhere."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody was answered."""

    id: str
    """A mail's Message-ID, with its brackets."""
    text: str


class Post(Protocol):
    """Where letters are found."""

    def mailed_to(self, address: str) -> Sequence[Letter]:
        """What was mailed to somebody, the earliest first."""
        ...

    def said_to(self, name: str) -> Sequence[Letter]:
        """What the bot said in somebody's private chat, likewise."""
        ...


class Writing:
    """Of those who do not post themselves."""

    def __init__(self, post: Post, pictures: Sequence[Snapshot]) -> None:
        self._post, self._pictures = post, pictures

    def photo(self, supporter: Supporter) -> Action:
        """Somebody sends theirs, and says where it was taken."""
        data = self._pictures[supporter.picture].data
        mime = "image/png" if supporter.kind is Kind.BOMB else "image/jpeg"
        picture = {"data": b64encode(data).decode(), "mime": mime}
        if supporter.way is Way.MAIL:
            return _mail(supporter, supporter.text, {}) | {"pictures": [picture]}
        # As a file: what is sent as a photo comes without what the phone wrote into it.
        return _said(supporter, supporter.text) | {"pictures": [picture | {"kind": "document", "name": "IMG.jpg"}]}

    def answer(self, supporter: Supporter) -> Action | None:
        """Yes or no to the campaign's question; ``None``: nobody has asked yet."""
        asked = self._receipt(supporter)
        if asked is None:
            return None
        text = agreement(supporter)
        return _said(supporter, text) if supporter.way is Way.CHAT else _mail(supporter, text, _answering(asked))

    def take_back(self, supporter: Supporter, how: How) -> Action:
        """Somebody wants theirs back."""
        asked = self._receipt(supporter)
        assert asked is not None, "whoever was never asked has nothing out"
        code = _CODE.search(asked.text)
        if how is How.BLOCKED:
            return {"network": "telegram", "do": "block", "person": _person(supporter)}
        if how is How.CODE and code is not None:
            if supporter.way is Way.CHAT:
                return _said(supporter, f"/withdraw {code[0]}")
            # The code alone is enough, whoever mails it.
            return _mail(supporter, code[0], {}) | {"from": f"friend_of_{supporter.name}@friend.example"}
        text = STOPS[supporter.language]
        return _said(supporter, text) if supporter.way is Way.CHAT else _mail(supporter, text, {})

    def _receipt(self, supporter: Supporter) -> Letter | None:
        """The letter with a code; there is one."""
        mailed = supporter.way is Way.MAIL
        told = self._post.mailed_to(address(supporter)) if mailed else self._post.said_to(supporter.name)
        return next((letter for letter in told if _CODE.search(letter.text)), None)


def address(supporter: Supporter) -> str:
    """Where they are answered."""
    return f"{supporter.name}@supporter.example"


def _mail(supporter: Supporter, text: str, more: Mapping[str, str]) -> dict[str, object]:
    headers = {"Content-Language": supporter.language, **more}
    return {"network": "mail", "do": "send", "from": address(supporter), "text": text, "headers": headers}


def _answering(letter: Letter) -> Mapping[str, str]:
    return {"In-Reply-To": letter.id, "References": letter.id}


def _said(supporter: Supporter, text: str) -> dict[str, object]:
    return {"network": "telegram", "do": "write", "person": _person(supporter), "text": text}


def _person(supporter: Supporter) -> Mapping[str, object]:
    own = _FIRST_PERSON + supporter.number
    return {"id": own, "username": supporter.name, "language_code": supporter.language}
