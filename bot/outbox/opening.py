"""From an address to an open outbox: the folder, the file, its version."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.errors import StoreError
from bot.outbox import migrating, sqlite
from bot.outbox.backups import with_backup
from bot.outbox.ballast import Ballast
from bot.outbox.commits import OneConnection
from bot.outbox.owed import Owed, beside, take_in
from bot.outbox.schema import VERSION, metadata, outbox_schema
from bot.outbox.store import SqlOutbox
from bot.outbox.trouble import trouble


def open_store(url: str, folder: Path, way: sqlite.Way) -> SqlOutbox:
    """See ``bot.outbox.open_outbox``."""
    path = locate(url, folder)
    if path.is_dir():
        raise trouble("outbox-directory", file=path)
    if way.read_only and not (path.exists() and path.stat().st_size):
        # No daemon ever started, or it is about to make the tables: nothing is planned yet.
        return nothing_yet()
    if not way.read_only:
        _make_room(path)
    try:
        return _opened_whole(path, way)
    except StoreError as error:
        told = with_backup(error, path)
        if told is error:
            raise
        raise told from error


def _opened_whole(path: Path, way: sqlite.Way) -> SqlOutbox:
    try:
        return _opened(path, way)
    except sqlite.ERRORS as error:
        if way.read_only and sqlite.needs_roll_back(error):
            return _after_a_crash(path, way)
        raise (sqlite.meaning(error, path) or error) from error


def nothing_yet() -> SqlOutbox:
    """An empty outbox that takes nothing, for those who look before the first daemon has made the tables."""
    return SqlOutbox(OneConnection(_in_memory(None, None), None))


def locate(url: str, folder: Path) -> Path:
    """The file an address means; a relative path starts at ``folder``."""
    try:
        address = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise trouble("outbox-address", url=_masked(url)) from None
    name = address.database
    if address.drivername not in sqlite.DRIVERS or not name or name == ":memory:" or address.host or address.query:
        raise trouble("outbox-address", url=address.render_as_string(hide_password=True))
    return folder / name


def _masked(url: str) -> str:
    # What could not be read may still hold a password.
    return url if "@" not in url else "…"


def _make_room(path: Path) -> None:
    """The folder 0700, the file 0600: the outbox holds people's names and what is not said yet."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    except OSError as error:
        raise trouble("outbox-folder", folder=path.parent, cause=error.strerror or str(error)) from error
    if path.stat().st_mode & 0o077:
        # A file that was copied back is as open as the copy; one that is not ours to change stays as it is.
        with suppress(PermissionError):
            path.chmod(0o600)


def _after_a_crash(path: Path, way: sqlite.Way) -> SqlOutbox:
    try:
        sqlite.roll_back_what_a_crash_left(path)
        return _opened(path, way)
    except sqlite.ERRORS as error:
        raise (sqlite.meaning(error, path) or error) from error


def _opened(path: Path, way: sqlite.Way) -> SqlOutbox:
    connection = _connected(path, way)
    try:
        # Others are kept out until the new version is on the disk.
        with ExitStack() as others_kept_out, connection.begin():
            earlier = _earlier_version(connection, path, create=not way.read_only)
            if earlier is not None and not way.read_only:
                others_kept_out.enter_context(migrating.kept_from_others(path))
                migrating.keep_copy(path, earlier)
                migrating.migrate(connection, earlier)
        if not way.read_only:
            return _with_receipts(connection, path)
        if earlier is None:
            return SqlOutbox(OneConnection(connection, path))
        # Whoever only looks changes nothing, and is answered all the same: from what is there now.
        seen = _in_memory(connection, earlier)
    except BaseException:
        _close(connection)
        raise
    _close(connection)
    return SqlOutbox(OneConnection(seen, path))


def _with_receipts(connection: Connection, path: Path) -> SqlOutbox:
    """Once what an earlier run could not write down is in it."""
    # Where the file really lies, as for its lock: another folder may name it through a link.
    real = Path(os.path.realpath(path))
    commits, receipts = OneConnection(connection, path, Ballast(real)), beside(real)
    take_in(commits, receipts)
    return SqlOutbox(commits, owed=Owed(receipts))


def _connected(path: Path | None, way: sqlite.Way) -> Connection:
    engine = sqlite.engine(path, way)
    try:
        return engine.connect()
    except BaseException:
        engine.dispose()
        raise


def _close(connection: Connection) -> None:
    connection.close()
    connection.engine.dispose()


def _in_memory(source: Connection | None, earlier: int | None) -> Connection:
    """An outbox in memory that takes nothing: empty, or ``source`` as it is now, brought here from ``earlier``."""
    connection = _connected(None, sqlite.Way(read_only=True))
    try:
        if source is not None:
            sqlite.copy(source, connection)
        with connection.begin():
            if earlier is None:
                _create(connection)
            else:
                migrating.migrate(connection, earlier)
        connection.exec_driver_sql("PRAGMA query_only=ON")
        connection.rollback()
    except BaseException:
        _close(connection)
        raise
    return connection


def _earlier_version(connection: Connection, path: Path, *, create: bool) -> int | None:
    """The version to migrate from, if it is an earlier one; makes the tables in an empty file, all of them or none.

    Raises ``StoreError`` for a file of another program or a later version.
    """
    tables = sa.inspect(connection).get_table_names()
    if outbox_schema.name in tables:
        found = connection.execute(sa.select(sa.func.max(outbox_schema.c.version))).scalar()
        if found == VERSION:
            return None
        if found in migrating.STEPS:
            return found
        if found is not None and found > VERSION:
            raise trouble("outbox-newer", file=path, found=found, known=VERSION)
    if tables or not create:
        raise trouble("outbox-not-ours", file=path)
    _create(connection)
    return None


def _create(connection: Connection) -> None:
    metadata.create_all(connection, checkfirst=False)
    connection.execute(outbox_schema.insert().values(version=VERSION))
