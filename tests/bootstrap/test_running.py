"""The campaign's lock as commands see it: who looks does not disturb, and who holds it is never killed by a wake-up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot.bootstrap.running import WAKE, is_running, only_daemon, wake
from bot.errors import AlreadyRunningError
from bot.outbox.lock import NAME
from tests.cli.camp import names

HOLDS = """
import sys
from pathlib import Path
from bot.bootstrap.running import only_daemon
with only_daemon(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
print("let go", flush=True)
"""


def test_nobody_runs_where_nobody_ever_ran_and_looking_leaves_nothing(tmp_path: Path) -> None:
    assert not is_running(tmp_path)
    assert names(tmp_path) == set()


def test_a_lock_left_by_a_dead_daemon_means_nothing(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / NAME).write_text("1\n", encoding="ascii")
    assert not is_running(tmp_path)
    assert (tmp_path / "var" / NAME).read_text(encoding="ascii") == "1\n", "who only looks changes nothing"


def test_whoever_holds_the_lock_is_running_until_it_lets_go(tmp_path: Path) -> None:
    with only_daemon(tmp_path):
        assert is_running(tmp_path)
    assert not is_running(tmp_path)


def test_many_may_look_at_once_and_none_takes_another_for_a_daemon(tmp_path: Path) -> None:
    with only_daemon(tmp_path):
        pass
    seen: list[bool] = []
    lookers = [threading.Thread(target=lambda: seen.extend(is_running(tmp_path) for _ in range(200))) for _ in range(4)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    assert seen == [False] * 800


def test_a_second_daemon_is_refused(tmp_path: Path) -> None:
    with only_daemon(tmp_path), pytest.raises(AlreadyRunningError, match=str(os.getpid())), only_daemon(tmp_path):
        pass


def test_waking_whoever_holds_the_lock_but_does_not_listen_yet_does_not_kill_it(tmp_path: Path) -> None:
    """A daemon that is just starting, or ``post`` sending by itself, while somebody pauses."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(tmp_path)],
        cwd=Path(__file__).parent.parent.parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    wake(tmp_path)
    out, _ = holder.communicate("\n", timeout=60)
    assert (out, holder.returncode) == ("let go\n", 0)


def test_the_signal_means_again_what_it_meant_before(tmp_path: Path) -> None:
    before = signal.getsignal(WAKE)
    with only_daemon(tmp_path):
        assert signal.getsignal(WAKE) is signal.SIG_IGN
    assert signal.getsignal(WAKE) == before


def test_waking_nobody_is_no_fault(tmp_path: Path) -> None:
    wake(tmp_path)
    with only_daemon(tmp_path):
        (tmp_path / "var" / NAME).write_text("no number", encoding="ascii")
        wake(tmp_path)
