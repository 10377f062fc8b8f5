"""From a server's address to an open outbox: the connection, the tables, their version."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.outbox.migrating import STEPS
from bot.outbox.opening import nothing_yet
from bot.outbox.postgresql import Address, engine, read_address
from bot.outbox.postgresql_commits import OPENING_S, PooledCommits
from bot.outbox.schema import VERSION, metadata, outbox_schema
from bot.outbox.sharing import take_turns
from bot.outbox.store import SqlOutbox
from bot.outbox.trouble import trouble

_PATIENTLY = sa.text("SELECT set_config('lock_timeout', '60s', true), set_config('statement_timeout', '60s', true)")
"""For this transaction: another daemon may be migrating, or we."""

_COUNTED = re.compile(r"\bnumber INTEGER( NOT NULL(?:,| PRIMARY KEY))(?: AUTOINCREMENT)?")
"""What counts by itself in SQLite because it is the key, and here because its type says so."""


def open_store(
    url: str, password: str = "", now: Callable[[], datetime] | None = None, *, read_only: bool = False
) -> SqlOutbox:
    """See ``bot.outbox.open_outbox``."""
    address = read_address(url, password)
    commits = PooledCommits(engine(address, now, read_only=read_only), address, read_only=read_only)
    try:
        ready = commits.run(
            lambda connection: _agree_on_the_tables(connection, commits, address, read_only=read_only), OPENING_S
        )
    except BaseException:
        commits.close()
        raise
    if ready:
        return SqlOutbox(commits, shared=True)
    commits.close()
    return nothing_yet()


def _agree_on_the_tables(connection: Connection, commits: PooledCommits, address: Address, *, read_only: bool) -> bool:
    """Make them in an empty database, all or none; ``False``: there are none yet, and we only look.

    Of daemons that start at the same moment one makes or migrates them, and the others find them.
    """
    if not read_only:
        connection.execute(_PATIENTLY)
        take_turns(connection, "tables")
        commits.make_tables(connection)
    there = set(sa.inspect(connection).get_table_names())
    if outbox_schema.name not in there:
        if there & set(metadata.tables):
            raise trouble("outbox-not-ours", file=address.shown)
        if read_only:
            return False
        metadata.create_all(connection, checkfirst=False)
        connection.execute(outbox_schema.insert().values(version=VERSION))
        return True
    found = connection.execute(sa.select(sa.func.max(outbox_schema.c.version))).scalar() or 0
    if found > VERSION:
        raise trouble("outbox-newer", file=address.shown, found=found, known=VERSION)
    if found < VERSION:
        if read_only:
            raise trouble("outbox-server-older", database=address.shown, found=found, known=VERSION)
        _migrate(connection, found)
    return True


def _migrate(connection: Connection, found: int) -> None:
    """In the transaction that holds the lock: all of it, or none."""
    for version in range(found, VERSION):
        for step in STEPS[version]:
            connection.exec_driver_sql(_COUNTED.sub(r"number SERIAL\1", step))
