from __future__ import annotations

import os
import signal
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.campaign.delivery import State
from bot.errors import StoreError
from bot.outbox import open_outbox
from bot.outbox.schema import VERSION
from bot.outbox.sqlite import Way
from bot.ports import Statement
from tests.contracts.outbox_photo_world import mailed
from tests.contracts.outbox_world import NOON, RECEIPT, after
from tests.outbox import version_1, version_2
from tests.outbox.world import READ_ONLY, ROLLBACK_JOURNAL, URL, WRITE_AHEAD_LOG, child, database, line, opened


def _key(state: State) -> str:
    return f"{state.value}/once/france/mastodon"


def _copy(path: Path) -> Path:
    return path.with_name("campaign.db.version-1")


@pytest.mark.parametrize("way", [ROLLBACK_JOURNAL, WRITE_AHEAD_LOG], ids=["rollback journal", "write-ahead log"])
def test_every_row_of_an_earlier_file_is_still_there(tmp_path: Path, way: Way) -> None:
    path = version_1.make(tmp_path)
    before = version_1.contents(path)
    with opened(tmp_path, way) as outbox:
        assert {row.state for row in outbox.deliveries()} == set(State)
        assert [row.state.value for row in outbox.deliveries()] == [row.entry for row in outbox.deliveries()]
        assert outbox.statements() == [Statement("release", "Maria", "freed", NOON)]
    assert version_1.contents(path) == before
    assert version_1.version(path) == VERSION


@pytest.mark.parametrize("make", [version_1.make, version_2.make], ids=["version 1", "version 2"])
def test_a_migrated_file_has_the_very_tables_of_a_fresh_one(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    (tmp_path / "old").mkdir()
    migrated = make(tmp_path / "old")
    open_outbox(URL, tmp_path / "old").close()
    open_outbox(URL, tmp_path).close()
    assert version_1.tables(migrated) == version_1.tables(database(tmp_path))


def test_what_version_2_knew_is_still_there_and_photos_can_be_taken(tmp_path: Path) -> None:
    path = version_2.make(tmp_path)
    before = version_1.contents(path)
    with opened(tmp_path) as outbox:
        assert [matter.text for matter in outbox.matters()] == ["Is it right?"]
        assert {row.repost_of for row in outbox.deliveries()} == {""}
    assert (version_1.contents(path), version_1.version(path)) == (before, VERSION)
    assert version_1.version(path.with_name("campaign.db.version-2")) == 2
    with opened(tmp_path) as outbox:
        assert outbox.take_photo(mailed())


def test_what_was_in_flight_or_unsure_can_be_read_back_from_its_call(tmp_path: Path) -> None:
    version_1.make(tmp_path)
    with opened(tmp_path) as outbox:
        outbox.recover("second run", after(60))
        unsure = outbox.unsure(after(60))
        assert [(row.key, row.begun_at) for row in unsure] == [
            (_key(State.SENDING), after(2)),
            (_key(State.UNKNOWN), after(4)),
        ]
        assert [attempt.media_ids for attempt in outbox.attempts_of(_key(State.UNKNOWN))] == [("m1",)]
        assert outbox.sent(unsure[0], RECEIPT, after(61))
        assert outbox.next_audit() == after(66)


def test_a_copy_of_the_earlier_file_is_kept_beside_it_for_its_owner_alone(tmp_path: Path) -> None:
    path = version_1.make(tmp_path)
    before = version_1.contents(path)
    umask = os.umask(0)
    try:
        open_outbox(URL, tmp_path).close()
    finally:
        os.umask(umask)
    assert stat.S_IMODE(_copy(path).stat().st_mode) == 0o600
    assert (version_1.version(_copy(path)), version_1.contents(_copy(path))) == (1, before)
    open_outbox(URL, tmp_path).close()
    assert version_1.version(_copy(path)) == 1


def test_a_copy_that_cannot_be_made_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = version_1.make(tmp_path)
    _copy(path).mkdir()
    with pytest.raises(StoreError) as caught:
        open_outbox(URL, tmp_path)
    assert (caught.value.code, version_1.version(path)) == ("outbox-copy", 1)
    assert str(_copy(path)) in caught.value.message
    assert [left.name for left in path.parent.iterdir() if "part" in left.name] == []
    _copy(path).rmdir()
    open_outbox(URL, tmp_path).close()


def test_whoever_only_looks_reads_an_earlier_file_and_changes_nothing(tmp_path: Path) -> None:
    path = version_1.make(tmp_path)
    before = path.read_bytes()
    with opened(tmp_path, READ_ONLY) as reader:
        assert set(reader.counts().values()) == {1}
        assert [pause.by for pause in reader.pauses()] == ["Jean"]
        with pytest.raises(StoreError) as caught:
            reader.cancel(_key(State.PLANNED), "Jean", NOON)
        assert caught.value.code == "outbox-read-only"
    assert path.read_bytes() == before
    assert not _copy(path).exists()


def test_an_earlier_daemon_that_still_runs_keeps_its_file(tmp_path: Path) -> None:
    path = version_1.make(tmp_path)
    script = """
from bot.outbox.lock import hold_database
with hold_database(URL, pathlib.Path(sys.argv[1])):
    print("running", flush=True)
    sys.stdin.read()
"""
    with child(script, tmp_path) as daemon:
        assert line(daemon) == "running"
        with pytest.raises(StoreError, match=f"process {daemon.pid}") as caught:
            open_outbox(URL, tmp_path)
        assert (caught.value.code, version_1.version(path), _copy(path).exists()) == ("outbox-older", 1, False)
    with opened(tmp_path) as outbox:
        assert outbox.counts()[State.SENT] == 1


def test_a_daemon_that_holds_its_lock_brings_its_file_up_to_date(tmp_path: Path) -> None:
    path = version_1.make(tmp_path)
    script = """
from bot.outbox.lock import hold_database
with hold_database(URL, pathlib.Path(sys.argv[1])), opened(pathlib.Path(sys.argv[1])) as outbox:
    print(len(outbox.deliveries()), flush=True)
"""
    with child(script, tmp_path) as daemon:
        assert line(daemon) == str(len(State))
    assert version_1.version(path) == VERSION


def _killed_at(point: int, folder: Path, way: Way) -> bool:
    """Whether a process of its own died at its ``point``-th statement, commit or renaming while it opened the file."""
    process = os.fork()
    if process == 0:
        try:
            _die_at(point)
            opened(folder, way).__enter__()
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def _die_at(point: int) -> None:
    passed = 0

    def here() -> None:
        nonlocal passed
        passed += 1
        if passed == point:
            os.kill(os.getpid(), signal.SIGKILL)

    def small(raw: sqlite3.Connection, _: object) -> None:
        # So that SQLite writes into the file itself long before the commit.
        raw.execute("PRAGMA cache_size = 2")

    sa.event.listen(sa.pool.Pool, "connect", small)
    sa.event.listen(sa.engine.Engine, "before_cursor_execute", lambda *_: here())
    sa.event.listen(sa.engine.Engine, "commit", lambda _: here())
    sys.addaudithook(lambda event, _: here() if event in {"os.rename", "sqlite3.connect"} else None)


@pytest.mark.parametrize("way", [ROLLBACK_JOURNAL, WRITE_AHEAD_LOG], ids=["rollback journal", "write-ahead log"])
def test_a_crash_at_any_statement_leaves_the_old_file_or_the_new_one(tmp_path: Path, way: Way) -> None:
    hot, point = 0, 0
    before: dict[str, list[tuple[object, ...]]] = {}
    while True:
        point += 1
        folder = tmp_path / str(point)
        folder.mkdir()
        path = version_1.make(folder)
        before = before or version_1.contents(path)
        if not _killed_at(point, folder, way):
            break
        hot += any(left.stat().st_size > 512 for left in path.parent.glob("campaign.db-*l"))
        with opened(folder, READ_ONLY) as reader:
            assert {row.state for row in reader.deliveries()} == set(State)
        assert version_1.version(path) == 1
        assert version_1.contents(path) == before
        if _copy(path).exists():
            assert version_1.version(_copy(path)) == 1
        with opened(folder, way) as outbox:
            assert {row.state for row in outbox.deliveries()} == set(State)
        assert version_1.version(path) == VERSION
        assert version_1.contents(path) == before
        assert version_1.version(_copy(path)) == 1
        assert not list(path.parent.glob("*.part*"))
    assert version_1.version(path) == VERSION
    # Fifteen statements of the migration alone, beside those that look and those of the copy.
    assert point > 18
    assert hot >= 3, "no crash caught SQLite with a half-written file: the test proves less than it says"


def test_a_half_made_copy_of_a_crash_is_made_anew(tmp_path: Path) -> None:
    path = version_1.make(tmp_path)
    part = path.with_name("campaign.db.version-1.part")
    part.write_bytes(b"half")
    open_outbox(URL, tmp_path).close()
    assert (version_1.version(_copy(path)), part.exists()) == (1, False)
    with closing(sqlite3.connect(_copy(path))) as raw:
        assert raw.execute("SELECT count(*) FROM deliveries").fetchone() == (len(State),)
