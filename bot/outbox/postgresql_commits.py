"""Many connections, many threads: one transaction a verb, tried again when it is certain that nothing happened.

A connection that ends while a commit is under way leaves open whether it is done. Nobody guesses: a transaction that
wrote something leaves its number beside what it wrote, under the name of its thread, and that row is asked.
(``pg_xact_status`` would not do: after a crash of the server a number that was not written down is dealt out again.)
"""

from __future__ import annotations

import itertools
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from bot.errors import UnreachableError
from bot.outbox.commits import Commits
from bot.outbox.postgresql import Address
from bot.outbox.postgresql_errors import is_gone, meaning, nothing_happened
from bot.outbox.trouble import trouble
from bot.wording import coded

_Result = TypeVar("_Result")

PAUSES_S = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3.0)
"""Between the tries of one verb: six seconds in all, as long as a server takes to start again."""
OPENING_S = (0.1, 0.3, 0.6)
"""A person waits for the answer, or a service manager that tries again itself."""
ASKING_S = (*PAUSES_S, 5.0, 5.0, 5.0, 5.0)
"""Between questions about a lost answer: longer than the server keeps a transaction whose daemon went silent."""

_last = sa.MetaData()
last_commits = sa.Table(
    "outbox_commits",
    _last,
    sa.Column("who", sa.Text, primary_key=True),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
)
"""The number of each thread's last transaction. Of this database alone: SQLite's answers are not lost."""

_SIGN = sa.text(
    "INSERT INTO outbox_commits (who, number) SELECT :who, :number WHERE pg_current_xact_id_if_assigned() IS NOT NULL "
    "ON CONFLICT (who) DO UPDATE SET number = excluded.number, at = now()"
)
"""Nothing, in a transaction that only read."""
_ASK = sa.text(
    "INSERT INTO outbox_commits (who, number) VALUES (:who, 0) "
    "ON CONFLICT (who) DO UPDATE SET number = outbox_commits.number RETURNING number"
)
"""A write, so that it waits for the very transaction it asks about, should the server still be at it."""
_FORGET = sa.text("DELETE FROM outbox_commits WHERE at < now() - interval '1 day'")


_PATIENTLY = sa.text("SELECT set_config('statement_timeout', '60s', false)")
_ANEW = (
    "VACUUM FULL photos, loose_files, tombstones, consents, mails, replies",
    "VACUUM deliveries, attempts, errands, matters, inbox",
)


class _Thread(threading.local):
    """Where one thread stands."""

    def __init__(self) -> None:
        self.who = secrets.token_hex(12)
        self.numbers = itertools.count(1)
        self.together: Connection | None = None


class PooledCommits(Commits):
    """The owner of the pool."""

    def __init__(self, engine: Engine, address: Address, *, read_only: bool = False) -> None:
        self.count = 0
        self._engine = engine
        self._address = address
        self._read_only = read_only
        self._thread = _Thread()
        self._pause = threading.Event()
        """Set when the pool closes: nobody waits for another try then."""

    def make_tables(self, connection: Connection) -> None:
        """What this class keeps for itself; also forgets what nobody can ask about any more."""
        _last.create_all(connection)
        connection.execute(_FORGET)

    def run(self, work: Callable[[Connection], _Result], pauses: Sequence[float] = PAUSES_S) -> _Result:
        """See ``Commits``."""
        inside = self._thread.together
        if inside is not None:
            with self._told(), inside.begin_nested():
                return work(inside)
        with self._told():
            for pause in pauses:
                try:
                    return self._once(work)
                except Exception as error:
                    if not nothing_happened(error):
                        raise
                self._pause.wait(pause)
            return self._once(work)

    @contextmanager
    def together(self) -> Iterator[None]:
        """See ``Commits``. It is not tried again: what the caller does inside is not ours to repeat."""
        if self._thread.together is not None:
            yield
            return
        with self._told(), self._connection() as connection:
            self._thread.together = connection
            try:
                with self._transaction(connection):
                    yield
            finally:
                self._thread.together = None

    def scrub(self) -> None:
        """See ``Commits``. The small tables of photos are written anew; in the others dead rows are given free.

        What this cannot prove: that the words of dead rows are nowhere in the pages of those others, in the server's
        write-ahead log and its archive, on a replica, in a backup, or in blocks that its disk has not used again.
        """
        assert self._thread.together is None, "tables are not written anew within a transaction"
        # On a connection of its own, which nobody is dealt afterwards: it waits longer than a verb may.
        with self._told(), self._connection() as own:
            own.execution_options(isolation_level="AUTOCOMMIT")
            own.detach()
            own.execute(_PATIENTLY)
            for words in _ANEW:
                own.exec_driver_sql(words)

    def close(self) -> None:
        """Connections in use are closed when their work ends."""
        self._pause.set()
        self._engine.dispose()

    def _once(self, work: Callable[[Connection], _Result]) -> _Result:
        with self._connection() as connection, self._transaction(connection):
            return work(connection)

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        if self._pause.is_set():
            raise trouble("outbox-closed", file=self._address.shown)
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _transaction(self, connection: Connection) -> Iterator[None]:
        """Begin, do, sign, commit; when the answer to the commit is lost, ask."""
        transaction = connection.begin()
        try:
            yield
            number = self._sign(connection)
        except BaseException:
            _roll_back(transaction)
            raise
        try:
            transaction.commit()
        except sa.exc.DBAPIError as error:
            if not is_gone(error):
                raise
            # What was only read is as good as committed.
            if number is not None and not self._was_committed(number):
                raise
        self.count += 1

    def _sign(self, connection: Connection) -> int | None:
        """Leave this transaction's number; ``None`` when it changed nothing."""
        if self._read_only:
            return None
        number = next(self._thread.numbers)
        wrote = connection.execute(_SIGN, {"who": self._thread.who, "number": number}).rowcount == 1
        return number if wrote else None

    def _was_committed(self, number: int) -> bool:
        """Whether this thread's transaction of that number is in the database; raises when it cannot be asked."""
        for pause in ASKING_S:
            try:
                with self._engine.connect() as connection, connection.begin():
                    found: int = connection.execute(_ASK, {"who": self._thread.who}).scalar_one()
                    return found == number
            except sa.exc.DBAPIError as error:
                # The server may still be at work on it, or about to notice that we went.
                last = error
            self._pause.wait(pause)
        # Not an error that is tried again: it may be done.
        raise coded(UnreachableError, "outbox-unanswered", host=self._address.host, port=self._address.port) from last

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Say what an error means, where it means something to a person."""
        try:
            yield
        except Exception as error:
            told = meaning(error, self._address)
            if told is None:
                raise
            raise told from error


def _roll_back(transaction: sa.engine.Transaction) -> None:
    """A connection that is gone has nothing to roll back."""
    try:
        transaction.rollback()
    except sa.exc.DBAPIError as error:
        if not is_gone(error):
            raise
