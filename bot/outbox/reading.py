"""Looks at rows, and keeps the small facts: identities, notes, alarms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import State
from bot.outbox.rows import COLUMNS, put
from bot.outbox.schema import accounts, alarms, deliveries, notes
from bot.ports import AlarmRow, Delivery, Identity


def list_deliveries(connection: Connection, states: Sequence[State], entry: str) -> Sequence[Delivery]:
    """By due time, then key."""
    query = sa.select(*COLUMNS).order_by(deliveries.c.due, deliveries.c.key)
    if states:
        query = query.where(deliveries.c.state.in_(states))
    if entry:
        query = query.where(deliveries.c.entry == entry)
    return [Delivery(*row) for row in connection.execute(query)]


def counts(connection: Connection) -> Mapping[State, int]:
    """Every state is named, with 0 where there is none."""
    per_state = sa.select(deliveries.c.state, sa.func.count()).group_by(deliveries.c.state)
    found = {row[0]: int(row[1]) for row in connection.execute(per_state)}
    return {state: found.get(state, 0) for state in State}


def pin(connection: Connection, account: str, identity: Identity, now: datetime) -> Identity:
    """The first contact decides; later ones read."""
    known = connection.execute(
        sa.select(accounts.c.id, accounts.c.name, accounts.c.url).where(accounts.c.account == account)
    ).first()
    if known is not None:
        return Identity(*known)
    put(connection, accounts, account, id=identity.id, name=identity.name, url=identity.url, pinned_at=now)
    return identity


def note(connection: Connection, name: str, value: str) -> None:
    """The last one stays."""
    put(connection, notes, name, value=value)


def noted(connection: Connection, name: str) -> str | None:
    """``None`` when nothing was noted."""
    value: str | None = connection.execute(sa.select(notes.c.value).where(notes.c.name == name)).scalar()
    return value


def raise_alarm(connection: Connection, code: str, text: str, now: datetime) -> None:
    """One row per time it was said."""
    connection.execute(sa.insert(alarms).values(code=code, text=text, at=now))


def list_alarms(connection: Connection, limit: int) -> Sequence[AlarmRow]:
    """By when they were raised, then by when they were written."""
    latest = sa.select(alarms.c.code, alarms.c.text, alarms.c.at).order_by(alarms.c.at.desc(), alarms.c.number.desc())
    return [AlarmRow(*row) for row in connection.execute(latest.limit(limit))]
