"""Long polling: https://core.telegram.org/bots/api#getupdates, and Client.cpp of tdlib/telegram-bot-api."""

from __future__ import annotations

import asyncio
import re

from bot.sandbox.call import Answer, RefusedError
from bot.sandbox.telegram.context import Context
from bot.sandbox.telegram.errors import bad, error, ok
from bot.sandbox.telegram.updates import KINDS, Queue

_LIMIT_MAX = 100
_TIMEOUT_MAX_S = 50
_SLICE_S = 0.25
_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Pollers:
    """Who waits for which bot's updates: one at a time."""

    def __init__(self) -> None:
        self._ends: dict[int, asyncio.Event] = {}
        """Per bot, what ends its long poll."""

    async def get_updates(self, context: Context) -> Answer:
        """``getUpdates``: a second poller ends the first one's poll with 409."""
        queue = context.store.updates.of(context.bot.id)
        timeout = min(_number(context, "timeout", 0), _TIMEOUT_MAX_S)
        # The server puts it between 1 and 100 without a word.
        limit = max(1, min(_LIMIT_MAX, _number(context, "limit", _LIMIT_MAX)))
        _allow(context, queue)
        queue.confirm(_number(context, "offset", 0))
        before = self._ends.get(context.bot.id)
        if before is not None:
            before.set()
        mine = self._ends[context.bot.id] = asyncio.Event()
        try:
            found = await self._wait(context, queue, mine, timeout, limit)
        finally:
            if self._ends.get(context.bot.id) is mine:
                del self._ends[context.bot.id]
        if mine.is_set():
            raise RefusedError(error(409, _CONFLICT), "two pollers at once")
        return ok(found)

    async def _wait(
        self, context: Context, queue: Queue, ended: asyncio.Event, seconds: int, limit: int
    ) -> list[dict[str, object]]:
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        # In slices, so that a poll whose client has left does not stay behind and conflict with the next.
        while True:
            queue.arrived.clear()
            found = queue.take(limit, context.world.now())
            left = until - loop.time()
            if found or left <= 0 or ended.is_set() or context.call.is_gone():
                return found
            waiting = [asyncio.ensure_future(event.wait()) for event in (ended, queue.arrived)]
            try:
                await asyncio.wait(waiting, timeout=min(_SLICE_S, left), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for one in waiting:
                    one.cancel()


def _number(context: Context, name: str, default: int) -> int:
    text = context.text(name)
    if not text:
        return default
    if not re.fullmatch(r"-?\d{1,18}" if name == "offset" else r"\d{1,9}", text, re.ASCII):
        bad(f"invalid {name}")
    return int(text)


def _allow(context: Context, queue: Queue) -> None:
    """Without it "the previous setting will be used"; an empty list means the default. Unknown names do nothing."""
    given = context.parameters.get("allowed_updates")
    wanted = given if isinstance(given, list) else context.object("allowed_updates")
    if wanted is None:
        return
    if not isinstance(wanted, list) or not all(isinstance(name, str) for name in wanted):
        bad("can't parse allowed updates: expected an Array of String")
    queue.allowed = frozenset(wanted) & KINDS if wanted else KINDS
