"""Supporters' photos: taken once, changed along one table, and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.photo import OVER, REMEMBERED, Reason, State
from bot.outbox import alike, graves
from bot.outbox.photo_rows import (
    COLUMNS,
    check_beginning,
    check_reason,
    check_step,
    files,
    get,
    insert,
    to_change,
    update,
    value,
    wiped,
)
from bot.outbox.photo_schema import (
    HAS_AUTHOR,
    HAS_CONSENT,
    HAS_END,
    consents,
    loose_files,
    photos,
    written,
)
from bot.outbox.schema import Instant, one_of
from bot.outbox.sharing import take_turns
from bot.outbox.trouble import trouble
from bot.ports import Grave, Photo

_ALL = sa.select(*COLUMNS)
_IN_ORDER = _ALL.order_by(photos.c.received_at, photos.c.number)
_FROM = _ALL.where(photos.c.origin == sa.bindparam("of_origin"))
_BY = _IN_ORDER.where(HAS_AUTHOR, photos.c.author == sa.bindparam("of_author"))
_WITH = _IN_ORDER.where(HAS_CONSENT, photos.c.consent == sa.bindparam("of_consent"))
_ENDING = _ALL.where(HAS_END, photos.c.until <= sa.bindparam("now", type_=Instant)).order_by(
    photos.c.until, photos.c.number
)
_NEXT = sa.select(sa.func.min(photos.c.until)).where(HAS_END)
_PER_STATE = sa.select(photos.c.state, sa.func.count()).group_by(photos.c.state)
_IS_LOOSE = sa.select(loose_files.c.sha256).where(loose_files.c.sha256 == sa.bindparam("of_file"))
_LOOSEN = sa.insert(loose_files)
_LEFT_ALONE = sa.update(consents).where(
    consents.c.id == sa.bindparam("of_consent"), ~sa.exists().where(HAS_CONSENT, photos.c.consent == consents.c.id)
)


def take_photo(connection: Connection, photo: Photo) -> bool:
    """In turns with whoever lays somebody to rest: a photo comes before that, and is found, or not at all."""
    check_beginning(photo)
    take_turns(connection, "photos")
    if photo_from(connection, photo.origin) is not None or graves.is_entombed(connection, Grave.SOURCE, photo.origin):
        return False
    if photo.author and graves.is_entombed(connection, Grave.AUTHOR, photo.author):
        return False
    insert(connection, photo)
    if photo.likeness is not None and (row := get(connection, photo.id)) is not None:
        alike.changed(connection, row.number)
    return True


def keep_photo(connection: Connection, photo: Photo, now: datetime) -> bool:
    """See ``ports.Photobook``."""
    check_reason(photo.state, photo.reason)
    return _write(connection, photo, replace(photo, updated_at=now))


def step_photo(connection: Connection, photo: Photo, state: State, reason: Reason | None, now: datetime) -> bool:
    """See ``ports.Photobook``."""
    check_step(photo.state, state, reason)
    return _write(connection, photo, replace(photo, state=state, reason=reason, updated_at=now))


def _write(connection: Connection, read: Photo, wanted: Photo) -> bool:
    """``wanted``, in place of the very version that its caller had ``read``."""
    take_turns(connection, "photos")
    row = to_change(connection, read.id)
    if row is None or row.version != read.version:
        return False
    if row.state is not read.state:
        # Not changed meanwhile, but by the caller, past the table of steps.
        raise trouble("outbox-photo-step", before=row.state.value, after=read.state.value, reason="–")
    after = wiped(replace(wanted, version=row.version + 1, number=row.number, origin=row.origin))
    update(connection, after)
    if after.likeness != row.likeness:
        alike.changed(connection, row.number)
    for sha256 in files(row) - files(after):
        _loosen(connection, sha256)
    if after.state in OVER and row.consent:
        # Whoever took the last one back: the record of the yes says that it ended.
        withdrawn = {"withdrawn_at": wanted.updated_at} if after.state is State.WITHDRAWN else {}
        connection.execute(_LEFT_ALONE, {"of_consent": row.consent, "alone_since": wanted.updated_at, **withdrawn})
    if after.state in REMEMBERED:
        graves.entomb(connection, Grave.SOURCE, row.origin, wanted.updated_at)
        for likeness in {row.likeness, wanted.likeness}:
            if likeness is not None:
                graves.entomb(connection, Grave.LIKENESS, written(likeness), wanted.updated_at)
    return True


def _loosen(connection: Connection, sha256: str) -> None:
    if connection.execute(_IS_LOOSE, {"of_file": sha256}).first() is None:
        connection.execute(_LOOSEN, {"sha256": sha256})


def photo_from(connection: Connection, origin: str) -> Photo | None:
    """By where it came from."""
    return _one(connection, _FROM, of_origin=origin)


def _one(connection: Connection, query: sa.Select[Any], **of: object) -> Photo | None:
    row = connection.execute(query, of).one_or_none()
    return None if row is None else value(row)


@cache
def _listing(states: tuple[State, ...]) -> sa.Select[Any]:
    query = _IN_ORDER.limit(sa.bindparam("most", type_=sa.Integer))
    return query.where(one_of(photos.c.state, states)) if states else query


def list_photos(connection: Connection, states: Sequence[State], limit: int) -> Sequence[Photo]:
    """By when they came, then by number."""
    return [value(row) for row in connection.execute(_listing(tuple(states)), {"most": limit})]


def photos_by(connection: Connection, author: str) -> Sequence[Photo]:
    """The same of one author; nobody's when ``author`` is empty."""
    return [value(row) for row in connection.execute(_BY, {"of_author": author})]


def photos_with(connection: Connection, consent: str) -> Sequence[Photo]:
    """The same of one consent."""
    return [value(row) for row in connection.execute(_WITH, {"of_consent": consent})]


def photos_until(connection: Connection, now: datetime) -> Sequence[Photo]:
    """The longest over first."""
    return [value(row) for row in connection.execute(_ENDING, {"now": now})]


def next_photo(connection: Connection) -> datetime | None:
    """See ``ports.Photobook``."""
    earliest: datetime | None = connection.execute(_NEXT).scalar()
    return earliest


def photo_counts(connection: Connection) -> dict[State, int]:
    """Every state is named, with 0 where there is none."""
    found = {row[0]: int(row[1]) for row in connection.execute(_PER_STATE)}
    return {state: found.get(state, 0) for state in State}
