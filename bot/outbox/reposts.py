"""Approved photos on their way out: deliveries of the entry ``photos``, which no plan has."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import OPEN
from bot.campaign.delivery import State as Delivered
from bot.campaign.moderation import Flag
from bot.campaign.photo import OVER, Reason, State
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
        called_off = row.state is Delivered.CANCELLED and row.begun_at is None
        over = called_off or row.state is Delivered.RETRACTED
        return over and planned.due > row.updated_at and _stands_again(connection, row, planned)
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
