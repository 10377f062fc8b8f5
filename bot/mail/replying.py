"""Hands a reply to the mail server; nothing that comes back names whom it went to."""

from __future__ import annotations

import ssl
from email.message import EmailMessage

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.campaign.photo_settings import Mailbox
from bot.campaign.staff import Mail
from bot.mail.smtp import SmtpPostman
from bot.ports.outside import Posted

_EVERY_ADDRESS = "mail server refuses every address"


class Correspondent:
    """Sends one letter to one supporter, from the campaign's address."""

    def __init__(self, mailbox: Mailbox, password: str, trusted: ssl.SSLContext | None = None) -> None:
        """``trusted``: the computer's certificates."""
        there = Mail((), mailbox.address, mailbox.smtp_host, mailbox.smtp_port, mailbox.user)
        self._postman = SmtpPostman(there, password, trusted=trusted)

    def send(self, message: EmailMessage, address: str) -> Posted | NotSent | Rejected | AccountBroken:
        """Judged as for letters to the staff, but that one address may be wrong without the account being so."""
        outcome = self._postman.send(message, [address])
        if isinstance(outcome, Posted):
            return outcome
        # Servers repeat the address in their answer.
        why = outcome.reason.partition(": ")[0]
        match outcome:
            case NotSent(retry_at=retry_at):
                return NotSent(why, retry_at)
            case AccountBroken() if why == _EVERY_ADDRESS:
                return Rejected(why)
            case AccountBroken():
                return AccountBroken(why)
            case Rejected():
                return Rejected(why)
