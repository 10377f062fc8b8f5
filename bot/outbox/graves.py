"""Tombstones: what must not be taken again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.outbox.photo_schema import tombstones
from bot.outbox.sharing import take_turns
from bot.ports import Grave

_OF = tombstones.c.grave == sa.bindparam("of_grave", type_=tombstones.c.grave.type)
_STANDS = sa.select(tombstones.c.at).where(_OF, tombstones.c.mark == sa.bindparam("of_mark"))
_RAISE = sa.insert(tombstones)
_MARKS = sa.select(tombstones.c.mark).where(_OF).order_by(tombstones.c.at, tombstones.c.mark)


def entomb(connection: Connection, grave: Grave, mark: str, now: datetime) -> None:
    """The first time counts."""
    take_turns(connection, "photos")
    if not is_entombed(connection, grave, mark):
        connection.execute(_RAISE, {"grave": grave, "mark": mark, "at": now})


def is_entombed(connection: Connection, grave: Grave, mark: str) -> bool:
    """Whether one stands."""
    return connection.execute(_STANDS, {"of_grave": grave, "of_mark": mark}).first() is not None


def entombed(connection: Connection, grave: Grave) -> Sequence[str]:
    """The oldest first."""
    return connection.execute(_MARKS, {"of_grave": grave}).scalars().all()
