"""A wake-up when somebody posts under a tag (https://docs.joinmastodon.org/methods/streaming/).

Nothing is read from it but that something happened: it is not told again after a break, so the timeline is what counts.
A server without streaming, or one that breaks off, costs only the wake-up.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from urllib.parse import quote, urlsplit

from requests.utils import DEFAULT_CA_BUNDLE_PATH

from bot.campaign.model import Account
from bot.networks.http import CONNECT_S, is_loopback

_SILENT_S = 60.0
"""The server says something every 15 seconds (``:thump``); silent for longer, it is gone."""
_PIECE = 65_536
_LINE_MAX = 1_000_000
"""Letters of an event that are kept until its end."""
_AGAIN_S = (1.0, 2.0, 5.0, 15.0, 60.0, 300.0)
_EVENTS = (b"update", b"status.update", b"delete")


class MastodonStreaming:
    """One account's right to listen, on its own server."""

    def __init__(self, account: Account, secrets: Mapping[str, str], again_s: tuple[float, ...] = _AGAIN_S) -> None:
        self._base = account.address.rstrip("/")
        self._signed = {"Authorization": f"Bearer {secrets['access_token']}", "User-Agent": "rebours"}
        self._again_s = again_s
        self._lock = threading.Lock()
        self._open: socket.socket | None = None

    def listen(self, tag: str, wake: Callable[[], None], stop: threading.Event) -> None:
        """Call ``wake`` whenever something happened under ``tag``, until ``stop``; comes back soon then.

        Each connection wakes once when it stands: what was posted before it is not told. Never raises.
        """
        threading.Thread(target=self._end_with, args=(stop,), name="end of streaming", daemon=True).start()
        failed = 0
        while not stop.is_set():
            heard = False
            with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
                heard = self._hear(tag, wake, stop)
            failed = 0 if heard else failed + 1
            stop.wait(self._again_s[min(failed, len(self._again_s) - 1)])

    def _end_with(self, stop: threading.Event) -> None:
        stop.wait()
        with self._lock, contextlib.suppress(OSError):
            if self._open is not None:
                # Not SSLSocket's own shutdown: that pulls its state from under the reading thread.
                socket.socket.shutdown(self._open, socket.SHUT_RDWR)

    def _hear(self, tag: str, wake: Callable[[], None], stop: threading.Event) -> bool:
        """One connection to its end; whether it stood."""
        base = self._where()
        parts = urlsplit(base)
        connection = _connection(base)
        with contextlib.closing(connection):
            connection.connect()
            with self._lock:
                self._open = connection.sock
            if stop.is_set():
                return False
            name = quote(tag.lstrip("#＃"), safe="")
            path = f"{parts.path.rstrip('/')}/api/v1/streaming/hashtag?tag={name}"
            connection.request("GET", path, headers={**self._signed, "Accept": "text/event-stream"})
            connection.sock.settimeout(_SILENT_S)
            answer = connection.getresponse()
            if answer.status != 200 or "event-stream" not in answer.headers.get("content-type", ""):
                return False
            wake()
            _follow(answer, wake, stop)
        return True

    def _where(self) -> str:
        """The server's streaming address, if it is on its own host or below it: nobody else hears our token."""
        connection = _connection(self._base)
        with contextlib.closing(connection):
            connection.request("GET", f"{urlsplit(self._base).path}/api/v2/instance", headers={"User-Agent": "rebours"})
            told = json.loads(connection.getresponse().read(_LINE_MAX) or b"{}")
        for step in ("configuration", "urls", "streaming"):
            told = told.get(step) if isinstance(told, dict) else None
        if not isinstance(told, str):
            return self._base
        said, own = urlsplit(told), urlsplit(self._base)
        host, own_host = said.hostname or "", own.hostname or ""
        if own.scheme == "https" and said.scheme in {"https", "wss"} and f".{host}".endswith(f".{own_host}"):
            return f"https://{said.netloc}{said.path}"
        return self._base


def _connection(base: str) -> http.client.HTTPConnection:
    parts = urlsplit(base)
    if parts.scheme == "https":
        context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
        return http.client.HTTPSConnection(parts.netloc, timeout=CONNECT_S, context=context)
    if not is_loopback(base):
        raise OSError("only a server on this computer is spoken to in the clear")
    return http.client.HTTPConnection(parts.netloc, timeout=CONNECT_S)


def _follow(answer: http.client.HTTPResponse, wake: Callable[[], None], stop: threading.Event) -> None:
    """Read lines as they come: ``event: update``, its data, an empty line."""
    rest = b""
    while not stop.is_set() and (piece := answer.read1(_PIECE)):
        *lines, rest = (rest + piece).split(b"\n")
        if any(line.startswith(b"event:") and line[6:].strip() in _EVENTS for line in lines):
            wake()
        rest = rest[-_LINE_MAX:]
