"""What daemons that share one PostgreSQL database agree on: who makes the tables, and who sends for an account."""

from __future__ import annotations

from datetime import datetime
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import State
from bot.outbox.schema import Instant, deliveries, one_of

_OURS = 0x5265_626F << 32
"""Keeps our advisory locks apart from another program's in the same database."""
_LOCK = sa.text("SELECT pg_advisory_xact_lock(:number)")
_IN_ANOTHERS_HAND = (
    sa.select(sa.literal(1))
    .where(
        deliveries.c.account == sa.bindparam("of"),
        one_of(deliveries.c.state, (State.CLAIMED, State.SENDING)),
        deliveries.c.owner != sa.bindparam("of_owner"),
        deliveries.c.lease_until > sa.bindparam("now", type_=Instant),
    )
    .limit(1)
)


def take_turns(connection: Connection, over: str) -> None:
    """Until the transaction ends, nobody else is past this line for the same thing.

    In SQLite nobody is anyway: its transactions begin with the lock.
    """
    if connection.dialect.name != "postgresql":
        return
    # Two names that share a number only wait for each other without need.
    connection.execute(_LOCK, {"number": _OURS | crc32(over.encode())})


def in_anothers_hand(connection: Connection, account: str, owner: str, now: datetime) -> bool:
    """Whether another daemon holds a row of the account; until the transaction ends, none can take one.

    Two statements: the second must see what was committed while the first waited.
    """
    take_turns(connection, f"account {account}")
    here = {"of": account, "of_owner": owner, "now": now}
    return connection.execute(_IN_ANOTHERS_HAND, here).first() is not None
