"""The traffic of one call: whether a byte of it left, what came back, and what an error on the way means."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping

from bot.networks.http import Answer, Silence, Why
from bot.ports import at_once


class Exchange:
    """The traffic of one call, written by the thread that makes it, given up by the one that waits for it."""

    def __init__(self, may_leave: Callable[[], bool] = at_once, may_listen: Callable[[], object] = at_once) -> None:
        self._may_leave, self._may_listen = may_leave, may_listen
        self.answer: Answer | None = None
        self.left = False
        self.headers: Mapping[str, str] = {}
        self.error: BaseException | None = None
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None

    def knock(self) -> None:
        """The next thing would be the first byte: whoever makes the call has the last word."""
        if not self.left and not self._may_leave():
            raise ConnectionAbortedError("refused before its first byte")

    def listen(self) -> None:
        """All has left: the next thing would be to read the answer."""
        self._may_listen()

    def leaving(self, through: socket.socket | None) -> None:
        """Bytes are about to leave; refused once the call was given up, so that a late one can never post."""
        with self._lock:
            if self.over.is_set():
                raise ConnectionAbortedError("the call was given up")
            self.left, self._socket = True, through

    def give_up(self) -> Silence:
        """End the call now. The socket is shut from here: a thread that reads from it wakes and ends."""
        with self._lock:
            self.over.set()
            if self._socket is not None:
                with contextlib.suppress(OSError):  # it had ended by itself
                    # Not SSLSocket's own shutdown: that pulls its state from under the reading thread.
                    socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            return Silence(self.left, Why.NO_ANSWER)

    def heard(self) -> Answer | Silence:
        """What came of it."""
        if self.answer is not None:
            return self.answer
        return silence(self.error, left=self.left)


def silence(error: BaseException | None, *, left: bool) -> Silence:
    """What a transport error means."""
    causes = list(_causes(error))
    if any(isinstance(cause, TimeoutError) or "Timeout" in type(cause).__name__ for cause in causes):
        return Silence(left, Why.NO_ANSWER if left else Why.UNREACHABLE, "" if left else "connection timed out")
    return Silence(left, Why.CUT if left else Why.UNREACHABLE, "" if left else _root(causes))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and all that it was made from; libraries also keep the cause in ``args`` or ``reason``."""
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        grouped = cause.exceptions if isinstance(cause, BaseExceptionGroup) else ()
        waiting += [cause.__cause__, cause.__context__, getattr(cause, "reason", None), *cause.args, *grouped]


def _root(causes: Iterable[BaseException]) -> str:
    """The system's own words. Never a library's: they quote addresses, and Telegram's hold the token."""
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"certificate: {getattr(cause, 'verify_message', '') or 'not trusted'}"
        if isinstance(cause, ssl.SSLError):
            return f"TLS: {getattr(cause, 'reason', '') or 'no handshake'}"
        if isinstance(cause, socket.gaierror):
            return "no such server name"
        if isinstance(cause, OSError) and cause.errno:
            return os.strerror(cause.errno)
    return ""
