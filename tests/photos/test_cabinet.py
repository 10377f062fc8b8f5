from __future__ import annotations

import hashlib
import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.photos.cabinet import FileCabinet

DATA = b"\xff\xd8 a photo taken in Gyumri " * 9000
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "photos"


@pytest.fixture
def cabinet(folder: Path) -> FileCabinet:
    return FileCabinet(folder)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_file_is_found_by_its_hash_in_another_run_too(folder: Path, cabinet: FileCabinet) -> None:
    assert cabinet.keep(DATA) == SHA
    assert FileCabinet(folder).read(SHA) == DATA
    assert FileCabinet(folder).all() == {SHA}


def test_nobody_else_can_read_it_whatever_the_umask(folder: Path, cabinet: FileCabinet) -> None:
    umask = os.umask(0)
    try:
        cabinet.keep(DATA)
    finally:
        os.umask(umask)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / SHA).stat().st_mode) == 0o600


def test_a_folder_that_is_too_open_is_closed(folder: Path, cabinet: FileCabinet) -> None:
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    cabinet.keep(DATA)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_same_file_twice_is_one_and_nothing_half_written_lies_about(folder: Path, cabinet: FileCabinet) -> None:
    assert cabinet.keep(DATA) == cabinet.keep(DATA) == SHA
    assert cabinet.keep(b"") == hashlib.sha256(b"").hexdigest()
    assert _names(folder) == {SHA, hashlib.sha256(b"").hexdigest()}


def test_what_is_not_there_is_none_and_empty_and_gone_already(cabinet: FileCabinet) -> None:
    assert (cabinet.read(SHA), cabinet.all()) == (None, frozenset())
    cabinet.remove(SHA)


@pytest.mark.parametrize("name", ["../secret", "", "secret", SHA.upper(), f"{SHA}/", f"{SHA}\n"])
def test_what_is_no_hash_opens_and_removes_nothing(folder: Path, cabinet: FileCabinet, name: str) -> None:
    cabinet.keep(DATA)
    for secret in (folder / "secret", folder.parent / "secret"):
        secret.write_bytes(b"secret")
    assert cabinet.read(name) is None
    cabinet.remove(name)
    assert (folder / "secret").exists()
    assert (folder.parent / "secret").exists()
    assert cabinet.all() == {SHA}


def test_a_damaged_file_is_moved_aside_and_kept_anew_when_it_comes_again(folder: Path, cabinet: FileCabinet) -> None:
    cabinet.keep(DATA)
    (folder / SHA).write_bytes(DATA[:-1])
    assert cabinet.read(SHA) is None
    assert (_names(folder), cabinet.all()) == ({f"{SHA}.damaged"}, frozenset())
    assert cabinet.keep(DATA) == SHA
    assert cabinet.read(SHA) == DATA


def test_keeping_a_file_mends_a_damaged_one_that_nobody_read(folder: Path, cabinet: FileCabinet) -> None:
    cabinet.keep(DATA)
    (folder / SHA).write_bytes(b"")
    cabinet.keep(DATA)
    assert cabinet.read(SHA) == DATA


def test_what_is_removed_was_overwritten_first_the_damaged_one_too(folder: Path, cabinet: FileCabinet) -> None:
    cabinet.keep(DATA)
    (folder / SHA).write_bytes(DATA + b"!")
    assert cabinet.read(SHA) is None
    cabinet.keep(DATA)
    for name in (SHA, f"{SHA}.damaged"):
        # A second name shows what became of the bytes of the first.
        os.link(folder / name, folder.parent / name)
    cabinet.remove(SHA)
    assert _names(folder) == set()
    assert set((folder.parent / SHA).read_bytes()) == set((folder.parent / f"{SHA}.damaged").read_bytes()) == {0}


def test_a_link_is_not_followed_when_files_are_removed(folder: Path, cabinet: FileCabinet) -> None:
    cabinet.keep(b"another")
    target = folder.parent / "settings.yaml"
    target.write_bytes(b"campaign: Free Azat")
    (folder / SHA).symlink_to(target)
    with pytest.raises(StoreError):
        cabinet.remove(SHA)
    assert target.read_bytes() == b"campaign: Free Azat"


def test_what_a_crash_left_half_written_is_wiped_and_what_is_being_written_is_not(
    folder: Path, cabinet: FileCabinet
) -> None:
    script = """
import pathlib, sys
from bot.photos import cabinet
def half(descriptor, data):
    cabinet.os.write(descriptor, data[:1000])
    print("half", flush=True)
    sys.stdin.read()
cabinet._write_whole = half
cabinet.FileCabinet(pathlib.Path(sys.argv[1])).keep(bytes.fromhex(sys.argv[2]))
"""
    command = [sys.executable, "-c", script, str(folder), DATA[:2000].hex()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "half\n"
        (part,) = _names(folder)
        assert cabinet.all() == frozenset()
        assert _names(folder) == {part}
        os.link(folder / part, folder.parent / "seen")
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    assert cabinet.all() == frozenset()
    assert _names(folder) == set()
    assert (folder.parent / "seen").read_bytes() == bytes(1000)


def test_a_disk_that_fails_is_said_without_naming_the_file(folder: Path, cabinet: FileCabinet) -> None:
    folder.parent.mkdir()
    folder.write_bytes(b"a file where the folder should be")
    with pytest.raises(StoreError) as caught:
        cabinet.keep(DATA)
    assert caught.value.code == "cabinet-disk"
    assert str(folder) in caught.value.message
    assert SHA not in caught.value.message
    assert caught.value.__cause__ is None


def test_a_full_disk_leaves_neither_the_file_nor_a_part_of_it(folder: Path) -> None:
    script = """
import os, pathlib, resource, signal, sys
from bot.photos.cabinet import FileCabinet
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
cabinet = FileCabinet(pathlib.Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
try:
    cabinet.keep(bytes(20_000))
except Exception as error:
    print(error.code, os.listdir(sys.argv[1]))
"""
    done = subprocess.run([sys.executable, "-c", script, folder], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "cabinet-disk []"


def test_threads_that_keep_read_and_remove_the_same_file_meet_it_whole_or_not_at_all(
    folder: Path, cabinet: FileCabinet
) -> None:
    seen, start = list[bytes | None](), threading.Barrier(3)

    def work() -> None:
        start.wait()
        for _ in range(15):
            cabinet.keep(DATA)
            seen.append(cabinet.read(SHA))
            cabinet.remove(SHA)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 45
    assert set(seen) <= {DATA, None}
    assert _names(folder) == set()
