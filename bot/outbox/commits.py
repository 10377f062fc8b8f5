"""One connection, many threads: works that are asked for at the same moment share one commit.

A thread leaves its work in the queue. If nobody is committing it takes all that is queued, runs them in one
transaction, commits once and hands each its own result; when one of them fails, all are undone and each is tried
alone, so that each gets its own answer. So a thread waits for the commit in progress and its own, never for one
more; and no result is handed out before it is on the disk.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from sqlalchemy.engine import Connection

from bot.errors import StoreError
from bot.outbox import sqlite
from bot.outbox.ballast import Ballast
from bot.outbox.trouble import trouble

_Result = TypeVar("_Result")


class Commits(Protocol):
    """How a database commits what the verbs do: each work is one transaction, and nothing of it is seen before."""

    count: int
    """How many transactions were committed."""

    def run(self, work: Callable[[Connection], _Result]) -> _Result:
        """Do ``work`` in a transaction, committed when this returns. Raises its error, or what the database's means.

        ``work`` may be called more than once; only what its last call did is kept.
        """
        ...

    def together(self) -> AbstractContextManager[None]:
        """What this thread does inside is one commit, or none of it."""
        ...

    def scrub(self) -> None:
        """Leave nothing of deleted rows in the database's files; others wait meanwhile. In memory there are none."""
        return

    def close(self) -> None:
        """Later works are refused. Twice is once."""
        ...


class _Work(Generic[_Result]):
    """Something to do with the connection, and what came of it."""

    __slots__ = ("done", "error", "run", "value")

    def __init__(self, run: Callable[[Connection], _Result]) -> None:
        self.run = run
        self.done = False
        self.error: Exception | None = None
        self.value: _Result

    def result(self) -> _Result:
        if self.error is not None:
            raise self.error
        return self.value


class OneConnection(Commits):
    """The owner of the one connection."""

    def __init__(self, connection: Connection, path: Path | None, ballast: Ballast | None = None) -> None:
        """``ballast`` is given up when the disk is full."""
        self.count = 0
        self._connection = connection
        self._path = path
        self._ballast = ballast
        self._turn = threading.Condition()
        self._queue: list[_Work[object]] = []
        self._busy = False
        self._closed = False
        self._inside: int | None = None
        """The thread that is inside ``together``."""

    @property
    def waiting(self) -> int:
        """How many works wait for the commit in progress to end."""
        return len(self._queue)

    def run(self, work: Callable[[Connection], _Result]) -> _Result:
        """See ``Commits``."""
        if self._inside == threading.get_ident():
            return self._run_inside(work)
        mine = _Work(work)
        with self._turn:
            # One list holds works of many results; each hands its own back to the thread that left it.
            self._queue.append(mine)  # type: ignore[arg-type]
            self._turn.wait_for(lambda: mine.done or not self._busy)
            if mine.done:
                return mine.result()
            self._refuse_if_closed(mine)
            batch, self._queue = self._queue, []
            self._busy = True
        try:
            self._commit(batch)
        finally:
            with self._turn:
                # Whoever interrupts this thread (Ctrl-C) does not interrupt the others: the next one takes their works.
                self._queue[:0] = [work for work in batch if not work.done and work is not mine]
                self._busy = False
                self._turn.notify_all()
        return mine.result()

    @contextmanager
    def together(self) -> Iterator[None]:
        """What this thread does inside is one commit, or none of it. Others wait: keep it short."""
        if self._inside == threading.get_ident():
            yield
            return
        with self._alone():
            self._inside = threading.get_ident()
            try:
                with self._connection.begin():
                    yield
                self.count += 1
            except Exception as error:
                meant = self._meant(error)
                # What the caller does inside is not ours to repeat; the next one has room.
                self._made_room(meant)
                raise meant from error
            finally:
                self._inside = None

    def scrub(self) -> None:
        """See ``Commits``: two seconds for 86 MB, and as much room on the disk."""
        assert self._inside != threading.get_ident(), "a file is not written anew within a transaction"
        if self._path is None:
            return
        with self._alone():
            try:
                sqlite.scrub(self._connection)
            except Exception as error:
                raise self._meant(error) from error

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No commit is in progress, and none begins."""
        with self._turn:
            self._turn.wait_for(lambda: not self._busy)
            self._refuse_if_closed(None)
            self._busy = True
        try:
            yield
        finally:
            with self._turn:
                self._busy = False
                self._turn.notify_all()

    def close(self) -> None:
        """Let the commit in progress end, then close; later works are refused. Twice is once."""
        with self._turn:
            self._turn.wait_for(lambda: not self._busy)
            if self._closed:
                return
            self._closed = True
            self._connection.close()
            self._connection.engine.dispose()
            self._turn.notify_all()

    def _refuse_if_closed(self, mine: _Work[_Result] | None) -> None:
        if self._closed:
            self._queue = [work for work in self._queue if work is not mine]
            raise trouble("outbox-closed", file=self._path or ":memory:")

    def _run_inside(self, work: Callable[[Connection], _Result]) -> _Result:
        try:
            with self._connection.begin_nested():
                return work(self._connection)
        except Exception as error:
            raise self._meant(error) from error

    def _commit(self, batch: list[_Work[object]]) -> None:
        if len(batch) > 1 and self._commit_all(batch):
            return
        for work in batch:
            self._commit_one(work)

    def _commit_all(self, batch: list[_Work[object]]) -> bool:
        """``False``: nothing of the batch happened, for a reason that is perhaps only one work's. Try each alone."""
        try:
            with self._connection.begin():
                # No savepoints: they would cost every burst what only a failure needs.
                for work in batch:
                    work.value = work.run(self._connection)
        except Exception:  # noqa: BLE001 -- whosever it is, nothing happened: alone, each gets its own answer
            return False
        self.count += 1
        for work in batch:
            work.done = True
        return True

    def _commit_one(self, work: _Work[object]) -> None:
        work.error = self._tried(work)
        if work.error is not None and self._made_room(work.error):
            work.error = self._tried(work)
        work.done = True

    def _tried(self, work: _Work[object]) -> Exception | None:
        try:
            with self._connection.begin():
                value = work.run(self._connection)
        except Exception as error:  # noqa: BLE001 -- handed to the thread whose work it is
            return self._meant(error)
        self.count += 1
        work.value = value
        return None

    def _made_room(self, error: Exception) -> bool:
        """Whether a full disk has room again."""
        if self._ballast is None or not isinstance(error, StoreError):
            return False
        # A quota, or a file system that finds out late, is an error of the disk to SQLite.
        full = error.code == "outbox-full" or (error.code == "outbox-disk" and self._ballast.is_wanted)
        return full and self._ballast.give_up()

    def _meant(self, error: Exception) -> Exception:
        meaning = sqlite.meaning(error, self._path)
        if meaning is None:
            return error
        meaning.__cause__ = error
        return meaning
