"""The tables of supporters' photos. Nobody's name, handle or address stands in any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy import Column, Index, Table

from bot.campaign.candidate import Path, Source
from bot.campaign.photo import Reason, State
from bot.campaign.post import NetworkName
from bot.outbox.schema import Word, instant, metadata, number, text
from bot.ports import Grave

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

_BITS = 64


class Likeness(sa.TypeDecorator[int]):
    """An unsigned 64-bit number, which no integer column holds in every database: 16 hexadecimal digits."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> str | None:  # noqa: ARG002 -- the base class hands it in
        """Refuse what has more bits: it would be found like nothing."""
        if value is None:
            return None
        if not 0 <= value < 1 << _BITS:
            raise ValueError(f"a likeness has {_BITS} bits: {value}")
        return written(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> int | None:  # noqa: ARG002 -- the base class hands it in
        """The number itself."""
        return None if value is None else int(value, 16)


def written(likeness: int) -> str:
    """As it stands in its column, and as the mark of a tombstone."""
    return f"{likeness:016x}"


HAS_LIKENESS = sa.text("likeness IS NOT NULL")
HAS_AUTHOR = sa.text("author <> ''")
HAS_CONSENT = sa.text("consent <> ''")
HAS_END = sa.text("until IS NOT NULL")
"""Written out, not bound: a partial index serves only a query that repeats its condition."""

photos = Table(
    "photos",
    metadata,
    Column("number", sa.Integer, primary_key=True),
    text("id"),
    Column("state", Word(State), nullable=False),
    Column("reason", Word(Reason)),
    number("version"),
    Column("source", Word(Source), nullable=False),
    Column("path", Word(Path), nullable=False),
    text("origin"),
    instant("posted_at"),
    instant("received_at"),
    instant("updated_at"),
    Column("network", Word(NetworkName)),
    text("account"),
    text("author"),
    text("remote_id"),
    text("url"),
    text("fingerprint"),
    text("tag"),
    text("language"),
    text("alt"),
    text("city"),
    text("country"),
    Column("flags", sa.JSON, nullable=False),
    number("pictures"),
    text("original"),
    text("sha256"),
    Column("cover", sa.JSON, nullable=False),
    Column("likeness", Likeness),
    text("approved"),
    text("approved_by"),
    instant("decided_at", nullable=True),
    instant("until", nullable=True),
    text("consent"),
    Column("shows_city", sa.Boolean, nullable=False, default=False),
    Column("shows_faces", sa.Boolean, nullable=False, default=False),
    text("contact"),
    Index("photos_by_id", "id", unique=True),
    Index("photos_by_origin", "origin", unique=True),
    Index("photos_by_state", "state", "received_at"),
    Index("photos_by_author", "author", sqlite_where=HAS_AUTHOR, postgresql_where=HAS_AUTHOR),
    Index("photos_by_consent", "consent", sqlite_where=HAS_CONSENT, postgresql_where=HAS_CONSENT),
    Index("photos_ending", "until", sqlite_where=HAS_END, postgresql_where=HAS_END),
    Index("photos_alike", "number", "likeness", sqlite_where=HAS_LIKENESS, postgresql_where=HAS_LIKENESS),
    # A number of a photo that was forgotten is in the index of likenesses until that is made anew.
    sqlite_autoincrement=True,
)
"""One row per photo, see ``ports.Photo``; in an ``OVER`` state all but what ``photo_rows.KEPT`` names is empty."""

loose_files = Table("loose_files", metadata, Column("sha256", sa.Text, primary_key=True))
"""Files that a photo referred to and refers to no more, until somebody is told to remove them."""

tombstones = Table(
    "tombstones",
    metadata,
    Column("grave", Word(Grave), primary_key=True),
    Column("mark", sa.Text, primary_key=True),
    instant("at"),
)
"""Keyed hashes, and likenesses, of what must not be taken again."""

consents = Table(
    "consents",
    metadata,
    Column("id", sa.Text, primary_key=True),
    text("notice"),
    text("language"),
    text("channel"),
    text("code"),
    instant("asked_at"),
    instant("agreed_at", nullable=True),
    Column("choices", sa.JSON, nullable=False),
    instant("reminded_at", nullable=True),
    instant("withdrawn_at", nullable=True),
    # What `ports.Consent` does not carry: when its last photo was over.
    instant("alone_since", nullable=True),
    Index("consents_by_code", "code"),
)
"""What people agreed to, without who they are."""

mails = Table(
    "mails",
    metadata,
    Column("mark", sa.Text, primary_key=True),
    text("outcome"),
    text("reason"),
    instant("at"),
    text("uid"),
)
"""Mails that were dealt with, by a keyed hash."""

replies = Table(
    "replies",
    metadata,
    Column("number", sa.Integer, primary_key=True),
    text("mark"),
    instant("at"),
    Index("replies_to", "mark", "at"),
)
"""Of the last 24 hours: to whom (a keyed hash) a mail was answered, so that no loop of mails begins."""
