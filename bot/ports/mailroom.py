"""The mailbox that supporters' photos are mailed to, as the daemon knows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.ports.outside import Done, Letter, Posted


class Automatic(StrEnum):
    """Why a mail is no person's own: it is never answered (RFC 3834), and a loop ends with it."""

    OWN = "own address"
    """It comes from the campaign's mailbox itself."""
    BOUNCE = "bounce"
    SUBMITTED = "auto-submitted"
    BULK = "bulk"
    LIST = "mailing list"
    CALENDAR = "calendar"


class Sender:
    """Whom a reply to a mail would go to. All that can be had of it is a keyed hash."""

    __slots__ = ("_address",)

    def __init__(self, address: str = "") -> None:
        """Without an address: nobody can be answered."""
        self._address = address.lower()

    def __bool__(self) -> bool:
        return bool(self._address)

    def __repr__(self) -> str:
        return "Sender(…)"

    def marked(self, mark: Callable[[str], str]) -> str:
        """``mark`` (a keyed hash) of the address; empty when there is none."""
        return mark(self._address) if self._address else ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that may be a picture; its name is never read."""

    mime: str
    """As declared: a stranger's word, lower case."""
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that was opened. Nothing a person wrote shows in its ``repr``."""

    uid: str
    """``UIDVALIDITY/UID``; also the cursor to go on from."""
    mark_source: str = field(repr=False)
    """Of which a keyed hash tells the mail again: its Message-ID, or a digest of the mail when it has none."""
    at: datetime
    """UTC: when the mailbox got it, by the server's clock; a ``Date`` header is the sender's to choose."""
    sender: Sender
    automatic: Automatic | None
    subject: str = field(repr=False)
    """One line."""
    text: str = field(repr=False)
    """The sender's own words, without quotations and signature; of an HTML mail its words."""
    languages: tuple[str, ...] = ()
    """What ``Content-Language`` and ``Accept-Language`` say, most wanted first: a hint."""
    answers: tuple[str, ...] = field(default=(), repr=False)
    """Message-IDs, without brackets, of the mails it answers, the latest first; ours are ``<letter id>@<domain>``."""
    attachments: tuple[Attachment, ...] = field(default=(), repr=False)
    unopened: int = 0
    """Other files: documents, videos, attached mails, Outlook's winmail.dat."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A mail to be quarantined: ``bot.wording.mailbox`` has the words of ``reason``."""

    uid: str
    mark_source: str = field(repr=False)
    at: datetime | None
    reason: str


class Mailroom(Protocol):
    """One folder of one mailbox. Used from one thread (``stop`` from any). Never raises."""

    def mails_since(self, cursor: str) -> Sequence[Mail | Unreadable] | NotSent | AccountBroken:
        """Some mails that came after the one with the ``uid`` ``cursor``, oldest first; empty: there are no more.

        A cursor of another UIDVALIDITY, or an empty one, starts over: marks keep a mail from being taken twice.
        """
        ...

    def wait(self, seconds: float) -> None:
        """Until something may have come, ``seconds`` are over, or ``stop``; from then on it returns at once."""
        ...

    def reply(self, uid: str, letter: Letter) -> Posted | NotSent | Rejected | AccountBroken:
        """Answer a mail; the address is read from it on the server, now. ``Rejected``: it cannot be answered."""
        ...

    def delete(self, uid: str) -> Done | NotSent | Rejected | AccountBroken:
        """Remove a mail for good; one that is gone is ``Done``. ``Rejected``: the folder was numbered anew."""
        ...

    def stop(self) -> None:
        """End a ``wait`` in another thread."""
        ...

    def close(self) -> None:
        """Give back the connection."""
        ...
