"""Copies of the outbox: one SQLite file each, whole, checked, and marked as a copy."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from errno import EEXIST
from pathlib import Path

from bot.outbox import sqlite
from bot.outbox.durable import make_durable
from bot.outbox.schema import VERSION
from bot.outbox.trouble import trouble
from bot.ports import COPY

STEP_PAGES = 1024
MOST_RESTARTS = 3
"""A daemon that writes all the time starts the copy over with each commit; after so many, it waits once."""

Progress = Callable[[int, int], None]
"""Pages still to copy, and pages in all."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds."""

    version: int
    states: Mapping[str, int]
    """Deliveries per state."""
    calls: int
    made_at: str
    """ISO 8601, as the copy says; empty: it was not made by ``backup``."""

    @property
    def deliveries(self) -> int:
        """How many in all."""
        return sum(self.states.values())


class _AgainError(Exception):
    """Somebody wrote meanwhile, once too often."""


def copy_file(source: Path, target: Path, made_at: datetime, progress: Progress | None = None) -> Contents:
    """Copy the database in ``source``, beside whoever uses it, to the new file ``target`` (0600), and check it.

    Raises ``StoreError``; then there is no ``target``.
    """
    with fresh(target) as part:
        try:
            _copy_pages(source, part, progress)
            contents = close_copy(part, made_at.isoformat(), source)
        except sqlite3.Error as error:
            raise trouble("backup-failed", file=target, cause=error) from error
    return contents


@contextmanager
def fresh(target: Path) -> Iterator[Path]:
    """A file to fill, which becomes ``target`` durably when it is whole, and goes otherwise."""
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        forget(part)
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        yield part
        make_durable(part)
        # A stick or a share may know no links, which alone would never take the place of another file.
        if target.exists():
            raise FileExistsError(EEXIST, os.strerror(EEXIST))
        part.rename(target)
        make_durable(target.parent)
    except OSError as error:
        raise trouble("backup-failed", file=target, cause=error.strerror or error) from error
    finally:
        with suppress(OSError):
            forget(part)


def forget(file: Path) -> None:
    """Remove a database that was not finished, and what SQLite laid beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def close_copy(file: Path, made_at: str, source: Path) -> Contents:
    """Check every page of ``file``, which came from ``source``, mark it as a copy, and leave it one single file."""
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        contents = _read(raw, source)
        raw.execute("PRAGMA synchronous=FULL")
        # A log beside it would be left behind when somebody carries the file away.
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.execute(
            "INSERT OR REPLACE INTO notes (name, value) VALUES (?, ?)", (COPY, made_at or contents.made_at or "undated")
        )
    return replace(contents, made_at=made_at or contents.made_at)


def _copy_pages(source: Path, part: Path, progress: Progress | None) -> None:
    restarts, before = 0, -1

    def step(_status: int, remaining: int, total: int) -> None:
        nonlocal restarts, before
        restarts += before != -1 and remaining > before
        before = remaining
        if progress is not None:
            progress(remaining, total)
        if restarts > MOST_RESTARTS:
            raise _AgainError

    with closing(_reading(source)) as raw, closing(sqlite3.connect(part)) as target:
        try:
            raw.backup(target, pages=STEP_PAGES, progress=step, sleep=0.01)
        except _AgainError:
            raw.backup(target)


def _reading(source: Path) -> sqlite3.Connection:
    uri = f"{source.absolute().as_uri()}?mode=ro"
    raw = sqlite3.connect(uri, uri=True, timeout=sqlite.BUSY_S)
    try:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raw.close()
        if not sqlite.needs_roll_back(error):
            raise (sqlite.meaning(error, source) or error) from error
        sqlite.roll_back_what_a_crash_left(source)
        return sqlite3.connect(uri, uri=True, timeout=sqlite.BUSY_S)
    return raw


def _read(raw: sqlite3.Connection, source: Path) -> Contents:
    """Raises ``StoreError``, about ``source``, when ``raw`` is not a whole outbox that this program knows."""
    try:
        found = str(raw.execute("PRAGMA integrity_check(1)").fetchone()[0])
        if found != "ok":
            raise trouble("outbox-damaged", file=source, cause=" ".join(found.split()))
        tables = {str(name) for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"outbox_schema", "deliveries", "attempts", "notes"} <= tables:
            raise trouble("outbox-not-ours", file=source)
        (version,) = raw.execute("SELECT max(version) FROM outbox_schema").fetchone()
        if version is None:
            raise trouble("outbox-not-ours", file=source)
        if version > VERSION:
            raise trouble("outbox-newer", file=source, found=version, known=VERSION)
        states = dict(raw.execute("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state"))
        (calls,) = raw.execute("SELECT count(*) FROM attempts").fetchone()
        note = raw.execute("SELECT value FROM notes WHERE name = ?", (COPY,)).fetchone()
    except sqlite3.Error as error:
        raise _meant(error, source) from error
    return Contents(version, states, calls, note[0] if note else "")


def _meant(error: sqlite3.Error, source: Path) -> Exception:
    return sqlite.meaning(error, source) or error
