from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.outbox import open_outbox
from bot.outbox.backups import newest
from bot.outbox.schema import VERSION
from bot.wording.sentence import error_text
from tests.contracts.outbox_world import NOON, planned
from tests.outbox.world import URL, database


def _outbox(folder: Path) -> Path:
    outbox = open_outbox(URL, folder)
    outbox.sync_plan([planned(f"entry-{number}", text="x" * 500) for number in range(60)], NOON)
    outbox.close()
    return database(folder)


def _backup(path: Path, name: str, age_s: int, version: int = VERSION) -> Path:
    """A copy of the outbox that is ``age_s`` old and of ``version``."""
    copy = path.parent / name
    copy.parent.mkdir(exist_ok=True)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
        with target:
            target.execute("UPDATE outbox_schema SET version = ?", (version,))
    os.utime(copy, (1_700_000_000 - age_s, 1_700_000_000 - age_s))
    return copy


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE outbox_schema SET version = ?", (VERSION + 1,))


def _damaged(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xa5" * 16384 + whole[24576:])


def _overwritten(path: Path) -> None:
    path.write_bytes(b"not a database any more" * 1000)


@pytest.mark.parametrize(
    ("spoil", "code", "read_only"),
    [
        (_newer, "outbox-newer", False),
        (_newer, "outbox-newer", True),
        # Whoever only looks does not pay for looking at every page.
        (_damaged, "outbox-damaged", False),
        (_overwritten, "outbox-not-ours", False),
        (_overwritten, "outbox-not-ours", True),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_command_that_puts_its_backup_back(
    tmp_path: Path,
    spoil: Callable[[Path], None],
    code: str,
    read_only: bool,  # noqa: FBT001 -- pytest hands it in by name
) -> None:
    path = _outbox(tmp_path)
    backup = _backup(path, "campaign.db.backup-1", 60)
    spoil(path)
    left = path.read_bytes()
    with pytest.raises(StoreError) as caught:
        open_outbox(URL, tmp_path, read_only=read_only)
    assert caught.value.code == f"{code}-backup"
    for language in ("en", "fr"):
        message, next_step = error_text(caught.value, language)
        assert str(path) in message
        assert f"python run.py restore {backup}" in next_step
    assert path.read_bytes() == left


@pytest.mark.parametrize("spoil", [_newer, _damaged, _overwritten])
def test_without_a_backup_none_is_promised(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    path = _outbox(tmp_path)
    spoil(path)
    with pytest.raises(StoreError) as caught:
        open_outbox(URL, tmp_path)
    assert not caught.value.code.endswith("-backup")
    assert "restore FILE" in caught.value.next_step


def test_the_newest_copy_counts_wherever_it_lies(tmp_path: Path) -> None:
    path = _outbox(tmp_path)
    assert newest(path) is None
    last_year = _backup(path, "campaign.db.version-1", 9_000, version=1)
    assert newest(path) == last_year
    yesterday = _backup(path, "backups/yesterday.db", 600)
    assert newest(path) == yesterday
    today = _backup(path, "campaign.db.backup-today", 60)
    assert newest(path) == today


def test_a_copy_that_would_be_refused_too_is_not_named(tmp_path: Path) -> None:
    path = _outbox(tmp_path)
    good = _backup(path, "campaign.db.backup-1", 900)
    _backup(path, "campaign.db.backup-2", 60, version=VERSION + 1)
    _damaged(_backup(path, "campaign.db.backup-3", 50))
    _overwritten(_backup(path, "backups/notes.txt", 40))
    _backup(path, "campaign.db.version-1.part", 30)
    (path.parent / "backups" / "empty").touch()
    (path.parent / "backups" / "folder").mkdir()
    before = sorted(path.parent.rglob("*"))
    assert newest(path) == good
    assert sorted(path.parent.rglob("*")) == before


def test_another_files_backup_is_not_ours(tmp_path: Path) -> None:
    path = _outbox(tmp_path)
    _backup(path, "other.db.backup-1", 10)
    assert newest(path) is None
