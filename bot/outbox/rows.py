"""From a row to the value the other rooms know, and the only function that changes a row's state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import State, may_follow
from bot.outbox.schema import deliveries
from bot.outbox.trouble import IllegalStepError
from bot.ports import Delivery

_NOTHING_ELSE: Mapping[str, object] = {}

COLUMNS = tuple(deliveries.c[field.name] for field in fields(Delivery))
"""In the order of ``Delivery``'s fields, so that a row is its arguments."""


def held_fast(query: sa.Select[Any]) -> sa.Select[Any]:
    """``query``, whose rows nobody else changes until the transaction ends: what it found is then still so.

    SQLite lets one write at a time anyway; there it is the same query.
    """
    return query.with_for_update(of=deliveries)


# Statements are made once: building one costs SQLAlchemy more than running it.
AT_KEY = deliveries.c.key == sa.bindparam("at_key")
IN_STATE = AT_KEY & (deliveries.c.state == sa.bindparam("at_state"))
_ONE = sa.select(*COLUMNS).where(AT_KEY)
_ONE_HELD = held_fast(_ONE)
UPDATE_IN_STATE = sa.update(deliveries).where(IN_STATE)
"""The columns to set are those that the parameters name beside ``at_key`` and ``at_state``."""
_UPDATE_AT_FENCE = UPDATE_IN_STATE.where(deliveries.c.fence == sa.bindparam("at_fence"))


def allowed(before: State, after: State) -> State:
    """``after``, when the one table of transitions has the step; otherwise ``IllegalStepError``."""
    if not may_follow(before, after):
        raise IllegalStepError(f"a delivery never goes from {before} to {after}")
    return after


def step(
    connection: Connection,
    key: str,
    before: State,
    after: State,
    now: datetime,
    values: Mapping[str, object] = _NOTHING_ELSE,
    *,
    fence: int | None = None,
) -> bool:
    """Compare and set: ``False`` when the row is not in ``before`` (or not at ``fence``) any more."""
    changed = {"state": allowed(before, after), "updated_at": now, **values, "at_key": key, "at_state": before}
    if fence is None:
        return connection.execute(UPDATE_IN_STATE, changed).rowcount == 1
    return connection.execute(_UPDATE_AT_FENCE, {**changed, "at_fence": fence}).rowcount == 1


def to_change(connection: Connection, key: str) -> Delivery | None:
    """One row as its value, for a verb that decides by it and then changes it."""
    row = connection.execute(_ONE_HELD, {"at_key": key}).one_or_none()
    return None if row is None else Delivery(*row)


def get(connection: Connection, key: str) -> Delivery | None:
    """One row as its value."""
    row = connection.execute(_ONE, {"at_key": key}).one_or_none()
    return None if row is None else Delivery(*row)


def put(connection: Connection, table: sa.Table, name: str, /, **values: object) -> None:
    """Write the row whose primary key is ``name``, whether it was there or not, in every dialect alike."""
    key, change, insert = _writing(table)
    if connection.execute(change, {**values, "of_key": name}).rowcount == 0:
        connection.execute(insert, {**values, key: name})


@cache
def _writing(table: sa.Table) -> tuple[str, sa.Update, sa.Insert]:
    (key,) = table.primary_key
    return key.name, sa.update(table).where(key == sa.bindparam("of_key")), sa.insert(table)
