from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from bot.outbox.bulk import insert_many
from bot.outbox.planning import inserted
from bot.outbox.postgresql_opening import open_store
from bot.outbox.schema import deliveries
from bot.outbox.store import SqlOutbox
from tests.contracts.outbox_world import NOON, planned
from tests.outbox.postgres_server import Server
from tests.outbox.world import opened

# Whatever order the columns are named in; the words are such as a statement could trip over.
ROWS = [
    {"fence": 7, **inserted(planned("one", text="100 % d'espoir : %(due)s ?"), NOON)},
    {"fence": 8, **inserted(planned("two", text=""), NOON)},
]


def same_either_way(outbox: SqlOutbox) -> None:
    """Rows written at once are those that SQLAlchemy would have written one by one."""

    def both(connection: sa.Connection) -> tuple[list[Any], list[Any]]:
        every = sa.select(deliveries).order_by(deliveries.c.key)
        connection.execute(sa.insert(deliveries), ROWS)
        one_by_one = list(connection.execute(every))
        connection.execute(sa.delete(deliveries))
        insert_many(connection, deliveries, ROWS)
        return one_by_one, list(connection.execute(every))

    one_by_one, at_once = outbox.commits.run(both)
    assert len(at_once) == len(ROWS)
    assert at_once == one_by_one


def test_many_rows_written_at_once_are_as_if_written_one_by_one(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        same_either_way(outbox)


def test_and_so_they_are_on_postgresql(postgresql: Server) -> None:
    outbox = open_store(postgresql.cleared())
    try:
        same_either_way(outbox)
    finally:
        outbox.close()
