"""Looks at rows, and keeps the small facts: identities, notes, alarms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import State
from bot.outbox.rows import COLUMNS, put
from bot.outbox.schema import (
    IS_NO_LONGER_AHEAD,
    IS_PLANNED,
    Instant,
    accounts,
    alarms,
    deliveries,
    notes,
    one_of,
)
from bot.ports import PHOTOS, AlarmRow, Delivery, Identity


@cache
def _listing(states: tuple[State, ...], *, of_entry: bool, until: bool) -> sa.Select[Any]:
    """One statement a question: building it costs SQLAlchemy more than running it."""
    query = sa.select(*COLUMNS).order_by(deliveries.c.due, deliveries.c.key)
    if states:
        # The partial indexes serve only who repeats their condition.
        if State.PLANNED not in states:
            query = query.where(IS_NO_LONGER_AHEAD)
        elif len(states) == 1:
            query = query.where(IS_PLANNED)
        query = query.where(one_of(deliveries.c.state, states))
    if of_entry:
        query = query.where(deliveries.c.entry == sa.bindparam("of_entry"))
    return query.where(deliveries.c.due <= sa.bindparam("until", type_=Instant)) if until else query


_FIRST_DUE = sa.select(sa.func.min(deliveries.c.due)).where(deliveries.c.entry != PHOTOS)


def list_deliveries(
    connection: Connection, states: Sequence[State], entry: str, until: datetime | None = None
) -> Sequence[Delivery]:
    """By due time, then key."""
    query = _listing(tuple(states), of_entry=bool(entry), until=until is not None)
    return [Delivery(*row) for row in connection.execute(query, {"of_entry": entry, "until": until})]


_OCCURRENCE = deliveries.c.entry + "/" + deliveries.c.occurrence + "/" + deliveries.c.audience
_AHEAD = sa.select(sa.func.count(sa.distinct(_OCCURRENCE)), sa.func.count()).where(
    deliveries.c.due > sa.bindparam("now", type_=Instant),
    ~one_of(deliveries.c.state, (State.CANCELLED,)),
    # What the files have ahead is asked for; supporters' photos are none of theirs.
    deliveries.c.entry != PHOTOS,
)


def ahead(connection: Connection, now: datetime) -> tuple[int, int]:
    """Posts and deliveries due after ``now``; sent ones are among them when a person brought them forward."""
    posts, rows = connection.execute(_AHEAD, {"now": now}).one()
    return int(posts), int(rows)


_PER_STATE = sa.select(deliveries.c.state, sa.func.count()).group_by(deliveries.c.state)
_IDENTITY = sa.select(accounts.c.id, accounts.c.name, accounts.c.url).where(accounts.c.account == sa.bindparam("of"))
_NOTED = sa.select(notes.c.value).where(notes.c.name == sa.bindparam("of"))
_NOTE_FIRST = sa.text("INSERT INTO notes (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
_RAISE = sa.insert(alarms)
_LATEST_ALARMS = (
    sa.select(alarms.c.code, alarms.c.text, alarms.c.at)
    .order_by(alarms.c.at.desc(), alarms.c.number.desc())
    .limit(sa.bindparam("most", type_=sa.Integer))
)


def counts(connection: Connection) -> Mapping[State, int]:
    """Every state is named, with 0 where there is none."""
    found = {row[0]: int(row[1]) for row in connection.execute(_PER_STATE)}
    return {state: found.get(state, 0) for state in State}


def pin(connection: Connection, account: str, identity: Identity, now: datetime) -> Identity:
    """The first contact decides; later ones read."""
    known = connection.execute(_IDENTITY, {"of": account}).first()
    if known is not None:
        return Identity(*known)
    put(connection, accounts, account, id=identity.id, name=identity.name, url=identity.url, pinned_at=now)
    return identity


def first_due(connection: Connection) -> datetime | None:
    """Of the plan's rows; an index has all that is looked at."""
    earliest: datetime | None = connection.execute(_FIRST_DUE).scalar()
    return earliest


def pinned(connection: Connection, account: str) -> Identity | None:
    """``None``: it was never in contact."""
    known = connection.execute(_IDENTITY, {"of": account}).first()
    return None if known is None else Identity(*known)


def note(connection: Connection, name: str, value: str) -> None:
    """The last one stays."""
    put(connection, notes, name, value=value)


def noted(connection: Connection, name: str) -> str | None:
    """``None`` when nothing was noted."""
    value: str | None = connection.execute(_NOTED, {"of": name}).scalar()
    return value


def note_first(connection: Connection, name: str, value: str) -> str:
    """Of two daemons that share a database the second waits here for the first's commit, and then reads it."""
    kept = noted(connection, name)
    if kept is None:
        connection.execute(_NOTE_FIRST, {"name": name, "value": value})
        kept = noted(connection, name)
        assert kept is not None, "somebody's is there by now"
    return kept


def raise_alarm(connection: Connection, code: str, text: str, now: datetime) -> None:
    """One row per time it was said."""
    connection.execute(_RAISE, {"code": code, "text": text, "at": now})


def list_alarms(connection: Connection, limit: int) -> Sequence[AlarmRow]:
    """By when they were raised, then by when they were written."""
    return [AlarmRow(*row) for row in connection.execute(_LATEST_ALARMS, {"most": limit})]
