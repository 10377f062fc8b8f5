"""A proxy on loopback that stands between an adapter and a server and spoils one thing: the answer, byte by byte."""

from __future__ import annotations

import re
import socket
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Spoil:
    """What becomes of the requests whose path ends with ``path``; every other one passes."""

    path: str
    answer_bytes: int | None = None
    """The answer is cut after so many bytes; ``None``: it is not."""
    request_bytes: int | None = None
    """The server gets so many bytes of the request, and then the end of the connection."""
    delay_s: float = 0.0
    drip_s: float = 0.0
    """Seconds before each byte of the answer."""
    endless: str = ""
    """``length``: a body that says it is longer, and stops; ``chunks`` or ``flood``: one that goes on for ever."""


PASS = Spoil("\0")


class Cutter:
    """The proxy. ``whole`` is the last answer of the server to a request that was spoilt, all of it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        assert parts.hostname is not None
        assert parts.port is not None
        self._upstream = (parts.hostname, parts.port)
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.spoil = PASS
        self.whole = b""
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._start(self._accept)

    def close(self) -> None:
        """Refuse from now on, and end what is under way."""
        if self._over.is_set():
            return
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _start(self, work: object, *given: object) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)  # type: ignore[arg-type] # always one of ours
        self._threads = [one for one in self._threads if one.is_alive()] + [thread]
        thread.start()

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._start(self._attend, client)

    def _attend(self, client: socket.socket) -> None:
        client.settimeout(20)
        try:
            with client, socket.create_connection(self._upstream, timeout=20) as server:
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                while not self._over.is_set() and self._one(client, server):
                    pass
        except OSError:
            return

    def _one(self, client: socket.socket, server: socket.socket) -> bool:
        """Carry one request and its answer; whether the connection goes on."""
        request = _message(client)
        if not request:
            return False
        spoil = self.spoil
        if not request.split(b" ", 2)[1].decode().partition("?")[0].endswith(spoil.path):
            server.sendall(request)
            client.sendall(_message(server))
            return True
        if spoil.request_bytes is not None:
            server.sendall(request[: spoil.request_bytes])
            return False
        server.sendall(request)
        self.whole = _message(server)
        self._over.wait(spoil.delay_s)
        return self._answer(client, spoil)

    def _answer(self, client: socket.socket, spoil: Spoil) -> bool:
        if spoil.endless:
            self._go_on_for_ever(client, spoil.endless)
            return False
        if spoil.drip_s:
            for at in range(len(self.whole)):
                if self._over.wait(spoil.drip_s):
                    return False
                client.sendall(self.whole[at : at + 1])
            return True
        client.sendall(self.whole[: spoil.answer_bytes])
        return spoil.answer_bytes is None

    def _go_on_for_ever(self, client: socket.socket, how: str) -> None:
        head, _, body = self.whole.partition(b"\r\n\r\n")
        if how == "length":
            client.sendall(_LENGTH.sub(b"\r\nContent-Length: 1000000000", head) + b"\r\n\r\n" + body)
            client.recv(1)
            return
        client.sendall(_LENGTH.sub(b"\r\nTransfer-Encoding: chunked", head) + b"\r\n\r\n")
        client.sendall(b"%x\r\n%b\r\n" % (len(body), body))
        while not self._over.wait(0.0 if how == "flood" else 0.02):
            client.sendall(b"10000\r\n" + b" " * 65_536 + b"\r\n" if how == "flood" else b"1\r\n \r\n")


def _message(connection: socket.socket) -> bytes:
    """One HTTP message with the length it says, or nothing when the other side left."""
    data = b""
    while True:
        head, mark, body = data.partition(b"\r\n\r\n")
        if mark:
            found = _LENGTH.search(head)
            if len(body) >= (int(found[1]) if found else 0):
                return data
        more = connection.recv(65_536)
        if not more:
            return b""
        data += more
