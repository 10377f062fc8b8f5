"""Photos that look like another: an index in memory, made once and kept current by what the store notes of each change.

What is noted goes with the change itself, so a command, or another daemon that shares the database, is followed too.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.outbox.likeness import NEAR, Likenesses, distance
from bot.outbox.photo_rows import COLUMNS, value
from bot.outbox.photo_schema import HAS_LIKENESS, photos
from bot.outbox.reading import note, noted
from bot.ports import Photo

LATEST = 30
"""Changes that are noted. Whoever missed more reads all likenesses anew, which is no slower then."""

_AT_ONCE = 50
"""Rows that are read together: under one sky a hundred look alike."""

_NOTE = "photos: likenesses changed"
_ALL = sa.select(photos.c.number, photos.c.likeness).where(HAS_LIKENESS)
_LIKENESS = sa.select(photos.c.likeness).where(photos.c.number == sa.bindparam("of_number"))
_NUMBERED = sa.select(*COLUMNS).where(photos.c.number.in_(sa.bindparam("of_numbers", expanding=True)))


def changed(connection: Connection, number: int) -> None:
    """In the transaction that gives a photo a likeness, another one, or none any more."""
    said = (noted(connection, _NOTE) or "").split()
    # Drawn, not counted: what is undone with its transaction must not be taken for what happens in its place.
    note(connection, _NOTE, " ".join([*said[1 - LATEST :], f"{secrets.token_hex(4)}/{number}"]))


class Alike:
    """One for a store; for many threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._index: Likenesses | None = None
        self._followed = ""
        """The last change that the index knows of."""

    def to(self, connection: Connection, photo: Photo, most: int) -> Sequence[Photo]:
        """Those within ``NEAR`` bits, the nearest first."""
        likeness = photo.likeness
        if likeness is None:
            return []
        with self._turn:
            near = self._current(connection).near(likeness)
        numbers = [like.number for like in near if like.number != photo.number]
        found: list[Photo] = []
        for place in range(0, len(numbers), _AT_ONCE):
            if len(found) >= most:
                break
            told = connection.execute(_NUMBERED, {"of_numbers": numbers[place : place + _AT_ONCE]})
            # The row decides: it may have changed since.
            found += [other for row in told if _is_like(other := value(row), likeness)]
        found.sort(key=lambda other: (distance(other.likeness or 0, likeness), other.number))
        return found[:most]

    def _current(self, connection: Connection) -> Likenesses:
        said = (noted(connection, _NOTE) or "").split()
        if self._index is None or not self._follows(said):
            # After the note: what changes in between is read twice, not missed.
            self._index = Likenesses((number, likeness) for number, likeness in connection.execute(_ALL))
        else:
            since = said[said.index(self._followed) + 1 :] if self._followed else said
            for number in {int(change.partition("/")[2]) for change in since}:
                self._index.forget(number)
                likeness = connection.execute(_LIKENESS, {"of_number": number}).scalar()
                if likeness is not None:
                    self._index.add(number, likeness)
        self._followed = said[-1] if said else ""
        return self._index

    def _follows(self, said: Sequence[str]) -> bool:
        """Whether all that changed since is noted."""
        return self._followed in said if self._followed else len(said) < LATEST


def _is_like(other: Photo, likeness: int) -> bool:
    return other.likeness is not None and distance(other.likeness, likeness) <= NEAR
