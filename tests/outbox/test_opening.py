from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.errors import StoreError
from bot.outbox import open_outbox
from bot.outbox.schema import VERSION, metadata
from tests.contracts.outbox_world import KEY, NOON, planned

URL = "sqlite:///var/campaign.db"


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _refusal(folder: Path, url: str = URL) -> StoreError:
    with pytest.raises(StoreError) as caught:
        open_outbox(url, folder)
    assert caught.value.exit_code == 1
    assert caught.value.next_step
    return caught.value


def _file(folder: Path) -> Path:
    path = folder / "var" / "campaign.db"
    path.parent.mkdir(exist_ok=True)
    return path


def test_only_the_owner_may_look_into_a_new_folder_and_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        open_outbox(URL, tmp_path).close()
    finally:
        os.umask(before)
    assert (_mode(tmp_path / "var"), _mode(tmp_path / "var" / "campaign.db")) == (0o700, 0o600)


def test_a_file_that_was_copied_back_with_open_rights_is_closed_again(tmp_path: Path) -> None:
    open_outbox(URL, tmp_path).close()
    _file(tmp_path).chmod(0o644)
    open_outbox(URL, tmp_path).close()
    assert _mode(_file(tmp_path)) == 0o600


def test_what_was_written_is_there_after_a_restart(tmp_path: Path) -> None:
    outbox = open_outbox(URL, tmp_path)
    outbox.sync_plan([planned()], NOON)
    outbox.close()
    outbox = open_outbox(URL, tmp_path)
    assert [row.key for row in outbox.deliveries()] == [KEY]
    outbox.close()


@pytest.mark.parametrize(
    "url", ["sqlite:///{0}/deep/er/a b?.db", "sqlite+pysqlite:///{0}/x.db", "sqlite:///x%20y#z.db"]
)
def test_an_address_leads_to_the_very_file_it_names(tmp_path: Path, url: str) -> None:
    named = url.format(tmp_path).replace("?", "%3F")
    open_outbox(named, tmp_path).close()
    assert [path.suffix for path in tmp_path.rglob("*.db")] == [".db"]
    open_outbox(named, tmp_path, read_only=True).close()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "var/campaign.db",
        "",
        "mysql://u:secret@host/db",
        "sqlite:///x.db?mode=memory",
        "not a url @ secret",
    ],
)
def test_an_address_it_cannot_use_is_refused_without_repeating_a_password(tmp_path: Path, url: str) -> None:
    refusal = _refusal(tmp_path, url)
    assert refusal.code == "outbox-address"
    assert "secret" not in f"{refusal.message}{refusal.next_step}{refusal.facts}"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_files_place_is_named(tmp_path: Path) -> None:
    _file(tmp_path).mkdir()
    assert str(_file(tmp_path)) in _refusal(tmp_path).message


def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("mine")
    refusal = _refusal(tmp_path)
    assert (refusal.code, (tmp_path / "var").read_text()) == ("outbox-folder", "mine")


def test_a_folder_it_may_not_write_in_is_named() -> None:
    # As root every folder can be written in, so an ordinary user tries, in a process of its own.
    script = (
        "import os, pathlib, sys; import bot.outbox.opening, bot.wording.outbox; from bot.errors import StoreError\n"
        "os.geteuid() or os.seteuid(65534)\n"
        "try: bot.outbox.open_outbox('sqlite:///var/x.db', pathlib.Path(sys.argv[1]))\n"
        "except StoreError as error: print(error.code, error.facts['cause'])"
    )
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        done = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "outbox-folder Permission denied"


def test_another_programs_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = _file(tmp_path)
    path.write_text("Dear diary, " * 1000)
    assert _refusal(tmp_path).code == "outbox-not-ours"
    assert path.read_text() == "Dear diary, " * 1000


def test_another_programs_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = _file(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE diary (day)")
    refusal = _refusal(tmp_path)
    assert (refusal.code, str(path) in refusal.message) == ("outbox-not-ours", True)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("diary",)]


def test_a_newer_schema_is_refused_with_both_versions_and_the_next_step(tmp_path: Path) -> None:
    open_outbox(URL, tmp_path).close()
    with closing(sqlite3.connect(_file(tmp_path))) as raw, raw:
        raw.execute("UPDATE outbox_schema SET version = ?", (VERSION + 1,))
    refusal = _refusal(tmp_path)
    assert refusal.code == "outbox-newer"
    assert f"schema {VERSION + 1}; this one knows {VERSION}" in refusal.message
    assert "restore" in refusal.next_step
    with pytest.raises(StoreError, match="newer version"):
        open_outbox(URL, tmp_path, read_only=True)


@pytest.mark.parametrize("spoil", ["cut", "overwritten"])
def test_a_damaged_file_is_refused_at_the_start_and_says_restore(tmp_path: Path, spoil: str) -> None:
    outbox = open_outbox(URL, tmp_path)
    outbox.sync_plan([planned(f"entry-{number}", text="x" * 500) for number in range(200)], NOON)
    outbox.close()
    path = _file(tmp_path)
    whole = path.read_bytes()
    middle = len(whole) // 2
    path.write_bytes(whole[:middle] if spoil == "cut" else whole[:8192] + b"\xa5" * (middle - 8192) + whole[middle:])
    refusal = _refusal(tmp_path)
    assert (refusal.code, str(path) in refusal.message) == ("outbox-damaged", True)
    assert "restore" in refusal.next_step


def test_a_creation_that_was_cut_short_leaves_nothing_behind(tmp_path: Path) -> None:
    script = (
        "import pathlib, resource, sys; from bot.outbox import open_outbox; import bot.wording.outbox\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))\n"
        "try: open_outbox(sys.argv[1], pathlib.Path(sys.argv[2]))\n"
        "except Exception as error: print(error.code)"
    )
    done = subprocess.run([sys.executable, "-c", script, URL, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "outbox-disk"
    outbox = open_outbox(URL, tmp_path)
    assert outbox.deliveries() == []
    outbox.close()
    with closing(sqlite3.connect(_file(tmp_path))) as raw:
        named = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")}
        # Its own, where it keeps the highest number of photos.
        assert named - {"sqlite_sequence"} == set(metadata.tables)


def test_importing_the_room_does_not_import_sqlalchemy() -> None:
    script = "import sys, bot.outbox, bot.outbox.lock; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
