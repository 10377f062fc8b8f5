"""A letter as it goes over the wire."""

from __future__ import annotations

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.ports import Letter

LONGEST_SUBJECT = 150
_REFERENCES = 8


def written(letter: Letter, sender: str, to: Sequence[str]) -> EmailMessage:
    """Plain text, UTF-8 in quoted-printable: a server need not know 8BITMIME, and a person can read the source."""
    message = _made(letter, sender, ", ".join(to))
    # RFC 3834: no holiday notice answers it, and no other program.
    message["Auto-Submitted"] = "auto-generated"
    return message


def answer(letter: Letter, sender: str, to: str, message_id: str, references: Sequence[str]) -> EmailMessage:
    """A reply to the mail ``message_id`` (without brackets; empty: it had none), which answered ``references``, the
    latest first. The ids and the address were looked at where they were read.
    """
    message = _made(letter, sender, to)
    message["Auto-Submitted"] = "auto-replied"
    # Exchange answers what carries only RFC 3834's header.
    message["X-Auto-Response-Suppress"] = "All"
    if message_id:
        message["In-Reply-To"] = f"<{message_id}>"
        thread = [*reversed(references[:_REFERENCES]), message_id]
        message["References"] = " ".join(f"<{each}>" for each in thread)
    return message


def _made(letter: Letter, sender: str, to: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = f"<{letter.id}@{domain(sender)}>"
    body = letter.body.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    message.set_content(body, cte="quoted-printable")
    return message


def domain(address: str) -> str:
    """What stands behind the ``@``."""
    return address.rpartition("@")[2]


def _one_line(text: str) -> str:
    """Nothing in it can end the header, nor turn the line around in somebody's mailbox."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return words if len(words) <= LONGEST_SUBJECT else words[: LONGEST_SUBJECT - 1] + "…"
