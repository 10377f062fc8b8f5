"""What an IMAP connection's faults mean; nothing a server says beside its response code is passed on."""

from __future__ import annotations

import imaplib
import re
import ssl

from imap_tools.errors import ImapToolsError, MailboxFolderSelectError, MailboxLoginError

from bot.campaign.outcome import AccountBroken, NotSent
from bot.mail.imap import NoTlsError

FAULTS = (OSError, imaplib.IMAP4.error, ImapToolsError, UnicodeError)
"""What an IMAP connection may raise."""

_CODE = re.compile(rb"\[([A-Z-]{1,40})\b")
_FOR_NOW = frozenset({"UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG", "CONTACTADMIN", "OVERQUOTA"})
"""RFC 5530: said of a moment, not of a password or a folder."""


def judged(fault: Exception, folder: str) -> NotSent | AccountBroken:  # noqa: PLR0911  one verdict a fault
    """Whether it may pass by itself."""
    match fault:
        case MailboxLoginError() | MailboxFolderSelectError():
            return _refused(fault, folder)
        case imaplib.IMAP4.readonly():
            return AccountBroken(f"mailbox folder is read-only: {folder}")
        case imaplib.IMAP4.abort():
            return NotSent("mailbox hung up")
        case NoTlsError():
            return AccountBroken("mailbox offers no TLS")
        case ssl.SSLCertVerificationError():
            return AccountBroken(f"mailbox’s certificate: {fault.verify_message}")
        case TimeoutError():
            return NotSent("mailbox does not answer")
        case OSError():
            return NotSent(f"mailbox not reached: {fault.strerror or type(fault).__name__}")
        case _:
            return NotSent("mailbox refuses a command")


def _refused(fault: MailboxLoginError | MailboxFolderSelectError, folder: str) -> NotSent | AccountBroken:
    told = next((part for part in fault.command_result[1] if isinstance(part, bytes)), b"")
    match = _CODE.search(told)
    code = match[1].decode() if match else ""
    if code in _FOR_NOW:
        return NotSent(f"mailbox refuses for now: {code}")
    if isinstance(fault, MailboxLoginError):
        return AccountBroken("mailbox refuses the log-in")
    return AccountBroken(f"mailbox folder missing: {folder}")
