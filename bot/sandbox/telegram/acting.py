"""People on Telegram: they write to bots and press buttons. https://core.telegram.org/bots/api#update."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sandbox.accounts import Bot, Chat
from bot.sandbox.telegram import entities
from bot.sandbox.telegram.answering import Press
from bot.sandbox.telegram.context import Message, Store
from bot.sandbox.telegram.sending import TEXT_MAX
from bot.sandbox.telegram.texts import found, units
from bot.sandbox.world import World

Action = Mapping[str, object]


class ImpossibleError(ValueError):
    """What no person could do."""


def write(world: World, store: Store, action: Action) -> dict[str, object]:
    """A person's message, told to the bots of its chat."""
    person = _person(action)
    text = str(action.get("text", "")).strip()
    if not 1 <= units(text) <= TEXT_MAX:
        raise ImpossibleError(f"a message has 1 to {TEXT_MAX} characters")
    chat = _chat(world, action) if "chat" in action else _private(world, person, action)
    message: Message = {"chat": entities.chat(chat), "date": int(world.now().timestamp())}
    message |= {"sender_chat": entities.chat(chat)} if chat.kind == "channel" else {"from": person}
    message |= {"text": text} | ({"entities": marks} if (marks := found(text)) else {})
    if "reply_to" in action:
        original = _message(chat, action["reply_to"])
        message["reply_to_message"] = {key: value for key, value in original.items() if key != "reply_to_message"}
    number = chat.put(message)
    kind = "channel_post" if chat.kind == "channel" else "message"
    bots = [bot for bot in world.accounts.bots.values() if bot.id in chat.bots and chat.member]
    told = [store.updates.of(bot.id).add(kind, message, world.now()) for bot in bots if _hears(bot, chat, message)]
    return {"chat": chat.id, "message_id": number, "updates": told}


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


def _hears(bot: Bot, chat: Chat, message: Message) -> bool:
    """https://core.telegram.org/bots/features#privacy-mode: a mere member of a group hears what is meant for it."""
    if chat.can_post or chat.kind in {"private", "channel"}:
        return True
    answered = message.get("reply_to_message")
    author = answered.get("from") if isinstance(answered, dict) else None
    text = str(message["text"])
    first = text.split(maxsplit=1)[0]
    to_it = first.startswith("/") and ("@" not in first or f"@{bot.username}" in first)
    return to_it or f"@{bot.username}" in text or (isinstance(author, dict) and author.get("id") == bot.id)


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
        raise ImpossibleError('person must be {"id": a positive number, "first_name"?, "username"?}')
    named = {"username": str(given["username"]).lstrip("@")} if given.get("username") else {}
    return {"id": given["id"], "is_bot": False, "first_name": str(given.get("first_name") or "Anna"), **named}


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
