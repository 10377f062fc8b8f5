"""The bots' inbox, what the staff's chat shows, and who does a job that only one daemon may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.outbox import reading
from bot.outbox.rows import put
from bot.outbox.schema import Instant, inbox, leases, matters
from bot.ports import Matter, Received, Update

_BOT = sa.bindparam("of_bot", type_=sa.Text)
_THERE = sa.select(inbox.c.update_id).where(
    inbox.c.bot == _BOT, inbox.c.update_id.in_(sa.bindparam("ids", expanding=True))
)
_KEEP = sa.insert(inbox)
_UNHANDLED = (
    sa.select(inbox.c.bot, inbox.c.update_id, inbox.c.body, inbox.c.received_at)
    .where(inbox.c.handled_at.is_(None))
    .order_by(inbox.c.received_at, inbox.c.bot, inbox.c.update_id)
    .limit(sa.bindparam("most"))
)
_AT = sa.bindparam("of_time", type_=Instant)
_NUMBER = sa.bindparam("of_update", type_=sa.BigInteger)
_UNHANDLED_AFTER = _UNHANDLED.where(
    sa.or_(
        inbox.c.received_at > _AT,
        sa.and_(inbox.c.received_at == _AT, inbox.c.bot > _BOT),
        sa.and_(inbox.c.received_at == _AT, inbox.c.bot == _BOT, inbox.c.update_id > _NUMBER),
    )
)
_HANDLED = sa.update(inbox).where(
    inbox.c.bot == _BOT, inbox.c.update_id == sa.bindparam("of_update"), inbox.c.handled_at.is_(None)
)
_FORGET = sa.delete(inbox).where(
    inbox.c.handled_at.is_not(None), inbox.c.received_at < sa.bindparam("before", type_=Instant)
)
_MATTERS = sa.select(
    matters.c.name,
    matters.c.chat,
    matters.c.message,
    matters.c.text,
    matters.c.buttons,
    matters.c.open,
    matters.c.updated_at,
).order_by(matters.c.updated_at, matters.c.name)
_OPEN_MATTERS = _MATTERS.where(matters.c.open.is_(True))
_MATTER = _MATTERS.where(matters.c.name == sa.bindparam("of_name"))
_JOB = sa.bindparam("of_job", type_=sa.Text)
_OWNER = sa.bindparam("of_owner", type_=sa.Text)
_UNTIL = sa.bindparam("new_until", type_=Instant)
_RENEW = (
    sa.update(leases)
    .where(leases.c.job == _JOB)
    .where((leases.c.owner == _OWNER) | (leases.c.until <= sa.bindparam("now", type_=Instant)))
    .values(owner=_OWNER, until=_UNTIL)
)
_TAKE = (
    sa.insert(leases)
    .from_select(
        ["job", "owner", "until"],
        sa.select(_JOB, _OWNER, _UNTIL).where(~sa.exists().where(leases.c.job == _JOB)),
    )
    .execution_options(preserve_rowcount=True)
)  # which SQLAlchemy keeps of an UPDATE only
_STEP_DOWN = sa.delete(leases).where(leases.c.job == _JOB, leases.c.owner == _OWNER)


def _last_of(bot: str) -> str:
    """The note that keeps a bot's highest update id: the update itself is forgotten one day, its number must not be."""
    return f"last update of {bot}"


def receive(connection: Connection, bot: str, updates: Sequence[Update], now: datetime) -> int:
    """A network sends again what it did not hear confirmed; what is here is not written, nor handled, twice."""
    by_id = {update.id: update for update in reversed(updates)}
    if not by_id:
        return 0
    there = set(connection.execute(_THERE, {"of_bot": bot, "ids": list(by_id)}).scalars())
    last = last_update(connection, bot)
    new = [
        {"bot": bot, "update_id": number, "body": dict(by_id[number].body), "received_at": now}
        for number in sorted(by_id.keys() - there)
    ]
    if new:
        connection.execute(_KEEP, new)
    highest = max(by_id)
    if last is None or highest > last:
        reading.note(connection, _last_of(bot), str(highest))
    return len(new)


def last_update(connection: Connection, bot: str) -> int | None:
    """See ``ports.Staffroom``."""
    noted = reading.noted(connection, _last_of(bot))
    return None if noted is None else int(noted)


def unhandled(connection: Connection, limit: int, after: Received | None) -> Sequence[Received]:
    """By when they came, then by number."""
    if after is None:
        return [Received(*row) for row in connection.execute(_UNHANDLED, {"most": limit})]
    place = {"of_time": after.received_at, "of_bot": after.bot, "of_update": after.update_id}
    return [Received(*row) for row in connection.execute(_UNHANDLED_AFTER, {"most": limit, **place})]


def handled(connection: Connection, bot: str, update_id: int, now: datetime) -> None:
    """The first time counts; what somebody said or pressed is nobody's any more."""
    connection.execute(_HANDLED, {"of_bot": bot, "of_update": update_id, "handled_at": now, "body": {}})


def forget_updates(connection: Connection, before: datetime) -> int:
    """What nobody has dealt with stays."""
    return connection.execute(_FORGET, {"before": before}).rowcount


def list_matters(connection: Connection, *, only_open: bool) -> Sequence[Matter]:
    """By when they were last written."""
    return [_matter(row) for row in connection.execute(_OPEN_MATTERS if only_open else _MATTERS)]


def matter(connection: Connection, name: str) -> Matter | None:
    """``None`` when it was never told."""
    row = connection.execute(_MATTER, {"of_name": name}).one_or_none()
    return None if row is None else _matter(row)


def _matter(row: Sequence[Any]) -> Matter:
    name, chat, message, text, buttons, is_open, updated_at = row
    pairs = tuple(tuple((label, data) for label, data in line) for line in buttons)
    return Matter(name, chat, message, text, pairs, is_open, updated_at)


def keep_matter(connection: Connection, told: Matter) -> None:
    """All of it, whatever was there."""
    put(
        connection,
        matters,
        told.name,
        chat=told.chat,
        message=told.message,
        text=told.text,
        buttons=[[list(button) for button in line] for line in told.buttons],
        open=told.open,
        updated_at=told.updated_at,
    )


def lead(connection: Connection, job: str, owner: str, until: datetime, now: datetime) -> bool:
    """Compare and set in one statement each, so that two daemons at the same moment make one leader."""
    mine = {"of_job": job, "of_owner": owner, "new_until": until}
    if connection.execute(_RENEW, {**mine, "now": now}).rowcount == 1:
        return True
    try:
        with connection.begin_nested():
            return connection.execute(_TAKE, mine).rowcount == 1
    except sa.exc.IntegrityError:
        # Another daemon took it between our looking and our writing.
        return False


def step_down(connection: Connection, job: str, owner: str) -> None:
    """Another's lease stays."""
    connection.execute(_STEP_DOWN, {"of_job": job, "of_owner": owner})
