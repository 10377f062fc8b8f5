"""Where the mailbox's suite is played: against a real Dovecot, and against the sandbox."""

from __future__ import annotations

import base64
from typing import Any, Protocol
from urllib.parse import urlsplit

from imap_tools import MailBoxUnencrypted

from bot.campaign.photo_settings import Mailbox
from bot.mail.mailroom import ImapMailroom
from tests.mail.dovecot import Dovecot
from tests.mail.post_office import PASSWORD, USER
from tests.sandbox.driver import Sandbox

FOLDER = "Photos"


class Venue(Protocol):
    """A server with one mailbox, its folder there and empty."""

    port: int

    def deliver(self, *mails: bytes, folder: str = FOLDER) -> None: ...

    def deliver_large(self, size: int) -> None: ...

    def renumber(self) -> None:
        """Give the folder another UIDVALIDITY; the mails in it stay."""
        ...


class DovecotVenue:
    def __init__(self, server: Dovecot) -> None:
        self.port = server.port
        self._server = server
        server.empty()
        server.deliver()

    def deliver(self, *mails: bytes, folder: str = FOLDER) -> None:
        self._server.deliver(*mails, folder=folder)

    def deliver_large(self, size: int) -> None:
        self.deliver(letter(1, text=("z" * 998 + "\r\n") * (size // 1000)))

    def renumber(self) -> None:
        self._server.renumber()


class SandboxVenue:
    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._delivered: list[bytes] = []
        self.port = port_of(sandbox, "imap")
        sandbox.control("POST", "accounts", [{"network": "mail", "address": USER, "password": PASSWORD}])

    def deliver(self, *mails: bytes, folder: str = FOLDER) -> None:
        self._delivered += mails
        self._sandbox.people(
            *(
                {"network": "mail", "do": "send", "folder": folder, "raw": base64.b64encode(mail).decode()}
                for mail in mails
            )
        )

    def deliver_large(self, size: int) -> None:
        self._sandbox.people({"network": "mail", "do": "send", "from": "anna@supporter.example", "pad": size})

    def renumber(self) -> None:
        self._sandbox.control("DELETE", "posts")
        self.deliver(*self._delivered)


def port_of(sandbox: Sandbox, name: str) -> int:
    """Where the stand-in listens for IMAP or SMTP."""
    port = urlsplit(sandbox.at[name]).port
    assert port is not None
    return port


def mailbox(port: int, *, folder: str = FOLDER, smtp_port: int = 9) -> Mailbox:
    """The settings that lead to a server on loopback."""
    return Mailbox(USER, "127.0.0.1", port, USER, folder, "127.0.0.1", smtp_port)


def room(port: int, password: str = PASSWORD, *, folder: str = FOLDER, smtp_port: int = 9, **more: Any) -> ImapMailroom:
    """The mailroom under test."""
    return ImapMailroom(mailbox(port, folder=folder, smtp_port=smtp_port), password, **more)


def flags(port: int, folder: str = FOLDER) -> list[set[str]]:
    """Each mail's flags, as another program sees them."""
    with MailBoxUnencrypted("127.0.0.1", port).login(USER, PASSWORD, None) as box:
        box.folder.set(folder, readonly=True)
        return [set(mail.flags) - {"\\Recent"} for mail in box.fetch(mark_seen=False)]


def flag(port: int, number: int, name: str) -> None:
    """Another program sets a flag of the mail with that sequence number."""
    with MailBoxUnencrypted("127.0.0.1", port).login(USER, PASSWORD, FOLDER) as box:
        # imap-tools' own verb would expunge as well.
        box.client.uid("STORE", box.uids()[number - 1], "+FLAGS", f"({name})")


def letter(number: int, *headers: str, text: str = "Paris", sender: str = "Anna <anna@supporter.example>") -> bytes:
    """A short mail."""
    lines = [f"From: {sender}", f"Message-ID: <{number}@supporter.example>", "Subject: photo", *headers, "", text, ""]
    return "\r\n".join(lines).encode()
