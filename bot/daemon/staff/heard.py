"""What people press and write, as far as the desk understands it.

https://core.telegram.org/bots/api#update
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

COMMANDS: Mapping[str, str] = {
    "pause": "pause",
    "stop": "pause",
    "resume": "resume",
    "reprendre": "resume",
    "reprise": "resume",
    "status": "status",
    "statut": "status",
    "etat": "status",
    "état": "status",
    "help": "help",
    "start": "help",
    "aide": "help",
    "id": "id",
}
"""What each is called in the staff's languages."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that somebody pressed."""

    query: str
    person: int
    chat: int
    message: int
    data: str
    text: str
    """What the message read."""


@dataclass(frozen=True, slots=True)
class Command:
    """``/pause why``, or another of ``COMMANDS``."""

    name: str
    rest: str
    person: int
    chat: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Words that answer a message of a bot's."""

    person: int
    chat: int
    message: int
    """The one that is answered."""
    text: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A post that stands in a channel, made by another administrator."""

    chat: int
    username: str
    message: int
    date: int
    """Unix seconds, by the server's clock."""


def understood(body: Mapping[str, object]) -> Pressed | Command | Answered | Posted | None:
    """``None``: nothing for the desk."""
    match body:
        case {"callback_query": {"id": str(query), "from": {"id": int(person)}, **press}}:
            match press.get("message"):
                case {"chat": {"id": int(chat)}, "message_id": int(message), **shown}:
                    return Pressed(query, person, chat, message, str(press.get("data", "")), str(shown.get("text", "")))
                case _:
                    return None
        case {"channel_post": {"chat": {"id": int(chat), **named}, "message_id": int(message), "date": int(date)}}:
            return Posted(chat, str(named.get("username", "")), message, date)
        case {"message": {"forward_origin": _}}:
            # Somebody shows what somebody wrote, elsewhere or earlier: no order of theirs.
            return None
        case {"message": {"text": str(text), "chat": {"id": int(chat)}, "from": {"id": int(person)}, **more}}:
            return _command(text, person, chat) or _answer(text, person, chat, more.get("reply_to_message"))
        case _:
            return None


def _command(text: str, person: int, chat: int) -> Command | None:
    first, _, rest = text.strip().partition(" ")
    name = COMMANDS.get(first.removeprefix("/").partition("@")[0].casefold())
    return Command(name, " ".join(rest.split()), person, chat) if name and first.startswith("/") else None


def _answer(text: str, person: int, chat: int, replied: object) -> Answered | None:
    match replied:
        case {"message_id": int(message), "from": {"is_bot": True}}:
            return Answered(person, chat, message, text)
        case _:
            return None
