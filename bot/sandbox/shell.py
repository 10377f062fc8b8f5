"""The server around a stand-in: reads a request, injects faults, writes the answer and its ``Date``."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any, Protocol

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler

from bot.sandbox.call import Answer, BadBodyError, Call, RefusedError
from bot.sandbox.clock import iso, real_now
from bot.sandbox.faults import Fault
from bot.sandbox.world import Violation, World

BODY_MAX = 20 * 1024 * 1024
_POLL_S = 0.05


class Network(Protocol):
    """One stand-in."""

    name: str

    async def answer(self, call: Call) -> Answer:
        """Carry out a request; raises ``RefusedError`` when a rule says no, ``BadBodyError`` on a malformed body."""
        ...

    def refusal(self, status: int, detail: str) -> Answer:
        """An error that is not about one of the network's own rules, in the network's own shape."""
        ...

    def who(self, call: Call) -> Collection[str]:
        """The accounts a request is about, unproved: for choosing faults."""
        ...


class Shell:
    """Serves one network on one port."""

    def __init__(self, world: World, network: Network) -> None:
        self._world = world
        self._network = network
        self._turn = asyncio.Lock()

    def server(self) -> web.Server:
        """An aiohttp server; the leanest kind, without routes or an access log, because bursts are timed through it."""
        return _Server(self._handle, request_factory=_request, access_log=None)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        call = Call(request.method, request.rel_url.raw_path, request.rel_url.raw_query_string, request.headers, b"")
        if isinstance(request.protocol, _Connection):
            call.received_at = request.protocol.came_at or call.received_at
        call.is_gone = lambda: _gone(request)
        try:
            call.body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return self._finish(call, self._refuse(call, 413, f"the body is over {BODY_MAX} bytes"), "")
        except (web.RequestPayloadError, OSError) as error:
            return self._finish(call, self._refuse(call, 400, f"the body cannot be read: {error}"), "")
        return await self._serve(request, call)

    async def _serve(self, request: web.BaseRequest, call: Call) -> web.StreamResponse:
        async with self._turn:
            # One request is worked on between two looks at what comes in: of a burst, each is timed as it came.
            await asyncio.sleep(0)
        name = self._network.name
        chosen = self._world.faults.choose(name, call.method, call.path, lambda: self._who(call))
        call.stale_s = chosen.stale_s
        if chosen.wait_s:
            await asyncio.sleep(chosen.wait_s)
        if chosen.fault is None:
            return self._finish(call, await self._execute(call), "stale" if chosen.stale_s else "")
        return await self._spoil(request, call, chosen.fault)

    async def _spoil(self, request: web.BaseRequest, call: Call, fault: Fault) -> web.StreamResponse:
        # cut_before reads the whole request too: a client must not be able to tell it from cut_after.
        if fault.do == "cut_before":
            return self._cut(request, call, fault, b"")
        if fault.do == "status":
            return self._finish(call, Answer(fault.status, fault.body, fault.headers), fault.do)
        answer = await self._execute(call)
        if fault.do == "cut_after":
            return self._cut(request, call, fault, self._raw(answer)[: fault.bytes_sent])
        if fault.do == "lose_answer":
            return await self._lose(request, call, fault)
        if fault.do == "slow_body":
            return await self._drip(request, call, answer, fault)
        status = 200 if fault.do == "garbage" else fault.status
        return self._finish(call, Answer(status, fault.body, fault.headers), fault.do)

    async def _lose(self, request: web.BaseRequest, call: Call, fault: Fault) -> web.Response:
        self._note(call, None, fault.do)
        while not _gone(request):  # noqa: ASYNC110  aiohttp tells a handler of a lost client only by cancelling all
            await asyncio.sleep(_POLL_S)
        return web.Response()

    def _who(self, call: Call) -> Collection[str]:
        try:
            return self._network.who(call)
        except BadBodyError:
            return ()

    async def _execute(self, call: Call) -> Answer:
        try:
            return await self._network.answer(call)
        except RefusedError as refused:
            self._violation(call, refused.answer.status, refused.why)
            return refused.answer
        except BadBodyError as error:
            return self._refuse(call, 400, str(error))
        # A fault of the sandbox's own must not look like one of the network's: it is marked, and the tests look for it.
        except Exception as error:  # noqa: BLE001  the line above says why
            self._violation(call, 500, f"sandbox bug: {error!r}")
            return Answer(500, f"sandbox bug: {error!r}".encode(), {"X-Sandbox-Bug": "1"}, "text/plain; charset=utf-8")

    def _refuse(self, call: Call, status: int, why: str) -> Answer:
        self._violation(call, status, why)
        return self._network.refusal(status, why)

    def _violation(self, call: Call, status: int, why: str) -> None:
        at = iso(self._world.now())
        self._world.journal.violation(Violation(self._network.name, call.method, _masked(call.path), status, why, at))

    def _note(self, call: Call, status: int | None, fault: str) -> None:
        now = self._world.now()
        self._world.journal.request(self._network.name, call.method, _masked(call.path), status, fault, now)

    def _headers(self, answer: Answer) -> dict[str, str]:
        date = format_datetime(self._world.now(), usegmt=True)
        return {"Content-Type": answer.content_type, "Date": date, "Server": "sandbox", **answer.headers}

    def _finish(self, call: Call, answer: Answer, fault: str) -> web.Response:
        self._note(call, answer.status, fault)
        return web.Response(status=answer.status, body=answer.body, headers=self._headers(answer))

    def _raw(self, answer: Answer) -> bytes:
        phrase = HTTPStatus(answer.status).phrase
        headers = {**self._headers(answer), "Content-Length": str(len(answer.body))}
        lines = [f"HTTP/1.1 {answer.status} {phrase}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode("latin-1", "replace") + answer.body

    def _cut(self, request: web.BaseRequest, call: Call, fault: Fault, first: bytes) -> web.Response:
        self._note(call, None, fault.do)
        transport = request.transport
        if transport is not None:
            if first:
                transport.write(first)
            transport.close()
        return web.Response()

    async def _drip(self, request: web.BaseRequest, call: Call, answer: Answer, fault: Fault) -> web.StreamResponse:
        self._note(call, answer.status, fault.do)
        response = web.StreamResponse(status=answer.status, headers=self._headers(answer))
        response.content_length = len(answer.body)
        await response.prepare(request)
        for byte in answer.body:
            if _gone(request):
                break
            await asyncio.sleep(fault.seconds)
            await response.write(bytes([byte]))
        return response


class _Connection(RequestHandler):
    """One that knows when its last request came: its handler may have waited for those of others."""

    __slots__ = ("came_at",)

    def __init__(self, *values: Any, **named: Any) -> None:  # noqa: ANN401 -- aiohttp's own
        super().__init__(*values, **named)
        self.came_at: datetime | None = None

    def data_received(self, data: bytes) -> None:
        """As aiohttp's."""
        now, before = real_now(), self._request_count
        super().data_received(data)
        if self._request_count > before:
            self.came_at = now


class _Server(web.Server):
    """One with such connections."""

    def __call__(self) -> RequestHandler:
        return _Connection(self, loop=self._loop, **self._kwargs)


def _request(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: asyncio.Task[None],
) -> web.BaseRequest:
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=BODY_MAX)


def _gone(request: web.BaseRequest) -> bool:
    return request.transport is None or request.transport.is_closing()


def _masked(path: str) -> str:
    # Tokens never stand in a log, made-up ones included: people paste these.
    return re.sub(r"/bot\d+:[^/]*", "/bot***", path)
