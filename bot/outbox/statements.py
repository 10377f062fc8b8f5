"""What people say came of the campaign's deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.outbox.schema import statements
from bot.ports import Statement

_THEIRS = (statements.c.deadline == sa.bindparam("of_deadline")) & (statements.c.person == sa.bindparam("of_person"))
_AGAIN = sa.update(statements).where(_THEIRS)
_FIRST = sa.insert(statements)
_ALL = sa.select(statements.c.deadline, statements.c.person, statements.c.outcome, statements.c.at).order_by(
    statements.c.at, statements.c.deadline, statements.c.person
)
_OF_DEADLINE = _ALL.where(statements.c.deadline == sa.bindparam("of_deadline"))


def state_outcome(connection: Connection, deadline: str, outcome: str, person: str, now: datetime) -> None:
    """Whoever says the same again has said it now."""
    again = {"of_deadline": deadline, "of_person": person, "outcome": outcome, "at": now}
    if connection.execute(_AGAIN, again).rowcount == 0:
        connection.execute(_FIRST, {"deadline": deadline, "person": person, "outcome": outcome, "at": now})


def list_statements(connection: Connection, deadline: str) -> Sequence[Statement]:
    """By when they were made."""
    found = connection.execute(_OF_DEADLINE, {"of_deadline": deadline}) if deadline else connection.execute(_ALL)
    return [Statement(*row) for row in found]
