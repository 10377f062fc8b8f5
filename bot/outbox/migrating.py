"""Brings a file of an earlier version to this one, in one transaction, after a copy of it was laid beside it.

The steps are history: they say what a version was, not what the tables are now, and are never changed. A test compares
what they lead to with a fresh file.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy.engine import Connection

from bot.errors import AlreadyRunningError
from bot.outbox.lock import hold_file
from bot.outbox.schema import VERSION
from bot.outbox.trouble import trouble

_TO_2 = (
    "ALTER TABLE deliveries ADD COLUMN begun_at BIGINT",
    "ALTER TABLE deliveries ADD COLUMN absent INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE deliveries ADD COLUMN looks INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE deliveries ADD COLUMN audit_at BIGINT",
    "CREATE INDEX deliveries_unsure ON deliveries (begun_at) WHERE state = 'unknown'",
    "CREATE INDEX deliveries_to_audit ON deliveries (audit_at) WHERE audit_at IS NOT NULL",
    "CREATE INDEX deliveries_over ON deliveries (due) WHERE state = 'planned'",
    "CREATE INDEX deliveries_by_state ON deliveries (state, due) WHERE state <> 'planned'",
    "CREATE INDEX deliveries_put_off ON deliveries (not_before) WHERE not_before IS NOT NULL",
    """CREATE INDEX deliveries_posted ON deliveries (account, remote_id, "key") WHERE remote_id <> ''""",
    """UPDATE deliveries SET begun_at =
        (SELECT max(attempts.started_at) FROM attempts WHERE attempts."key" = deliveries."key")""",
    """CREATE TABLE statements (
        deadline TEXT NOT NULL, person TEXT NOT NULL, outcome TEXT NOT NULL, at BIGINT NOT NULL,
        PRIMARY KEY (deadline, person))""",
    """INSERT INTO statements (deadline, person, outcome, at)
        SELECT deadline, "by", outcome, stated_at FROM outcomes""",
    "DROP TABLE outcomes",
    """CREATE TABLE errands (
        number INTEGER NOT NULL, "key" TEXT NOT NULL, account TEXT NOT NULL, kind VARCHAR NOT NULL,
        remote_id TEXT NOT NULL, text TEXT NOT NULL, "by" TEXT NOT NULL, ordered_at BIGINT NOT NULL,
        tries INTEGER NOT NULL, not_before BIGINT, outcome TEXT NOT NULL, reason TEXT NOT NULL, ended_at BIGINT,
        PRIMARY KEY (number), FOREIGN KEY("key") REFERENCES deliveries ("key"))""",
    'CREATE INDEX errands_of_delivery ON errands ("key")',
    """CREATE TABLE matters (
        name TEXT NOT NULL, chat BIGINT NOT NULL, message BIGINT NOT NULL, text TEXT NOT NULL,
        buttons JSON NOT NULL, open BOOLEAN NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (name))""",
    "CREATE TABLE leases (job TEXT NOT NULL, owner TEXT NOT NULL, until BIGINT NOT NULL, PRIMARY KEY (job))",
    "UPDATE outbox_schema SET version = 2",
)
_TO_3 = (
    "ALTER TABLE deliveries ADD COLUMN repost_of TEXT DEFAULT '' NOT NULL",
    """CREATE TABLE photos (
        number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, state VARCHAR NOT NULL, reason VARCHAR,
        version INTEGER NOT NULL, source VARCHAR NOT NULL, path VARCHAR NOT NULL, origin TEXT NOT NULL,
        posted_at BIGINT NOT NULL, received_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, network VARCHAR,
        account TEXT NOT NULL, author TEXT NOT NULL, remote_id TEXT NOT NULL, url TEXT NOT NULL,
        fingerprint TEXT NOT NULL, tag TEXT NOT NULL, language TEXT NOT NULL, alt TEXT NOT NULL, city TEXT NOT NULL,
        country TEXT NOT NULL, flags JSON NOT NULL, pictures INTEGER NOT NULL, original TEXT NOT NULL,
        sha256 TEXT NOT NULL, cover JSON NOT NULL, likeness TEXT, approved TEXT NOT NULL, approved_by TEXT NOT NULL,
        decided_at BIGINT, until BIGINT, consent TEXT NOT NULL, shows_city BOOLEAN NOT NULL,
        shows_faces BOOLEAN NOT NULL, contact TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX photos_by_id ON photos (id)",
    "CREATE UNIQUE INDEX photos_by_origin ON photos (origin)",
    "CREATE INDEX photos_by_state ON photos (state, received_at)",
    "CREATE INDEX photos_by_author ON photos (author) WHERE author <> ''",
    "CREATE INDEX photos_by_consent ON photos (consent) WHERE consent <> ''",
    "CREATE INDEX photos_ending ON photos (until) WHERE until IS NOT NULL",
    "CREATE INDEX photos_alike ON photos (number, likeness) WHERE likeness IS NOT NULL",
    "CREATE TABLE loose_files (sha256 TEXT NOT NULL, PRIMARY KEY (sha256))",
    """CREATE TABLE tombstones (
        grave VARCHAR NOT NULL, mark TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (grave, mark))""",
    """CREATE TABLE consents (
        id TEXT NOT NULL, notice TEXT NOT NULL, language TEXT NOT NULL, channel TEXT NOT NULL, code TEXT NOT NULL,
        asked_at BIGINT NOT NULL, agreed_at BIGINT, choices JSON NOT NULL, reminded_at BIGINT, withdrawn_at BIGINT,
        alone_since BIGINT, PRIMARY KEY (id))""",
    "CREATE INDEX consents_by_code ON consents (code)",
    """CREATE TABLE mails (
        mark TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, at BIGINT NOT NULL, uid TEXT NOT NULL,
        PRIMARY KEY (mark))""",
    "CREATE TABLE replies (number INTEGER NOT NULL, mark TEXT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (number))",
    "CREATE INDEX replies_to ON replies (mark, at)",
    "UPDATE outbox_schema SET version = 3",
)
STEPS: Mapping[int, Sequence[str]] = {1: _TO_2, 2: _TO_3}
"""By the version they start from, as SQLite says them; ``postgresql_opening`` has the one word that is other there."""


def migrate(connection: Connection, found: int) -> None:
    """Every step from ``found`` to ``VERSION``; the caller's transaction makes it all of them or none."""
    for version in range(found, VERSION):
        for step in STEPS[version]:
            connection.exec_driver_sql(step)


@contextmanager
def kept_from_others(path: Path) -> Iterator[None]:
    """No other daemon runs on the file: one of the earlier version would go on with tables it does not know.

    Raises ``StoreError`` when there is one. The daemon itself, which holds the lock already, goes on.
    """
    real = Path(os.path.realpath(path))
    try:
        lock = hold_file(real.with_name(f"{real.name}.lock"))
    except AlreadyRunningError as error:
        if error.facts["pid"] != str(os.getpid()):
            raise trouble("outbox-older", file=path, pid=error.facts["pid"]) from error
        yield
        return
    with lock:
        yield


def keep_copy(path: Path, found: int) -> Path:
    """Lay a copy of the file beside it, durable before anything is changed: ``campaign.db.version-1``, mode 0600."""
    copy = path.with_name(f"{path.name}.version-{found}")
    part = copy.with_name(f"{copy.name}.part")
    try:
        os.close(os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600))
        part.chmod(0o600)
        # By SQLite's own means: what another program has only begun to write is not in it.
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target)
        _sync(part)
        # A crash leaves the earlier copy or this one, never half of one under the name that `restore` is told.
        part.replace(copy)
        _sync(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise trouble("outbox-copy", file=path, copy=copy, cause=error.strerror or str(error)) from error
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise trouble("outbox-copy", file=path, copy=copy, cause=str(error)) from error
    return copy


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
