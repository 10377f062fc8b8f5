"""Forwarding: https://core.telegram.org/bots/api#forwardmessage and #messageorigin."""

from __future__ import annotations

from bot.sandbox.accounts import Chat
from bot.sandbox.call import Answer
from bot.sandbox.pictures import Picture
from bot.sandbox.telegram import entities
from bot.sandbox.telegram.context import Context, Message
from bot.sandbox.telegram.errors import bad, ok
from bot.sandbox.telegram.sending import deliver, new_message

_CONTENT = frozenset(
    {"text", "entities", "photo", "caption", "caption_entities", "document", "video", "has_media_spoiler"}
)


def forward_message(context: Context) -> Answer:
    """``forwardMessage``: shows where it comes from; buttons do not go along."""
    chat, source = context.chat(), context.chat("from_chat_id")
    original = context.message(source)
    if original is None:
        bad("message to forward not found")
    if original.get("has_protected_content"):
        # "Service messages and messages with protected content can't be forwarded." The wording is tdlib's.
        bad("message has protected content and can't be forwarded")
    message = {key: value for key, value in original.items() if key in _CONTENT} | new_message(context, chat)
    message["forward_origin"] = original.get("forward_origin") or _origin(source, original)
    text = str(original.get("text") or original.get("caption") or "")
    picture = _picture_of(context, original)
    return ok(deliver(context, chat, message, text, picture, source))


def _origin(source: Chat, original: Message) -> dict[str, object]:
    if source.kind == "channel":
        shown = entities.chat(source)
        return {"type": "channel", "date": original["date"], "chat": shown, "message_id": original["message_id"]}
    return {"type": "user", "date": original["date"], "sender_user": original["from"]}


def _picture_of(context: Context, message: Message) -> Picture | None:
    sizes = message.get("photo")
    return context.store.files.get(str(sizes[-1]["file_id"])) if isinstance(sizes, list) else None
