"""Attempts made from inside a child, on the real kernel."""

from __future__ import annotations

import ast
import os
import platform
import signal
import subprocess
from time import perf_counter

import pytest

from bot.cage.shutting import EXIT_NO_CAGE
from bot.errors import CampaignError
from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.frame import NOT_READY, Header
from bot.photos.cleaning.pair import Ended, command, run
from bot.wording import error_text
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


def attempted(what: str, *, threads: bool) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(PROBES, what, "threads" if threads else ""),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={},
        cwd="/",
        timeout=20,
        check=False,
    )


@pytest.mark.parametrize("threads", [False, True])
@pytest.mark.parametrize("what", REFUSED)
def test_a_caged_child_is_refused(what: str, *, threads: bool) -> None:
    done = attempted(what, threads=threads)
    assert (done.returncode, done.stdout) == (0, b"refused"), done.stderr


@pytest.mark.parametrize("what", DEADLY)
def test_a_caged_child_dies_of(what: str) -> None:
    done = attempted(what, threads=False)
    assert (done.returncode, done.stdout) == (-signal.SIGSYS, b""), done.stderr


def test_a_caged_child_cannot_give_itself_more() -> None:
    # Which call it takes is the C library's choice: one is refused, the other deadly.
    assert attempted("raise a limit", threads=False).stdout in {b"", b"refused"}


@pytest.mark.parametrize("what", ["fork", "vfork by another name", "make a socket", "run a program"])
def test_a_child_that_may_have_threads_dies_of_it_all_the_same(what: str) -> None:
    assert attempted(what, threads=True).returncode == -signal.SIGSYS


def test_threads_are_caged_with_the_child_and_begin_only_where_a_decoder_needs_one() -> None:
    assert attempted("start a thread", threads=True).stdout == b"did it"
    assert attempted("read a file in a thread", threads=True).stdout == b"refused"
    assert attempted("start a thread", threads=False).returncode == -signal.SIGSYS


def test_a_child_may_abort_without_passing_for_an_attacker() -> None:
    assert attempted("abort", threads=False).returncode == -signal.SIGABRT


def test_a_child_has_no_variables_no_folder_no_other_descriptors_and_no_privileges() -> None:
    with subprocess.Popen(
        command(PROBES, "stand"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
    ) as child:
        assert child.stdout is not None
        variables, folder, descriptors, modules = ast.literal_eval(child.stdout.readline().decode())
        status = dict(line.split(":\t", 1) for line in _read(child.pid, "status").splitlines() if ":\t" in line)
        limits = {line[:26].strip(): line[26:].split()[0] for line in _read(child.pid, "limits").splitlines()}
        child.kill()
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
    words = command(PROBES, "bot.photos.cleaning.decoder")
    words[words.index("-c") + 1] = words[words.index("-c") + 1].replace(".main(", ".main_inside(")
    done = subprocess.run(words, stdin=source, capture_output=True, env={}, cwd="/", timeout=20, check=False)
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
    """The real programs, stopped before their first byte: the kernel says that their filters are set."""
    for words in (
        command("bot.photos.cleaning.decoder", "JPEG", "2048"),
        command("bot.photos.cleaning.encoder", "2048", "85", "[]"),
    ):
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env={}, cwd="/") as child:
            assert child.stdin is not None
            begun = perf_counter()
            while "Seccomp:\t2" not in (status := _read(child.pid, "status")) and perf_counter() - begun < 10:
                os.sched_yield()
            child.kill()
        assert "Seccomp:\t2" in status
        assert "NoNewPrivs:\t1" in status


def test_children_get_none_of_our_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123456:secret")
    ended = run(command(PROBES, "stand"), command("tests.photos.cleaning.liars", "echo"), b"x", 10.0)
    assert b"secret" not in ended.answer
    assert b"/" in ended.answer
