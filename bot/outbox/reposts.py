"""Approved photos on their way out: deliveries of the entry ``photos``, which no plan has."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.candidate import Path
from bot.campaign.delivery import OPEN, RESTORED
from bot.campaign.delivery import State as Delivered
from bot.campaign.moderation import Flag
from bot.campaign.photo import OVER, TAKEN_BACK, Reason, State
from bot.outbox import photobook, reading
from bot.outbox.planning import inserted
from bot.outbox.rows import get, step
from bot.outbox.schema import deliveries
from bot.outbox.sharing import take_turns
from bot.ports import PHOTOS, PHOTOS_PUT_BACK, Delivery, Photo, Planned

_NEW = sa.insert(deliveries)
_NOT_OUT = {"not_before": None, "begun_at": None, "sent_at": None, "remote_id": "", "url": "", "audit_at": None}
_OPEN = tuple(state for state in State if state not in OVER)
_STATES = sa.select(deliveries.c.state).where(
    deliveries.c.entry == PHOTOS, deliveries.c.occurrence == sa.bindparam("of_photo")
)


def add_delivery(connection: Connection, planned: Planned) -> bool:
    """Its occurrence is the photo's id, as in its key. Until something happens to it, it was last changed when due.

    One that was cancelled before any call for it, or taken back, and is wanted again since, stands again.
    """
    if planned.entry != PHOTOS or not planned.key.startswith(f"{PHOTOS}/{planned.occurrence}/"):
        raise ValueError(f"{planned.key} is no repost of a photo")
    take_turns(connection, "photos")
    row = get(connection, planned.key)
    if row is not None:
        return row.may_stand_again and planned.due > row.updated_at and _stands_again(connection, row, planned)
    connection.execute(_NEW, inserted(planned, planned.due))
    return True


def _stands_again(connection: Connection, row: Delivery, planned: Planned) -> bool:
    again: dict[str, object] = {"text": planned.text, "repost_of": planned.repost_of, "due": planned.due}
    if row.state is Delivered.RETRACTED:
        again |= {"generation": row.generation + 1, "attempts": 0, **_NOT_OUT}
    again |= {"reason": "", "decided_by": ""}
    stands = step(connection, row.key, row.state, Delivered.PLANNED, planned.due, again)
    if not stands or planned.state is Delivered.PLANNED:
        return stands
    # A copy does not know that it was called for since: as after every copy, it is looked for first.
    unsure = {"reason": planned.reason, "not_before": None, "absent": 0, "looks": 0}
    return step(connection, row.key, Delivered.PLANNED, planned.state, planned.due, unsure)


def step_photo(connection: Connection, photo: Photo, state: State, reason: Reason | None, now: datetime) -> bool:
    """As ``photobook`` does. Of one that is taken back, a repost that a copy cannot know of is to be looked for."""
    if not photobook.step_photo(connection, photo, state, reason, now):
        return False
    if state in TAKEN_BACK and photo.path is Path.NATIVE and photo.remote_id and _may_be_out(connection, photo):
        _look_for(connection, photo, now)
    return True


def _may_be_out(connection: Connection, photo: Photo) -> bool:
    """A copy knows of no repost that was made after it."""
    put_back = reading.noted(connection, PHOTOS_PUT_BACK)
    if not put_back:
        return False
    return Flag.RESTORED in photo.flags or photo.posted_at < datetime.fromisoformat(put_back)


def _look_for(connection: Connection, photo: Photo, now: datetime) -> None:
    """What is looked for, and found, of a photo that may not be out is taken back; see the undoer."""
    assert photo.network is not None, "it has its number there"
    native = Path.NATIVE.value
    planned = Planned(
        f"{PHOTOS}/{photo.id}/{native}/{photo.account}",
        PHOTOS,
        photo.id,
        native,
        photo.account,
        photo.network,
        photo.language,
        now,
        "",
        Delivered.UNKNOWN,
        RESTORED,
        repost_of=photo.remote_id,
    )
    row = get(connection, planned.key)
    if row is None:
        connection.execute(_NEW, inserted(planned, now))
    elif row.may_stand_again:
        _stands_again(connection, row, planned)


def states_of(connection: Connection, photo_id: str) -> frozenset[Delivered]:
    """Where the reposts of a photo stand."""
    return frozenset(connection.execute(_STATES, {"of_photo": photo_id}).scalars())


def reconsider(connection: Connection, now: datetime) -> None:
    """The store is an earlier copy: its sender may have withdrawn since what still waits to go out, so a person looks.

    A photo whose reposts had all gone out by then stays approved, and is looked for before it is shown anywhere else;
    what comes to be approved again may be out, and is looked for before it goes.
    """
    reading.note(connection, PHOTOS_PUT_BACK, now.isoformat())
    for photo in photobook.list_photos(connection, _OPEN, limit=1_000_000):
        marked = replace(photo, flags=tuple(sorted({*photo.flags, Flag.RESTORED.value})))
        if photo.state in {State.APPROVED, State.WAITING} and not _is_out(connection, photo):
            asked = replace(marked, approved="", approved_by="", decided_at=None, until=None)
            photobook.step_photo(connection, asked, State.QUEUED, Reason.RECONSIDERED, now)
        elif marked != photo:
            photobook.keep_photo(connection, marked, now)


def _is_out(connection: Connection, photo: Photo) -> bool:
    states = states_of(connection, photo.id)
    return photo.state is State.APPROVED and Delivered.SENT in states and not states & OPEN
