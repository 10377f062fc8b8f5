"""Attempts made from inside a child, on the real kernel."""

from __future__ import annotations

import ast
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from time import perf_counter

import pytest

from bot.cage.shutting import EXIT_NO_CAGE
from bot.errors import CampaignError
from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.frame import NOT_READY, Header
from bot.photos.cleaning.pair import Ended, Pairs
from bot.wording import error_text
from tests.photos.cleaning.bombs import scan_bomb
from tests.photos.pictures import photo

REFUSED = (
    *("read a file", "write a file", "read the environment", "read the parent's environment", "look at a file"),
    *("list a folder", "import a module", "take two gigabytes"),
)
DEADLY = (
    *("delete a file", "make a socket", "connect", "make a pair of sockets", "fork", "vfork by another name"),
    *("run a program", "trace", "signal the parent", "make code of a page", "ask for a page of code"),
    *("make a file in memory", "leave for a namespace", "write to another descriptor", "read from another descriptor"),
    *("copy a descriptor", "read another's memory"),
)
PROBES = "tests.photos.cleaning.probes"


ECHO = ("tests.photos.cleaning.liars", "echo")
PAIRS = Pairs()
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module", autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    PAIRS.close()


def attempted(what: str, *, threads: bool) -> tuple[int, bytes]:
    """How the child ended that tried, and what it said."""
    ended = PAIRS.run((PROBES, what, "threads" if threads else ""), ECHO, b"", 20.0)
    assert not ended.too_slow
    return ended.decoder, ended.answer


@pytest.mark.parametrize("threads", [False, True])
@pytest.mark.parametrize("what", REFUSED)
def test_a_caged_child_is_refused(what: str, *, threads: bool) -> None:
    assert attempted(what, threads=threads) == (0, b"refused")


@pytest.mark.parametrize("what", DEADLY)
def test_a_caged_child_dies_of(what: str) -> None:
    assert attempted(what, threads=False) == (-signal.SIGSYS, b"")


def test_a_caged_child_cannot_give_itself_more() -> None:
    # Which call it takes is the C library's choice: one is refused, the other deadly.
    assert attempted("raise a limit", threads=False)[1] in {b"", b"refused"}


@pytest.mark.parametrize("what", ["fork", "vfork by another name", "make a socket", "run a program"])
def test_a_child_that_may_have_threads_dies_of_it_all_the_same(what: str) -> None:
    assert attempted(what, threads=True)[0] == -signal.SIGSYS


def test_threads_are_caged_with_the_child_and_begin_only_where_a_decoder_needs_one() -> None:
    assert attempted("start a thread", threads=True)[1] == b"did it"
    assert attempted("read a file in a thread", threads=True)[1] == b"refused"
    assert attempted("start a thread", threads=False)[0] == -signal.SIGSYS


def test_a_child_may_abort_without_passing_for_an_attacker() -> None:
    assert attempted("abort", threads=False)[0] == -signal.SIGABRT


def test_a_child_has_no_variables_no_folder_no_other_descriptors_and_no_privileges() -> None:
    with ThreadPoolExecutor(1) as pool, closing(Pairs()) as pairs:
        coming = pool.submit(pairs.run, (PROBES, "tell and stand"), ECHO, b"", 20.0)
        child = _caged()[0]
        status = dict(line.split(":\t", 1) for line in _read(child, "status").splitlines() if ":\t" in line)
        limits = {line[:26].strip(): line[26:].split()[0] for line in _read(child, "limits").splitlines()}
        os.kill(child, signal.SIGKILL)
        variables, folder, descriptors, modules = ast.literal_eval(coming.result().answer.decode())
    # Python itself may say in which encoding it runs.
    assert set(variables) <= {"LC_CTYPE"}
    assert folder == "/"
    # The fourth is the look at them.
    assert descriptors == ["0", "1", "2", "3"]
    assert modules == ["bot"], "site would run start-up files of the environment"
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert limits["Max cpu time"] == "10"
    assert limits["Max open files"] == limits["Max file size"] == limits["Max processes"] == "0"
    assert limits["Max core file size"] == "0"
    assert int(limits["Max address space"]) == 1 << 30


def _read(pid: int, name: str) -> str:
    with open(f"/proc/{pid}/{name}", encoding="ascii") as file:  # noqa: PTH123 -- a view of the kernel's, no path
        return file.read()


def test_a_child_that_the_kernel_does_not_lock_up_reads_nothing() -> None:
    source, into = os.pipe()
    picture = photo(1, size=(160, 120))
    os.write(into, picture)
    os.close(into)
    words = f"from {PROBES} import main_inside; main_inside('bot.photos.cleaning.decoder')"
    started = [sys.executable, "-c", words]
    done = subprocess.run(started, stdin=source, capture_output=True, cwd=ROOT, timeout=20, check=False)
    assert (done.returncode, done.stdout) == (EXIT_NO_CAGE, b""), done.stderr
    assert len(os.read(source, len(picture))) == len(picture), "something of the picture was read"
    os.close(source)


def test_where_children_cannot_be_locked_up_the_daemon_says_what_to_do() -> None:
    with pytest.raises(CampaignError) as raised:
        PhotoCleaner()._judged(Ended(Header(NOT_READY).packed(), EXIT_NO_CAGE, 0, too_slow=False), "JPEG")
    message, next_step = error_text(raised.value, "fr")
    assert platform.machine() in message
    assert "seccomp" in next_step


def test_both_children_really_run_in_the_cage() -> None:
    """The real ones, while a picture that takes a second is decoded: the kernel says that their filters are set."""
    with ThreadPoolExecutor(1) as pool, closing(PhotoCleaner()) as cleaner:
        coming = pool.submit(cleaner.clean, scan_bomb(3000, 2000, 50))
        for child in _caged(2):
            assert "NoNewPrivs:\t1" in _read(child, "status")
        coming.result()


def _caged(number: int = 1) -> list[int]:
    """Children of our children that are caged, once there are so many."""
    begun, found = perf_counter(), list[int]()
    while len(found) < number and perf_counter() - begun < 20:
        with suppress(OSError):
            found = [each for child in _below(os.getpid()) for each in _below(child) if _is_caged(each)]
    assert len(found) == number
    return found


def _below(process: int) -> list[int]:
    threads = Path(f"/proc/{process}/task").iterdir()
    return [int(child) for thread in threads for child in (thread / "children").read_text().split()]


def _is_caged(process: int) -> bool:
    return "Seccomp:\t2" in _read(process, "status")


def test_children_get_none_of_our_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:secret")
    ended = PAIRS.run((PROBES, "tell"), ECHO, b"x", 10.0)
    assert b"secret" not in ended.answer
    assert b"/" in ended.answer
