"""The stand-in Bot API: https://core.telegram.org/bots/api."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from bot.sandbox.accounts import Bot
from bot.sandbox.call import Answer, Call, RefusedError
from bot.sandbox.pages import timeline
from bot.sandbox.telegram import answering, editing, entities, files, forwarding, sending
from bot.sandbox.telegram.context import Context, Store, read
from bot.sandbox.telegram.errors import bad, error, ok
from bot.sandbox.telegram.polling import Pollers
from bot.sandbox.world import World

_PATH = re.compile(r"/bot([^/]+)/([^/]+)/?")


def get_me(context: Context) -> Answer:
    """``getMe``."""
    more = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return ok(entities.user(context.bot) | more)


def get_chat(context: Context) -> Answer:
    """``getChat``."""
    return ok(entities.full_chat(context.chat()))


def get_chat_member(context: Context) -> Answer:
    """``getChatMember``: here only the bot itself is known."""
    chat = context.chat()
    if context.text("user_id") != str(context.bot.id):
        bad("PARTICIPANT_ID_INVALID", "only the bot itself is known to this stand-in")
    return ok(entities.membership(chat, context.bot))


def get_webhook_info(context: Context) -> Answer:
    """``getWebhookInfo``: there is none."""
    waiting = len(context.store.updates.of(context.bot.id).pending)
    return ok({"url": "", "has_custom_certificate": False, "pending_update_count": waiting})


def delete_webhook(context: Context) -> Answer:
    """``deleteWebhook``: there is none, but what waits may be dropped."""
    if context.flag("drop_pending_updates"):
        context.store.updates.of(context.bot.id).pending.clear()
    return ok(result=True)


def yes(_context: Context) -> Answer:
    """A method whose effect nobody sees here."""
    return ok(result=True)


_METHODS: dict[str, Callable[[Context], Answer]] = {
    "getme": get_me,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "forwardmessage": forwarding.forward_message,
    "deletemessage": editing.delete,
    "editmessagetext": editing.edit_text,
    "editmessagecaption": editing.edit_caption,
    "editmessagemedia": editing.edit_media,
    "editmessagereplymarkup": editing.edit_reply_markup,
    "getfile": files.get_file,
    "answercallbackquery": answering.answer_callback_query,
    "getwebhookinfo": get_webhook_info,
    "deletewebhook": delete_webhook,
    "setmycommands": yes,
}


class Telegram:
    """api.telegram.org, for the bots it is told of."""

    name = "telegram"

    def __init__(self, world: World) -> None:
        self.store = Store()
        self._world = world
        self._pollers = Pollers()

    async def answer(self, call: Call) -> Answer:
        """Carry out a request: "We support GET and POST HTTP methods" (#making-requests)."""
        page = timeline.on_network(self._world, self.name, call)
        if page is not None:
            return page
        if call.path.startswith("/file/"):
            return files.download(self.store, self._world.accounts.bots, call)
        match = _PATH.fullmatch(call.path)
        if match is None or ":" not in match.group(1):
            raise RefusedError(error(404, "Not Found"), "no such path")
        if call.method not in {"GET", "POST"}:
            raise RefusedError(error(405, "Method Not Allowed"), f"no {call.method} here")
        bot = self._world.accounts.bots.get(match.group(1))
        if bot is None:
            raise RefusedError(error(401, "Unauthorized"), "no such bot token")
        name = match.group(2).lower()  # "All methods in the Bot API are case-insensitive."
        parameters, uploads = read(call)
        context = Context(self._world, self.store, call, bot, parameters, uploads)
        if name == "getupdates":
            return await self._pollers.get_updates(context)
        method = _METHODS.get(name)
        if method is None:
            raise RefusedError(error(404, "Not Found"), f"no method {match.group(2)} in this stand-in")
        return method(context)

    def refusal(self, status: int, detail: str) -> Answer:
        """``{"ok": false, …}``."""
        if status == 413:
            return error(413, "Request Entity Too Large")  # as the server says
        return error(status, f"Bad Request: {detail}")

    def who(self, call: Call) -> Collection[str]:
        """The bot, and the chat it writes to."""
        match = _PATH.fullmatch(call.path)
        bot: Bot | None = self._world.accounts.bots.get(match.group(1)) if match else None
        names = [bot.username] if bot else []
        wanted = str(read(call)[0].get("chat_id", ""))
        chat = self._world.accounts.chat_called(wanted) if wanted else None
        return [*names, chat.name, str(chat.id)] if chat else names
