"""Ids that tell a time: where a timeline is to be read from.

Mastodon's (lib/mastodon/snowflake.rb) are milliseconds and 16 bits; GoToSocial's are ULIDs. Both give a status that
arrives from elsewhere the id of the time it was written at, not of its arrival: one that comes late stands below what
was read already. So timelines are read again from some time back.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SNOWFLAKE = re.compile(r"[1-9][0-9]{16,18}")
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_TIME_LENGTH = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def order(own: str) -> tuple[int, str]:
    """Ids in the order they were given: numbers by their size, others letter by letter."""
    return len(own), own


def time_of(own: str) -> datetime | None:
    """When the status was written; ``None``: such an id does not tell."""
    if _SNOWFLAKE.fullmatch(own):
        milliseconds = int(own) >> 16
    elif _ULID.fullmatch(own):
        milliseconds = 0
        for letter in own[:_TIME_LENGTH]:
            milliseconds = milliseconds * 32 + _BASE32.index(letter)
    else:
        return None
    try:
        return _EPOCH + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def id_at(instant: datetime, like: str) -> str:
    """The lowest id of that time, of the same kind as ``like``; empty: that kind does not tell the time."""
    milliseconds = max(0, (instant - _EPOCH) // timedelta(milliseconds=1))
    if _SNOWFLAKE.fullmatch(like):
        return str(milliseconds << 16)
    if _ULID.fullmatch(like):
        letters = ""
        for _ in range(_TIME_LENGTH):
            milliseconds, rest = divmod(milliseconds, 32)
            letters = _BASE32[rest] + letters
        return letters + "0" * 16
    return ""
