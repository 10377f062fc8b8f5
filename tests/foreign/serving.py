"""A plain HTTP/1.1 server for the stand-ins of this folder: the standard library alone, nothing of the bot's."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form; ``filename`` is empty unless it is a file's."""

    name: str
    value: bytes
    filename: str = ""

    @property
    def text(self) -> str:
        return self.value.decode()


@dataclass(frozen=True, slots=True)
class Call:
    """One request, whole. ``target`` is as it came: path and query, still encoded."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def fields(self) -> list[Field]:
        """Of a form, url-encoded or multipart (RFC 7578), in order."""
        if self.content_type == "application/x-www-form-urlencoded":
            return [
                Field(name, value.encode()) for name, value in parse_qsl(self.body.decode(), keep_blank_values=True)
            ]
        if self.content_type == "multipart/form-data":
            return _parts(self.headers["content-type"], self.body)
        return []


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered: ``json``, or bytes of a type of their own."""

    status: int = 200
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes | None = None
    mime: str = "application/json"


class Server:
    """Answers on loopback until it is closed; one request at a time sees its state."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def answer(self, call: Call) -> Reply:
        """What this server says to that."""
        raise NotImplementedError

    def close(self) -> None:
        """Stop."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(timeout=5)


def _handler(server: Server) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # An answer in one piece: in two, each costs the 40 ms of a delayed acknowledgement.
        wbufsize = -1

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            with server.lock:
                # RFC 9112 §3.2.2: a server takes the absolute form too, as a proxy gets it.
                target = re.sub(r"^http://[^/]*", "", self.path)
                reply = server.answer(Call(self.command, target, headers, body))
            data = reply.data if reply.data is not None else json.dumps(reply.json).encode()
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.mime, **reply.headers, "Content-Length": str(len(data))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815 -- http.server's own names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- http.server's own name
            pass

    return Handler


def _parts(content_type: str, body: bytes) -> list[Field]:
    kind = Message()
    kind["Content-Type"] = content_type
    edge = b"\r\n--" + str(kind.get_param("boundary")).encode()
    found = []
    for piece in (b"\r\n" + body).split(edge)[1:-1]:
        head, _, value = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        names = dict(re.findall(rb'; (name|filename)="([^"]*)"', head))
        found.append(Field(names[b"name"].decode(), value, names.get(b"filename", b"").decode()))
    return found
