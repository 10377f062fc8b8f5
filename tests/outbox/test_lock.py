from __future__ import annotations

import os
import signal
import stat
from pathlib import Path

import pytest

from bot.errors import AlreadyRunningError, StoreError
from bot.outbox.lock import hold, hold_database
from tests.outbox.world import child, line

HOLD = """
from bot.outbox.lock import hold, hold_database
lock = hold(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
lock.release()
print("released", flush=True)
sys.stdin.read()
"""


def test_a_second_daemon_is_told_which_process_runs_and_what_to_do(tmp_path: Path) -> None:
    with child(HOLD, tmp_path) as daemon:
        assert line(daemon) == "held"
        with pytest.raises(AlreadyRunningError) as caught:
            hold(tmp_path)
        assert (caught.value.exit_code, caught.value.code) == (4, "already-running")
        assert f"(process {daemon.pid})" in caught.value.message
        assert f"kill {daemon.pid}" in caught.value.next_step


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_lock_ends_with_its_process_however_it_ends(tmp_path: Path, how: signal.Signals) -> None:
    with child(HOLD, tmp_path) as daemon:
        assert line(daemon) == "held"
        daemon.send_signal(how)
        daemon.wait()
        # What the dead daemon wrote is still there, and means nothing.
        assert (tmp_path / "var" / "daemon.lock").read_text() == f"{daemon.pid}\n"
        with hold(tmp_path):
            assert (tmp_path / "var" / "daemon.lock").read_text() == f"{os.getpid()}\n"


def test_a_released_lock_is_free_while_its_process_lives_on(tmp_path: Path) -> None:
    with hold(tmp_path) as lock:
        with pytest.raises(AlreadyRunningError):
            hold(tmp_path)
        lock.release()
        with hold(tmp_path):
            lock.release()
            with pytest.raises(AlreadyRunningError):
                hold(tmp_path)


def test_a_child_that_outlives_the_daemon_does_not_keep_the_lock(tmp_path: Path) -> None:
    script = """
import subprocess
from bot.outbox.lock import hold, hold_database
lock = hold(pathlib.Path(sys.argv[1]))
child = "import os, sys; print(os.getpid(), flush=True); sys.stdin.read(); print('ends', flush=True)"
subprocess.run([sys.executable, "-c", child], close_fds=False)
"""
    with child(script, tmp_path) as daemon:
        orphan = int(line(daemon))
        daemon.kill()
        daemon.wait()
        with hold(tmp_path):
            os.kill(orphan, 0)
        # Its standard input was the daemon's, and closes now.
        assert daemon.stdin is not None
        daemon.stdin.close()
        assert line(daemon) == "ends"


def test_a_child_that_is_just_being_started_does_not_keep_a_released_lock(tmp_path: Path) -> None:
    lock = hold(tmp_path)
    copy = os.dup(lock._descriptor or -1)
    lock.release()
    hold(tmp_path).release()
    os.close(copy)


@pytest.mark.parametrize("rubbish", [b"", b"4194304\n", b"\xff\xfe not a number", b"1\n" * 1000])
def test_whatever_stands_in_the_file_a_free_lock_is_taken(tmp_path: Path, rubbish: bytes) -> None:
    path = tmp_path / "var" / "daemon.lock"
    path.parent.mkdir()
    path.write_bytes(rubbish)
    with hold(tmp_path):
        assert path.read_text() == f"{os.getpid()}\n"


def test_only_the_owner_may_look_at_the_lock(tmp_path: Path) -> None:
    with hold(tmp_path) as lock:
        assert stat.S_IMODE(lock.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(lock.path.parent.stat().st_mode) == 0o700


def test_a_place_for_the_lock_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file")
    with pytest.raises(StoreError, match="cannot hold the outbox") as caught:
        hold(tmp_path)
    assert caught.value.exit_code == 1


SHARED = """
from bot.outbox.lock import hold_database
lock = hold_database(sys.argv[1], pathlib.Path(sys.argv[2]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("other", ["sqlite:///{0}/shared.db", "sqlite+pysqlite:///{0}/shared.db", "sqlite:///link.db"])
def test_two_campaigns_on_one_database_file_are_two_daemons_too_many(tmp_path: Path, other: str) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    for folder in (here, there):
        folder.mkdir()
    (there / "link.db").symlink_to(tmp_path / "shared.db")
    with child(SHARED, "sqlite:///../shared.db", here) as daemon:
        assert line(daemon) == "held"
        with pytest.raises(AlreadyRunningError, match=f"process {daemon.pid}") as caught:
            hold_database(other.format(tmp_path), there)
        assert caught.value.exit_code == 4
        with hold_database("sqlite:///own.db", there):
            pass
