"""Stands between an outbox and its server, and loses the answer to a commit in the way a test asks for."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum

BYTES = 65_536


class Loss(Enum):
    """What becomes of the next commit; the client is cut off in each case."""

    ON_THE_WAY_THERE = "the server never hears of it"
    ON_THE_WAY_BACK = "the server does it"
    LATE = "the server hears of it only when the test says so"


class Proxy:
    """Listens on loopback; ``lose`` is for one commit, the next that passes."""

    def __init__(self, port: int) -> None:
        self.lose: Loss | None = None
        self.lost = threading.Event()
        self.let_through = threading.Event()
        self._server = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def close(self) -> None:
        self.let_through.set()
        for each in (self._listener, *self._sockets):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join()

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._server))
                self._sockets += [client, server]
                self._start(self._there, client, server)
                self._start(self._back, client, server)

    def _there(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(BYTES):
                if self.lose is not None and b"COMMIT\0" in data:
                    self._lose(data, client, server)
                    return
                server.sendall(data)
            server.shutdown(socket.SHUT_RDWR)

    def _lose(self, data: bytes, client: socket.socket, server: socket.socket) -> None:
        how, self.lose = self.lose, None
        client.shutdown(socket.SHUT_RDWR)
        if how is Loss.ON_THE_WAY_THERE:
            server.shutdown(socket.SHUT_RDWR)
        self.lost.set()
        if how is Loss.LATE:
            self.let_through.wait()
        if how is not Loss.ON_THE_WAY_THERE:
            server.sendall(data)

    def _back(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(BYTES):
                with suppress(OSError):
                    client.sendall(data)
            client.shutdown(socket.SHUT_RDWR)


@contextmanager
def proxy(port: int) -> Iterator[Proxy]:
    """To the server on that port of this computer."""
    made = Proxy(port)
    try:
        yield made
    finally:
        made.close()
