"""The newest backup that this program could go on with, for whoever is told that the outbox itself cannot be used."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from bot.errors import StoreError
from bot.outbox.schema import VERSION
from bot.outbox.trouble import trouble

_WITH_A_BACKUP = {
    "outbox-damaged": "outbox-damaged-backup",
    "outbox-newer": "outbox-newer-backup",
    "outbox-not-ours": "outbox-not-ours-backup",
}


def with_backup(error: StoreError, path: Path) -> StoreError:
    """The same error, naming the backup to put back where there is one."""
    code = _WITH_A_BACKUP.get(error.code)
    backup = newest(path) if code else None
    if code is None or backup is None:
        return error
    return trouble(code, **error.facts, backup=backup)


def newest(path: Path) -> Path | None:
    """The latest whole copy, of a version this program knows, beside the file or in ``backups`` there."""
    found = {candidate: candidate.stat().st_mtime_ns for candidate in _candidates(path)}
    return next((copy for copy in sorted(found, key=lambda copy: (-found[copy], copy)) if _usable(copy)), None)


def _candidates(path: Path) -> Iterator[Path]:
    with suppress(OSError):
        for pattern in (f"{path.name}.backup-*", f"{path.name}.version-*"):
            yield from (found for found in path.parent.glob(pattern) if found.suffix != ".part" and found.is_file())
        yield from (found for found in (path.parent / "backups").glob("*") if found.is_file())


def _usable(copy: Path) -> bool:
    try:
        # Immutable: nothing is written beside a copy, not even to look into it.
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as raw:
            (version,) = raw.execute("SELECT max(version) FROM outbox_schema").fetchone()
            return (
                version is not None
                and version <= VERSION
                and raw.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            )
    except sqlite3.Error:
        return False
