"""What a person decides: pause, approve, cancel, expedite, resolve."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.approved import approval
from bot.campaign.delivery import HeldFor, State
from bot.campaign.outcome import Receipt
from bot.outbox import waiting
from bot.outbox.aftermath import AUDIT_AFTER
from bot.outbox.approval import APPROVALS, OPINIONS
from bot.outbox.rows import UPDATE_IN_STATE, put, step, to_change
from bot.outbox.schema import attempts, deliveries, one_of, pauses
from bot.outbox.sending import SETTLED, close_attempt
from bot.outbox.trouble import IllegalStepError
from bot.ports import EVERYTHING, Pause

_CANCELLABLE = frozenset({State.PLANNED, State.HELD, State.CLAIMED, State.ASK})
"""``sending`` and ``unknown`` may be out already: nobody can promise that they will not go."""
_RESOLVABLE = frozenset({State.UNKNOWN, State.ASK})
_PAUSES = sa.select(pauses.c.scope, pauses.c.by, pauses.c.reason, pauses.c.since).order_by(pauses.c.since)


def pause(connection: Connection, scope: str, by: str, reason: str, now: datetime) -> None:
    """A second pause of the same scope replaces the first."""
    put(connection, pauses, scope, by=by, reason=reason, since=now)


def resume(connection: Connection, scope: str) -> bool:
    """Rows that were held because of this pause, or because of this account, are planned again."""
    ended = connection.execute(sa.delete(pauses).where(pauses.c.scope == scope)).rowcount == 1
    if not ended:
        return False
    because = [HeldFor.PAUSED.value] if scope == EVERYTHING else [HeldFor.PAUSED.value, HeldFor.ACCOUNT.value]
    waiting = sa.select(deliveries.c.key, deliveries.c.updated_at).where(
        one_of(deliveries.c.state, (State.HELD,)), deliveries.c.reason.in_(because)
    )
    if scope != EVERYTHING:
        waiting = waiting.where(deliveries.c.account == scope)
    for key, updated_at in connection.execute(waiting).all():
        step(connection, key, State.HELD, State.PLANNED, updated_at, {"reason": ""})
    return True


def list_pauses(connection: Connection) -> Sequence[Pause]:
    """The oldest first."""
    return [Pause(*row) for row in connection.execute(_PAUSES)]


def approve(connection: Connection, key: str, text: str, by: str, now: datetime, beside: str) -> bool:
    """Binds to the words, and what is beside them: a row whose text changed since the person saw it still waits."""
    row = to_change(connection, key)
    if row is None or row.state is not State.HELD or row.reason not in OPINIONS or row.text != text:
        return False
    shown = approval(text, beside)
    values = {"approved_by": by, "approved_text": shown, "approved_for": row.reason, "approved_at": now}
    return step(connection, key, State.HELD, State.PLANNED, now, {"reason": "", **values})


def cancel(connection: Connection, key: str, by: str, now: datetime) -> bool:
    """A claimed row too: its sender's ``begin`` will find it gone."""
    row = to_change(connection, key)
    if row is None or row.state not in _CANCELLABLE:
        return False
    values = {"reason": "", "decided_by": by, "owner": "", "lease_until": None, "not_before": None}
    waiting.end(connection, key, now)
    return step(connection, key, row.state, State.CANCELLED, now, values)


def expedite(connection: Connection, key: str, by: str, now: datetime) -> bool:
    """A row that waits for an approval is due now as well, but its words still have to be approved."""
    row = to_change(connection, key)
    if row is None or row.state not in {State.PLANNED, State.HELD}:
        return False
    values = {"due": now, "not_before": None, "expedited": True, "decided_by": by}
    if row.state is State.HELD and row.reason not in APPROVALS:
        return step(connection, key, State.HELD, State.PLANNED, now, {"reason": "", **values})
    here = {"at_key": key, "at_state": row.state, "updated_at": now}
    return connection.execute(UPDATE_IN_STATE, {**values, **here}).rowcount == 1


def resolve(connection: Connection, key: str, verdict: State, by: str, now: datetime, receipt: Receipt | None) -> bool:
    """``sent`` dates from its last attempt; ``planned`` is due now, with a new idempotency key and all its attempts."""
    row = to_change(connection, key)
    if row is None or row.state not in _RESOLVABLE:
        return False
    values: dict[str, object] = {**SETTLED, "reason": "", "decided_by": by, "owner": "", "lease_until": None}
    match verdict:
        case State.SENT:
            began = sa.select(sa.func.max(attempts.c.started_at)).where(attempts.c.key == key)
            values["sent_at"] = connection.execute(began).scalar() or now
            values |= {"remote_id": receipt.remote_id, "url": receipt.url} if receipt else {}
            values["audit_at"] = now + AUDIT_AFTER
        case State.PLANNED:
            # The person who says "send it" has decided about lateness too.
            values |= {"generation": row.generation + 1, "attempts": 0, "due": now, "expedited": True}
        case State.CANCELLED:
            pass
        case _:
            raise IllegalStepError(f"a person settles as sent, planned or cancelled, not as {verdict}")
    close_attempt(connection, key, verdict, f"resolved by {by}", now)
    step(connection, key, row.state, verdict, now, values)
    match verdict:
        case State.SENT:
            waiting.go_on(connection, key, receipt.remote_id if receipt else "", now)
        case State.PLANNED:
            waiting.turn_back(connection, key, verdict, now, insisted=True)
        case _:
            waiting.end(connection, key, now)
    return True
