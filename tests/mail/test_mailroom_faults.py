from __future__ import annotations

import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from ssl import create_default_context

import pytest

from bot.campaign.outcome import AccountBroken, NotSent
from bot.mail.mailroom import ImapMailroom
from bot.mail.smtp import Sealing
from bot.ports import Letter
from bot.ports.mailroom import Mail, Unreadable
from bot.ports.outside import Posted
from bot.wording.mailbox import mailbox_reason_text
from tests.mail.dovecot import Dovecot
from tests.mail.post_office import PASSWORD, scripted
from tests.mail.venues import DovecotVenue, SandboxVenue, letter, port_of, room
from tests.sandbox.driver import Sandbox

MAIL = letter(1)
NOW = datetime(2023, 9, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def process() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def sandbox(process: Sandbox) -> Sandbox:
    process.fresh()
    return process


class Liar:
    """An IMAP server with two mails that answers as it should, but for what a test wants otherwise."""

    def __init__(self, **answers: Callable[[socket.socket, str], bytes | None]) -> None:
        """By the word that a command holds; ``None`` ends the connection."""
        self.answers = answers
        self.heard: list[str] = []
        self.tags: list[str] = []

    def serve(self, connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(b"* OK here\r\n")
        for raw in connection.makefile("rb"):
            line = raw.decode("latin-1").strip()
            tag, _, rest = line.partition(" ")
            self.heard.append(rest)
            self.tags.append(tag)
            word = next((word for word in self.answers if word in re.split(r"\W+", rest)), "")
            told = self.answers[word](connection, rest) if word else self._usual(rest)
            if told is None:
                return
            connection.sendall(told + f"{tag} OK done\r\n".encode())

    def _usual(self, rest: str) -> bytes:
        if rest.startswith("CAPABILITY"):
            return b"* CAPABILITY IMAP4rev1\r\n"
        if rest.startswith("EXAMINE"):
            return b"* 2 EXISTS\r\n* OK [UIDVALIDITY 7] valid\r\n"
        if "SEARCH" in rest:
            first = int(rest.rpartition("UID ")[2].partition(":")[0])
            return b"* SEARCH" + b"".join(b" %d" % uid for uid in (1, 2) if uid >= first) + b"\r\n"
        if "RFC822.SIZE" in rest:
            listed = b'* %d FETCH (UID %d RFC822.SIZE 99 INTERNALDATE "01-Sep-2023 10:00:00 +0200")\r\n'
            return b"".join(listed % (uid, uid) for uid in (1, 2) if str(uid) in re.split(r"\W+", rest))
        if "BODY" in rest:
            # With the UID behind the mail, as some servers have it, and somebody's flag in between.
            return b"* 2 FETCH (FLAGS (\\Seen))\r\n* 1 FETCH (BODY[] {%d}\r\n%s UID 1)\r\n" % (len(MAIL), MAIL)
        return b""


def _cut_first_mail(_: socket.socket, rest: str) -> bytes | None:
    return None if rest.startswith("UID FETCH 1 ") else Liar()._usual(rest)


def _drip(connection: socket.socket, _: str) -> None:
    try:
        while True:
            connection.sendall(b"*")
            threading.Event().wait(0.02)
    except OSError:
        return


def test_a_mail_whose_fetching_ends_the_connection_is_quarantined_at_the_third_time_and_the_next_one_read() -> None:
    liar = Liar(BODY=_cut_first_mail)
    with scripted(liar.serve) as port:
        mailroom = room(port)
        assert [mailroom.mails_since("") for _ in range(2)] == [NotSent("mailbox hung up")] * 2
        (poison,) = mailroom.mails_since("")  # type: ignore[misc]  # a page, the line above it says what else
        assert isinstance(poison, Unreadable)
        assert (poison.uid, poison.reason) == ("7/1", "mail-not-fetched")
        (good,) = mailroom.mails_since(poison.uid)  # type: ignore[misc]  # the same
        assert isinstance(good, Mail)
        assert good.text == "Paris"
        mailroom.close()
    # Neither the folder nor the question lets anything be marked as seen.
    assert {heard for heard in liar.heard if "BODY" in heard} == {f"UID FETCH {n} (UID BODY.PEEK[])" for n in (1, 2)}
    assert not any(heard.startswith("SELECT") for heard in liar.heard)


@pytest.mark.parametrize(
    ("lie", "reason"),
    [
        # Not waited for: its size says that it is no mail.
        (lambda _, __: b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\n", "mailbox hung up"),
        (lambda _, __: b"* 1 FETCH (UID 1 BODY[] {900000000000000000000000000000}\r\n", "mailbox hung up"),
        (lambda _, __: b"what?\r\n", "mailbox hung up"),
        (lambda _, __: b"* BYE tired\r\n", "mailbox hung up"),
        (lambda _, __: None, "mailbox hung up"),
        (_drip, "mailbox does not answer"),
    ],
    ids=["a vast literal", "an absurd literal", "nonsense", "goodbye", "nothing", "drips"],
)
def test_a_server_that_lies_or_drips_keeps_nobody_longer_than_its_deadline(
    lie: Callable[[socket.socket, str], bytes | None], reason: str
) -> None:
    with scripted(Liar(BODY=lie).serve) as port:
        mailroom = room(port, mail_s=0.4)
        began = time.monotonic()
        assert mailroom.mails_since("") == NotSent(reason)
        assert time.monotonic() - began < 20
        mailroom.close()


def test_a_server_that_never_greets_is_given_up() -> None:
    with scripted(lambda _, over: void(over.wait(20))) as port:
        mailroom = room(port, open_s=0.3)
        assert mailroom.mails_since("") == NotSent("mailbox does not answer")
        mailroom.close()


def void(_: object) -> None:
    return None


def test_a_closed_port_is_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    mailroom = room(port)
    outcome = mailroom.mails_since("")
    assert isinstance(outcome, NotSent)
    assert outcome.reason.startswith("mailbox not reached: ")
    assert mailbox_reason_text(outcome.reason, "en")[0].startswith("the mailbox’s server is not reached (")
    mailroom.close()


@pytest.mark.parametrize("how", [Sealing.AT_ONCE, Sealing.STARTTLS])
def test_mails_are_read_over_tls_from_a_trusted_server_and_from_no_other(
    dovecot_server: Dovecot, certified: Path, how: Sealing
) -> None:
    DovecotVenue(dovecot_server).deliver(letter(1))
    port = dovecot_server.sealed_port if how is Sealing.AT_ONCE else dovecot_server.port
    trusting = room(port, how=how, trusted=create_default_context(cafile=str(certified / "cert.pem")))
    page = trusting.mails_since("")
    assert isinstance(page, list)
    assert len(page) == 1
    trusting.wait(0.1)
    trusting.close()
    wary = room(port, how=how)
    outcome = wary.mails_since("")
    assert isinstance(outcome, AccountBroken)
    assert outcome.reason.startswith("mailbox’s certificate: ")
    wary.close()


def test_without_tls_no_password_is_told_to_a_server_elsewhere() -> None:
    liar = Liar()
    with scripted(liar.serve) as port:
        mailroom = room(port, how=Sealing.STARTTLS)
        assert mailroom.mails_since("") == AccountBroken("mailbox offers no TLS")
        mailroom.close()
    assert not any("LOGIN" in heard for heard in liar.heard)


def test_words_smuggled_in_before_tls_are_nobodys() -> None:
    liar = Liar(CAPABILITY=lambda _, __: b"* CAPABILITY IMAP4rev1 STARTTLS\r\n")

    def smuggle(connection: socket.socket, rest: str) -> None:
        # In one piece with the answer, as somebody in between would put it.
        tag = liar.tags[-1]
        connection.sendall(f"{tag} OK begin\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n".encode())
        connection.recv(1)

    liar.answers["STARTTLS"] = smuggle
    with scripted(liar.serve) as port:
        mailroom = room(port, how=Sealing.STARTTLS, open_s=5)
        assert mailroom.mails_since("") == AccountBroken("mailbox offers no TLS")
        mailroom.close()
    assert not any("LOGIN" in heard for heard in liar.heard)


def test_a_server_without_idle_is_looked_at_after_the_poll_interval(sandbox: Sandbox) -> None:
    venue = SandboxVenue(sandbox)
    sandbox.control("POST", "settings", {"mail_idle": False})
    mailroom = room(venue.port, poll_s=0.2)
    assert mailroom.mails_since("") == ()
    began = time.monotonic()
    mailroom.wait(50)
    assert 0.2 <= time.monotonic() - began < 20
    mailroom.close()


def test_a_connection_that_died_is_made_anew(dovecot_server: Dovecot) -> None:
    DovecotVenue(dovecot_server).deliver(letter(1))
    mailroom = room(dovecot_server.port)
    assert len(known(mailroom)) == 1
    assert mailroom._line.box is not None
    mailroom._line.box.client.sock.shutdown(socket.SHUT_RDWR)
    assert isinstance(mailroom.mails_since(""), NotSent)
    assert len(known(mailroom)) == 1
    mailroom.close()


def test_the_process_that_opens_mails_is_there_for_their_answers_too_and_gone_while_none_is_expected(
    sandbox: Sandbox,
) -> None:
    venue = SandboxVenue(sandbox)
    venue.deliver(letter(1))
    mailroom = room(venue.port, smtp_port=port_of(sandbox, "smtp"), poll_s=0.1)
    (mail,) = known(mailroom)
    opening = _openers()
    assert len(opening) == 1
    assert isinstance(mailroom.reply(mail.uid, Letter("a.1", "Votre photo", "Oui ?", NOW)), Posted)
    assert mailroom.mails_since(mail.uid) == ()
    assert _openers() == opening
    mailroom.wait(0.1)
    assert not _openers()
    mailroom.mails_since("")
    assert len(_openers()) == 1
    mailroom.close()
    assert not _openers()


def _openers() -> set[int]:
    """This process's children that open mails."""
    children = Path("/proc/self/task").glob("*/children")
    numbers = {int(number) for each in children for number in each.read_text().split()}
    return {number for number in numbers if b"bot.mail.opening.child" in Path(f"/proc/{number}/cmdline").read_bytes()}


def known(mailroom: ImapMailroom) -> list[Mail | Unreadable]:
    page = mailroom.mails_since("")
    assert isinstance(page, list)
    return page


def test_nothing_about_a_supporter_is_logged_or_shown(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    venue = SandboxVenue(sandbox)
    venue.deliver(letter(1, "Subject: Secret", text="From Zurich", sender="Anna Petrova <anna@supporter.example>"))
    mailroom = room(port_of(sandbox, "imap"))
    (mail,) = known(mailroom)
    assert isinstance(mail, Mail)
    shown = repr(mail) + str(mail) + repr(mail.sender) + f"{mail.sender}" + caplog.text + repr(mailroom)
    assert not re.search(r"(?i)anna|petrova|supporter|secret|zurich", shown)
    assert PASSWORD not in shown
    assert mail.sender.marked(str.upper) == "ANNA@SUPPORTER.EXAMPLE"
    mailroom.close()
