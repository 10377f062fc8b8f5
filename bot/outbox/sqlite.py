"""All that is particular to SQLite: where the file lies, how it is opened, and what its errors mean.

Sources: sqlite.org/wal.html, section 11 (the WAL-reset corruption of 3.7.0 to 3.51.2), sqlite.org/pragma.html.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import StaticPool

from bot.errors import StoreError
from bot.outbox.trouble import trouble

ERRORS = (sqlite3.Error, sa.exc.DBAPIError)
"""The second wraps the first, except where SQLAlchemy had no hand in it."""
BUSY_S = 10
"""How long a write waits for another program's lock."""
DRIVERS = frozenset({"sqlite", "sqlite+pysqlite"})

_CODES = {
    "SQLITE_FULL": "outbox-full",
    "SQLITE_BUSY": "outbox-locked",
    "SQLITE_LOCKED": "outbox-locked",
    "SQLITE_READONLY": "outbox-read-only",
    "SQLITE_IOERR": "outbox-disk",
    "SQLITE_CANTOPEN": "outbox-disk",
    "SQLITE_PERM": "outbox-disk",
    "SQLITE_CORRUPT": "outbox-damaged",
    "SQLITE_NOTADB": "outbox-not-ours",
}


class Durability(NamedTuple):
    """How a commit survives a power cut."""

    journal: str
    synchronous: str


@dataclass(frozen=True, slots=True)
class Way:
    """How to open the file."""

    read_only: bool = False
    version: tuple[int, int, int] = sqlite3.sqlite_version_info
    """Of the SQLite that decides about the journal."""
    busy_s: float = BUSY_S
    thrown_away: bool = False
    """Nobody wants the file after this process: no commit waits for the disk."""


def durability(version: tuple[int, int, int]) -> Durability:
    """WAL only where its corruption race is fixed; ``EXTRA`` also syncs the folder after the journal is gone."""
    return Durability("wal", "FULL") if version >= (3, 51, 3) else Durability("truncate", "EXTRA")


_NONE = Durability("memory", "OFF")
_SYNCHRONOUS = {"OFF": 0, "FULL": 2, "EXTRA": 3}


def engine(path: Path | None, way: Way) -> Engine:
    """One connection for all threads; ``None`` is a database in memory, for a campaign that has no file yet."""
    made = sa.create_engine(
        "sqlite+pysqlite://",
        creator=lambda: _connect(path, way),
        poolclass=StaticPool,
        # An error, and so a log, would repeat what stands in the row.
        hide_parameters=True,
    )

    @sa.event.listens_for(made, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction finds out at its first write that another has the lock, and cannot wait for it.
        connection.exec_driver_sql("BEGIN" if way.read_only else "BEGIN IMMEDIATE")

    return made


def _connect(path: Path | None, way: Way) -> sqlite3.Connection:
    name = ":memory:" if path is None else f"{path.absolute().as_uri()}?mode={'ro' if way.read_only else 'rw'}"
    # Isolation level None: transactions begin where we say so, not where the driver guesses.
    raw = sqlite3.connect(name, uri=True, timeout=way.busy_s, isolation_level=None, check_same_thread=False)
    try:
        raw.execute("PRAGMA foreign_keys=ON")
        if path is None:
            return raw
        if way.read_only:
            raw.execute("PRAGMA query_only=ON")
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            return raw
        # Deleted words and addresses must not stay readable in the file's free pages.
        raw.execute("PRAGMA secure_delete=ON")
        # Nor in a temporary file that a long sort would spill into.
        raw.execute("PRAGMA temp_store=MEMORY")
        _check_pages(raw, path)
        _make_durable(raw, path, _NONE if way.thrown_away else durability(way.version))
    except BaseException:
        raw.close()
        raise
    return raw


def _check_pages(raw: sqlite3.Connection, path: Path) -> None:
    found = str(raw.execute("PRAGMA quick_check(1)").fetchone()[0])
    if found != "ok":
        raise trouble("outbox-damaged", file=path, cause=" ".join(found.split()))


def _make_durable(raw: sqlite3.Connection, path: Path, wanted: Durability) -> None:
    raw.execute(f"PRAGMA synchronous={wanted.synchronous}")
    found = raw.execute(f"PRAGMA journal_mode={wanted.journal}").fetchone()[0]
    if found != wanted.journal:
        raise trouble("outbox-journal", file=path, setting=f"journal_mode={wanted.journal}", found=found)
    level = raw.execute("PRAGMA synchronous").fetchone()[0]
    if level != _SYNCHRONOUS[wanted.synchronous]:
        raise trouble("outbox-journal", file=path, setting=f"synchronous={wanted.synchronous}", found=level)


def copy(source: Connection, target: Connection) -> None:
    """Fill ``target`` with what is committed in ``source``, tables and all."""
    _driver(source).backup(_driver(target))


def scrub(connection: Connection) -> None:
    """Outside of a transaction: write the file anew, then empty the journal.

    ``secure_delete`` alone is not enough: when a page is split, the rows that move leave their bytes in its gap, and
    later deletions know nothing of that copy (of 2,000 rewritten rows 37 could still be read).
    """
    raw = _driver(connection)
    # It holds the live rows alone, and as much memory as the whole file is more than the daemon has.
    raw.execute("PRAGMA temp_store=FILE")
    try:
        raw.execute("VACUUM")
    finally:
        raw.execute("PRAGMA temp_store=MEMORY")
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _driver(connection: Connection) -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def roll_back_what_a_crash_left(path: Path) -> None:
    """A reader may not roll back a half-written transaction; a writer does so by looking."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_S)) as raw:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()


def needs_roll_back(error: BaseException) -> bool:
    """Whether a read-only opening met what a crash left."""
    return _name(error) in {"SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY", "SQLITE_READONLY_CANTINIT"}


def meaning(error: BaseException, path: Path | None) -> StoreError | None:
    """What an error of the database says to a person; ``None`` for a mistake of ours, which keeps its traceback."""
    name = _name(error)
    code = next((code for prefix, code in _CODES.items() if name.startswith(prefix)), None)
    return None if code is None else trouble(code, file=path or ":memory:", cause=str(_original(error)))


def _original(error: BaseException) -> BaseException:
    return error.orig or error if isinstance(error, sa.exc.DBAPIError) else error


def _name(error: BaseException) -> str:
    # Absent on errors that the Python module raises by itself.
    return str(getattr(_original(error), "sqlite_errorname", ""))
