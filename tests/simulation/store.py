"""One real store in memory, emptied between seeds: opening one costs more than playing a small seed."""

from __future__ import annotations

import sqlite3
from functools import cache

from sqlalchemy.engine import Connection

from bot.outbox import sqlite
from bot.outbox.commits import OneConnection
from bot.outbox.schema import VERSION, metadata, outbox_schema
from bot.outbox.store import SqlOutbox


@cache
def _opened() -> SqlOutbox:
    connection = sqlite.engine(None, sqlite.Way()).connect()
    with connection.begin():
        metadata.create_all(connection, checkfirst=False)
        connection.execute(outbox_schema.insert().values(version=VERSION))
    return SqlOutbox(OneConnection(connection, None))


def fresh_store() -> SqlOutbox:
    """The process's one store, empty."""
    store = _opened()

    def empty(connection: Connection) -> None:
        for table in reversed(metadata.sorted_tables):
            if table is not outbox_schema:
                connection.execute(table.delete())

    store.commits.run(empty)
    return store


def changes() -> int:
    """How many rows were ever written."""
    return _driver().total_changes


@cache
def _driver() -> sqlite3.Connection:
    found: list[sqlite3.Connection] = []

    def look(connection: Connection) -> None:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection), "it is SQLite's"
        found.append(driver)

    _opened().commits.run(look)
    return found[0]
