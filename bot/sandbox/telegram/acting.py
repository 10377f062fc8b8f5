"""People on Telegram: they write to bots and press buttons. https://core.telegram.org/bots/api#update."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox.accounts import Bot, Chat
from bot.sandbox.telegram import entities
from bot.sandbox.telegram.answering import Press
from bot.sandbox.telegram.composing import ImpossibleError, contents, words
from bot.sandbox.telegram.context import Message, Store
from bot.sandbox.world import Seen, Shown, World

__all__ = ["ImpossibleError", "block", "edit", "press", "write"]

Action = Mapping[str, object]


def write(world: World, store: Store, action: Action) -> dict[str, object]:
    """A person's message, told to the bots of its chat; an album is as many messages."""
    person = _person(action)
    said = contents(world, store, action)
    chat = _chat(world, action) if "chat" in action else _private(world, person, action)
    if chat.kind == "private":
        chat.member = True  # whoever writes has let the bot in again
    head: Message = {"chat": entities.chat(chat), "date": int(world.now().timestamp())} | _sender(chat, person, action)
    if "reply_to" in action:
        original = _message(chat, action["reply_to"])
        head["reply_to_message"] = {key: value for key, value in original.items() if key != "reply_to_message"}
    if "forwarded_from" in action:
        head["forward_origin"] = _origin(world, action["forwarded_from"])
    if action.get("protected"):
        head["has_protected_content"] = True
    numbers, told = [], []
    for one in said:
        message = head | one
        numbers.append(chat.put(message))
        told += _tell(world, store, chat, "message", message)
        if chat.kind == "channel":
            _see(world, store, chat, message)
    return {"chat": chat.id, "message_id": numbers[0], "message_ids": numbers, "updates": told}


def edit(world: World, store: Store, action: Action) -> dict[str, object]:
    """A person changes a message of theirs: the words, or the picture; what is not named stays."""
    chat = _chat(world, action)
    message = _message(chat, action.get("message_id"))
    number = int(str(message["message_id"]))
    if number in chat.senders:
        raise ImpossibleError("a bot wrote that message")
    edited = {key: value for key, value in message.items() if key not in {"entities", "caption_entities"}}
    if "pictures" in action:
        [medium, *more] = contents(world, store, {**action, "text": ""})
        if more:
            raise ImpossibleError("a message shows one picture")
        edited = {key: value for key, value in edited.items() if key not in {"photo", "document", "video"}} | medium
    name = "text" if "text" in message and "pictures" not in action else "caption"
    text = str(action.get("text", message.get(name, ""))).strip()
    edited = {key: value for key, value in edited.items() if key not in {"text", "caption"}} | words(name, text)
    edited["edit_date"] = int(world.now().timestamp())
    chat.messages[number] = edited
    for seen in world.posts:
        if seen.network == "telegram" and (seen.account_id, seen.id) == (str(chat.id), str(number)):
            seen.text, seen.pictures, seen.edited_at = text, _pictures(store, edited), world.now()
    return {"chat": chat.id, "message_id": number, "updates": _tell(world, store, chat, "edited_message", edited)}


def block(world: World, store: Store, action: Action) -> dict[str, object]:
    """A person stops the bot: https://core.telegram.org/bots/api#chatmemberupdated."""
    person = _person(action)
    chat = _private(world, person, action)
    chat.member = False
    told = []
    for bot in world.accounts.bots.values():
        if bot.id in chat.bots:
            who = {"user": entities.user(bot)}
            changed = {
                "chat": entities.chat(chat),
                "from": person,
                "date": int(world.now().timestamp()),
                "old_chat_member": {"status": "member", **who},
                "new_chat_member": {"status": "kicked", "until_date": 0, **who},
            }
            told.append(store.updates.of(bot.id).add("my_chat_member", changed, world.now()))
    return {"chat": chat.id, "updates": told}


def press(world: World, store: Store, action: Action) -> dict[str, object]:
    """A press of a button under a message, told to the bot that sent it."""
    person, chat = _person(action), _chat(world, action)
    message = _message(chat, action.get("message_id"))
    data = _data(message, action.get("button"))
    number = int(str(message["message_id"]))
    bot = chat.senders.get(number)
    if bot is None:
        raise ImpossibleError("a person wrote that message; its buttons are nobody's")
    identity = str(4_400_000_000_000_000_001 + len(store.presses))
    store.presses[identity] = Press(identity, bot, world.now())
    query = {
        "id": identity,
        "from": person,
        "message": message,
        "chat_instance": str(-chat.id),
        "data": data,
    }
    return {
        "callback_query_id": identity,
        "updates": [store.updates.of(bot).add("callback_query", query, world.now())],
    }


def _tell(world: World, store: Store, chat: Chat, kind: str, message: Message) -> list[int | None]:
    if chat.kind == "channel":
        kind = {"message": "channel_post", "edited_message": "edited_channel_post"}[kind]
    bots = [bot for bot in world.accounts.bots.values() if bot.id in chat.bots and chat.member]
    return [store.updates.of(bot.id).add(kind, message, world.now()) for bot in bots if _hears(bot, chat, message)]


def _hears(bot: Bot, chat: Chat, message: Message) -> bool:
    """https://core.telegram.org/bots/features#privacy-mode: a mere member of a group hears what is meant for it."""
    if chat.can_post or chat.kind in {"private", "channel"}:
        return True
    answered = message.get("reply_to_message")
    author = answered.get("from") if isinstance(answered, dict) else None
    text = str(message.get("text", message.get("caption", "")))
    first = next(iter(text.split(maxsplit=1)), "")
    to_it = first.startswith("/") and ("@" not in first or f"@{bot.username}" in first)
    return to_it or f"@{bot.username}" in text or (isinstance(author, dict) and author.get("id") == bot.id)


def _sender(chat: Chat, person: Mapping[str, object], action: Action) -> Message:
    """Channels speak for themselves; so does a group whose administrator is anonymous."""
    if chat.kind == "channel":
        return {"sender_chat": entities.chat(chat)}
    if action.get("anonymous"):
        nobody = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
        return {"from": nobody, "sender_chat": entities.chat(chat)}
    return {"from": dict(person)}


def _origin(world: World, given: object) -> dict[str, object]:
    """https://core.telegram.org/bots/api#messageorigin."""
    if not isinstance(given, dict):
        raise ImpossibleError('forwarded_from must be {"chat", "message_id"} or {"person"}')
    date = int(world.now().timestamp())
    if "person" in given:
        return {"type": "user", "date": date, "sender_user": _person(given)}
    chat = _chat(world, given)
    message = _message(chat, given.get("message_id"))
    return {
        "type": "channel",
        "date": message["date"],
        "chat": entities.chat(chat),
        "message_id": message["message_id"],
    }


def _see(world: World, store: Store, chat: Chat, message: Message) -> None:
    """List what a channel that somebody else writes to shows everybody."""
    number, now = str(message["message_id"]), world.now()
    text = str(message.get("text", message.get("caption", "")))
    url = f"{world.addresses['telegram']}/{chat.username or chat.id}/{number}"
    seen = ("telegram", "supporter", chat.name, str(chat.id), number, text, now, now, url, chat.zone)
    world.see(Seen(*seen, pictures=_pictures(store, message)))


def _pictures(store: Store, message: Message) -> list[Shown]:
    sizes = message.get("photo")
    picture = store.files.get(str(sizes[-1]["file_id"])) if isinstance(sizes, list) else None
    return [Shown(picture, "")] if picture else []


def _data(message: Message, wanted: object) -> str:
    markup = message.get("reply_markup")
    rows = markup.get("inline_keyboard", []) if isinstance(markup, dict) else []
    buttons = [button for row in rows for button in row if "callback_data" in button]
    for name in ("callback_data", "text"):
        for button in buttons:
            if button[name] == wanted:
                return str(button["callback_data"])
    known = ", ".join(f"{button['text']!r} ({button['callback_data']!r})" for button in buttons) or "none"
    raise ImpossibleError(f"no button {wanted!r} stands under the message; there is {known}")


def _person(action: Action) -> dict[str, object]:
    given = action.get("person")
    if not isinstance(given, dict) or not isinstance(given.get("id"), int) or given["id"] <= 0:
        raise ImpossibleError(
            'person must be {"id": a positive number, "first_name"?, "username"?, "language_code"?, "is_bot"?}'
        )
    named = {"username": str(given["username"]).lstrip("@")} if given.get("username") else {}
    named |= {"language_code": str(given["language_code"])} if given.get("language_code") else {}
    told = {
        "id": given["id"],
        "is_bot": bool(given.get("is_bot")),
        "first_name": str(given.get("first_name") or "Anna"),
    }
    return {**told, **named}


def _chat(world: World, action: Action) -> Chat:
    chat = world.accounts.chat_called(str(action.get("chat", "")))
    if chat is None:
        raise ImpossibleError(f"no chat {action.get('chat')!r}")
    return chat


def _private(world: World, person: Mapping[str, object], action: Action) -> Chat:
    """The chat of one person and one bot; here its number alone tells it, so a person talks to one bot."""
    name = str(action.get("bot", "")).lstrip("@")
    bots = [bot for bot in world.accounts.bots.values() if name in {"", bot.username}]
    if len(bots) != 1:
        raise ImpossibleError(f"bot must name one of {', '.join(bot.username for bot in world.accounts.bots.values())}")
    identity = int(str(person["id"]))
    chat = world.accounts.chats.get(identity)
    if chat is None:
        chat = Chat(identity, "private", str(person.get("username", "")), str(person["first_name"]), "UTC")
        world.accounts.chats[identity] = chat
    chat.bots.add(bots[0].id)
    return chat


def _message(chat: Chat, wanted: object) -> Message:
    message = chat.messages.get(wanted) if isinstance(wanted, int) else None
    if message is None:
        raise ImpossibleError(f"no message {wanted!r} in {chat.name}")
    return message
