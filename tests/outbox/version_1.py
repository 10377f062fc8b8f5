"""A real file of version 1, and what is to be read in any version of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.outbox.world import database

SQL = Path(__file__).with_name("version_1.sql").read_text(encoding="utf-8")
KEPT = ("deliveries", "attempts", "pauses", "accounts", "notes", "alarms", "inbox")
"""The tables of version 1 that are there in every version."""


def make(folder: Path) -> Path:
    """``var/campaign.db`` as version 1 left it, with so many words that a transaction does not fit into memory."""
    path = database(folder)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(SQL)
        raw.executemany("INSERT INTO notes VALUES (?, ?)", [(f"note {number}", "x" * 900) for number in range(40)])
        raw.commit()
    return path


def version(path: Path) -> int:
    """Opened for writing, as after a crash, so that what it left is rolled back first."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        return int(raw.execute("SELECT version FROM outbox_schema").fetchone()[0])


def columns() -> dict[str, str]:
    """Of each kept table, the columns that version 1 had."""
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.executescript(SQL)
        return {
            table: ", ".join(f'"{column[1]}"' for column in raw.execute(f"PRAGMA table_xinfo({table})"))
            for table in KEPT
        }


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that version 1 knew, whichever version the file has now."""
    with closing(sqlite3.connect(path)) as raw:
        return {
            table: raw.execute(f"SELECT {names} FROM {table} ORDER BY 1, 2").fetchall()  # noqa: S608 -- our own names
            for table, names in columns().items()
        }


def tables(path: Path) -> dict[str, object]:
    """Every table's columns and keys and every index, as SQLite understood them."""
    with closing(sqlite3.connect(path)) as raw:
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found: dict[str, object] = {
            name: (
                raw.execute(f"PRAGMA table_xinfo({name})").fetchall(),
                raw.execute(f"PRAGMA foreign_key_list({name})").fetchall(),
            )
            for name in names
        }
        for name, sql in raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'"):
            found[name] = " ".join(sql.replace('"', "").split()) if sql else None
        return found
