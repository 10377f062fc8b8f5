"""Changing and deleting: https://core.telegram.org/bots/api#updating-messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.sandbox.accounts import Chat
from bot.sandbox.call import Answer
from bot.sandbox.telegram import entities
from bot.sandbox.telegram.context import Context, Message
from bot.sandbox.telegram.errors import bad, ok
from bot.sandbox.telegram.sending import checked_caption, checked_markup, checked_text, photo_given
from bot.sandbox.telegram.texts import Entity
from bot.sandbox.world import Seen, Shown, World

_DELETE_WITHIN_S = 48 * 3_600

_CONTENT = frozenset({"text", "entities", "photo", "caption", "caption_entities", "has_media_spoiler"})

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


def edit_media(context: Context) -> Answer:
    """``editMessageMedia``: another photo, or one for a message that had none; what a message had beside it goes."""
    chat, message = _found(context)
    media = context.object("media")
    if not isinstance(media, dict) or media.get("type") != "photo":
        bad("type of the media to edit is not supported", "only photos are played by this stand-in")
    inside = replace(context, parameters=media)
    picture = photo_given(inside, inside.text("media"))
    caption, marks = checked_caption(inside)
    edited = {key: value for key, value in message.items() if key not in _CONTENT}
    edited["photo"] = entities.photo_sizes(f"AgAC{picture.sha256[:40]}", picture)
    edited |= {"has_media_spoiler": True} if inside.flag("has_spoiler") else {}
    edited |= {"caption": caption} if caption else {}
    edited |= {"caption_entities": marks} if marks else {}
    edited = _replace(context, chat, message, edited)
    context.store.keep_photo(picture)
    for seen in _seen(context, chat, message):
        seen.text, seen.pictures, seen.edited_at = caption, [Shown(picture, "")], context.world.now()
    return ok(edited)


def edit_reply_markup(context: Context) -> Answer:
    """``editMessageReplyMarkup``: without markup it takes the buttons away, or finds nothing to change."""
    chat, message = _found(context)
    return ok(_replace(context, chat, message, dict(message)))


def delete(context: Context) -> Answer:
    """``deleteMessage``; whether its 48 hours bind a channel's administrators is unverified: they do not here."""
    chat = context.chat()
    message = context.message(chat)
    if message is None:
        bad("message to delete not found")
    _check_may_delete(context, chat, message)
    remove(context.world, chat, context.message_id())
    return ok(result=True)


def remove(world: World, chat: Chat, number: int) -> None:
    """Take a message away; its number is not used again."""
    del chat.messages[number]
    for seen in world.posts:
        if seen.network == "telegram" and (seen.account_id, seen.id) == (str(chat.id), str(number)):
            seen.deleted_at = world.now()


def _check_may_delete(context: Context, chat: Chat, message: Message) -> None:
    """#deletemessage: in a private chat within 48 hours; elsewhere an administrator any, a member none of others'."""
    age_s = context.world.now().timestamp() - int(str(message["date"]))
    if chat.kind == "private" and age_s > _DELETE_WITHIN_S:
        bad("message can't be deleted for everyone")
    if chat.kind != "private" and not chat.can_post and not (_is_own(context, message) and age_s <= _DELETE_WITHIN_S):
        bad("message can't be deleted")


def _is_own(context: Context, message: Message) -> bool:
    author = message.get("from")
    return isinstance(author, dict) and author.get("id") == context.bot.id


def _found(context: Context) -> tuple[Chat, Message]:
    chat = context.chat()
    message = context.message(chat)
    if message is None:
        bad("message to edit not found")
    # #updating-messages: its own; in a channel an administrator's rights decide. Nobody edits a forward.
    if "forward_origin" in message or (chat.kind != "channel" and not _is_own(context, message)):
        bad("message can't be edited")
    if chat.kind == "channel" and not chat.can_post:
        bad("need administrator rights in the channel chat")
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
    for seen in _seen(context, chat, message):
        seen.text, seen.edited_at = text, context.world.now()
    return edited


def _seen(context: Context, chat: Chat, message: Message) -> Iterator[Seen]:
    here = ("telegram", str(chat.id), str(message["message_id"]))
    return (seen for seen in context.world.posts if (seen.network, seen.account_id, seen.id) == here)


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
