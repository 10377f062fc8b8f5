"""Receipts the database does not have yet: kept beside it once it refuses one, taken in at its next opening."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import Connection

from bot import log
from bot.campaign.delivery import State
from bot.outbox import sending
from bot.outbox.commits import Commits
from bot.outbox.receipts import Kept, Receipts
from bot.outbox.rows import get
from bot.outbox.trouble import IllegalStepError

_UNDECIDED = frozenset({State.SENDING, State.UNKNOWN, State.ASK})
_log = log.logger("receipts")


class Owed:
    """What this process could not write down; ``receipts`` is ``None`` where a server keeps the database."""

    def __init__(self, receipts: Receipts | None = None) -> None:
        self._receipts = receipts
        self._lock = threading.Lock()
        self._kept: list[Kept] = []
        self._open: set[tuple[str, int]] = set()

    def prepare(self) -> None:
        """Have the journal there before it is needed."""
        if self._receipts is not None:
            self._receipts.prepare()

    @contextmanager
    def unless_written(self, kept: Kept) -> Iterator[None]:
        """Keep it when what is done inside fails; forget it when that is done."""
        which = (kept.key, kept.fence)
        try:
            yield
        except IllegalStepError:
            raise
        except Exception:
            self._keep(kept, which)
            raise
        if which in self._open:
            self._paid(which)

    def _keep(self, kept: Kept, which: tuple[str, int]) -> None:
        # The sender tries again and again; once is enough here.
        with self._lock:
            if self._receipts is not None and which not in self._open and self._receipts.keep(kept):
                self._open.add(which)
                self._kept.append(kept)

    def _paid(self, which: tuple[str, int]) -> None:
        with self._lock:
            self._open.discard(which)
            if self._receipts is not None and not self._open:
                self._receipts.clear(self._kept)
                self._kept.clear()


def beside(database: Path) -> Receipts:
    """The journal of the database in that file."""
    return Receipts(database.with_name(f"{database.name}.receipts"))


def take_in(commits: Commits, receipts: Receipts) -> Sequence[str]:
    """Write down what an earlier run kept, of rows that wait to know it still; their keys."""
    kept = receipts.kept()
    if not kept:
        return ()
    taken = commits.run(lambda connection: [one.key for one in kept if _taken(connection, one)])
    for key in taken:
        _log.info("receipt taken in", key=key)
    receipts.clear(kept)
    return taken


def _taken(connection: Connection, kept: Kept) -> bool:
    row = get(connection, kept.key)
    # Another fence is another call, in a database that was put back perhaps: it is asked for on the network.
    if row is None or row.fence != kept.fence or row.state not in _UNDECIDED:
        return False
    return sending.sent(connection, row, kept.receipt, kept.at)
