"""What senders agreed to, which mails were dealt with, and how often an address was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.outbox.photo_schema import consents, mails, replies
from bot.outbox.rows import put
from bot.outbox.schema import Instant
from bot.outbox.sharing import take_turns
from bot.ports import Consent, HandledMail

A_DAY = timedelta(hours=24)

_CONSENT = tuple(field.name for field in fields(Consent))
_CONSENTS = sa.select(*(consents.c[name] for name in _CONSENT)).order_by(consents.c.asked_at, consents.c.id)
_BY_ID = _CONSENTS.where(consents.c.id == sa.bindparam("of_id"))
_BY_CODE = _CONSENTS.where(consents.c.code == sa.bindparam("of_code")).limit(1)
_MAIL = tuple(field.name for field in fields(HandledMail))
_MAILS = sa.select(*(mails.c[name] for name in _MAIL)).order_by(mails.c.at, mails.c.mark)
_BY_MARK = _MAILS.where(mails.c.mark == sa.bindparam("of_mark"))
_OLD_REPLIES = sa.delete(replies).where(replies.c.at <= sa.bindparam("day_before", type_=Instant))
_ANSWERED = sa.select(sa.func.count()).where(replies.c.mark == sa.bindparam("of_mark"))
_REPLY = sa.insert(replies)


def keep_consent(connection: Connection, consent: Consent) -> None:
    """All of it, whatever was there."""
    take_turns(connection, "consents")
    values: dict[str, Any] = {name: getattr(consent, name) for name in _CONSENT if name != "id"}
    put(connection, consents, consent.id, **{**values, "choices": list(consent.choices)})


def consent(connection: Connection, consent_id: str) -> Consent | None:
    """One of them."""
    row = connection.execute(_BY_ID, {"of_id": consent_id}).one_or_none()
    return None if row is None else _consent(row)


def consent_of(connection: Connection, code: str) -> Consent | None:
    """By the keyed hash of its code; nobody's when that is empty."""
    row = connection.execute(_BY_CODE, {"of_code": code}).one_or_none() if code else None
    return None if row is None else _consent(row)


def list_consents(connection: Connection) -> Sequence[Consent]:
    """By when they were asked for."""
    return [_consent(row) for row in connection.execute(_CONSENTS)]


def _consent(row: sa.Row[Any]) -> Consent:
    found: dict[str, Any] = dict(zip(_CONSENT, row, strict=True))
    return Consent(**{**found, "choices": tuple(found["choices"])})


def keep_mail(connection: Connection, mail: HandledMail) -> None:
    """All of it, whatever was there."""
    take_turns(connection, "mails")
    values = {name: getattr(mail, name) for name in _MAIL if name != "mark"}
    put(connection, mails, mail.mark, **values)


def mail(connection: Connection, mark: str) -> HandledMail | None:
    """One of them."""
    row = connection.execute(_BY_MARK, {"of_mark": mark}).one_or_none()
    return None if row is None else HandledMail(*row)


def list_mails(connection: Connection) -> Sequence[HandledMail]:
    """By when they were dealt with."""
    return [HandledMail(*row) for row in connection.execute(_MAILS)]


def may_reply(connection: Connection, mark: str, now: datetime, most: int) -> bool:
    """Whom else was answered is forgotten after a day. One that a clock which was ahead counted, counts."""
    take_turns(connection, "replies")
    connection.execute(_OLD_REPLIES, {"day_before": now - A_DAY})
    if connection.execute(_ANSWERED, {"of_mark": mark}).scalar_one() >= most:
        return False
    connection.execute(_REPLY, {"mark": mark, "at": now})
    return True
