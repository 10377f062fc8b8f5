"""Open orders beside a row that changes: a post whose answer was lost takes them along, or ends them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.approved import ANYTHING, approval
from bot.campaign.delivery import HeldFor, State
from bot.outbox.rows import AT_KEY, step
from bot.outbox.schema import deliveries, errands
from bot.ports import ErrandKind


class End(StrEnum):
    """How an order ended."""

    DONE = "done"
    REFUSED = "refused"
    """The network will not have it."""
    SUPERSEDED = "superseded"
    """A later order says otherwise."""
    NEVER_SENT = "never sent"
    """There turned out to be no post to do it to."""


DELETIONS = (ErrandKind.RETRACT, ErrandKind.REPLACE)
"""What takes a post off its network."""
NEW_WORDS = (ErrandKind.EDIT, ErrandKind.REPLACE)

IS_OPEN = errands.c.outcome == ""
_OF_ROW = (errands.c.key == deliveries.c.key) & IS_OPEN & (errands.c.kind != ErrandKind.DOUBLE)
IS_ORDERED = sa.exists().where(_OF_ROW).correlate(deliveries)
"""Of a row: whether something is ordered of its own post; a second copy of it is another matter."""
IS_TAKEN_BACK = sa.exists().where(_OF_ROW, errands.c.kind == ErrandKind.RETRACT).correlate(deliveries)

_HERE = (errands.c.key == sa.bindparam("at_key")) & IS_OPEN & (errands.c.kind != ErrandKind.DOUBLE)
_ORDERS = sa.select(errands.c.kind, errands.c.text, errands.c.by).where(_HERE).order_by(errands.c.number)
_NAME = sa.update(errands).where(_HERE, errands.c.remote_id == "")
_END = sa.update(errands).where(_HERE)
_DECIDED = sa.update(deliveries).where(AT_KEY)


def go_on(connection: Connection, key: str, remote_id: str, now: datetime) -> None:
    """The post is known to be out, as ``remote_id``: what was ordered of it can be carried out."""
    connection.execute(_NAME, {"at_key": key, "remote_id": remote_id})
    if any(order.kind in DELETIONS for order in connection.execute(_ORDERS, {"at_key": key})):
        step(connection, key, State.SENT, State.RETRACTING, now)


def end(connection: Connection, key: str, now: datetime) -> None:
    """There is no post, and there will be none: nothing is left to be done to it."""
    connection.execute(_END, {"at_key": key, "outcome": End.NEVER_SENT.value, "ended_at": now})


def turn_back(connection: Connection, key: str, state: State, now: datetime, *, insisted: bool = False) -> None:
    """The post turned out not to be out and its row is in ``state``, to be sent: it says the words that were ordered,
    and ends as ``cancelled`` when it was to be taken back, unless a person ``insisted`` on sending it.
    """
    orders = connection.execute(_ORDERS, {"at_key": key}).all()
    end(connection, key, now)
    taken_back_by = next((order.by for order in orders if order.kind is ErrandKind.RETRACT), None)
    if taken_back_by is not None and not insisted:
        step(
            connection,
            key,
            state,
            State.CANCELLED,
            now,
            {"reason": "", "not_before": None, "decided_by": taken_back_by},
        )
        return
    words = [order for order in orders if order.kind in NEW_WORDS]
    if words:
        connection.execute(_DECIDED, {"at_key": key, **ordered_words(words[-1].text, words[-1].by, now)})


def ordered_words(text: str, by: str, now: datetime) -> Mapping[str, object]:
    """A row's values for words that a person ordered: it is approved for them, and for no others."""
    shown = approval(text, ANYTHING)
    values = {"approved_by": by, "approved_text": shown, "approved_for": HeldFor.APPROVAL.value, "approved_at": now}
    return {"text": text, "decided_by": by, **values}
