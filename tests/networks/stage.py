"""A server on loopback that answers as a test tells it to, down to the byte, and keeps what it was asked."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, whole."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.target).query)

    @property
    def json(self) -> object:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, list[str]]:
        return parse_qs(self.body.decode(), keep_blank_values=True)

    @property
    def parts(self) -> dict[str, Message]:
        """Of a multipart body, by name."""
        kind = f"Content-Type: {self.headers['content-type']}\r\n\r\n".encode()
        whole = message_from_bytes(kind + self.body)
        return {
            str(part.get_param("name", header="content-disposition")): part
            for part in whole.walk()
            if not part.is_multipart()
        }


def payload(part: Message) -> bytes:
    body = part.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body


@dataclass(frozen=True, slots=True)
class Reply:
    """What is written back; the special ones are made below."""

    status: int = 200
    json: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    read: bool = True
    """Whether the request is read before anything is done."""
    bytes_written: int | None = None
    """Cut off after so many bytes of the answer; ``None``: all of it."""
    drip: bool = False
    """A byte of a header now and then, for ever."""
    hang: bool = False
    """Nothing, for ever."""

    def on_the_wire(self) -> bytes:
        body = self.body if self.body is not None else json.dumps(self.json).encode()
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **self.headers}
        lines = [f"HTTP/1.1 {self.status} Said", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


CUT_BEFORE_READING = Reply(read=False, bytes_written=0)
LOST = Reply(bytes_written=0)
"""The request arrived, and may have been done; the connection closes without a byte."""
SLOW = Reply(drip=True)
HANG = Reply(hang=True)

LISTENING = 0.1
"""Seconds between looks at whether the stage is over."""
WRITING = 30
"""Seconds for a whole answer: twenty megabytes, on a computer that does other things too."""

Script = Reply | Callable[[Asked], Reply]


class Stage:
    """The server. A route's last reply stays; those before it are used once each."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._routes: list[tuple[str, re.Pattern[str], list[Script]]] = []
        self._over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()
        self.connections = 0
        self.closed = threading.Semaphore(0)
        """Released by each connection that the stage has closed."""
        self.hang_up = threading.Event()
        """Set, the next connection that has nothing to say is closed."""
        self.speak = threading.Event()
        """Set, the next connection with nothing to say is told something unasked, as TLS 1.3 does with its tickets."""
        self.spoken = threading.Semaphore(0)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def on(self, method: str, path: str, *replies: Script) -> None:
        """Answer ``method`` on paths that match ``path`` whole; the latest told comes first."""
        self._routes.insert(0, (method, re.compile(path), list(replies)))

    def requests(self, method: str, path: str) -> list[Asked]:
        return [asked for asked in self.asked if asked.method == method and re.fullmatch(path, asked.path)]

    def close(self) -> None:
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._attend, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _attend(self, connection: socket.socket) -> None:
        connection.settimeout(LISTENING)
        with connection:
            self._serve(connection)
        self.hang_up.clear()
        self.closed.release()

    def _serve(self, connection: socket.socket) -> None:
        while (head := self._until(connection, b"\r\n\r\n")) is not None:
            method, target, headers, rest = _parse(head)
            reply: Script = self._next(method, urlsplit(target).path)
            if isinstance(reply, Reply) and not reply.read:
                return
            asked = Asked(method, target, headers, self._body(connection, headers, rest))
            self.asked.append(asked)
            if not self._write(connection, reply(asked) if callable(reply) else reply):
                return

    def _write(self, connection: socket.socket, reply: Reply) -> bool:
        wire = reply.on_the_wire()
        try:
            if reply.hang:
                self._some(connection)
                return False
            if reply.drip:
                connection.sendall(b"HTTP/1.1 200 Said\r\nX-Slow: ")
                while not self._over.wait(0.02):
                    connection.sendall(b"y")
                return False
            connection.settimeout(WRITING)
            connection.sendall(wire[: reply.bytes_written])
        except OSError:
            return False
        connection.settimeout(LISTENING)
        return reply.bytes_written is None

    def _next(self, method: str, path: str) -> Script:
        for wanted, pattern, replies in self._routes:
            if wanted == method and pattern.fullmatch(path) and replies:
                return replies.pop(0) if len(replies) > 1 else replies[0]
        return Reply(404, {"error": "no such route on this stage"})

    def _until(self, connection: socket.socket, end: bytes) -> bytes | None:
        data = b""
        while end not in data:
            more = self._some(connection)
            if not more:
                return None
            data += more
        return data

    def _body(self, connection: socket.socket, headers: Mapping[str, str], data: bytes) -> bytes:
        while len(data) < int(headers.get("content-length", "0")):
            more = self._some(connection)
            if not more:
                break
            data += more
        return data

    def _some(self, connection: socket.socket) -> bytes:
        while not self._over.is_set():
            try:
                return connection.recv(65536)
            except TimeoutError:
                if self.hang_up.is_set():
                    return b""
                if self.speak.is_set():
                    self.speak.clear()
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                    self.spoken.release()
            except OSError:
                return b""
        return b""


def _parse(data: bytes) -> tuple[str, str, dict[str, str], bytes]:
    head, _, rest = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return method, target, headers, rest
