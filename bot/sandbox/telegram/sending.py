"""Sending: https://core.telegram.org/bots/api#sendmessage, #sendphoto."""

from __future__ import annotations

import re

from bot.sandbox.accounts import Chat
from bot.sandbox.call import Answer, RefusedError
from bot.sandbox.pictures import BadPictureError, Picture
from bot.sandbox.telegram import entities
from bot.sandbox.telegram.context import Context, Message
from bot.sandbox.telegram.errors import bad, error, ok
from bot.sandbox.telegram.texts import Entity, formatted, units
from bot.sandbox.world import Seen, Shown

TEXT_MAX = 4_096
CAPTION_MAX = 1_024
PHOTO_BYTES_MAX = 10 * 1024 * 1024
PHOTO_SIDES_MAX = 10_000
PHOTO_RATIO_MAX = 20
CALLBACK_BYTES_MAX = 64
# A button does exactly one thing (#inlinekeyboardbutton).
_BUTTON_KINDS = (
    *("callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat"),
    *("switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay"),
)


def send_message(context: Context) -> Answer:
    """``sendMessage``: 1 to 4096 characters after entities parsing."""
    chat = context.chat()
    text, marks = checked_text(context)
    _check_preview(context)
    message = new_message(context, chat)
    message["text"] = text
    if marks:
        message["entities"] = marks
    return ok(deliver(context, chat, message, text, None))


def checked_text(context: Context) -> tuple[str, list[Entity]]:
    """The text of a message."""
    text, marks = formatted(context, "text", "entities")
    if not text:
        bad("message text is empty")
    if units(text) > TEXT_MAX:
        bad("message is too long", f"{units(text)} UTF-16 units, over {TEXT_MAX}")
    return text, marks


def checked_caption(context: Context) -> tuple[str, list[Entity]]:
    """The caption of a photo: 0 to 1024 characters after entities parsing."""
    caption, marks = formatted(context, "caption", "caption_entities")
    if units(caption) > CAPTION_MAX:
        bad("message caption is too long", f"{units(caption)} UTF-16 units, over {CAPTION_MAX}")
    return caption, marks


def send_photo(context: Context) -> Answer:
    """``sendPhoto``: an upload, or a photo's ``file_id`` again."""
    chat = context.chat()
    picture = photo_given(context, context.text("photo"))
    caption, marks = checked_caption(context)
    message = new_message(context, chat)
    message["photo"] = entities.photo_sizes(f"AgAC{picture.sha256[:40]}", picture)
    if context.flag("has_spoiler"):
        message["has_media_spoiler"] = True
    if caption:
        message["caption"] = caption
    if marks:
        message["caption_entities"] = marks
    result = deliver(context, chat, message, caption, picture)
    context.store.keep_photo(picture)
    return ok(result)


def photo_given(context: Context, given: str) -> Picture:
    """An upload, or a photo's ``file_id``."""
    name = given.removeprefix("attach://") if given.startswith("attach://") else "photo"
    file = next((one for one in context.files if one.field == name), None)
    if file is None:
        return _known_photo(context, given)
    if not file.data:
        bad("file must be non-empty")
    # #sending-files: 10 MB for photos
    if len(file.data) > PHOTO_BYTES_MAX:
        bad(f"file of size {len(file.data)} bytes is too big for a photo; the maximum size is {PHOTO_BYTES_MAX} bytes")
    try:
        picture = context.world.pictures.read(file.data)
    except BadPictureError as problem:
        bad("IMAGE_PROCESS_FAILED", str(problem))
    width, height = picture.width, picture.height
    # #sendphoto: width and height at most 10000 in total, their ratio at most 20
    if width + height > PHOTO_SIDES_MAX or max(width, height) > PHOTO_RATIO_MAX * min(width, height):
        bad("PHOTO_INVALID_DIMENSIONS", f"{width} x {height}")
    return picture


def _known_photo(context: Context, given: str) -> Picture:
    if not given:
        bad("there is no photo in the request")
    known = context.store.files.get(given)
    if known is None:
        bad("wrong file identifier/HTTP URL specified", f"photo {given[:60]!r}")
    return known


def new_message(context: Context, chat: Chat) -> Message:
    """A message of the bot's to ``chat``, still without content and number."""
    message: Message = {"chat": entities.chat(chat), "date": int(context.world.now().timestamp())}
    if chat.kind == "channel":
        message["sender_chat"] = entities.chat(chat)
    else:
        message["from"] = entities.user(context.bot)
    _check_reply(context, chat, message)
    markup = checked_markup(context)
    if markup is not None:
        message["reply_markup"] = markup
    if context.flag("protect_content"):
        message["has_protected_content"] = True
    return message


def _check_reply(context: Context, chat: Chat, message: Message) -> None:
    """https://core.telegram.org/bots/api#replyparameters."""
    reply = context.object("reply_parameters")
    if reply is None:
        return
    wanted = reply.get("message_id") if isinstance(reply, dict) else None
    if not isinstance(reply, dict) or not isinstance(wanted, int):
        bad("can't parse reply parameters: message_id must be a number")
    original = chat.messages.get(wanted)
    if original is not None:
        message["reply_to_message"] = {key: value for key, value in original.items() if key != "reply_to_message"}
    elif not reply.get("allow_sending_without_reply"):
        bad("message to be replied not found")


def _check_preview(context: Context) -> None:
    """https://core.telegram.org/bots/api#linkpreviewoptions."""
    options = context.object("link_preview_options")
    if options is not None and not isinstance(options, dict):
        bad("can't parse link preview options: Object expected")


def checked_markup(context: Context) -> object:
    """https://core.telegram.org/bots/api#inlinekeyboardbutton: ``callback_data`` is 1 to 64 bytes."""
    markup = context.object("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        bad("object expected as reply markup")
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        bad('field "inline_keyboard" of the InlineKeyboardMarkup should be an Array of Arrays')
    for button in (button for row in rows for button in row):
        if not isinstance(button, dict) or not button.get("text"):
            bad("can't parse inline keyboard button: text must be non-empty")
        data = button.get("callback_data")
        if not any(name in button for name in _BUTTON_KINDS):
            bad("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
        if data is not None and not 1 <= len(str(data).encode()) <= CALLBACK_BYTES_MAX:
            bad("BUTTON_DATA_INVALID")
    return markup if rows else None


def deliver(
    context: Context, chat: Chat, message: Message, text: str, picture: Picture | None, source: Chat | None = None
) -> Message:
    """Put it into ``chat`` under the next number, and note it as posted."""
    # #sendmessage: in a channel the bot must be an administrator that may post
    if not chat.can_post:
        bad("need administrator rights in the channel chat" if chat.kind == "channel" else "not enough rights to send")
    _flood(context, chat)
    chat.senders[chat.put(message)] = context.bot.id
    world = context.world
    place = chat.username or re.sub(r"^-100", "c/", str(chat.id))
    seen = Seen(
        "telegram",
        "channel" if chat.kind == "channel" else "chat",
        chat.name,
        str(chat.id),
        str(chat.last_message),
        text,
        world.now(),
        context.call.received_at,
        f"{world.addresses['telegram']}/{place}/{chat.last_message}",
        chat.zone,
        silent=context.flag("disable_notification"),
        pictures=[Shown(picture, "")] if picture else [],
        forwarded_from=source.name if source else "",
        repost_of=_reposted(chat, message),
    )
    world.see(seen)
    return message


def _reposted(chat: Chat, message: Message) -> str:
    """A copy in a chat is no repost; a channel's post in another channel is."""
    origin = message.get("forward_origin")
    if chat.kind != "channel" or not isinstance(origin, dict) or origin["type"] != "channel":
        return ""
    return f"{origin['chat']['id']}/{origin['message_id']}"


def _flood(context: Context, chat: Chat) -> None:
    """429 with the seconds to wait; a refused message counts nowhere."""
    if not context.world.settings.limits:
        return
    floods, now = context.store.floods, context.world.now()
    group = chat.kind != "private"
    wait_s = max(
        floods.per_chat.wait_s(chat.id, now),
        floods.per_bot.wait_s(context.bot.id, now),
        floods.per_group.wait_s(chat.id, now) if group else 0,
    )
    if wait_s:
        raise RefusedError(error(429, f"Too Many Requests: retry after {wait_s}", wait_s), f"a flood in {chat.name}")
    floods.per_chat.take(chat.id, now)
    floods.per_bot.take(context.bot.id, now)
    if group:
        floods.per_group.take(chat.id, now)
