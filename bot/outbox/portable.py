"""The tables of a PostgreSQL database as one SQLite file, and back: a copy is the same whatever it was made from."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.errors import AlreadyRunningError
from bot.outbox import postgresql, sqlite
from bot.outbox.copying import Contents, close_copy, fresh
from bot.outbox.postgresql import APPLICATION, Address, read_address
from bot.outbox.postgresql_errors import meaning
from bot.outbox.postgresql_opening import open_store
from bot.outbox.schema import VERSION, metadata, outbox_schema
from bot.outbox.trouble import trouble
from bot.wording import coded

AT_A_TIME = 500
"""Rows in memory at once."""
GOING_S = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
"""Between looks whether the server has noticed that a connection went."""

_SLOWLY = sa.text(
    "SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true),"
    " set_config('lock_timeout', '10s', true)"
)
"""For this transaction: it is long, and between two of its statements a file is written."""
_OTHERS = sa.text(
    "SELECT min(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :ours"
    " AND pid <> pg_backend_pid()"
)


def copy_server(url: str, password: str, target: Path, made_at: datetime) -> Contents:
    """Copy everything, as it is at one moment, beside whoever uses it, to the new file ``target``."""
    address = read_address(url, password)
    if not _has_tables(url, password):
        raise trouble("backup-nothing", file=address.shown)
    with _connected(address, read_only=True) as source, fresh(target) as part:
        _write(source, part)
        return close_copy(part, made_at.isoformat(), part)


def put_back_on_server(url: str, password: str, file: Path, aside: Path, now: datetime) -> None:
    """Replace everything there by what ``file`` holds, in one transaction, after a copy of it was made as ``aside``.

    Raises ``AlreadyRunningError`` when another program of ours uses the database.
    """
    address = read_address(url, password)
    # Makes the tables, or brings them up to date, where that is wanted.
    open_store(url, password).close()
    with _connected(address, read_only=False) as target:
        _refuse_others(target, address)
        # Others wait from here, and then go on with what was put back.
        names = ", ".join(table.name for table in metadata.sorted_tables)
        target.exec_driver_sql(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
        with fresh(aside) as part:
            _write(target, part)
            close_copy(part, now.isoformat(), part)
        for table in reversed(metadata.sorted_tables):
            target.execute(table.delete())
        with _file(file) as source:
            _pour(source, target)
        for table in metadata.sorted_tables:
            if table.autoincrement_column is not None:
                _count_on(target, table)


def _count_on(target: Connection, table: sa.Table) -> None:
    """The next number is one that no row has."""
    column = table.autoincrement_column
    assert column is not None
    highest = target.execute(sa.select(sa.func.coalesce(sa.func.max(column), 0))).scalar_one()
    of = {"of": table.name, "column": column.name, "next": highest + 1}
    target.execute(sa.text("SELECT setval(pg_get_serial_sequence(:of, :column), :next, false)"), of)


def _has_tables(url: str, password: str) -> bool:
    store = open_store(url, password, read_only=True)
    store.close()
    return store.shared


@contextmanager
def _connected(address: Address, *, read_only: bool) -> Iterator[Connection]:
    """One transaction, which sees one moment of the database."""
    engine = postgresql.engine(address, read_only=read_only)
    try:
        level = "REPEATABLE READ" if read_only else "READ COMMITTED"
        with engine.connect().execution_options(isolation_level=level) as connection, connection.begin():
            connection.execute(_SLOWLY)
            yield connection
    except sa.exc.DBAPIError as error:
        raise (meaning(error, address) or error) from error
    finally:
        engine.dispose()


def _refuse_others(connection: Connection, address: Address) -> None:
    for pause in (*GOING_S, 0.0):
        pid = connection.execute(_OTHERS, {"ours": APPLICATION}).scalar()
        if pid is None:
            return
        threading.Event().wait(pause)
        # What this transaction saw of the others it would see for ever.
        connection.exec_driver_sql("SELECT pg_stat_clear_snapshot()")
    raise coded(AlreadyRunningError, "database-in-use", database=address.shown, pid=pid)


@contextmanager
def _file(path: Path) -> Iterator[Connection]:
    engine = sqlite.engine(path, sqlite.Way(version=(3, 40, 1)))
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    finally:
        engine.dispose()


def _write(source: Connection, part: Path) -> None:
    """Everything in ``source`` into the empty file ``part``."""
    with _file(part) as target:
        metadata.create_all(target, checkfirst=False)
        _pour(source, target)


def _pour(source: Connection, target: Connection) -> None:
    """Row by row, parents first."""
    found = source.execute(sa.select(sa.func.max(outbox_schema.c.version))).scalar()
    assert found == VERSION, "whoever opened it brought it up to date"
    for table in metadata.sorted_tables:
        # What a database computes by itself it is not told.
        columns = [column for column in table.columns if column.computed is None]
        insert = sa.insert(table)
        for rows in source.execute(sa.select(*columns)).partitions(AT_A_TIME):
            target.execute(insert, [dict(row._mapping) for row in rows])  # noqa: SLF001 -- SQLAlchemy's public name
