"""After the call: what is unsure and when to look for it, what was tried, what is to be audited, what to distrust."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import FEWER_CALLS, POSTED, RESTORED, State
from bot.outbox import planning, reading, reposts
from bot.outbox.photo_schema import tombstones
from bot.outbox.rows import AT_KEY, COLUMNS, get, step
from bot.outbox.schema import (
    HAS_POST,
    IS_NO_LONGER_AHEAD,
    IS_TO_AUDIT,
    IS_UNKNOWN,
    Instant,
    attempts,
    deliveries,
    errands,
    one_of,
)
from bot.ports import COPY, Attempt, Delivery, Errand, PlanChange, Planned

AUDIT_AFTER = timedelta(minutes=5)
"""Longer than a lost call may still be at work on the server's side."""

_NOW = sa.bindparam("now", type_=Instant)
_OF_ACCOUNT = sa.bindparam("of", type_=sa.Text)
_UNSURE = (
    sa.select(*COLUMNS)
    .where(IS_UNKNOWN, deliveries.c.not_before.is_(None) | (deliveries.c.not_before <= _NOW))
    .order_by(sa.func.coalesce(deliveries.c.begun_at, deliveries.c.due), deliveries.c.key)
)
_NEXT_LOOK = sa.select(sa.func.min(sa.func.coalesce(deliveries.c.not_before, deliveries.c.updated_at))).where(
    IS_UNKNOWN
)
_LOOKED = (
    sa.update(deliveries)
    .where(AT_KEY, IS_UNKNOWN, deliveries.c.fence == sa.bindparam("at_fence"))
    .values(looks=deliveries.c.looks + 1)
)
_TRIED = sa.select(*(attempts.c[field.name] for field in fields(Attempt)))
_OF_ROW = _TRIED.where(attempts.c.key == sa.bindparam("at_key")).order_by(attempts.c.number)
_ORDERS_OF = (
    sa.select(*(errands.c[field.name] for field in fields(Errand)))
    .where(errands.c.key == sa.bindparam("at_key"))
    .order_by(errands.c.number)
)
_SINCE = _TRIED.where(
    attempts.c.account == _OF_ACCOUNT, attempts.c.started_at >= sa.bindparam("since", type_=Instant)
).order_by(attempts.c.started_at, attempts.c.key)
_POSTS = sa.union(
    *(
        sa.select(table.c.remote_id, table.c.key).where(table.c.account == _OF_ACCOUNT, HAS_POST)
        for table in (deliveries, errands)
    )
)
_POSTED_MARK = sa.select(sa.func.count(), sa.func.max(deliveries.c.updated_at)).where(
    IS_NO_LONGER_AHEAD, one_of(deliveries.c.state, POSTED)
)
_IS_SENT = one_of(deliveries.c.state, (State.SENT,))
_TO_AUDIT = (
    sa.select(*COLUMNS)
    .where(IS_TO_AUDIT, deliveries.c.audit_at <= _NOW, _IS_SENT)
    .order_by(deliveries.c.audit_at, deliveries.c.key)
)
_NEXT_AUDIT = sa.select(sa.func.min(deliveries.c.audit_at)).where(IS_TO_AUDIT, _IS_SENT)
_AUDITED = sa.update(deliveries).where(AT_KEY, _IS_SENT)
_DEEDS = sa.union_all(*(sa.select(sa.func.count()).select_from(table) for table in (attempts, errands, tombstones)))
_BELIEVED_UNSENT = (
    sa.select(deliveries.c.key, deliveries.c.state)
    .where(
        one_of(deliveries.c.state, (State.PLANNED, State.HELD)) & (deliveries.c.due <= _NOW)
        # Its owner is of the copy's time. Where daemons share the store, its lease may have minutes to run.
        | one_of(deliveries.c.state, (State.CLAIMED,))
    )
    .order_by(deliveries.c.due, deliveries.c.key)
)


def unsure(connection: Connection, now: datetime) -> Sequence[Delivery]:
    """One that was distrusted, and never called by this store, dates from when it was due."""
    return [Delivery(*row) for row in connection.execute(_UNSURE, {"now": now})]


def next_look(connection: Connection) -> datetime | None:
    """See ``ports.Aftermath``."""
    earliest: datetime | None = connection.execute(_NEXT_LOOK).scalar()
    return earliest


def looked(
    connection: Connection, delivery: Delivery, absent: int, reason: str, look_at: datetime, now: datetime
) -> bool:
    """``False`` when it was settled meanwhile."""
    values = {"absent": absent, "reason": reason, "not_before": look_at, "updated_at": now}
    here = {"at_key": delivery.key, "at_fence": delivery.fence}
    return connection.execute(_LOOKED, {**values, **here}).rowcount == 1


def attempts_of(connection: Connection, key: str) -> Sequence[Attempt]:
    """By their numbers."""
    return [_attempt(row) for row in connection.execute(_OF_ROW, {"at_key": key})]


def errands_of(connection: Connection, key: str) -> Sequence[Errand]:
    """By their numbers."""
    return [Errand(*row) for row in connection.execute(_ORDERS_OF, {"at_key": key})]


def attempts_since(connection: Connection, account: str, since: datetime) -> Sequence[Attempt]:
    """By when they began, whatever became of them: the network counts calls, not posts."""
    return [_attempt(row) for row in connection.execute(_SINCE, {"of": account, "since": since})]


def _attempt(row: Sequence[Any]) -> Attempt:
    plain = Attempt(*row)
    return replace(plain, media_ids=tuple(plain.media_ids), media_keys=tuple(plain.media_keys))


def posts_of(connection: Connection, account: str) -> Sequence[tuple[str, str]]:
    """Those of orders too: a replaced post's row names its successor, a second copy's never named it."""
    return [(row.remote_id, row.key) for row in connection.execute(_POSTS, {"of": account})]


def posted_mark(connection: Connection) -> tuple[int, datetime | None]:
    """See ``ports.Aftermath``."""
    number, latest = connection.execute(_POSTED_MARK).one()
    return number, latest


def to_audit(connection: Connection, now: datetime) -> Sequence[Delivery]:
    """The longest due first."""
    return [Delivery(*row) for row in connection.execute(_TO_AUDIT, {"now": now})]


def next_audit(connection: Connection) -> datetime | None:
    """Of rows that are still sent; what is being taken back is audited again only if that fails."""
    earliest: datetime | None = connection.execute(_NEXT_AUDIT).scalar()
    return earliest


def audited(connection: Connection, key: str, again_at: datetime | None, now: datetime) -> None:
    """``None``: never again."""
    connection.execute(_AUDITED, {"at_key": key, "audit_at": again_at, "updated_at": now})


def distrust(connection: Connection, now: datetime, reason: str, *, again: bool) -> Sequence[Delivery]:
    """The rows as they are now, by due time. Photos that wait to go out wait for a person, too."""
    if not again:
        reposts.reconsider(connection, now)
    believed = connection.execute(_BELIEVED_UNSENT, {"now": now}).all()
    values = {"reason": reason, "not_before": None, "absent": 0, "looks": 0}
    for key, state in believed:
        if state is State.CLAIMED:
            step(connection, key, state, State.PLANNED, now, {"owner": "", "lease_until": None})
        step(connection, key, State.PLANNED if state is State.CLAIMED else state, State.UNKNOWN, now, values)
    return [row for key, _ in believed if (row := get(connection, key)) is not None]


def sync_plan(connection: Connection, planned: Sequence[Planned], now: datetime) -> PlanChange:
    """As ``planning`` does. What the plan brings into a copy may have gone out since, under this very key."""
    change = planning.sync_plan(connection, planned, now)
    mark = reading.noted(connection, COPY)
    if mark:
        distrust(connection, now, reason_of(mark), again=True)
    return change


def reason_of(mark: str) -> str:
    """Why rows of a copy with this mark are distrusted."""
    return FEWER_CALLS if mark == FEWER_CALLS else RESTORED


def deeds_ever(connection: Connection) -> int:
    """None of these rows is ever removed."""
    return sum(connection.execute(_DEEDS).scalars())
