"""Changing and deleting: https://core.telegram.org/bots/api#updating-messages."""

from __future__ import annotations

from bot.sandbox.accounts import Chat
from bot.sandbox.call import Answer
from bot.sandbox.telegram.context import Context
from bot.sandbox.telegram.errors import bad, ok
from bot.sandbox.telegram.sending import Message, checked_caption, checked_markup, checked_text
from bot.sandbox.telegram.texts import Entity

_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def edit_text(context: Context) -> Answer:
    """``editMessageText``."""
    chat, message = _found(context)
    if "text" not in message:
        bad("there is no text in the message to edit")
    return ok(_edit(context, chat, message, "text", checked_text(context)))


def edit_caption(context: Context) -> Answer:
    """``editMessageCaption``."""
    chat, message = _found(context)
    if "photo" not in message:
        bad("there is no caption in the message to edit")
    return ok(_edit(context, chat, message, "caption", checked_caption(context)))


def edit_reply_markup(context: Context) -> Answer:
    """``editMessageReplyMarkup``: without markup it takes the buttons away, or finds nothing to change."""
    chat, message = _found(context)
    return ok(_replace(context, chat, message, dict(message)))


def delete(context: Context) -> Answer:
    """``deleteMessage``; whether its 48 hours bind a channel's administrators is unverified: they do not here."""
    chat = context.chat()
    message = chat.messages.pop(context.message_id(), None)
    if message is None:
        bad("message to delete not found")
    for seen in context.world.posts:
        if seen.network == "telegram" and (seen.account_id, seen.id) == (str(chat.id), str(message["message_id"])):
            seen.deleted_at = context.world.now()
    return ok(result=True)


def _found(context: Context) -> tuple[Chat, Message]:
    chat = context.chat()
    message = chat.messages.get(context.message_id())
    if message is None:
        bad("message to edit not found")
    return chat, message


def _edit(context: Context, chat: Chat, message: Message, name: str, given: tuple[str, list[Entity]]) -> Message:
    text, marks = given
    marks_name = "entities" if name == "text" else "caption_entities"
    edited = {key: value for key, value in message.items() if key not in {name, marks_name}}
    if text:
        edited[name] = text
    if marks:
        edited[marks_name] = marks
    edited = _replace(context, chat, message, edited)
    for seen in context.world.posts:
        if seen.network == "telegram" and (seen.account_id, seen.id) == (str(chat.id), str(message["message_id"])):
            seen.text = text
    return edited


def _replace(context: Context, chat: Chat, message: Message, edited: Message) -> Message:
    markup = checked_markup(context)
    edited.pop("reply_markup", None)
    if markup is not None:
        edited["reply_markup"] = markup
    before = {key: value for key, value in message.items() if key != "edit_date"}
    if {key: value for key, value in edited.items() if key != "edit_date"} == before:
        bad(_SAME)
    edited["edit_date"] = int(context.world.now().timestamp())
    chat.messages[int(str(message["message_id"]))] = edited
    return edited
