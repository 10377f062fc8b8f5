"""The stand-in Bot API: https://core.telegram.org/bots/api."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Collection

from bot.sandbox.accounts import Bot
from bot.sandbox.call import Answer, Call, RefusedError
from bot.sandbox.pages import timeline
from bot.sandbox.telegram import editing, entities, sending
from bot.sandbox.telegram.context import Context, Store, read
from bot.sandbox.telegram.errors import bad, error, ok
from bot.sandbox.world import World

_PATH = re.compile(r"/bot([^/]+)/([^/]+)/?")
_POLL_MAX_S = 50


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


def get_webhook_info(_context: Context) -> Answer:
    """``getWebhookInfo``: there is none."""
    return ok({"url": "", "has_custom_certificate": False, "pending_update_count": 0})


def yes(_context: Context) -> Answer:
    """A method whose effect nobody sees here."""
    return ok(result=True)


_METHODS: dict[str, Callable[[Context], Answer]] = {
    "getme": get_me,
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "forwardmessage": sending.forward_message,
    "deletemessage": editing.delete,
    "editmessagetext": editing.edit_text,
    "editmessagecaption": editing.edit_caption,
    "editmessagereplymarkup": editing.edit_reply_markup,
    "getwebhookinfo": get_webhook_info,
    "deletewebhook": yes,
    "setmycommands": yes,
}


class Telegram:
    """api.telegram.org, for the bots it is told of."""

    name = "telegram"

    def __init__(self, world: World) -> None:
        self.store = Store()
        self._world = world
        self._polls: dict[int, asyncio.Event] = {}
        """Per bot, what ends its long poll."""

    async def answer(self, call: Call) -> Answer:
        """Carry out a request: "We support GET and POST HTTP methods" (#making-requests)."""
        page = timeline.on_network(self._world, self.name, call)
        if page is not None:
            return page
        match = _PATH.fullmatch(call.path)
        if match is None or ":" not in match.group(1):
            raise RefusedError(error(404, "Not Found"), "no such path")
        if call.method not in {"GET", "POST"}:
            raise RefusedError(error(405, "Method Not Allowed"), f"no {call.method} here")
        bot = self._world.accounts.bots.get(match.group(1))
        if bot is None:
            raise RefusedError(error(401, "Unauthorized"), "no such bot token")
        name = match.group(2).lower()  # "All methods in the Bot API are case-insensitive."
        parameters, files = read(call)
        context = Context(self._world, self.store, call, bot, parameters, files)
        if name == "getupdates":
            return await self._get_updates(context)
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

    async def _get_updates(self, context: Context) -> Answer:
        """``getUpdates``: nothing ever comes; a second poller ends the first one's poll with 409."""
        timeout = context.text("timeout") or "0"
        if not re.fullmatch(r"\d{1,9}", timeout, re.ASCII):
            bad("invalid timeout")
        before = self._polls.get(context.bot.id)
        if before is not None:
            before.set()
        mine = self._polls[context.bot.id] = asyncio.Event()
        try:
            await self._wait(context, mine, min(int(timeout), _POLL_MAX_S))
        finally:
            if self._polls.get(context.bot.id) is mine:
                del self._polls[context.bot.id]
        if mine.is_set():
            text = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            raise RefusedError(error(409, text), "two pollers at once")
        return ok([])

    async def _wait(self, context: Context, ended: asyncio.Event, seconds: int) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        # In slices, so that a poll whose client has left does not stay behind and conflict with the next.
        while loop.time() < until and not context.call.is_gone():
            try:
                await asyncio.wait_for(ended.wait(), min(0.25, max(0.0, until - loop.time())))
            except TimeoutError:
                continue
            return
