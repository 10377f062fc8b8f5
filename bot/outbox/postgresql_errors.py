"""What PostgreSQL's errors say to a person, and which of them say that nothing was committed.

Codes: the PostgreSQL manual, appendix A. A refused connection carries no code, only words, in the server's language.
"""

from __future__ import annotations

import re

import psycopg
import sqlalchemy as sa

from bot.errors import CampaignError, StoreError, UnreachableError
from bot.outbox.postgresql import Address
from bot.wording import coded

_AGAIN = (
    "40",  # serialization failure, deadlock
    "23505",  # two wrote the same new row: the second finds it there when it looks again
    "23503",  # a row went while something was hung on it
)
_GONE = ("08", "57P01", "57P02", "57P03", "57P05", "25P03")
"""The connection, or the server, went: whether a commit under way is done has to be asked."""
_MEANINGS = {
    "28": "outbox-login",
    "3D000": "outbox-no-database",
    "42501": "outbox-permission",
    "53300": "outbox-crowded",
    "53100": "outbox-server-full",
    "25006": "outbox-server-read-only",
    "55P03": "outbox-busy",
    "57014": "outbox-busy",
    "40": "outbox-busy",
    "53": "outbox-server",
    "58": "outbox-server",
    "XX": "outbox-server",
}
_WORDS = (
    (r'password|no pg_hba\.conf entry|role ".*" does not exist|authentication failed|certificate', "outbox-login"),
    (r'database ".*" does not exist', "outbox-no-database"),
    (r"permission denied for database", "outbox-permission"),
    (r"too many (?:clients|connections)|remaining connection slots", "outbox-crowded"),
    (r"starting up|shutting down|recovery mode|not accepting connections", "outbox-unreachable"),
    # Turned away for a reason we do not know, perhaps in another language.
    (r"FATAL", "outbox-login"),
)
_HEAD = re.compile(r'^(?:connection failed: )?(?:connection to server (?:at|on socket) ".*?failed: )?(?:FATAL:\s*)?')


def meaning(error: BaseException, address: Address) -> CampaignError | None:
    """What it says to a person; ``None`` for a mistake of ours, which keeps its traceback."""
    if isinstance(error, sa.exc.TimeoutError):
        return _told("outbox-busy", error, address)
    original = _original(error)
    if not isinstance(original, psycopg.Error):
        return None
    state = original.sqlstate
    if state is None:
        code = _by_words(str(original)) if isinstance(original, psycopg.OperationalError) else None
    elif state.startswith(_GONE):
        code = "outbox-unreachable"
    else:
        code = next((code for prefix, code in _MEANINGS.items() if state.startswith(prefix)), None)
    return None if code is None else _told(code, original, address)


def nothing_happened(error: BaseException) -> bool:
    """Of an error before the commit: whether the same may well succeed when it is tried again."""
    original = _original(error)
    if not isinstance(original, psycopg.Error):
        return False
    return (original.sqlstate or "").startswith(_AGAIN) or is_gone(error)


def is_gone(error: BaseException) -> bool:
    """Whether the connection ended, or never came about for a reason that passes."""
    if isinstance(error, sa.exc.DBAPIError) and error.connection_invalidated:
        return True
    original = _original(error)
    if not isinstance(original, psycopg.OperationalError):
        return False
    if original.sqlstate is not None:
        return original.sqlstate.startswith(_GONE)
    return _by_words(str(original)) in {"outbox-unreachable", "outbox-crowded"}


def _by_words(text: str) -> str:
    return next((code for pattern, code in _WORDS if re.search(pattern, text)), "outbox-unreachable")


def _told(code: str, error: BaseException, address: Address) -> CampaignError:
    kind = UnreachableError if code == "outbox-unreachable" else StoreError
    first = next(iter(str(error).strip().splitlines()), "")
    cause = _HEAD.sub("", first) or type(error).__name__
    password = address.url.password
    if password:
        cause = cause.replace(str(password), "…")
    return coded(
        kind, code, host=address.host, port=address.port, user=address.user, database=address.name, cause=cause
    )


def _original(error: BaseException) -> BaseException:
    return error.orig or error if isinstance(error, sa.exc.DBAPIError) else error
