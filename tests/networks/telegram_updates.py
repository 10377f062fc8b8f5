"""Raw updates as Telegram writes them: https://core.telegram.org/bots/api#update."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.ports import Wanted

AT = datetime(2023, 9, 1, 12, 0, tzinfo=UTC)
LYON = {"id": -1009, "type": "channel", "title": "Lyon", "username": "Lyon_libre"}
HIDDEN = {"id": -1008, "type": "channel", "title": "Entre nous"}
OURS = {"id": -1001, "type": "channel", "title": "Azat", "username": "Azat_FR"}
GROUP = {"id": -1007, "type": "supergroup", "title": "Amis"}
ANNA = {"id": 4242, "is_bot": False, "first_name": "Anna", "username": "anna_x", "language_code": "pt-br"}
PRIVATE = {"id": 4242, "type": "private", "first_name": "Anna", "username": "anna_x"}
WANTED = Wanted(("#FreeAzat",), AT, frozenset({"azat_fr", "-100123", "azat_bot"}))


def photo(name: str = "a") -> list[dict[str, object]]:
    """Small to large."""
    small = {"file_id": f"{name}s", "file_unique_id": f"u{name}s", "width": 90, "height": 60, "file_size": 900}
    return [small, {**small, "file_id": name, "file_unique_id": f"u{name}", "width": 1280, "height": 853}]


def caption(text: str) -> dict[str, object]:
    """Words under a picture, with the hashtags and mentions the server finds; in UTF-16 units."""
    marks = [
        {
            "type": "hashtag" if word.startswith("#") else "mention",
            "offset": len(text[: text.index(word)].encode("utf-16-le")) // 2,
            "length": len(word.encode("utf-16-le")) // 2,
        }
        for word in text.split()
        if word[0] in "#@"
    ]
    return {"caption": text, "caption_entities": marks}


def message(chat: dict[str, Any], **more: object) -> dict[str, object]:
    """A message in ``chat``, by its channel or by Anna."""
    who = {"sender_chat": chat} if chat["type"] == "channel" else {"from": ANNA}
    return {"message_id": 55, "date": int(AT.timestamp()), "chat": chat, **who, **more}


def update(told: dict[str, object], *, edited: bool = False) -> dict[str, object]:
    """The update that brings it."""
    chat: Any = told["chat"]
    kind = "channel_post" if chat["type"] == "channel" else "message"
    return {"update_id": 9, f"edited_{kind}" if edited else kind: told}


def tagged(chat: dict[str, Any], text: str = "Ici #FreeAzat", **more: object) -> dict[str, object]:
    """A photo with the tag."""
    return message(chat, photo=photo(), **caption(text), **more)
