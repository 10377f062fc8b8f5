"""The tables, said once for every database.

Instants are integers: microseconds since 1970 in UTC. They compare and index the same in every database, cannot be
read in the wrong zone, and lose nothing of a Python ``datetime``; text would need one spelling kept everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Column, ColumnElement, ForeignKey, Index, MetaData, Table

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName
from bot.ports import ErrandKind

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

VERSION = 3
"""Raised by every change below; a file of a higher one is refused."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Instant(sa.TypeDecorator[datetime]):
    """An aware ``datetime``; stored as integer microseconds since 1970, UTC."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 -- the base class hands it in
        """Refuse a naive one: nobody knows when it is."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no zone; instants in the outbox are aware")
        return (value - _EPOCH) // _MICROSECOND

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[int | None], datetime | None]:  # noqa: ARG002 -- the base class hands them in
        """In UTC, whatever zone it came in. One call a value: rows are read by the ten thousand."""
        return _instant


def _instant(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(microseconds=value)


_Word = TypeVar("_Word", bound=StrEnum)


class Word(sa.TypeDecorator[_Word]):
    """A member of a ``StrEnum``, stored as its text."""

    impl = sa.String
    cache_ok = True

    def __init__(self, words: type[_Word]) -> None:
        self.words = words
        super().__init__()

    def process_bind_param(self, value: _Word | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- the base class hands it in
        """Refuse what is not one of the words."""
        return None if value is None else self.words(value).value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str | None], _Word | None]:  # noqa: ARG002 -- the base class hands them in
        """The member itself; likewise."""
        words, known = self.words, {word.value: word for word in self.words}

        def read(value: str | None) -> _Word | None:
            # What is none of them is an error of the enumeration's own.
            return None if value is None else known.get(value) or words(value)

        return read


def text(name: str) -> Column[str]:
    """One that is empty unless it is said."""
    return Column(name, sa.Text, nullable=False, default="")


def number(name: str) -> Column[int]:
    """The same, nought."""
    return Column(name, sa.Integer, nullable=False, default=0)


def _later_number(name: str) -> Column[int]:
    """One that rows of an earlier version have too: a column is added to them only with what it says of them."""
    return Column(name, sa.Integer, nullable=False, default=0, server_default=sa.text("0"))


def _later_text(name: str) -> Column[str]:
    """The same of a text."""
    return Column(name, sa.Text, nullable=False, default="", server_default=sa.text("''"))


def instant(name: str, *, nullable: bool = False) -> Column[datetime]:
    """See ``Instant``."""
    return Column(name, Instant, nullable=nullable)


def one_of(column: ColumnElement[Any], values: Iterable[object]) -> ColumnElement[bool]:
    """``IN`` with values that are known beforehand: SQLAlchemy writes its own anew at each execution."""
    return sa.or_(*(column == written_out(value, column) for value in values))


def written_out(value: object, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """``value`` as a part of the statement's text, as ``column`` stores it.

    SQLite plans a statement anew at each execution when a value bound in it could say that a partial index serves.
    """
    if isinstance(value, ColumnElement):
        return value
    shown = sa.literal(value, column.type)
    return sa.literal_column(str(shown.compile(compile_kwargs={"literal_binds": True})), column.type)


metadata = MetaData()

outbox_schema = Table("outbox_schema", metadata, Column("version", sa.Integer, primary_key=True, autoincrement=False))

IS_PLANNED = sa.text("state = 'planned'")
IS_CLAIMED = sa.text("state = 'claimed'")
IS_UNKNOWN = sa.text("state = 'unknown'")
IS_TO_AUDIT = sa.text("audit_at IS NOT NULL")
IS_NO_LONGER_AHEAD = sa.text("state <> 'planned'")
"""Of a campaign's rows these are the few that somebody asks for again and again."""
IS_PUT_OFF = sa.text("not_before IS NOT NULL")
HAS_POST = sa.text("remote_id <> ''")
"""Written out, not bound: a partial index serves only a query that repeats its condition."""

deliveries = Table(
    "deliveries",
    metadata,
    Column("key", sa.Text, primary_key=True),
    text("entry"),
    text("occurrence"),
    text("audience"),
    text("account"),
    Column("network", Word(NetworkName), nullable=False),
    text("language"),
    instant("due"),
    text("text"),
    Column("state", Word(State), nullable=False),
    text("reason"),
    number("attempts"),
    number("generation"),
    number("fence"),
    text("owner"),
    instant("lease_until", nullable=True),
    instant("not_before", nullable=True),
    text("approved_by"),
    text("approved_text"),
    text("picture_sha256"),
    instant("sent_at", nullable=True),
    text("remote_id"),
    text("url"),
    instant("updated_at"),
    # What `ports.Delivery` does not carry.
    text("approved_for"),
    instant("approved_at", nullable=True),
    Column("expedited", sa.Boolean, nullable=False, default=False),
    text("decided_by"),
    number("intents"),
    Column(
        "go_at",
        sa.BigInteger,
        sa.Computed("CASE WHEN not_before > due THEN not_before ELSE due END", persisted=True),
    ),
    # Since version 2, in the order in which a migration adds them.
    instant("begun_at", nullable=True),
    _later_number("absent"),
    _later_number("looks"),
    instant("audit_at", nullable=True),
    # Since version 3.
    _later_text("repost_of"),
    Index("deliveries_in_order", "account", "due", "key", sqlite_where=IS_PLANNED, postgresql_where=IS_PLANNED),
    Index("deliveries_next", "account", "go_at", sqlite_where=IS_PLANNED, postgresql_where=IS_PLANNED),
    Index("deliveries_in_hand", "account", "lease_until", sqlite_where=IS_CLAIMED, postgresql_where=IS_CLAIMED),
    Index("deliveries_unsure", "begun_at", sqlite_where=IS_UNKNOWN, postgresql_where=IS_UNKNOWN),
    Index("deliveries_to_audit", "audit_at", sqlite_where=IS_TO_AUDIT, postgresql_where=IS_TO_AUDIT),
    Index("deliveries_of_entry", "entry", "due"),
    Index("deliveries_over", "due", sqlite_where=IS_PLANNED, postgresql_where=IS_PLANNED),
    Index("deliveries_by_state", "state", "due", sqlite_where=IS_NO_LONGER_AHEAD, postgresql_where=IS_NO_LONGER_AHEAD),
    Index("deliveries_put_off", "not_before", sqlite_where=IS_PUT_OFF, postgresql_where=IS_PUT_OFF),
    Index("deliveries_posted", "account", "remote_id", "key", sqlite_where=HAS_POST, postgresql_where=HAS_POST),
)
"""One row per post and account. ``attempts`` are those spent since the last "send again", ``intents`` all ever begun;
``go_at`` is the later of ``due`` and ``not_before``.
"""

attempts = Table(
    "attempts",
    metadata,
    Column("key", sa.Text, ForeignKey("deliveries.key"), primary_key=True),
    Column("number", sa.Integer, primary_key=True, autoincrement=False),
    text("account"),
    number("fence"),
    number("generation"),
    text("text"),
    text("payload_sha256"),
    text("idempotency_key"),
    Column("media_ids", sa.JSON, nullable=False),
    Column("media_keys", sa.JSON, nullable=False),
    text("picture_sha256"),
    instant("started_at"),
    instant("deadline"),
    text("outcome"),
    text("reason"),
    instant("ended_at", nullable=True),
    Index("attempts_of_account", "account", "started_at"),
)
"""One row per intent, committed before its call; ``outcome`` is the state the answer led to, empty until then."""

pauses = Table(
    "pauses", metadata, Column("scope", sa.Text, primary_key=True), text("by"), text("reason"), instant("since")
)

accounts = Table(
    "accounts",
    metadata,
    Column("account", sa.Text, primary_key=True),
    text("id"),
    text("name"),
    text("url"),
    instant("pinned_at"),
)

notes = Table("notes", metadata, Column("name", sa.Text, primary_key=True), text("value"))

alarms = Table(
    "alarms",
    metadata,
    Column("number", sa.Integer, primary_key=True),
    text("code"),
    text("text"),
    instant("at"),
)

statements = Table(
    "statements",
    metadata,
    Column("deadline", sa.Text, primary_key=True),
    Column("person", sa.Text, primary_key=True),
    text("outcome"),
    instant("at"),
)
"""What each person says came of a deadline; the latest word of each."""

errands = Table(
    "errands",
    metadata,
    Column("number", sa.Integer, primary_key=True),
    Column("key", sa.Text, ForeignKey("deliveries.key"), nullable=False),
    text("account"),
    Column("kind", Word(ErrandKind), nullable=False),
    text("remote_id"),
    text("text"),
    text("by"),
    instant("ordered_at"),
    number("tries"),
    instant("not_before", nullable=True),
    text("outcome"),
    text("reason"),
    instant("ended_at", nullable=True),
    Index("errands_of_delivery", "key"),
)
"""What people ordered to be done with posts; ``outcome`` is empty until it is done, or refused for good."""

matters = Table(
    "matters",
    metadata,
    Column("name", sa.Text, primary_key=True),
    Column("chat", sa.BigInteger, nullable=False, default=0),
    Column("message", sa.BigInteger, nullable=False, default=0),
    text("text"),
    Column("buttons", sa.JSON, nullable=False),
    Column("open", sa.Boolean, nullable=False, default=True),
    instant("updated_at"),
)
"""One message in the staff's chat for each thing they are told about."""

leases = Table("leases", metadata, Column("job", sa.Text, primary_key=True), text("owner"), instant("until"))
"""Who does a job that only one daemon may do."""

inbox = Table(
    "inbox",
    metadata,
    Column("bot", sa.Text, primary_key=True),
    Column("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
    Column("body", sa.JSON, nullable=False),
    instant("received_at"),
    instant("handled_at", nullable=True),
)
"""Telegram's raw updates, stored before the offset moves on."""
