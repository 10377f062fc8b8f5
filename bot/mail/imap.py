"""One IMAP connection: imap-tools' commands over a line that keeps a deadline for each of them and a limit of bytes."""

# ruff: noqa: SLF001 -- the steps of imaplib's protocol that IDLE and STARTTLS are made of have no public names

from __future__ import annotations

import imaplib
import io
import select
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from imap_tools import BaseMailBox
from imap_tools.errors import MailboxLoginError

from bot.mail.opening.frame import MAIL_BYTES_MAX

IMPLICIT_PORT = 993
"""RFC 8314: TLS from the first byte."""
_PIECE = 1 << 18
_GOODBYE_S = 3.0
_ANSWER_BYTES_MAX = MAIL_BYTES_MAX + 2_000_000
"""Of one command: a mail that was said to be small enough, or the numbers of a hundred thousand."""


class NoTlsError(OSError):
    """The server does not begin TLS; without it no password is told."""


class Line(imaplib.IMAP4):
    """imaplib's protocol; every byte is waited for until one instant, not for a time that each byte renews."""

    def __init__(
        self, host: str, port: int, context: ssl.SSLContext | None, whole_s: float, *, at_once: bool = True
    ) -> None:
        """``context``: TLS, ``at_once`` or by STARTTLS; ``None``: without."""
        self._context = context
        self._at_once = at_once
        self._until = time.monotonic() + whole_s
        self._taken = 0
        self._buffer = bytearray()
        try:
            super().__init__(host, port, timeout=whole_s)
            if context is not None and not at_once:
                self.starttls(context)
        except BaseException:
            if hasattr(self, "sock"):
                self.sock.close()
            raise

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """All that is said and read inside ends by then, and is no more than one mail."""
        self._until = time.monotonic() + seconds
        self._taken = 0
        yield

    # What imaplib calls.

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Connect; TLS's own greeting has the same deadline."""
        self.host, self.port = host, port
        self.sock = socket.create_connection((host, port), timeout)
        if self._context is not None and self._at_once:
            self.sock = self._sealed(self._context)
        self.file = io.BytesIO()

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> Any:  # noqa: ANN401  imaplib's own
        """TLS from here on. What came in clear with the answer is nobody's word (CVE-2011-0411)."""
        assert ssl_context is not None, "asked for with one"
        raw: Any = self
        if "STARTTLS" not in self.capabilities:
            raise NoTlsError
        typ, answer = raw._simple_command("STARTTLS")
        if typ != "OK" or self._buffer:
            raise NoTlsError
        self.sock = self._sealed(ssl_context)
        raw._get_capabilities()
        return typ, answer

    def _sealed(self, context: ssl.SSLContext) -> ssl.SSLSocket:
        sealed = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = sealed
        sealed.settimeout(self._left())
        sealed.do_handshake()
        return sealed

    def read(self, size: int) -> bytes:
        """A literal."""
        if size > _ANSWER_BYTES_MAX:
            raise self.abort("the server tells of more than one mail")
        while len(self._buffer) < size:
            self._more()
        return self._cut(size)

    def readline(self) -> bytes:
        """To the next line end."""
        looked = 0
        while (end := self._buffer.find(b"\n", looked)) < 0:
            looked = len(self._buffer)
            self._more()
        return self._cut(end + 1)

    def send(self, data: Any) -> None:  # noqa: ANN401  typeshed's own
        """All of it."""
        self.sock.settimeout(self._left())
        self.sock.sendall(data)

    # What is ours.

    def idle(self, seconds: float, wake: socket.socket) -> bool:
        """IDLE (RFC 2177) until a mail may have come (``True``), ``wake`` can be read, or the time is over."""
        # imaplib has no IDLE before Python 3.14.
        raw: Any = self
        tag = raw._command("IDLE")
        while raw._get_response() is not None:
            if raw.tagged_commands[tag]:
                raise self.error("IDLE is refused")
        end = time.monotonic() + seconds
        while not self.has_news() and self._waited(end, wake):
            with self.within(20):
                raw._get_response()
                raw._check_bye()
        with self.within(20):
            self.send(b"DONE\r\n")
            raw._command_complete("IDLE", tag)
        return self.has_news()

    def has_news(self) -> bool:
        """Whether the server told how many mails there are since ``forget_news``."""
        return "EXISTS" in self.untagged_responses

    def forget_news(self) -> None:
        """What is told from here on counts."""
        self.untagged_responses.pop("EXISTS", None)

    def _waited(self, end: float, wake: socket.socket) -> bool:
        """Wait for a line's beginning; ``False``: for something else."""
        if self._buffer or (isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()):
            return True
        poll = select.poll()
        poll.register(self.sock, select.POLLIN)
        poll.register(wake, select.POLLIN)
        ready = {descriptor for descriptor, _ in poll.poll(max(0.0, end - time.monotonic()) * 1000)}
        return ready == {self.sock.fileno()}

    def _left(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left

    def _more(self) -> None:
        self.sock.settimeout(self._left())
        piece = self.sock.recv(_PIECE)
        if not piece:
            raise self.abort("the connection ended")
        self._taken += len(piece)
        if self._taken > _ANSWER_BYTES_MAX:
            raise self.abort("the server does not stop")
        self._buffer += piece

    def _cut(self, size: int) -> bytes:
        found = bytes(self._buffer[:size])
        del self._buffer[:size]
        return found


class Box(BaseMailBox):
    """imap-tools over a ``Line``."""

    client: Line

    def __init__(self, line: Line) -> None:
        self._line = line
        super().__init__()

    def _get_mailbox_client(self) -> Line:
        return self._line

    def log_in(self, user: str, password: str) -> None:
        """In UTF-8 too, which is SASL's alone; then ask anew what the server can: some tell only whom they know."""
        if user.isascii() and password.isascii():
            self.login(user, password, None)
        else:
            try:
                self.login_utf8(user, password, None)
            except imaplib.IMAP4.abort:
                raise
            except imaplib.IMAP4.error as error:
                raise MailboxLoginError(("NO", [str(error).encode()]), "OK") from None
        raw: Any = self.client
        raw._get_capabilities()

    def hang_up(self, *, politely: bool) -> None:
        """End the connection; ``politely`` says goodbye first, to a server that may listen."""
        if politely:
            with suppress(OSError, imaplib.IMAP4.error), self.client.within(_GOODBYE_S):
                self.client.logout()
        with suppress(OSError):
            self.client.sock.close()
