"""What people order to be done with posts that went out, from the order to its end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import State
from bot.outbox.rows import UPDATE_IN_STATE, step, to_change
from bot.outbox.schema import Instant, deliveries, errands, one_of
from bot.outbox.waiting import DELETIONS, IS_OPEN, NEW_WORDS, End, ordered_words
from bot.ports import Delivery, Errand, ErrandKind

_PERHAPS_OUT = frozenset({State.SENDING, State.UNKNOWN, State.ASK})
"""An order for such a row waits until it is known to be sent."""
_TAKES: dict[ErrandKind, frozenset[State]] = {
    ErrandKind.RETRACT: _PERHAPS_OUT | {State.SENT, State.RETRACTING},
    ErrandKind.REPLACE: _PERHAPS_OUT | {State.SENT, State.RETRACTING},
    ErrandKind.EDIT: _PERHAPS_OUT | {State.SENT},
    ErrandKind.DOUBLE: frozenset({State.SENT, State.RETRACTING, State.RETRACTED}),
}

_COLUMNS = tuple(errands.c[field.name] for field in fields(Errand))
_INSERT = sa.insert(errands)
_OPEN_OF = sa.select(*_COLUMNS).where(errands.c.key == sa.bindparam("at_key"), IS_OPEN).order_by(errands.c.number)
_THIS = sa.update(errands).where(errands.c.number == sa.bindparam("at_number"), IS_OPEN)
_PUT_OFF = _THIS.values(tries=errands.c.tries + 1)
_POSSIBLE = (
    IS_OPEN
    & (deliveries.c.key == errands.c.key)
    & sa.or_(
        errands.c.kind == ErrandKind.DOUBLE,
        (errands.c.kind == ErrandKind.EDIT) & one_of(deliveries.c.state, (State.SENT,)),
        one_of(errands.c.kind, DELETIONS) & one_of(deliveries.c.state, (State.RETRACTING,)),
    )
)
_ALL = sa.select(*_COLUMNS).where(_POSSIBLE).order_by(errands.c.number)
_NOW = sa.bindparam("now", type_=Instant)
_DUE = _ALL.where(errands.c.not_before.is_(None) | (errands.c.not_before <= _NOW))
_NEXT = sa.select(sa.func.min(sa.func.coalesce(errands.c.not_before, errands.c.ordered_at))).where(_POSSIBLE)


def order(
    connection: Connection, key: str, kind: ErrandKind, by: str, now: datetime, text: str, remote_id: str
) -> bool:
    """The latest order counts: other words take the place of earlier ones, and "take it back" that of all words."""
    row = to_change(connection, key)
    if row is None or row.state not in _TAKES[kind]:
        return False
    before = [Errand(*found) for found in connection.execute(_OPEN_OF, {"at_key": key})]
    if _needless(row, kind, text, remote_id, before):
        return False
    if kind is not ErrandKind.DOUBLE:
        for other in before:
            if other.kind in NEW_WORDS:
                _end(connection, other, End.SUPERSEDED, "", now)
    new = {"key": key, "account": row.account, "kind": kind, "text": text, "by": by, "ordered_at": now}
    # Of a row that is not known to be sent, any remote id would be another post's.
    known = row.remote_id if row.state in {State.SENT, State.RETRACTING} else ""
    connection.execute(_INSERT, {**new, "remote_id": remote_id or known})
    if kind in DELETIONS and row.state is State.SENT:
        step(connection, key, State.SENT, State.RETRACTING, now)
    return True


def _needless(row: Delivery, kind: ErrandKind, text: str, remote_id: str, before: Collection[Errand]) -> bool:
    """Whether nothing is to be done, or it is ordered already."""
    if kind is ErrandKind.DOUBLE:
        known = {row.remote_id, ""} | {other.remote_id for other in before if other.kind is kind}
        return remote_id in known
    if any(other.kind is ErrandKind.RETRACT for other in before):
        return True
    return any(other.kind is kind and other.text == text for other in before)


def list_errands(connection: Connection, now: datetime | None) -> Sequence[Errand]:
    """In the order they were given."""
    found = connection.execute(_ALL) if now is None else connection.execute(_DUE, {"now": now})
    return [Errand(*row) for row in found]


def next_errand(connection: Connection) -> datetime | None:
    """One that was never put off could have been carried out since it was given."""
    earliest: datetime | None = connection.execute(_NEXT).scalar()
    return earliest


def put_off(connection: Connection, errand: Errand, reason: str, not_before: datetime) -> None:
    """One more try in vain; an order that has ended meanwhile stays ended."""
    connection.execute(_PUT_OFF, {"at_number": errand.number, "reason": reason, "not_before": not_before})


def carried_out(connection: Connection, errand: Errand, now: datetime) -> None:
    """An order that another took the place of meanwhile changes nothing: the other is carried out too."""
    if not _end(connection, errand, End.DONE, "", now):
        return
    match errand.kind:
        case ErrandKind.RETRACT:
            gone = {"reason": "", "audit_at": None}
            step(connection, errand.key, State.RETRACTING, State.RETRACTED, now, gone)
        case ErrandKind.REPLACE:
            _say_anew(connection, errand, now)
        case ErrandKind.EDIT:
            here = {"at_key": errand.key, "at_state": State.SENT}
            connection.execute(UPDATE_IN_STATE, {**here, "text": errand.text, "updated_at": now})
        case ErrandKind.DOUBLE:
            pass


def _say_anew(connection: Connection, errand: Errand, now: datetime) -> None:
    row = to_change(connection, errand.key)
    if row is None or not step(connection, row.key, State.RETRACTING, State.RETRACTED, now):
        return
    values = {
        **ordered_words(errand.text, errand.by, now),
        "reason": "",
        "generation": row.generation + 1,
        "attempts": 0,
        # The plan must not move it back to its slot, nor lateness stop what a person ordered.
        "due": now,
        "expedited": True,
        "not_before": None,
        "sent_at": None,
        # The order keeps the first one's, so that it is never taken for the second.
        "remote_id": "",
        "url": "",
        "audit_at": None,
    }
    step(connection, row.key, State.RETRACTED, State.PLANNED, now, values)


def not_carried_out(connection: Connection, errand: Errand, reason: str, now: datetime) -> None:
    """The row says why, until something else happens to it."""
    if _end(connection, errand, End.REFUSED, reason, now) and errand.kind in DELETIONS:
        step(connection, errand.key, State.RETRACTING, State.SENT, now, {"reason": reason})


def _end(connection: Connection, errand: Errand, how: End, reason: str, now: datetime) -> bool:
    ended = {"outcome": how.value, "reason": reason, "ended_at": now, "remote_id": errand.remote_id}
    return connection.execute(_THIS, {"at_number": errand.number, **ended}).rowcount == 1
