"""Between a photo's row and its value: what is written, what is wiped, and how a state of the table is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.photo import OVER, TRANSITIONS, Reason, State, may_follow, may_say
from bot.errors import CampaignError
from bot.outbox.photo_schema import photos
from bot.outbox.trouble import trouble
from bot.ports import Box, Photo

KEPT = (
    *("id", "state", "reason", "version", "number", "source", "path", "network", "account", "origin"),
    *("posted_at", "received_at", "updated_at", "decided_at"),
)
"""All that is left of a photo that is over."""
HASH = 64
"""Hexadecimal digits of a file's hash. A contact of so many is a file too; a mail's UID has a slash in it."""
_ITS_OWN = frozenset({"id", "number", "origin"})
"""What makes it this photo, and is written once."""
_NAMES = tuple(field.name for field in fields(Photo))
_FLAGS, _COVER = _NAMES.index("flags"), _NAMES.index("cover")

COLUMNS = tuple(photos.c[name] for name in _NAMES)
"""In the order of ``Photo``'s fields, so that a row is its arguments."""
_INSERT = sa.insert(photos)
_BY_ID = photos.c.id == sa.bindparam("of_id")
_ONE = sa.select(*COLUMNS).where(_BY_ID)
_ONE_HELD = _ONE.with_for_update()
_UPDATE = sa.update(photos).where(_BY_ID)
_BEGINNINGS = TRANSITIONS[State.FOUND] - OVER | {State.FOUND}
"""States in which a photo may come in: as if it had been found, and had taken its first step at once."""


def value(row: sa.Row[Any]) -> Photo:
    """The photo that a row of ``COLUMNS`` is."""
    told = list(row)
    told[_FLAGS], told[_COVER] = tuple(told[_FLAGS]), tuple(Box(*box) for box in told[_COVER])
    return Photo(*told)


def get(connection: Connection, photo_id: str) -> Photo | None:
    """One of them."""
    row = connection.execute(_ONE, {"of_id": photo_id}).one_or_none()
    return None if row is None else value(row)


def to_change(connection: Connection, photo_id: str) -> Photo | None:
    """The same, for a verb that decides by it and then changes it."""
    row = connection.execute(_ONE_HELD, {"of_id": photo_id}).one_or_none()
    return None if row is None else value(row)


def files(photo: Photo) -> frozenset[str]:
    """Every file that it refers to."""
    seal = photo.contact if len(photo.contact) == HASH and "/" not in photo.contact else ""
    return frozenset({photo.original, photo.sha256, seal} - {""})


def insert(connection: Connection, photo: Photo) -> None:
    """A new row; the database gives it its number."""
    values = _values(photo)
    del values["number"]
    connection.execute(_INSERT, values)


def update(connection: Connection, photo: Photo) -> None:
    """All of it but what makes it this photo."""
    values = {name: said for name, said in _values(photo).items() if name not in _ITS_OWN}
    connection.execute(_UPDATE, {**values, "of_id": photo.id})


def wiped(photo: Photo) -> Photo:
    """Nothing of whose it was, when it is over; else ``photo``."""
    if photo.state not in OVER:
        return photo
    kept: dict[str, Any] = {name: getattr(photo, name) for name in KEPT}
    return Photo(**kept)


def _values(photo: Photo) -> dict[str, object]:
    said: Mapping[str, object] = {name: _plain(getattr(photo, name)) for name in _NAMES}
    return {**said, "flags": list(photo.flags), "cover": [list(astuple(box)) for box in photo.cover]}


def _plain(told: object) -> object:
    """Strangers' words may hold what no database takes: PostgreSQL no NUL, neither of them half a character."""
    if type(told) is not str:
        return told
    return told.replace("\0", "").encode("utf-8", "replace").decode()


def check_beginning(photo: Photo) -> None:
    """Raise for a state, or a reason, that no new photo has."""
    if photo.state not in _BEGINNINGS or not may_say(photo.state, photo.reason):
        raise _no_such_step("new", photo.state, photo.reason)


def check_step(before: State, after: State, reason: Reason | None) -> None:
    """Raise for a step, or a reason, that ``campaign.photo`` does not have."""
    if not (may_follow(before, after) and may_say(after, reason)):
        raise _no_such_step(before.value, after, reason)


def check_reason(state: State, reason: Reason | None) -> None:
    """The same for a photo that stays in its state."""
    if not may_say(state, reason):
        raise _no_such_step(state.value, state, reason)


def _no_such_step(before: str, after: State, reason: Reason | None) -> CampaignError:
    return trouble("outbox-photo-step", before=before, after=after.value, reason=reason.value if reason else "–")
