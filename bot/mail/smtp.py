"""Hands letters to one SMTP server; the answer is judged once, here."""

from __future__ import annotations

import contextlib
import ipaddress
import smtplib
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from enum import Enum, auto

from bot.campaign.model import Mail
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.log import REDACTOR
from bot.mail.letter import domain, written
from bot.ports import Letter, Posted

IMPLICIT_PORT = 465
"""RFC 8314: TLS from the first byte."""
WHOLE_S = 60.0
"""For one letter, however slowly the server drips its answers."""
_STEP_S = 20.0
_LONGEST_REASON = 200
_LOGGED_IN, _ALREADY = 235, 503


class Sealing(Enum):
    """When a connection becomes TLS."""

    AT_ONCE = auto()
    STARTTLS = auto()
    """Or no letter at all."""
    ON_THIS_COMPUTER = auto()
    """Where offered, whatever its certificate: nobody stands between."""


def sealing(host: str, port: int, implicit: int = IMPLICIT_PORT) -> Sealing:
    """By port; only a server on this computer itself may go without."""
    if port == implicit:
        return Sealing.AT_ONCE
    return Sealing.ON_THIS_COMPUTER if is_here(host) else Sealing.STARTTLS


class SmtpPostman:
    """``ports.Postman``: one connection a letter."""

    def __init__(
        self,
        mail: Mail,
        password: str,
        *,
        how: Sealing | None = None,
        trusted: ssl.SSLContext | None = None,
        whole_s: float = WHOLE_S,
    ) -> None:
        """``how``: by the port; ``trusted``: the computer's certificates."""
        self._mail = mail
        self._password = password
        self._how = how or sealing(mail.host, mail.port)
        self._trusted = trusted
        self._whole_s = whole_s

    def __repr__(self) -> str:
        """Without the password."""
        return f"SmtpPostman({self._mail.host}:{self._mail.port})"

    def deliver(self, letter: Letter) -> Posted | NotSent | Rejected | AccountBroken:
        """See ``ports.Postman``. A lost answer is ``NotSent``: a mailbox knows the second copy by its id."""
        return self.send(written(letter, self._mail.sender, self._mail.to), self._mail.to)

    def send(self, message: EmailMessage, to: Sequence[str]) -> Posted | NotSent | Rejected | AccountBroken:
        """Hand a message over to whomever it goes to."""
        try:
            with self._line() as line:
                self._open(line)
                refused = line.send_message(message, self._mail.sender, list(to))
        except smtplib.SMTPException as error:
            return _judged(error)
        except ssl.SSLCertVerificationError as error:
            return AccountBroken(f"mail server’s certificate: {_shown(error.verify_message)}")
        except TimeoutError:
            return NotSent("mail server does not answer")
        except OSError as error:
            return NotSent(f"mail server not reached: {_shown(error.strerror or type(error).__name__)}")
        return Posted(len(refused))

    def _open(self, line: smtplib.SMTP) -> None:
        line.connect(self._mail.host, self._mail.port)
        line.ehlo_or_helo_if_needed()
        here = self._how is Sealing.ON_THIS_COMPUTER
        if self._how is Sealing.STARTTLS or (here and line.has_extn("starttls")):
            line.starttls(context=self._context())
            line.ehlo_or_helo_if_needed()
        if self._password:
            _log_in(line, self._mail.user, self._password)

    @contextlib.contextmanager
    def _line(self) -> Iterator[smtplib.SMTP]:
        """Cut when the whole takes too long: smtplib's timeout is for each read, and a server may drip."""
        name = domain(self._mail.sender)
        step_s = min(_STEP_S, self._whole_s)
        line: smtplib.SMTP
        if self._how is Sealing.AT_ONCE:
            line = _SealedLine(self._mail.host, name, step_s, self._context())
        else:
            line = _Line(self._mail.host, name, step_s)
        timer = threading.Timer(self._whole_s, _cut, (line,))
        timer.daemon = True
        timer.start()
        try:
            yield line
            # What was accepted stays so, whatever becomes of the goodbye.
            with contextlib.suppress(OSError, smtplib.SMTPException):
                line.quit()
        finally:
            timer.cancel()
            line.close()

    def _context(self) -> ssl.SSLContext:
        context = self._trusted or ssl.create_default_context()
        if self._how is Sealing.ON_THIS_COMPUTER:
            context = ssl.create_default_context()
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
        return context


class _Line(smtplib.SMTP):
    """Not connected yet; greets with the sender's domain, not with this computer's name."""

    def __init__(self, host: str, name: str, timeout_s: float) -> None:
        super().__init__(local_hostname=name, timeout=timeout_s)
        # smtplib takes the name to check a certificate against from its constructor alone, which would connect.
        self._host = host


class _SealedLine(smtplib.SMTP_SSL):
    """The same, TLS from the first byte."""

    def __init__(self, host: str, name: str, timeout_s: float, context: ssl.SSLContext) -> None:
        super().__init__(local_hostname=name, timeout=timeout_s, context=context)
        self._host = host


def _log_in(line: smtplib.SMTP, user: str, password: str) -> None:
    """Log in, in UTF-8 too: smtplib knows ASCII alone, SASL's PLAIN is UTF-8 (RFC 4616, RFC 4954)."""
    if user.isascii() and password.isascii():
        line.login(user, password)
        return
    if "PLAIN" not in line.esmtp_features.get("auth", "").upper().split():
        raise smtplib.SMTPNotSupportedError
    code, answer = line.docmd("AUTH", "PLAIN " + b64encode(f"\0{user}\0{password}".encode()).decode())
    if code not in {_LOGGED_IN, _ALREADY}:
        raise smtplib.SMTPAuthenticationError(code, answer)


def _cut(line: smtplib.SMTP) -> None:
    if line.sock is not None:
        with contextlib.suppress(OSError):
            line.sock.shutdown(socket.SHUT_RDWR)


def is_here(host: str) -> bool:
    """Whether a host is this computer, by its own name or number."""
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _judged(error: smtplib.SMTPException) -> NotSent | Rejected | AccountBroken:
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return AccountBroken("mail server offers no TLS, or no log-in")
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
        told = f"mail server refuses every address: {_told(*answers[0])}"
        return AccountBroken(told) if all(_for_good(code) for code, _ in answers) else NotSent(told)
    # smtplib gives a connection that ended amid an answer the code -1.
    if not isinstance(error, smtplib.SMTPResponseException) or error.smtp_code < 0:
        return NotSent("mail server does not answer")
    return _judged_answer(error, _told(error.smtp_code, error.smtp_error))


def _judged_answer(error: smtplib.SMTPResponseException, told: str) -> NotSent | Rejected | AccountBroken:
    if not _for_good(error.smtp_code):
        return NotSent(f"mail server refuses for now: {told}")
    match error:
        case smtplib.SMTPAuthenticationError():
            return AccountBroken(f"mail server refuses the log-in: {told}")
        case smtplib.SMTPSenderRefused():
            return AccountBroken(f"mail server refuses the sender: {told}")
        case smtplib.SMTPDataError():
            return Rejected(f"mail server refuses the letter: {told}")
        case _:
            return NotSent(f"mail server refuses for now: {told}")


def _for_good(code: int) -> bool:
    """RFC 5321 4.2.1."""
    return 500 <= code < 600


def _told(code: int, answer: bytes | str) -> str:
    return f"{code} {_shown(answer.decode('utf-8', 'replace') if isinstance(answer, bytes) else answer)}".strip()


def _shown(text: str) -> str:
    """A server's own words, made harmless."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return REDACTOR.clean(words)[:_LONGEST_REASON]
