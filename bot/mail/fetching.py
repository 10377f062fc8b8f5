"""What IMAP's FETCH answers mean: how large a mail is, when it came, and its bytes."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from bot.mail.imap import Box

Answer = Sequence[bytes | tuple[bytes, bytes] | None]

_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,15})\b")
_DATE = re.compile(rb'INTERNALDATE "([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)"')
_BODY = re.compile(rb"\bBODY\[[^\]]*\](?:<\d+>)?", re.IGNORECASE)
_SHORT = re.compile(rb'\bBODY\[[^\]]*\](?:<\d+>)? (?:"([^"\\]*)"|NIL)', re.IGNORECASE)
_MONTHS = b"jan feb mar apr may jun jul aug sep oct nov dec".split()


class RefusedError(imaplib.IMAP4.error):
    """The server says no to a command that a working one carries out."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A mail before it is fetched."""

    uid: int
    size: int
    """Bytes, as the server counts."""
    at: datetime
    """UTC."""


def listed(box: Box, uids: Sequence[int]) -> list[Listed]:
    """Those of ``uids`` that are still there, oldest first."""
    found = {}
    for item in _fetch(box, ",".join(map(str, uids)), "(UID RFC822.SIZE INTERNALDATE)"):
        line = item if isinstance(item, bytes) else b""
        uid, size, at = _UID.search(line), _SIZE.search(line), _DATE.search(line)
        if uid and size and at:
            found[int(uid[1])] = Listed(int(uid[1]), int(size[1]), _instant(at))
    return [found[uid] for uid in uids if uid in found]


def fetched(box: Box, uid: int, section: str = "", most: int = 0) -> bytes | None:
    """A mail's bytes, or a section's (``HEADER``) first ``most``; ``None``: it is gone. It is not marked as seen."""
    part = f"<0.{most}>" if most else ""
    for item in _fetch(box, str(uid), f"(UID BODY.PEEK[{section}]{part})"):
        if isinstance(item, tuple) and _BODY.search(item[0]):
            return item[1]
        short = _SHORT.search(item) if isinstance(item, bytes) else None
        if short:
            return short[1] or b""
    return None


def _fetch(box: Box, uids: str, what: str) -> Answer:
    typ, answer = box.client.uid("FETCH", uids, what)
    if typ != "OK":
        raise RefusedError("FETCH is refused")
    items: Answer = answer
    return items


def _instant(found: re.Match[bytes]) -> datetime:
    day, month, year, hour, minute, second, sign, hours, minutes = found.groups()
    away = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == b"-" else 1)
    try:
        zone = timezone(away)
        number = _MONTHS.index(month.lower()) + 1
        told = datetime(int(year), number, int(day), int(hour), int(minute), int(second), tzinfo=zone)
        return told.astimezone(UTC)
    except (ValueError, OverflowError):
        raise RefusedError("no date") from None
