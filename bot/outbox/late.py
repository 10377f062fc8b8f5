"""Rows that wait together: many late ones are one question, and a condition that ends frees all it held."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import HeldFor, State
from bot.outbox.rows import allowed, step
from bot.outbox.schema import IS_NO_LONGER_AHEAD, Instant, deliveries, errands, one_of, pauses
from bot.ports import PHOTOS

_IS_HELD = one_of(deliveries.c.state, (State.HELD,))
# Words that were approved ahead of their time say nothing about lateness; whoever approved later knew of it.
_WAITING = sa.select(deliveries.c.key, deliveries.c.entry, deliveries.c.occurrence, deliveries.c.state).where(
    deliveries.c.due < sa.bindparam("cutoff", type_=Instant),
    # A repost promises no instant: one that waits for its turn is not late.
    deliveries.c.entry != PHOTOS,
    # An account that is paused, or broken, sends nothing: its posts are no burst, and must not hold another's.
    ~sa.exists().where(pauses.c.scope == deliveries.c.account),
    sa.or_(
        _IS_HELD & (deliveries.c.reason == HeldFor.LATE.value),
        one_of(deliveries.c.state, (State.PLANNED, State.CLAIMED))
        & (deliveries.c.approved_at.is_(None) | (deliveries.c.approved_at < deliveries.c.due))
        & deliveries.c.expedited.is_(False),
    ),
)
_RELEASE = sa.update(deliveries).where(
    IS_NO_LONGER_AHEAD,
    _IS_HELD,
    deliveries.c.reason == sa.bindparam("held_for"),
)
# Put off by a clock that was ahead: by ours it would be left alone, or unread, for as long as the clock was set back.
_FROM_THE_FUTURE = (
    sa.update(deliveries)
    .where(
        one_of(deliveries.c.state, (State.PLANNED, State.HELD, State.UNKNOWN)),
        deliveries.c.updated_at > sa.bindparam("at", type_=Instant),
        deliveries.c.not_before > sa.bindparam("at", type_=Instant),
    )
    .values(not_before=sa.case((one_of(deliveries.c.state, (State.UNKNOWN,)), sa.bindparam("at", type_=Instant))))
)

LONG = timedelta(hours=1)
"""Nobody but a network puts an order off for longer; to ask it once more does no harm."""
_ORDERED_FROM_THE_FUTURE = (
    sa.update(errands)
    .where(errands.c.outcome == "", errands.c.not_before > sa.bindparam("long", type_=Instant))
    .values(not_before=sa.bindparam("at", type_=Instant))
)


def hold_if_many_late(connection: Connection, cutoff: datetime, most: int, now: datetime) -> bool:
    """Claimed ones too: nothing of them has left, and their sender's ``begin`` will find them held."""
    waiting = connection.execute(_WAITING, {"cutoff": cutoff}).all()
    if len({(row.entry, row.occurrence) for row in waiting}) <= most:
        return False
    held = {"reason": HeldFor.LATE.value, "owner": "", "lease_until": None}
    for row in waiting:
        if row.state is not State.HELD:
            step(connection, row.key, row.state, State.HELD, now, held)
    return True


def release(connection: Connection, reason: str, now: datetime) -> int:
    """Their senders look at every other gate again. Released for the clock, none waits by another one."""
    if reason == HeldFor.CLOCK:
        connection.execute(_FROM_THE_FUTURE, {"at": now})
        connection.execute(_ORDERED_FROM_THE_FUTURE, {"at": now, "long": now + LONG})
    freed = {"held_for": reason, "state": allowed(State.HELD, State.PLANNED), "reason": "", "updated_at": now}
    return connection.execute(_RELEASE, freed).rowcount
