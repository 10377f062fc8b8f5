"""The mailbox's connection, made when it is wanted and kept: TLS, log-in, the one folder, and the numbering it has."""

from __future__ import annotations

import ssl

from bot.campaign.photo_settings import Mailbox
from bot.mail.fetching import RefusedError
from bot.mail.imap import IMPLICIT_PORT, Box, Line
from bot.mail.smtp import Sealing, sealing

COMMAND_S = 40.0


class Connection:
    """One folder of one mailbox; every verb may raise what ``judging.FAULTS`` names, after which it is hung up."""

    def __init__(
        self, mailbox: Mailbox, password: str, how: Sealing | None, trusted: ssl.SSLContext | None, open_s: float
    ) -> None:
        """See ``ImapMailroom``."""
        self._mailbox = mailbox
        self._password = password
        self._how = how or sealing(mailbox.host, mailbox.port, IMPLICIT_PORT)
        self._trusted = trusted
        self._open_s = open_s
        self._writable = False
        self.box: Box | None = None
        self.validity = ""
        """The folder's UIDVALIDITY; empty: it is not open."""

    def examined(self) -> Box:
        """The folder open for reading: nothing that is done there can mark a mail."""
        box = self._connected()
        if self._writable or not self.validity:
            self._choose(box, readonly=True)
        return box

    def selected(self) -> Box:
        """The folder open for deleting."""
        box = self._connected()
        if not self._writable:
            self._choose(box, readonly=False)
        return box

    def place(self, uid: str) -> int | None:
        """The number in a ``UIDVALIDITY/UID``; ``None``: of another numbering, or none."""
        validity, _, number = uid.partition("/")
        return int(number) if validity == self.validity and number.isdecimal() else None

    def hang_up(self, *, politely: bool = False) -> None:
        """End the connection; the next verb makes another."""
        box, self.box = self.box, None
        if box is not None:
            box.hang_up(politely=politely)

    def _choose(self, box: Box, *, readonly: bool) -> None:
        self.validity = ""
        with box.client.within(COMMAND_S):
            box.folder.set(self._mailbox.folder, readonly)
        _, told = box.client.response("UIDVALIDITY")
        first = told[0] if told else None
        self.validity = str(int(first)) if isinstance(first, bytes) and first.isdigit() else "0"
        self._writable = not readonly

    def _connected(self) -> Box:
        if self.box is None:
            there = self._mailbox
            # A connection without TLS stays on this computer.
            plain = self._how is Sealing.ON_THIS_COMPUTER
            context = None if plain else self._trusted or ssl.create_default_context()
            box = Box(Line(there.host, there.port, context, self._open_s, at_once=self._how is Sealing.AT_ONCE))
            self.box, self.validity, self._writable = box, "", False
            with box.client.within(self._open_s):
                box.log_in(there.user, self._password)
        return self.box


def remove(box: Box, number: int) -> None:
    """Delete one mail, and none that somebody else marked for deletion."""
    client = box.client
    typ, _ = client.uid("STORE", str(number), "+FLAGS.SILENT", r"(\Deleted)")
    if typ != "OK":
        raise RefusedError("STORE is refused")
    if "UIDPLUS" in client.capabilities:
        typ, _ = client.uid("EXPUNGE", str(number))
    elif set(box.uids("DELETED", None)) <= {str(number)}:
        typ, _ = client.expunge()
    if typ != "OK":
        raise RefusedError("EXPUNGE is refused")
