"""A small Telegram Bot API server, from https://core.telegram.org/bots/api alone: no ``getChatMember``, no updates.

“All queries … need to be presented in this form: https://api.telegram.org/bot<token>/METHOD_NAME”, by GET or POST, with
parameters in the query, a url-encoded form, JSON, or multipart/form-data; “All methods in the Bot API are
case-insensitive.”
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import unquote

from tests.foreign.arrivals import Arrived
from tests.foreign.serving import Call, Reply, Server

TEXT = 4096  # sendMessage: “1-4096 characters after entities parsing”
CAPTION = 1024  # sendPhoto: “0-1024 characters after entities parsing”
PHOTO_BYTES = 10_000_000  # sendPhoto: “must be at most 10 MB in size”


@dataclass(frozen=True, slots=True)
class Message:
    id: int
    channel: str
    text: str
    silent: bool
    photo: bytes | None


class BadRequestError(Exception):
    """``error_code`` 400."""


class BotApi(Server):
    """One bot that may post in ``channels``, which are public."""

    def __init__(self, token: str, channels: Collection[str]) -> None:
        self.token, self._channels = token, {name: -1001000000000 - n for n, name in enumerate(channels)}
        self.messages: list[Message] = []
        self._ids = count(1)
        super().__init__()

    def arrived(self) -> list[Arrived]:
        """Everything posted, as it is kept."""
        with self.lock:
            messages = list(self.messages)
        return [
            Arrived(each.text, silent=each.silent, picture=each.photo, channel=f"@{each.channel}") for each in messages
        ]

    def answer(self, call: Call) -> Reply:
        bot, _, method = unquote(call.path).removeprefix("/").partition("/")
        if not bot.startswith("bot") or ":" not in bot or call.method not in {"GET", "POST"}:
            return _error(404, "Not Found")
        if bot != f"bot{self.token}":
            return _error(401, "Unauthorized")
        methods = {"getme": self._me, "getchat": self._chat, "sendmessage": self._message, "sendphoto": self._photo}
        if method.lower() not in methods:
            return _error(404, "Not Found")
        try:
            return Reply(json={"ok": True, "result": methods[method.lower()](_parameters(call))})
        except BadRequestError as bad:
            return _error(400, f"Bad Request: {bad}")

    def _me(self, _: dict[str, Any]) -> dict[str, Any]:
        return {"id": int(self.token.partition(":")[0]), "is_bot": True, "first_name": "Anna", "username": "anna_bot"}

    def _chat(self, given: dict[str, Any]) -> dict[str, Any]:
        name = str(given.get("chat_id", "")).removeprefix("@")
        if not name:
            raise BadRequestError("chat_id is empty")
        if name not in self._channels:
            raise BadRequestError("chat not found")
        return {"id": self._channels[name], "type": "channel", "title": name.title(), "username": name}

    def _message(self, given: dict[str, Any]) -> dict[str, Any]:
        chat, text = self._chat(given), given.get("text", "")
        if not text:
            raise BadRequestError("message text is empty")
        if len(text) > TEXT:
            raise BadRequestError("message is too long")
        if "link_preview_options" in given:
            _object(given["link_preview_options"], "link_preview_options")
        return self._keep(given, chat, text, None) | {"text": text}

    def _photo(self, given: dict[str, Any]) -> dict[str, Any]:
        chat, caption, photo = self._chat(given), given.get("caption", ""), given.get("photo")
        if isinstance(photo, str) and photo.startswith("attach://"):
            photo = given.get(photo.removeprefix("attach://"))
        if not isinstance(photo, bytes):
            raise BadRequestError("there is no photo in the request")
        if len(photo) > PHOTO_BYTES:
            raise BadRequestError("file is too big")
        if len(caption) > CAPTION:
            raise BadRequestError("message caption is too long")
        sizes = [{"file_id": "A", "file_unique_id": "A", "width": 90, "height": 90}]
        return self._keep(given, chat, caption, photo) | {"caption": caption, "photo": sizes}

    def _keep(self, given: dict[str, Any], chat: dict[str, Any], text: str, photo: bytes | None) -> dict[str, Any]:
        if given.get("parse_mode"):
            raise BadRequestError("can't parse entities: this server knows plain text only")
        silent = str(given.get("disable_notification", "")).lower() in {"true", "1"}
        kept = Message(next(self._ids), chat["username"], text, silent, photo)
        self.messages.append(kept)
        return {"message_id": kept.id, "date": 1693656000, "chat": chat, "sender_chat": chat}


def _parameters(call: Call) -> dict[str, Any]:
    given: dict[str, Any] = dict(call.query)
    if call.content_type == "application/json" and call.body:
        given |= _object(call.body.decode(), "body")
    return given | {part.name: part.value if part.filename else part.text for part in call.fields}


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except ValueError as error:
        raise BadRequestError(f"can't parse {name} JSON object") from error
    if not isinstance(value, dict):
        raise BadRequestError(f"{name} must be an object")
    return value


def _error(code: int, description: str) -> Reply:
    return Reply(code, {"ok": False, "error_code": code, "description": description})
