"""What of an update is kept until it is dealt with: what the desk and the photos need, and nothing more.

Fields are named here one by one, so that one of tomorrow is left out. https://core.telegram.org/bots/api#update
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post")
_ENVELOPE = (
    *("message_id", "date", "edit_date", "media_group_id"),
    *("has_protected_content", "has_media_spoiler", "forward_date"),
)
_FILE = ("file_id", "file_unique_id", "mime_type", "file_size", "width", "height")
_MENTIONED_ONLY = ("animation", "audio", "live_photo", "paid_media", "sticker", "story", "video", "video_note", "voice")
"""That there is one is all that counts."""
_WORDS = ("text", "caption")
_MARKS = ("entities", "caption_entities")
_SIGNS = frozenset("#＃﹟")
_PUBLIC = frozenset({"channel", "supergroup", "group"})


def as_kept(body: Mapping[str, object]) -> dict[str, object]:
    """An update without names, and without what people say to each other in a group."""
    told: dict[str, object] = _picked(body, ("update_id",))
    for kind in _MESSAGES:
        if isinstance(message := body.get(kind), Mapping):
            told[kind] = _message(message, edited=kind.startswith("edited"))
    if isinstance(query := body.get("callback_query"), Mapping):
        told["callback_query"] = _query(query)
    if isinstance(changed := body.get("my_chat_member"), Mapping):
        status = _picked(_inside(changed, "new_chat_member"), ("status",))
        told["my_chat_member"] = {
            **_picked(changed, ("date",)),
            "chat": _chat(changed.get("chat")),
            "from": _person(changed.get("from")),
            "new_chat_member": status,
        }
    return told


def _message(message: Mapping[str, object], *, edited: bool) -> dict[str, object]:
    chat = _chat(message.get("chat"))
    if chat.get("type") in {"group", "supergroup"} and not _is_for_us(message, edited=edited):
        return {}
    told = _picked(message, _ENVELOPE) | {"chat": chat}
    if "from" in message:
        told["from"] = _person(message["from"], with_language=chat.get("type") == "private")
    if "sender_chat" in message:
        told["sender_chat"] = _chat(message["sender_chat"])
    if "forward_origin" in message:
        told["forward_origin"] = _origin(_inside(message, "forward_origin"))
    if "via_bot" in message:
        told["via_bot"] = {}
    if isinstance(replied := message.get("reply_to_message"), Mapping):
        told["reply_to_message"] = _picked(replied, ("message_id",)) | {"from": _person(replied.get("from"))}
    return told | _media(message) | _words(message)


def _is_for_us(message: Mapping[str, object], *, edited: bool) -> bool:
    """In a group: a command, a picture that may carry the tag, an answer to their own picture, or to a bot."""
    said = next((text for name in _WORDS if isinstance(text := message.get(name), str)), "")
    if _media(message):
        # Edited: the tag may have been taken away. Of an album it may stand under another picture.
        return edited or "media_group_id" in message or bool(_SIGNS & set(said)) or said.lstrip().startswith("/")
    replied = _inside(message, "reply_to_message")
    to_themselves = _person(message.get("from")) == _person(replied.get("from")) and bool(_media(replied))
    # A bot hears answers to its own messages alone: no other bot's is ever answered here.
    to_us = _person(replied.get("from")).get("is_bot") is True
    return said.lstrip().startswith("/") or to_themselves or to_us


def _media(message: Mapping[str, object]) -> dict[str, object]:
    told: dict[str, object] = {name: {} for name in _MENTIONED_ONLY if name in message}
    if isinstance(sizes := message.get("photo"), list):
        told["photo"] = [_picked(size, _FILE) for size in sizes if isinstance(size, Mapping)]
    if isinstance(document := message.get("document"), Mapping):
        told["document"] = _picked(document, _FILE)
    return told


def _words(message: Mapping[str, object]) -> dict[str, object]:
    told = _picked(message, _WORDS)
    for name in _MARKS:
        if isinstance(marks := message.get(name), list):
            # Without the people whom a mark can name.
            told[name] = [_picked(mark, ("type", "offset", "length")) for mark in marks if isinstance(mark, Mapping)]
    return told


def _query(query: Mapping[str, object]) -> dict[str, object]:
    shown = _inside(query, "message")
    told = _picked(query, ("id", "data")) | {"from": _person(query.get("from"))}
    if shown:
        # Without the words under a picture: they are a supporter's, and nobody needs them here.
        told["message"] = _picked(shown, ("message_id", "date", "text")) | {"chat": _chat(shown.get("chat"))}
    return told


def _origin(origin: Mapping[str, object]) -> dict[str, object]:
    """Of a person not who it was; of a channel, which is public, which post."""
    told = _picked(origin, ("type",))
    if origin.get("type") == "channel":
        told |= _picked(origin, ("date", "message_id")) | {"chat": _chat(origin.get("chat"))}
    return told


def _chat(value: object) -> dict[str, object]:
    if not isinstance(value, Mapping):
        return {}
    return _picked(value, ("id", "type", "username") if value.get("type") in _PUBLIC else ("id", "type"))


def _person(value: object, *, with_language: bool = False) -> dict[str, object]:
    """A number: answers and the list of staff need it; and, of who writes to the bot, the language to answer in."""
    names = ("id", "is_bot", "language_code") if with_language else ("id", "is_bot")
    return _picked(value, names) if isinstance(value, Mapping) else {}


def _inside(value: Mapping[str, object], name: str) -> Mapping[str, object]:
    inside = value.get(name)
    return inside if isinstance(inside, Mapping) else {}


def _picked(value: Mapping[str, object], names: Iterable[str]) -> dict[str, object]:
    """Those of the fields that are there; a plain value each, whatever else somebody put there."""
    return {name: found for name in names if isinstance(found := value.get(name), str | int | bool)}
