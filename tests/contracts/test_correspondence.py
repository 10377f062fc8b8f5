"""Letters, consents and replies on each of the stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.outbox.opening import locate, open_store
from bot.outbox.postgresql_opening import open_store as open_server
from bot.outbox.sqlite import Way
from bot.outbox.store import SqlOutbox
from bot.ports import Outbox
from tests.contracts.correspondence_contract import CorrespondenceContract, SharedCorrespondenceContract
from tests.contracts.correspondence_world import World
from tests.contracts.outbox_world import Backend
from tests.contracts.test_outbox_sqlite import URL
from tests.outbox.postgres_server import Server
from tests.outbox.ready import lay


def on(folder: Path, open_: Callable[[], Outbox]) -> Iterator[World]:
    """A world whose store is opened so."""
    with closing(World(folder, Backend(open_))) as world:
        yield world


class TestCorrespondenceOnSqliteWithARollbackJournal(CorrespondenceContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        lay(locate(URL, tmp_path))
        yield from on(tmp_path / "here", lambda: open_store(URL, tmp_path, Way(version=(3, 40, 1))))


class TestCorrespondenceOnSqliteWithAWriteAheadLog(CorrespondenceContract):
    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        lay(locate(URL, tmp_path))
        yield from on(tmp_path / "here", lambda: open_store(URL, tmp_path, Way(version=(3, 51, 3))))


class TestCorrespondenceOnPostgresql(CorrespondenceContract, SharedCorrespondenceContract):
    @pytest.fixture
    def world(self, tmp_path: Path, postgresql: Server) -> Iterator[World]:
        url = postgresql.cleared()
        yield from on(tmp_path, lambda: open_server(url))


class TestCorrespondenceOnSqliteAsIfShared(SharedCorrespondenceContract):
    """SQLite is never shared; the rule for databases that are is the same SQL."""

    @pytest.fixture
    def world(self, tmp_path: Path) -> Iterator[World]:
        lay(locate(URL, tmp_path))
        yield from on(tmp_path / "here", lambda: SqlOutbox(open_store(URL, tmp_path, Way()).commits, shared=True))
