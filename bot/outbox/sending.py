"""From a planned row to its receipt: claim, begin, sent, settle, and what a stop left behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.approved import words
from bot.campaign.delivery import OPEN, HeldFor, State
from bot.campaign.outcome import Receipt
from bot.outbox import waiting
from bot.outbox.aftermath import AUDIT_AFTER
from bot.outbox.approval import APPROVALS
from bot.outbox.rows import AT_KEY, COLUMNS, UPDATE_IN_STATE, get, held_fast, step
from bot.outbox.schema import (
    IS_CLAIMED,
    IS_NO_LONGER_AHEAD,
    IS_PLANNED,
    Instant,
    attempts,
    deliveries,
    leases,
    one_of,
    pauses,
)
from bot.outbox.sharing import in_anothers_hand
from bot.outbox.trouble import IllegalStepError
from bot.ports import EVERYTHING, Delivery, Intent

_IN_HAND = frozenset({State.CLAIMED, State.SENDING})
"""A sender holds one value from its claim to its receipt; the row goes through both."""
_MAY_TURN_OUT_SENT = frozenset({State.SENDING, State.UNKNOWN, State.ASK})
_WITH_THEIR_OWN_VERB = frozenset({State.CLAIMED, State.SENDING, State.SENT})
_UNSURE = frozenset({State.UNKNOWN, State.ASK})
_PERHAPS_OUT = _UNSURE | {State.SENDING}
_TO_BE_SENT = frozenset({State.PLANNED, State.HELD})
_FREE: Mapping[str, object] = {"owner": "", "lease_until": None}
SETTLED: Mapping[str, object] = {"absent": 0, "looks": 0, "not_before": None}
"""Of a row that nobody looks for any more."""


_OF_ACCOUNT = deliveries.c.account == sa.bindparam("of")
_NEXT_PLANNED = sa.select(sa.func.min(sa.type_coerce(deliveries.c.go_at, Instant))).where(_OF_ACCOUNT, IS_PLANNED)
_NEXT_LEASE = sa.select(sa.func.min(deliveries.c.lease_until)).where(_OF_ACCOUNT, IS_CLAIMED)
_NEXT = sa.select(_NEXT_PLANNED.scalar_subquery(), _NEXT_LEASE.scalar_subquery())
_NOW = sa.bindparam("now", type_=Instant)
_RAN_OUT = sa.select(deliveries.c.key).where(_OF_ACCOUNT, IS_CLAIMED, deliveries.c.lease_until <= _NOW)
_IS_PAUSED = sa.exists().where(one_of(pauses.c.scope, (EVERYTHING, deliveries.c.account)))
_EARLIEST = (
    sa.select(*COLUMNS)
    .where(~_IS_PAUSED)
    .where(_OF_ACCOUNT, IS_PLANNED, deliveries.c.due <= _NOW)
    .where(deliveries.c.not_before.is_(None) | (deliveries.c.not_before <= _NOW))
    .order_by(deliveries.c.due, deliveries.c.key)
    .limit(1)
    # Where others may write at the same time: a row they are busy with is not ours to take.
    .with_for_update(of=deliveries, skip_locked=True)
)
_THIS_ONE = _EARLIEST.where(AT_KEY)
_WHOLE = held_fast(
    sa.select(deliveries.c.intents, deliveries.c.approved_for, _IS_PAUSED, waiting.IS_TAKEN_BACK, *COLUMNS).where(
        AT_KEY
    )
)
_ORDERED = held_fast(sa.select(waiting.IS_ORDERED, *COLUMNS).where(AT_KEY))
_ATTEMPT = sa.insert(attempts)
_LAST_ATTEMPT = sa.update(attempts).where(
    attempts.c.key == sa.bindparam("at_key"),
    attempts.c.number == sa.select(deliveries.c.intents).where(AT_KEY).scalar_subquery(),
    # What is known of a call stays known: a row that is distrusted afterwards says nothing about it.
    one_of(attempts.c.outcome, ("", State.UNKNOWN.value)),
)
_LAST_BEGUN = sa.select(sa.func.max(attempts.c.started_at)).where(attempts.c.account == sa.bindparam("of"))
_LEFT = (
    sa.select(*COLUMNS)
    .where(IS_NO_LONGER_AHEAD, one_of(deliveries.c.state, _IN_HAND), deliveries.c.owner != sa.bindparam("of_owner"))
    .order_by(deliveries.c.due, deliveries.c.key)
    # A row that somebody is writing is not left.
    .with_for_update(of=deliveries, skip_locked=True)
)
_LEFT_BY_LEASE = _LEFT.where(deliveries.c.lease_until <= _NOW)
_LEFT_JOBS = sa.delete(leases).where(leases.c.owner != sa.bindparam("of_owner", type_=sa.Text))


def next_due(connection: Connection, account: str) -> datetime | None:
    """Also when a claim that nobody finished runs out: its row may then go again."""
    instants = connection.execute(_NEXT, {"of": account}).one()
    return min((instant for instant in instants if instant is not None), default=None)


def claim(
    connection: Connection, account: str, now: datetime, owner: str, lease_s: float, key: str = "", *, shared: bool
) -> Delivery | None:
    """The earliest by due time, among those whose back-off is over; with ``key``, that one or none.

    Of daemons that share the store, one at a time has a row of the account in hand.
    """
    if shared and in_anothers_hand(connection, account, owner, now):
        return None
    here = {"of": account, "now": now, **({"at_key": key} if key else {})}
    query = _THIS_ONE if key else _EARLIEST
    # At a due instant every statement counts: abandoned claims are looked for only when nothing else is due.
    found = connection.execute(query, here).first()
    if found is None and _freed(connection, here, now):
        found = connection.execute(query, here).first()
    if found is None:
        return None
    row = Delivery(*found)
    lease_until = now + timedelta(seconds=lease_s)
    values = {"owner": owner, "lease_until": lease_until, "fence": row.fence + 1}
    if not step(connection, row.key, State.PLANNED, State.CLAIMED, now, values, fence=row.fence):
        return None
    return replace(row, state=State.CLAIMED, updated_at=now, owner=owner, lease_until=lease_until, fence=row.fence + 1)


def _freed(connection: Connection, here: Mapping[str, object], now: datetime) -> bool:
    """Whether claims of the account had run out; their rows are planned again."""
    ran_out = connection.execute(_RAN_OUT, {"of": here["of"], "now": now}).scalars().all()
    for key in ran_out:
        step(connection, key, State.CLAIMED, State.PLANNED, now, _FREE)
    return bool(ran_out)


def begin(connection: Connection, claimed: Delivery, intent: Intent, now: datetime) -> bool:
    """A row that is still ours but may not go now is given back here, so that no refusal strands it."""
    found = connection.execute(_WHOLE, {"at_key": claimed.key}).first()
    if found is None:
        return False
    intents, approved_for, is_paused, is_taken_back, *values_of_row = found
    row = Delivery(*values_of_row)
    if row.state is not State.CLAIMED or row.fence != claimed.fence:
        return False
    lease_until = row.lease_until or now
    if lease_until <= now or is_paused or is_taken_back:
        step(connection, row.key, State.CLAIMED, State.PLANNED, now, _FREE, fence=row.fence)
        if is_taken_back:
            waiting.turn_back(connection, row.key, State.PLANNED, now)
        return False
    if _not_what_was_approved(row, approved_for, intent):
        held = {"reason": HeldFor.CHANGED.value, **_FREE}
        step(connection, row.key, State.CLAIMED, State.HELD, now, held, fence=row.fence)
        return False
    values = {
        "reason": "",
        "text": intent.text,
        "picture_sha256": intent.picture_sha256,
        # By this it is found again, and taken back.
        "repost_of": intent.repost_of or row.repost_of,
        "attempts": row.attempts + 1,
        "intents": intents + 1,
        "begun_at": now,
        **SETTLED,
        # Ours until the call must have ended, however long the upload took.
        "lease_until": max(lease_until, intent.deadline),
    }
    if not step(connection, row.key, State.CLAIMED, State.SENDING, now, values, fence=row.fence):
        return False
    attempt = {
        "key": row.key,
        "number": intents + 1,
        "account": row.account,
        "fence": row.fence,
        "generation": row.generation,
        "text": intent.text,
        "payload_sha256": intent.payload_sha256,
        "idempotency_key": intent.idempotency_key,
        "media_ids": list(intent.media_ids),
        "media_keys": list(intent.media_keys),
        "picture_sha256": intent.picture_sha256,
        "started_at": now,
        "deadline": intent.deadline,
    }
    connection.execute(_ATTEMPT, attempt)
    return True


def _not_what_was_approved(row: Delivery, approved_for: str, intent: Intent) -> bool:
    return bool(row.approved_by) and approved_for in APPROVALS and intent.text != words(row.approved_text)


def sent(connection: Connection, sending: Delivery, receipt: Receipt, now: datetime) -> bool:
    """A receipt is the truth: it also settles a row that meanwhile waits to be read back, while its fence is ours."""
    found = connection.execute(_ORDERED, {"at_key": sending.key}).first()
    if found is None:
        return False
    is_ordered, *values_of_row = found
    row = Delivery(*values_of_row)
    if row.fence != sending.fence:
        return False
    if row.state not in _MAY_TURN_OUT_SENT:
        if row.state is State.CLAIMED:
            raise IllegalStepError(f"{row.key} has a receipt, but its intent was never committed")
        return False
    values = {
        "reason": "",
        # One that was found later went out when it was called, not when it was found.
        "sent_at": (row.begun_at if row.state in _UNSURE else None) or now,
        "remote_id": receipt.remote_id,
        "url": receipt.url,
        "audit_at": now + AUDIT_AFTER,
        **SETTLED,
        **_FREE,
    }
    close_attempt(connection, row.key, State.SENT, "", now)
    step(connection, row.key, row.state, State.SENT, now, values, fence=row.fence)
    if is_ordered:
        waiting.go_on(connection, row.key, receipt.remote_id, now)
    return True


def settle(
    connection: Connection, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None
) -> bool:
    """Out of ``claimed`` or ``sending`` for the sender, out of any open state for the duties that follow it.

    A row that turns out never sent ends as ``cancelled`` when it was to be taken back.
    """
    if state in _WITH_THEIR_OWN_VERB:
        raise IllegalStepError(f"{state} has a verb of its own")
    found = connection.execute(_ORDERED, {"at_key": delivery.key}).first()
    if found is None:
        return False
    is_ordered, *values_of_row = found
    row = Delivery(*values_of_row)
    if row.fence != delivery.fence:
        return False
    expected = _IN_HAND if delivery.state in _IN_HAND else OPEN & {delivery.state}
    if row.state not in expected:
        return False
    values: dict[str, object] = {**SETTLED, "reason": reason, "not_before": not_before, **_FREE}
    if row.state in _PERHAPS_OUT and state is not State.ASK:
        close_attempt(connection, row.key, state, reason, now)
    # An account's own fault (held, or planned without back-off) spends no attempt of the post.
    if row.state is State.SENDING and state in _TO_BE_SENT and not_before is None:
        values["attempts"] = row.attempts - 1
    step(connection, row.key, row.state, state, now, values, fence=row.fence)
    if is_ordered and state in _TO_BE_SENT:
        waiting.turn_back(connection, row.key, state, now)
    elif is_ordered and state not in OPEN:
        waiting.end(connection, row.key, now)
    return True


def move(connection: Connection, claimed: Delivery, due: datetime, reason: str, now: datetime) -> bool:
    """An edit that the plan's own verb passed by, because the row was in somebody's hand."""
    if not settle(connection, claimed, State.PLANNED, reason, now, None):
        return False
    # Unless it was to be taken back, and ended there.
    here = {"at_key": claimed.key, "at_state": State.PLANNED}
    connection.execute(UPDATE_IN_STATE, {"due": due, "updated_at": now, **here})
    return True


def close_attempt(connection: Connection, key: str, outcome: State, reason: str, now: datetime) -> None:
    """Write down what became of the last intent."""
    ended = {"outcome": outcome.value, "reason": reason, "ended_at": now}
    connection.execute(_LAST_ATTEMPT, {"at_key": key, **ended})


def recover(connection: Connection, owner: str, now: datetime, *, shared: bool) -> Sequence[Delivery]:
    """Nothing in flight is begun again: whether it is out is for the network, or a person, to say.

    In a store that daemons share, another owner is gone only when its lease has run out.
    """
    if not shared:
        # Or the staff's chat would be deaf for minutes; and, once the clock is set back, for as long as that was.
        connection.execute(_LEFT_JOBS, {"of_owner": owner})
    left = connection.execute(_LEFT_BY_LEASE if shared else _LEFT, {"of_owner": owner, "now": now})
    rows = [Delivery(*row) for row in left]
    unknown = []
    for row in rows:
        after = State.PLANNED if row.state is State.CLAIMED else State.UNKNOWN
        step(connection, row.key, row.state, after, now, _FREE, fence=row.fence)
        if after is State.UNKNOWN:
            close_attempt(connection, row.key, after, "", now)
            unknown.append(row.key)
    return [found for key in unknown if (found := get(connection, key))]


def last_sent(connection: Connection, account: str) -> datetime | None:
    """From the attempts, whatever became of them: the network saw the call."""
    latest: datetime | None = connection.execute(_LAST_BEGUN, {"of": account}).scalar()
    return latest
