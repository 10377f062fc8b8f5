"""Addresses, handles and channels, as organisers write them and as the networks take them."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from bot.files.values import refuse, shown, text


def base_address(value: object) -> str:
    """``https://host[:port][/path]`` without a slash at its end; ``http`` only for this computer itself."""
    words = text(value).strip()
    address = words if "://" in words else f"https://{words}"
    if re.search(r"[\s\\@?#]", address):
        refuse("address-wrong", found=without_password(words))
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        refuse("address-wrong", found=shown(words))
    if not host or parts.scheme not in {"http", "https"}:
        refuse("address-wrong", found=shown(words))
    if parts.scheme == "http" and host not in {"127.0.0.1", "localhost", "::1"}:
        refuse("address-in-clear", found=shown(words), host=host)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"


def without_password(words: str) -> str:
    """What stands before an ``@`` in an address may be a password: it is not repeated."""
    return shown(re.sub(r"//.*@", "//…@", words))


def password_in(database: str) -> str:
    """The password that a database's address holds, as it is meant; empty when there is none."""
    user = re.match(r"[a-z+]+://[^:/@?]*:(.+)@", database)
    given = re.search(r"[?&]password=([^&]*)", database)
    return unquote(user[1] if user else given[1] if given else "")


def read_handle(value: object) -> str:
    """An account of X: ``@example``."""
    words = text(value).strip()
    if not re.fullmatch(r"@?[A-Za-z0-9_]{1,15}", words):
        refuse("handle-wrong", found=shown(words))
    return f"@{words.removeprefix('@')}"


def read_channel(value: object) -> str:
    """A channel of Telegram: ``@example_fr``, or a private one's number."""
    number = isinstance(value, int) and not isinstance(value, bool)
    words = str(value) if number else text(value).strip()
    if not re.fullmatch(r"@[A-Za-z][A-Za-z0-9_]{3,31}|-100[0-9]{5,13}", words):
        refuse("channel-wrong", found=shown(words))
    return words


_MAIL_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9-]+\.)*[a-z0-9-]+", re.IGNORECASE
)
"""RFC 5321's mailbox without quotes, comments and literals: nothing in it can end a header or a command."""
_SUBMISSION = 587
"""RFC 6409."""
_SUBMISSIONS, _IMAPS = 465, 993
"""RFC 8314: encrypted from the first byte."""


def read_mail_address(value: object) -> str:
    """``anna@example.org``, alone: no name before it."""
    words = text(value).strip()
    if not _MAIL_ADDRESS.fullmatch(words) or len(words) > 254:
        refuse("mail-address-wrong", found=shown(words))
    return words


def read_mail_server(value: object) -> tuple[str, int]:
    """``smtp.example.org:587``: host and port."""
    return _host_and_port(value, _SUBMISSION, "mail-server-wrong")


def read_imap_server(value: object) -> tuple[str, int]:
    """``imap.example.org:993``: where mail is read."""
    return _host_and_port(value, _IMAPS, "imap-server-wrong")


def read_smtps_server(value: object) -> tuple[str, int]:
    """``smtp.example.org:465``: where replies to supporters are sent."""
    return _host_and_port(value, _SUBMISSIONS, "mail-server-wrong")


def _host_and_port(value: object, usual: int, code: str) -> tuple[str, int]:
    words = text(value).strip()
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?", words)
    port = int(found[2] or usual) if found else 0
    if found is None or not 0 < port < 65536:
        # What stands before an @ here may be a password.
        refuse(code, found=shown(re.sub(r".*@", "…@", words)))
    return found[1].strip("[]").lower(), port


def read_mail_user(value: object) -> str:
    """Whom the mail server knows us as."""
    words = text(value).strip()
    if not words.isprintable():
        refuse("mail-user-wrong")
    return words
