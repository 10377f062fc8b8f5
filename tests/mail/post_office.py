"""Mail servers on loopback: a real one, and some that fail at a chosen word."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "bot@example.org", "correct-horse-battery"


@dataclass
class Office:
    """What the server got, and what it says; an empty answer is its own."""

    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    sealed: list[bool] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    """By command (``MAIL``, ``RCPT`` or one address, ``DATA``)."""

    async def handle_MAIL(  # noqa: N802 -- aiosmtpd's name
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender, or not."""
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802 -- the same
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address, or not."""
        if answer := self.answers.get(address) or self.answers.get("RCPT"):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- the same
        """Take the letter, or not."""
        if "DATA" in self.answers:
            return self.answers["DATA"]
        content = cast("bytes", envelope.content)
        self.raw.append(content)
        self.letters.append(message_from_bytes(content, policy=policy.default))
        self.recipients.append(list(envelope.rcpt_tos))
        self.sealed.append(session.ssl is not None)
        return "250 OK"


ACCENTED = "été-à-Noël-2023"


def _known(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    passwords = {PASSWORD.encode(), ACCENTED.encode()}
    known = isinstance(given, LoginPassword) and given.login == USER.encode() and given.password in passwords
    return AuthResult(success=known, handled=False)


@contextmanager
def running(
    office: Office, *, tls: ssl.SSLContext | None = None, at_once: bool = False, log_in: bool = False
) -> Iterator[int]:
    """The server; its port. ``tls``: by STARTTLS, or ``at_once``; ``log_in``: nothing goes without."""
    server = {"authenticator": _known, "auth_required": log_in, "auth_require_tls": tls is not None and not at_once}
    if tls is not None and not at_once:
        server |= {"tls_context": tls, "require_starttls": True}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        office, hostname="127.0.0.1", port=port, ssl_context=tls if at_once else None, **cast("Any", server)
    )
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A throw-away certificate for 127.0.0.1: the server's context, and that of a client who trusts it."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-keyout", str(key), "-out", str(cert), "-days", "2", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1"),
        ],
        check=True,
        capture_output=True,
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    return server, ssl.create_default_context(cafile=str(cert))


@contextmanager
def scripted(serve: Callable[[socket.socket, threading.Event], None]) -> Iterator[int]:
    """A server that does what ``serve`` does with each connection; the event ends its waiting."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                with connection:
                    serve(connection, over)

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


def talk(connection: socket.socket, until: bytes) -> None:
    """Say yes to everything, and be gone at the line that begins with ``until``."""
    lines = connection.makefile("rb")
    connection.sendall(b"220 here\r\n")
    in_letter = False
    for line in lines:
        word = line.strip().upper()
        if word.startswith(until):
            return
        if not in_letter:
            in_letter = word == b"DATA"
            connection.sendall(b"354 go on\r\n" if in_letter else b"250 yes\r\n")
