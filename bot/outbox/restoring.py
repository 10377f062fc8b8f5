"""Puts a copy in the place of the outbox: examined first, the present one set aside, all of it or nothing."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import StoreError, UsageError
from bot.outbox import is_shared, migrating, sqlite
from bot.outbox.copying import Contents, close_copy, forget
from bot.outbox.durable import make_durable
from bot.outbox.opening import locate
from bot.outbox.schema import VERSION
from bot.outbox.trouble import trouble
from bot.wording import coded

_BESIDE = ("-journal", "-wal")
"""What SQLite lays beside a file that was copied while somebody used it, and which belongs to it."""


@dataclass(frozen=True, slots=True)
class Restorable:
    """A copy that was examined: a file of ours now, which changes nothing until it is put in place."""

    contents: Contents
    place: Path | None
    """The database's file; ``None``: a server has it."""
    shown: str
    """The same for a person, without a password."""
    _part: Path
    _url: str
    _password: str
    _folder: Path

    def put_in_place(self, now: datetime) -> Path | None:
        """Do it; where the present database is kept, if there was one. Nobody may use it meanwhile."""
        stamp = f"before-restore-{now:%Y%m%d-%H%M%S}"
        if self.place is None:
            # psycopg is for those who have a server.
            from bot.outbox.portable import put_back_on_server  # noqa: PLC0415 -- see above

            aside = self._folder / "var" / f"postgresql.{stamp}.db"
            _migrate(self._part, self.contents.version)
            put_back_on_server(self._url, self._password, self._part, aside, now)
            return aside
        aside = self.place.with_name(f"{self.place.name}.{stamp}")
        try:
            kept = _set_aside(self.place, aside)
            make_durable(self._part)
            self._part.replace(self.place)
            make_durable(self.place.parent)
        except OSError as error:
            raise trouble("restore-failed", file=self.place, cause=error.strerror or error) from error
        return aside if kept else None


@contextmanager
def restorable(file: Path, url: str, folder: Path, password: str = "") -> Iterator[Restorable]:
    """``file``, examined without touching it. Raises ``StoreError`` that says why it cannot be put back."""
    shared = is_shared(url)
    # Through a link the file itself is replaced, never the link.
    place = None if shared else Path(os.path.realpath(locate(url, folder)))
    if not file.is_file():
        raise coded(UsageError, "restore-no-file", file=file)
    if place is not None and place.exists() and file.samefile(place):
        raise coded(UsageError, "restore-itself", file=file)
    part = (place.with_name(f"{place.name}.restoring")) if place else folder / "var" / "postgresql.restoring"
    try:
        part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        forget(part)
        for suffix in ("", *_BESIDE):
            _copy(file.with_name(file.name + suffix), part.with_name(part.name + suffix))
        shown = str(place) if place else _shown(url)
        yield Restorable(_examined(part, file), place, shown, part, url, password, folder)
    except OSError as error:
        raise trouble("restore-failed", file=part, cause=error.strerror or error) from error
    finally:
        with suppress(OSError):
            forget(part)


def _shown(url: str) -> str:
    from bot.outbox.postgresql import read_address  # noqa: PLC0415 -- psycopg is for those who have a server

    return read_address(url).shown


def _copy(source: Path, target: Path) -> None:
    if not source.exists():
        return
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    shutil.copyfile(source, target)


def _examined(part: Path, file: Path) -> Contents:
    try:
        return close_copy(part, "", file)
    except sqlite3.Error as error:
        raise (sqlite.meaning(error, file) or error) from error


def _migrate(part: Path, found: int) -> None:
    if found == VERSION:
        return
    engine = sqlite.engine(part, sqlite.Way(version=(3, 40, 1)))
    try:
        with engine.connect() as connection, connection.begin():
            migrating.migrate(connection, found)
    finally:
        engine.dispose()


def _set_aside(place: Path, aside: Path) -> bool:
    """Keep the present database, with what lies beside it, as ``aside``; ``place`` itself is still there then."""
    if not place.exists():
        return False
    # Sound, it takes in by itself what a crash left beside it, and stands alone.
    with suppress(StoreError, sqlite3.Error), closing(sqlite3.connect(place)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
    # What would be played into the database that takes its place must be gone before that.
    for suffix in (*_BESIDE, "-shm"):
        with suppress(FileNotFoundError):
            place.with_name(place.name + suffix).rename(aside.with_name(aside.name + suffix))
    try:
        os.link(place, aside)
    except OSError:
        # There are disks that know no links.
        shutil.copyfile(place, aside)
        aside.chmod(0o600)
        make_durable(aside)
    make_durable(place.parent)
    return True
