"""A ``requests`` session that knows what has left, and a thread that gives up on it at the total deadline.

Neither requests nor the libraries on it have a total deadline: their timeouts start again with every byte.
"""

from __future__ import annotations

import queue
import select
import socket
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.response import HTTPResponse

from bot.networks.exchange import Exchange
from bot.networks.http import CONNECT_S, Answer, Silence, is_loopback, quieten
from bot.ports import at_once

Client = TypeVar("Client")
Told = TypeVar("Told")

IDLE_S = 20.0
"""A connection idle for longer is not used again: servers close theirs from some 30 s on, and a request that crosses
the closing on its way is a post nobody knows of."""

ANSWER_MAX = 8_000_000
"""Bytes of the longest answer that is read: forty statuses are a quarter of a million. A server that never stops would
fill the memory long before the deadline."""

quieten("urllib3", "requests")


class HeardError(Exception):
    """The answer is read, and nobody wants what the library would make of it."""


class Session(requests.Session):
    """One account's connections to one base address; one call at a time.

    ``stands_for`` is the address a library has wired in; what it signs is for that one, what leaves goes to ``base``.
    """

    def __init__(self, base: str, stands_for: str, deadline_s: float, idle_s: float = IDLE_S) -> None:
        super().__init__()
        self.exchange = Exchange()
        self.only_hear = False
        """End the library's call with ``HeardError`` once the answer is here: most of Mastodon.py's time goes into
        making objects of a status (5.3 ms of processor a post with them, 1.3 without)."""
        self.trust_env = not is_loopback(base)
        self.idle_s = idle_s
        adapter = _Adapter(self, base.rstrip("/"), stands_for, deadline_s)
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:  # noqa: ANN401 -- requests' own
        """Send, read to the end, and keep the answer for the judgement."""
        self.exchange.answer = None
        response = super().send(request, **(kwargs | {"stream": True}))
        body = _whole(response)
        headers = {name.lower(): value for name, value in response.headers.items()}
        self.exchange.answer = Answer(response.status_code, headers, body)
        if self.only_hear:
            raise HeardError
        return response

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where to go on: nowhere with a POST, which would become a GET elsewhere, and never with our token abroad."""
        target = super().get_redirect_target(resp)
        if target is None or resp.request.method != "GET":
            return None
        there, here = urlsplit(target).netloc, urlsplit(resp.url).netloc
        return target if there in {"", here} else None


def _whole(response: requests.Response) -> bytes:
    """An answer's body, read to its end and kept for the library; raises ``OSError`` when it does not end."""
    pieces, size = [], 0
    for piece in response.iter_content(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > ANSWER_MAX:
            response.close()
            raise OSError("an answer without an end")
    response._content = b"".join(pieces)  # noqa: SLF001 -- requests has no other place for a body read in pieces
    return response._content  # noqa: SLF001 -- the same


class _Adapter(HTTPAdapter):
    """Rewrites the address after signing, sets the timeouts, and watches its connections."""

    def __init__(self, session: Session, base: str, stands_for: str, deadline_s: float) -> None:
        self._base, self._stands_for = base, stands_for
        self._timeout = (min(CONNECT_S, deadline_s), deadline_s)
        self._pools = _watched(session)
        super().__init__(pool_connections=2, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- requests' own
        """Make pools of watched connections."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 -- requests' own
        """The same through a proxy."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:  # noqa: ANN401 -- requests' own
        """Send to the account's base address, its path first."""
        if self._stands_for and request.url is not None:
            request.url = self._base + request.url.removeprefix(self._stands_for)
        kwargs["timeout"] = self._timeout
        return super().send(request, *args, **kwargs)

    def close(self) -> None:
        """Close the connections now: urllib3 leaves that to the collection of its pools, whenever it comes."""
        for manager in (self.poolmanager, *self.proxy_manager.values()):
            for key in manager.pools.keys():  # noqa: SIM118 -- it forbids iteration
                pool = manager.pools.get(key)
                if pool is not None:
                    pool.close()
        super().close()


def _set_out(connection: HTTPConnection, exchange: Exchange) -> None:
    """Connect, ask for leave, and look once more: a server may have hung up while we waited for it."""
    if connection.sock is None:
        connection.connect()
    exchange.knock()
    if not exchange.left and connection.sock is not None and _hung_up(connection.sock):
        connection.sock.close()
        connection.connect()
        exchange.knock()
    exchange.leaving(connection.sock)


def _hung_up(connected: socket.socket) -> bool:
    """Whether the other end has closed. Not whether there is something to read: TLS 1.3 sends its tickets unasked."""
    asked = select.poll()
    asked.register(connected, select.POLLRDHUP)
    return bool(asked.poll(0))


def _watched(session: Session) -> Mapping[str, type[HTTPConnectionPool]]:
    """Pools whose connections ask the session's call before every byte, and that forget idle connections."""

    class Watched(HTTPConnection):
        def send(self, data: Any) -> None:  # noqa: ANN401 -- http.client's own
            _set_out(self, session.exchange)
            super().send(data)

        def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3's own
            session.exchange.listen()
            return super().getresponse()

    class WatchedTLS(HTTPSConnection):
        def send(self, data: Any) -> None:  # noqa: ANN401 -- http.client's own
            _set_out(self, session.exchange)
            super().send(data)

        def getresponse(self) -> HTTPResponse:  # type: ignore[override] # as urllib3's own
            session.exchange.listen()
            return super().getresponse()

    class Forgetful(HTTPConnectionPool):
        ConnectionCls: Any = Watched
        used_at = 0.0

        # A connection's age is a client's timeout: those stay real when the campaign's clock is turned by hand.
        def _get_conn(self, timeout: float | None = None) -> Any:  # noqa: ANN401 -- urllib3's own
            connection = super()._get_conn(timeout)
            if time.monotonic() - self.used_at > session.idle_s:
                connection.close()
            return connection

        def _put_conn(self, conn: Any) -> None:  # noqa: ANN401 -- urllib3's own
            self.used_at = time.monotonic()
            super()._put_conn(conn)

    class ForgetfulTLS(Forgetful, HTTPSConnectionPool):
        ConnectionCls = WatchedTLS

    return {"http": Forgetful, "https": ForgetfulTLS}


class _Job(Generic[Client, Told]):
    """One call on its way through the thread."""

    def __init__(self, ask: Callable[[Client], Told], exchange: Exchange) -> None:
        self.ask, self.exchange = ask, exchange
        self.done = threading.Event()
        self.told: Told | None = None
        self.bug: Exception | None = None

    def run(self, client: Client) -> None:
        """Ask; what goes wrong on the way is the exchange's to tell, unless nothing was on the way."""
        try:
            self.told = self.ask(client)
        except OSError as error:  # every transport error of requests and Mastodon.py is one
            self.exchange.error = error
        except Exception as error:  # noqa: BLE001 -- the libraries raise anything at all over an answer they did not expect
            if self.exchange.answer is None:
                self.bug = error
        finally:
            self.done.set()


class Line(Generic[Client]):
    """One account's client with a thread of its own, replaced together whenever a call is given up."""

    def __init__(
        self, connect: Callable[[Session], Client], base: str, deadline_s: float, stands_for: str = ""
    ) -> None:
        self._connect, self._base, self._stands_for, self._deadline_s = connect, base, stands_for, deadline_s
        self._open: tuple[queue.SimpleQueue[_Job[Client, Any] | None], Session, threading.Thread] | None = None

    def hear(
        self,
        ask: Callable[[Client], object],
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Answer | Silence:
        """Ask one question, for at most the total deadline: what was heard. For the rest see ``Network.publish``."""
        return self._run(ask, Exchange(may_leave, may_listen), only_hear=True)[1]

    def call(self, ask: Callable[[Client], Told]) -> tuple[Told | None, Answer | Silence]:
        """Ask several, for at most the total deadline: what ``ask`` made of them, and what was heard last."""
        return self._run(ask, Exchange(), only_hear=False)

    def _run(
        self, ask: Callable[[Client], Told], exchange: Exchange, *, only_hear: bool
    ) -> tuple[Told | None, Answer | Silence]:
        jobs, session, _ = self._open or self._start()
        session.exchange, session.only_hear = exchange, only_hear
        job = _Job(ask, exchange)
        jobs.put(job)
        if not job.done.wait(self._deadline_s):
            self._forget()
            return None, exchange.give_up()
        if job.bug is not None:
            raise job.bug
        return job.told, exchange.heard()

    def close(self) -> None:
        """Close the connections."""
        if self._open is not None:
            _, _, thread = self._open
            self._forget()
            thread.join(timeout=CONNECT_S)

    def _start(self) -> tuple[queue.SimpleQueue[_Job[Client, Any] | None], Session, threading.Thread]:
        session = Session(self._base, self._stands_for, self._deadline_s)
        client = self._connect(session)
        jobs: queue.SimpleQueue[_Job[Client, Any] | None] = queue.SimpleQueue()

        def serve() -> None:
            with session:
                while (job := jobs.get()) is not None:
                    job.run(client)

        thread = threading.Thread(target=serve, name=f"client of {urlsplit(self._base).netloc}", daemon=True)
        thread.start()
        self._open = (jobs, session, thread)
        return self._open

    def _forget(self) -> None:
        """The thread ends after its job; the next call has a fresh session that shares nothing with it."""
        if self._open is not None:
            self._open[0].put(None)
            self._open = None
