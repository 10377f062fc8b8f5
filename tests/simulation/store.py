"""One real store in memory, emptied between seeds: opening one costs more than playing a small seed.

The tables and the verbs are the product's. Only how a work is committed is not: there is one thread here and no disk,
so nobody queues, and a transaction costs two short statements; statements are compiled once (``quick.py``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.pool import StaticPool

from bot.outbox.commits import Commits
from bot.outbox.schema import VERSION, metadata, outbox_schema
from bot.outbox.store import SqlOutbox
from tests.simulation.quick import quick
from tests.simulation.touched import UNDONE, Touched

_Result = TypeVar("_Result")


class OneThread(Commits):
    """Each work is one transaction; within ``together``, a savepoint of it."""

    def __init__(self) -> None:
        self.count = 0
        self.touched = Touched()
        self.raw = sqlite3.connect(":memory:", isolation_level=None)
        self.raw.execute("PRAGMA foreign_keys=ON")
        engine = sa.create_engine(
            "sqlite+pysqlite://", creator=lambda: self.raw, poolclass=StaticPool, hide_parameters=True
        )
        # It believes itself in one transaction for ever; where ours begin and end only SQLite is told.
        self.real = engine.connect()
        self._connection = quick(self.real, self.raw)
        self._inside = False

    def run(self, work: Callable[[Connection], _Result]) -> _Result:
        """See ``Commits``."""
        begin, keep, undo = _SAVEPOINT if self._inside else _TRANSACTION
        self.raw.execute(begin)
        try:
            value = work(self._connection)
        except BaseException:
            for statement in undo:
                self.raw.execute(statement)
            self.touched[UNDONE] += 1
            raise
        self.raw.execute(keep)
        self.count += not self._inside
        return value

    @contextmanager
    def together(self) -> Iterator[None]:
        """See ``Commits``."""
        if self._inside:
            yield
            return
        self.raw.execute("BEGIN")
        self._inside = True
        try:
            yield
        except BaseException:
            self.raw.execute("ROLLBACK")
            self.touched[UNDONE] += 1
            raise
        else:
            self.raw.execute("COMMIT")
            self.count += 1
        finally:
            self._inside = False

    def close(self) -> None:
        """Back to nothing."""
        self.real.close()
        self.real.engine.dispose()


_TRANSACTION = ("BEGIN", "COMMIT", ("ROLLBACK",))
_SAVEPOINT = ("SAVEPOINT work", "RELEASE work", ("ROLLBACK TO work", "RELEASE work"))


@cache
def _opened() -> tuple[SqlOutbox, OneThread]:
    commits = OneThread()

    def create(connection: Connection) -> None:
        metadata.create_all(connection, checkfirst=False)
        connection.execute(outbox_schema.insert().values(version=VERSION))

    commits.run(create)
    commits.touched.watch(commits.raw)
    return SqlOutbox(commits), commits


def fresh_store() -> SqlOutbox:
    """The process's one store, empty."""
    store, commits = _opened()
    commits.raw.execute("BEGIN")
    for table in reversed(metadata.sorted_tables):
        if table is not outbox_schema:
            commits.raw.execute(f"DELETE FROM {table.name}")  # noqa: S608 -- the schema's own names
    commits.raw.execute("COMMIT")
    return store


def kept_copy() -> sqlite3.Connection:
    """The store as it is now."""
    copy = sqlite3.connect(":memory:")
    _opened()[1].raw.backup(copy)
    return copy


def put_back(copy: sqlite3.Connection) -> None:
    """The store as it was."""
    copy.backup(_opened()[1].raw)
    copy.close()


def touched() -> Touched:
    """What has been written about."""
    return _opened()[1].touched


def changes() -> int:
    """How many rows were ever written."""
    return _opened()[1].raw.total_changes
