"""Taking a message back, wherever it went: what is out is deleted, what may be out is looked for, the rest stays in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.campaign.delivery import State
from bot.errors import UsageError
from bot.ports import Delivery, ErrandKind, Outbox
from bot.wording import coded

OUT = frozenset({State.SENT, State.RETRACTING})
PERHAPS = frozenset({State.SENDING, State.UNKNOWN, State.ASK})
AHEAD = frozenset({State.PLANNED, State.HELD, State.CLAIMED})
MOST_CHANGES = 5
"""How often a delivery may change between a look and its order: planned, claimed, sending, unknown, sent."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What taking back a message comes to."""

    out: Sequence[Delivery]
    """Deleted."""
    perhaps: Sequence[Delivery]
    """Deleted as soon as it is known that they are out."""
    ahead: Sequence[Delivery]
    """Cancelled."""

    @property
    def all(self) -> Sequence[Delivery]:
        """Every delivery it touches."""
        return [*self.out, *self.perhaps, *self.ahead]


def reach(rows: Iterable[Delivery]) -> Reach:
    """Sort out what is to be done with each; what is gone, or never went, is left out."""
    rows = list(rows)
    out, perhaps, ahead = ([row for row in rows if row.state in states] for states in (OUT, PERHAPS, AHEAD))
    return Reach(out, perhaps, ahead)


def retract(outbox: Outbox, keys: Iterable[str], by: str, now: datetime) -> None:
    """Order it. A sender beside us may carry a delivery on meanwhile: it is taken back from where it then is."""
    for key in keys:
        for _ in range(MOST_CHANGES):
            if _take_back(outbox, key, by, now):
                break


def _take_back(outbox: Outbox, key: str, by: str, now: datetime) -> bool:
    """``False``: it changed under our hands."""
    row = outbox.get(key)
    if row is None or row.state not in OUT | PERHAPS | AHEAD:
        return True
    if row.state in AHEAD:
        return outbox.cancel(key, by, now)
    return outbox.order(key, ErrandKind.RETRACT, by, now) or is_ordered(outbox, key)


def is_ordered(outbox: Outbox, key: str) -> bool:
    """Whether it is being taken back."""
    return any(order.kind is ErrandKind.RETRACT and not order.outcome for order in outbox.errands_of(key))


def over(outbox: Outbox, keys: Iterable[str]) -> bool:
    """Whether nothing more will happen by itself: all are gone, refused by their network, or for a person to say."""
    rows = [outbox.get(key) for key in keys]
    return not any(row is not None and row.state in {State.RETRACTING, State.SENDING, State.UNKNOWN} for row in rows)


def left(outbox: Outbox, keys: Iterable[str]) -> Sequence[Delivery]:
    """Those that are not gone."""
    rows = [outbox.get(key) for key in keys]
    return [row for row in rows if row is not None and row.state in OUT | PERHAPS | AHEAD]


def why(outbox: Outbox, row: Delivery) -> str:
    """Why an order of a delivery is not done: the latest one's reason."""
    orders = outbox.errands_of(row.key)
    return (orders[-1].reason if orders else "") or row.reason


def double(outbox: Outbox, key: str, remote_id: str, by: str, now: datetime) -> None:
    """Order the deletion of a second copy. It must not be the post of any delivery."""
    may_be_double(outbox, key, remote_id)
    if not outbox.order(key, ErrandKind.DOUBLE, by, now, remote_id=remote_id):
        last = outcome_of_double(outbox, key, remote_id)
        if last is None or last.outcome:
            raise coded(UsageError, "no-such-double", key=key, remote_id=remote_id)


def may_be_double(outbox: Outbox, key: str, remote_id: str) -> Delivery:
    """The delivery of which it may be a copy; raises ``UsageError`` when it cannot be one."""
    row = outbox.get(key)
    if row is None:
        raise coded(UsageError, "no-such-delivery", what=key)
    for own, other in outbox.posts_of(row.account):
        if own == remote_id and other != key:
            raise coded(UsageError, "double-of-another", key=key, remote_id=remote_id, other=other)
    if remote_id in {"", row.remote_id}:
        raise coded(UsageError, "no-such-double", key=key, remote_id=remote_id)
    return row


@dataclass(frozen=True, slots=True)
class Ended:
    """How the deletion of a copy stands."""

    outcome: str
    """``done``, ``refused``; empty: not yet."""
    reason: str


def outcome_of_double(outbox: Outbox, key: str, remote_id: str) -> Ended | None:
    """Of the latest order to delete it."""
    orders = [
        order for order in outbox.errands_of(key) if order.kind is ErrandKind.DOUBLE and order.remote_id == remote_id
    ]
    return Ended(orders[-1].outcome, orders[-1].reason) if orders else None
