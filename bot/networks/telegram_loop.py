"""The one asyncio loop of this program's networks, and the bots on it: one per token, shared by its channels."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from concurrent import futures
from contextvars import ContextVar
from importlib.util import find_spec
from typing import Any, ClassVar, TypedDict, TypeVar

import httpx
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.networks.exchange import Exchange, silence
from bot.networks.http import CONNECT_S, Answer, Silence, is_loopback, quieten
from bot.ports import at_once

Told = TypeVar("Told")

_API = "https://api.telegram.org"

_CONNECTIONS = 9
"""Of one bot, one for its long poll: httpx's cost per call grows with the number at once (performance.md §4)."""

_NO_UPDATES = b'{"ok":true,"result":[]}'

_exchange: ContextVar[Exchange] = ContextVar("exchange")
"""Of the call that the current task makes."""


class _Door:
    """Where a call waits on the loop until the thread that asked for it, which may take its time, says yes."""

    def __init__(self) -> None:
        self.reached: futures.Future[None] = futures.Future()
        self._opens: futures.Future[bool] = futures.Future()

    async def knock(self) -> bool:
        """Wait for the answer."""
        if not self.reached.done():
            self.reached.set_result(None)
        return await asyncio.wrap_future(self._opens)

    def answer(self, *, yes: bool) -> None:
        """From any thread."""
        self._opens.set_result(yes)


class _Doors:
    """A call's two: before its first byte, and before its answer is read."""

    def __init__(self) -> None:
        self.leaving, self.listening = _Door(), _Door()


_doors: ContextVar[_Doors] = ContextVar("doors")
"""The same."""

quieten("httpx", "httpcore", "telegram")

if find_spec("sniffio") is None:
    # httpcore tries to import it four times a request; failing costs a walk along the whole path each time, unless
    # it is known to fail.
    sys.modules["sniffio"] = None  # type: ignore[assignment] # what the import system documents


class Timeouts(TypedDict):
    """The library's own, none shorter than our total deadline: its 5 s are an invitation to post twice."""

    read_timeout: float
    write_timeout: float
    connect_timeout: float
    pool_timeout: float


class _Request(HTTPXRequest):
    """Keeps each answer for the judgement."""

    __slots__ = ()

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 -- the library's own
        """Ask, and remember."""
        exchange = _exchange.get()
        exchange.answer = None
        status, body = await super().do_request(*args, **kwargs)
        exchange.answer = Answer(status, exchange.headers, body)
        if status == 200 and str(kwargs.get("url", "")).endswith("/getUpdates"):
            # The library would drop what it does not know of an update, and log people's words at an odd one.
            return status, _NO_UPDATES
        return status, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:  # noqa: ANN401 -- the library's own
        """Like the library's, which would log a payload it cannot read, and so the token on an error page."""
        try:
            return json.loads(payload)
        except ValueError as error:
            raise TelegramError("unreadable answer") from error


async def watch(request: httpx.Request) -> None:
    """Have the transport tell when the first byte leaves: a timeout alone does not say whether it did."""

    async def trace(event: str, told: Mapping[str, Any]) -> None:
        if "request" in told and told["request"].method == b"CONNECT":
            # To a proxy: nothing of the call has left yet.
            return
        if event.endswith("send_request_headers.started"):
            if not await _doors.get().leaving.knock():
                raise ConnectionAbortedError("refused before its first byte")
            _exchange.get().leaving(None)
        elif event.endswith("receive_response_headers.started"):
            await _doors.get().listening.knock()

    request.extensions = {**request.extensions, "trace": trace}


async def _remember_headers(response: httpx.Response) -> None:
    _exchange.get().headers = {name.lower(): value for name, value in response.headers.items()}


class Asking:
    """One call under way on the loop."""

    def __init__(self, bot: Bot, deadline_s: float) -> None:
        self.bot = bot
        self.timeouts = Timeouts(
            read_timeout=deadline_s,
            write_timeout=deadline_s,
            connect_timeout=min(CONNECT_S, deadline_s),
            pool_timeout=deadline_s,
        )

    async def tell(self, question: Awaitable[object]) -> Answer | Silence:
        """What is heard of one question."""
        exchange = _exchange.get()
        try:
            await question
        except TelegramError as error:
            if exchange.answer is None:
                return silence(error, left=exchange.left)
        except Exception:
            # The library makes objects of answers, and fails on fields a server left out. The answer itself is there.
            if exchange.answer is None:
                raise
        assert exchange.answer is not None
        return exchange.answer


class SharedBot:
    """A bot and those who use it."""

    _all: ClassVar[dict[tuple[str, str], SharedBot]] = {}
    _lock: ClassVar[threading.Lock] = threading.Lock()
    _loop: ClassVar[asyncio.AbstractEventLoop | None] = None
    _thread: ClassVar[threading.Thread | None] = None

    def __init__(self, token: str, base: str) -> None:
        self._key = (token, base)
        self.users = 0
        self._request = _Request(
            connection_pool_size=_CONNECTIONS,
            httpx_kwargs={
                "trust_env": not is_loopback(base),
                "event_hooks": {"request": [watch], "response": [_remember_headers]},
            },
        )
        address = base or _API
        # One request object for both: the library would make a second one, for polling, that nobody uses here.
        self._bot = Bot(
            token,
            base_url=f"{address}/bot",
            base_file_url=f"{address}/file/bot",
            request=self._request,
            get_updates_request=self._request,
        )

    @classmethod
    def of(cls, token: str, base: str) -> SharedBot:
        """The bot with this token at this base address (empty: Telegram's own)."""
        with cls._lock:
            if cls._loop is None:
                cls._loop = asyncio.new_event_loop()
                cls._thread = threading.Thread(target=cls._loop.run_forever, name="telegram", daemon=True)
                cls._thread.start()
            if (token, base) not in cls._all:
                cls._all[token, base] = cls(token, base)
            shared = cls._all[token, base]
            shared.users += 1
            return shared

    def call(
        self,
        ask: Callable[[Asking], Coroutine[Any, Any, Told]],
        deadline_s: float,
        until: futures.Future[None] | None = None,
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Told | Silence:
        """Run ``ask`` on the loop for at most the deadline, or until ``until`` is done.

        A call given up is cancelled and its connection closed. For the rest see ``Network.publish``.
        """
        exchange, doors = Exchange(), _Doors()
        loop = SharedBot._loop
        assert loop is not None, "used after close()"

        async def run() -> Told:
            _exchange.set(exchange)
            _doors.set(doors)
            return await ask(Asking(self._bot, deadline_s))

        future = asyncio.run_coroutine_threadsafe(run(), loop)
        waiting: list[futures.Future[Any]] = [future] if until is None else [future, until]
        end = time.monotonic() + deadline_s
        for door, asked in ((doors.leaving, may_leave), (doors.listening, may_listen)):
            if asked is at_once:
                door.answer(yes=True)
                continue
            futures.wait([*waiting, door.reached], timeout=end - time.monotonic(), return_when=futures.FIRST_COMPLETED)
            if door.reached.done():
                # In this thread: the loop is everybody's.
                door.answer(yes=bool(asked()))
        futures.wait(waiting, timeout=end - time.monotonic(), return_when=futures.FIRST_COMPLETED)
        if future.cancel():
            return exchange.give_up()
        return future.result()

    def leave(self) -> None:
        """One user less; after the last one of all, the loop ends too."""
        with SharedBot._lock:
            self.users -= 1
            if self.users or SharedBot._all.pop(self._key, None) is None:
                return
            loop, thread = SharedBot._loop, SharedBot._thread
            assert loop is not None
            assert thread is not None
            futures.wait([asyncio.run_coroutine_threadsafe(self._request.shutdown(), loop)], timeout=CONNECT_S)
            if not SharedBot._all:
                SharedBot._loop = SharedBot._thread = None
                loop.call_soon_threadsafe(loop.stop)
                thread.join(timeout=CONNECT_S)
                loop.close()
