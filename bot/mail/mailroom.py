"""The campaign's mailbox over IMAP: one folder, read without marks, each mail opened in a throw-away process."""

from __future__ import annotations

import socket
import ssl
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from threading import Event

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.campaign.photo_settings import Mailbox
from bot.mail.connection import COMMAND_S, Connection, remove
from bot.mail.fetching import Listed, fetched, listed
from bot.mail.imap import Box
from bot.mail.judging import FAULTS, judged
from bot.mail.letter import answer
from bot.mail.opening.frame import HEADER_BYTES_MAX, MAIL_BYTES_MAX, Opened
from bot.mail.opening.opener import Opener
from bot.mail.replying import Correspondent
from bot.mail.smtp import Sealing
from bot.ports.mailroom import Attachment, Automatic, Mail, Sender, Unreadable
from bot.ports.outside import Done, Letter, Posted

MAILS = 40
"""At most at a time, and no more after so many bytes: what is handed over lies in memory."""
BYTES = 8_000_000
BATCH_S = 20.0
"""When they took so long, no more are opened: whoever waits for them gives no sign of life."""
OPEN_S = 30.0
MAIL_S = 120.0
"""25 MB at 1.7 Mbit/s."""
POLL_S = 60.0
"""How often a server without IDLE is looked at."""
IDLE_S = 24 * 60.0
"""RFC 2177: a server may hang up after thirty minutes."""
TRIES = 3
"""So often a mail is asked for whose fetching ends the connection; then it is left where it is."""

_NOT_OURS = frozenset({"mail-not-opened", "mail-too-slow"})


class ImapMailroom:
    """``ports.mailroom.Mailroom``."""

    def __init__(
        self,
        mailbox: Mailbox,
        password: str,
        *,
        how: Sealing | None = None,
        trusted: ssl.SSLContext | None = None,
        open_s: float = OPEN_S,
        mail_s: float = MAIL_S,
        poll_s: float = POLL_S,
        batch_s: float = BATCH_S,
    ) -> None:
        """``how``: by the port (only a server on this computer may go without TLS); ``trusted``: the computer's
        certificates.
        """
        self._mailbox = mailbox
        self._line = Connection(mailbox, password, how, trusted, open_s)
        self._mail_s = mail_s
        self._poll_s = poll_s
        self._batch_s = batch_s
        self._troubles: Counter[str] = Counter()
        self._opener = Opener(mailbox.address)
        self._correspondent = Correspondent(mailbox, password, trusted)
        self._stopped = Event()
        self._waker, self._wake = socket.socketpair()

    def __repr__(self) -> str:
        """Without the password."""
        return f"ImapMailroom({self._mailbox.host}:{self._mailbox.port})"

    # reading

    def mails_since(self, cursor: str) -> Sequence[Mail | Unreadable] | NotSent | AccountBroken:
        """See ``ports.mailroom.Mailroom``."""
        try:
            return self._since(cursor)
        except FAULTS as fault:
            self._line.hang_up()
            # It is asked again after a while, and nobody waits here meanwhile.
            self._opener.close()
            return judged(fault, self._mailbox.folder)

    def _since(self, cursor: str) -> Sequence[Mail | Unreadable] | NotSent:
        box = self._line.examined()
        after = self._line.place(cursor) or 0
        box.client.forget_news()
        with box.client.within(COMMAND_S):
            # A range with a star has the last mail in it, however old that is (RFC 3501 6.4.8).
            uids = sorted(uid for uid in map(int, box.uids(f"UID {after + 1}:*", None)) if uid > after)
        for place in range(0, len(uids), MAILS):
            with box.client.within(COMMAND_S):
                there = listed(box, uids[place : place + MAILS])
            found = self._some(box, there)
            if found:
                return found
        return ()

    def _some(self, box: Box, there: Sequence[Listed]) -> Sequence[Mail | Unreadable] | NotSent:
        """As many as may be handed over at once; one that makes trouble again and again is left out of the way."""
        found: list[Mail | Unreadable] = []
        taken, until_s = 0, time.monotonic() + self._batch_s
        for each in there:
            uid = f"{self._line.validity}/{each.uid}"
            taken += each.size
            if found and (taken > BYTES or time.monotonic() >= until_s):
                return found
            try:
                one = self._one(box, each, uid)
            except FAULTS:
                if not self._is_hopeless(uid):
                    if not found:
                        raise
                    self._line.hang_up()
                    return found
                self._line.hang_up()
                return [*found, _unreadable(uid, each, "mail-not-fetched")]
            if isinstance(one, NotSent):
                return found or one
            if one is not None:
                self._troubles.pop(uid, None)
                found.append(one)
        return found

    def _one(self, box: Box, each: Listed, uid: str) -> Mail | Unreadable | NotSent | None:
        if each.size > MAIL_BYTES_MAX:
            return _unreadable(uid, each, "mail-too-big")
        with box.client.within(self._mail_s):
            raw = fetched(box, each.uid)
        if raw is None:
            return None
        if len(raw) > MAIL_BYTES_MAX:
            return _unreadable(uid, each, "mail-too-big")
        opened = self._opener.open(raw)
        digest = f"sha256:{sha256(raw).hexdigest()}"
        if isinstance(opened, str):
            if opened in _NOT_OURS and not self._is_hopeless(uid):
                return NotSent("mail not opened")
            return Unreadable(uid, digest, each.at, opened)
        return _mail(uid, each, opened, digest)

    def _is_hopeless(self, uid: str) -> bool:
        self._troubles[uid] += 1
        return self._troubles[uid] >= TRIES

    # waiting

    def wait(self, seconds: float) -> None:
        """See ``ports.mailroom.Mailroom``."""
        # Mails and the answers to them come together; while none is expected their process would only take memory.
        self._opener.close()
        if self._stopped.is_set():
            return
        box = self._line.box
        if box is not None and not box.client.has_news() and "IDLE" in box.client.capabilities:
            try:
                box.client.idle(min(seconds, IDLE_S), self._wake)
            except FAULTS:
                # Whoever waits next would be sent away as fast: a poll's time passes first.
                self._line.hang_up()
            else:
                return
        elif box is not None and box.client.has_news():
            return
        self._stopped.wait(min(seconds, self._poll_s))

    def stop(self) -> None:
        """See ``ports.mailroom.Mailroom``."""
        self._stopped.set()
        with suppress(OSError):
            self._waker.send(b"!")

    # acting

    def reply(self, uid: str, letter: Letter) -> Posted | NotSent | Rejected | AccountBroken:
        """See ``ports.mailroom.Mailroom``."""
        try:
            header = self._header(uid)
        except FAULTS as fault:
            self._line.hang_up()
            return judged(fault, self._mailbox.folder)
        if header is None:
            return Rejected("mail not found")
        opened = self._opener.header(header)
        if isinstance(opened, str):
            return NotSent("mail not opened") if opened in _NOT_OURS else Rejected("mail not to be answered")
        asked, _ = opened
        if asked.automatic or not asked.reply_to:
            return Rejected("mail not to be answered")
        message = answer(letter, self._mailbox.address, asked.reply_to, asked.message_id, asked.answers)
        return self._correspondent.send(message, asked.reply_to)

    def _header(self, uid: str) -> bytes | None:
        box = self._line.examined()
        number = self._line.place(uid)
        if number is None:
            return None
        with box.client.within(COMMAND_S):
            return fetched(box, number, "HEADER", HEADER_BYTES_MAX + 2)

    def delete(self, uid: str) -> Done | NotSent | Rejected | AccountBroken:
        """See ``ports.mailroom.Mailroom``."""
        try:
            box = self._line.selected()
            number = self._line.place(uid)
            if number is None:
                return Rejected("mail not found")
            with box.client.within(COMMAND_S):
                remove(box, number)
        except FAULTS as fault:
            self._line.hang_up()
            return judged(fault, self._mailbox.folder)
        return Done()

    def close(self) -> None:
        """See ``ports.mailroom.Mailroom``."""
        self.stop()
        self._line.hang_up(politely=True)
        self._opener.close()
        self._wake.close()
        self._waker.close()


def _unreadable(uid: str, each: Listed, reason: str) -> Unreadable:
    return Unreadable(uid, f"unread:{each.at.isoformat()}/{each.size}", each.at, reason)


def _mail(uid: str, each: Listed, opened: tuple[Opened, list[bytes]], digest: str) -> Mail:
    told, files = opened
    return Mail(
        uid=uid,
        mark_source=told.message_id or digest,
        at=each.at,
        sender=Sender(told.reply_to),
        automatic=Automatic(told.automatic) if told.automatic else None,
        subject=told.subject,
        text=told.text,
        languages=tuple(told.languages),
        answers=tuple(told.answers),
        attachments=tuple(Attachment(mime, data) for mime, data in zip(told.mimes, files, strict=True)),
        unopened=told.unopened,
    )
