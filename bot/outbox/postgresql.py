"""All that is particular to a PostgreSQL server: its address, its connections, and what each of them must prove.

Sources: the PostgreSQL manual, 34.1.2 (connection parameters), 20.11 (client defaults), 9.27 (recovery information).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import psycopg
import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine

from bot.errors import StoreError
from bot.outbox.trouble import trouble

DRIVERS = frozenset({"postgresql", "postgresql+psycopg"})
OLDEST = 13
"""Major version; the first with ``pg_current_xact_id_if_assigned``."""
POOL = 4
MORE = 6
"""Connections beyond the pool while many accounts are due at once."""
WAIT_S = 10
"""How long a thread waits for a connection of ours; also for a statement."""
KEPT_S = 1800
"""How old a connection grows before it is made, and judged, anew."""
SKEW = timedelta(seconds=30)
"""How far the server's clock may be from ours, so that two daemons differ by a minute at most (docs/decisions.md)."""

APPLICATION = "rebours"
"""How the server knows our connections from others'."""

_PARAMETERS: dict[str, object] = {
    "application_name": APPLICATION,
    "connect_timeout": 5,
    # A server that vanished without a word is noticed within half a minute, not after the system's two hours.
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    # Prepared statements live in one session, and a pooler between us and the server deals sessions out anew.
    "prepare_threshold": None,
}
_PROVE = """
SELECT current_setting('server_version_num')::int, pg_is_in_recovery(), clock_timestamp(),
    set_config('timezone', 'UTC', false),
    set_config('statement_timeout', '10s', false),
    set_config('lock_timeout', '5s', false),
    set_config('idle_in_transaction_session_timeout', '15s', false),
    set_config('default_transaction_read_only', %(read_only)s, false),
    set_config('synchronous_commit', CASE current_setting('synchronous_commit')
        WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, false)
"""
"""A suspended daemon keeps its locks no longer than the idle timeout; a commit that is told is on the disk."""


@dataclass(frozen=True, slots=True)
class Address:
    """A database on a server. ``shown`` and ``repr`` are for people: no password, and no parameter that may be one."""

    url: URL

    @property
    def shown(self) -> str:
        """``postgresql://bot@db.example:5432/campaign``."""
        host = self.host if ":" not in self.host else f"[{self.host}]"
        return f"postgresql://{self.user}@{host}:{self.port}/{self.name}"

    @property
    def host(self) -> str:
        """Where it is; a folder when it is a socket of this computer."""
        return self.url.host or _first(self.url.query.get("host")) or "localhost"

    @property
    def port(self) -> int:
        """5432 unless it says otherwise."""
        return self.url.port or int(_first(self.url.query.get("port")) or 5432)

    @property
    def user(self) -> str:
        """Whom the server is asked to let in; empty: this computer's user."""
        return self.url.username or ""

    @property
    def name(self) -> str:
        """Of the database."""
        return self.url.database or ""

    def __repr__(self) -> str:
        return f"Address({self.shown})"


def _first(value: str | tuple[str, ...] | None) -> str:
    return value[0] if isinstance(value, tuple) else value or ""


def read_address(url: str, password: str = "") -> Address:
    """``password`` takes the place of one in ``url``; raises ``StoreError`` that repeats neither."""
    try:
        found = sa.make_url(url)
        address = Address(found.set(drivername="postgresql+psycopg", password=password or found.password))
        complete = address.port and address.name and found.drivername in DRIVERS
    except (sa.exc.ArgumentError, ValueError):
        raise trouble("outbox-server-address") from None
    # An @ in a password that was not written as %40 would end up in the host, and in every message.
    if not complete or "@" in address.host:
        raise trouble("outbox-server-address")
    return address


def engine(address: Address, now: Callable[[], datetime] | None = None, *, read_only: bool = False) -> Engine:
    """A small pool; each connection is judged when it is made. ``now`` is our clock; without it, it is not compared."""
    dialect = address.url.get_dialect()()
    _, given = dialect.create_connect_args(address.url)
    parameters = {**_PARAMETERS, **given}

    def connect() -> psycopg.Connection:
        raw = psycopg.connect(autocommit=True, **parameters)
        try:
            _prove(raw, address, now, read_only=read_only)
            raw.autocommit = False
        except BaseException:
            raw.close()
            raise
        return raw

    return sa.create_engine(
        "postgresql+psycopg://",
        creator=connect,
        pool_size=POOL,
        max_overflow=MORE,
        pool_timeout=WAIT_S,
        pool_recycle=KEPT_S,
        # The last used goes out first, so that those a burst needed grow old unused.
        pool_use_lifo=True,
        isolation_level="READ COMMITTED",
        use_native_hstore=False,
        # An error, and so a log, would repeat what stands in the row.
        hide_parameters=True,
    )


def _prove(raw: psycopg.Connection, address: Address, now: Callable[[], datetime] | None, *, read_only: bool) -> None:
    """Refuse a server that cannot be relied on; also after a failover, for each connection is asked."""
    before = now() if now else None
    answer = raw.execute(_PROVE, {"read_only": "on" if read_only else "off"}).fetchone()
    after = now() if now else None
    assert answer is not None
    version, in_recovery, server_time = answer[:3]
    if version // 10_000 < OLDEST:
        raise _refusal("outbox-old-server", address, found=version // 10_000, oldest=OLDEST)
    if in_recovery:
        raise _refusal("outbox-replica", address)
    if before is None or after is None:
        return
    # Whatever the way took, the server's clock was read between the two looks at ours.
    apart = max(before - server_time, server_time - after)
    if apart > SKEW:
        seconds = round(apart.total_seconds())
        raise _refusal("outbox-clock", address, seconds=seconds, most=round(SKEW.total_seconds()))


def _refusal(code: str, address: Address, **facts: object) -> StoreError:
    return trouble(code, host=address.host, port=address.port, **facts)
