"""The two children: how they are started, fed, timed and ended."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

import bot
from bot.photos.cleaning.frame import HEADER_BYTES, JPEG_BYTES_MAX, PIPE_BYTES

ANSWER_BYTES_MAX = HEADER_BYTES + JPEG_BYTES_MAX
_START = """
import sys, importlib
sys.path += sys.argv[2:4]
importlib.import_module(sys.argv[1]).main(*sys.argv[4:])
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of both; a negative status is the signal that killed a child."""

    answer: bytes
    decoder: int
    encoder: int
    too_slow: bool


def command(module: str, *arguments: str) -> list[str]:
    """What starts ``module.main(*arguments)`` with the standard library, Pillow and us alone."""
    # -I: no folder and no variables of the user; -S: none of the environment's start-up files; -B: writes no cache.
    return [sys.executable, "-I", "-S", "-B", "-c", _START, module, *_folders(), *arguments]


def _folders() -> tuple[str, str]:
    ours, pillow = bot.__file__, importlib.util.find_spec("PIL")
    assert ours is not None, "the package is a folder with an __init__.py"
    assert pillow is not None, "Pillow is installed"
    assert pillow.origin is not None, "so is its __init__.py"
    return str(Path(ours).resolve().parent.parent), str(Path(pillow.origin).resolve().parent.parent)


def run(decoder: Sequence[str], encoder: Sequence[str], data: bytes, wall_s: float) -> Ended:
    """Feed ``data`` to the first command, whose output feeds the second; both are dead when this returns.

    They have no variables, no folder, no descriptor but their pipes, and ``wall_s`` seconds together.
    """
    between, into = os.pipe()
    with suppress(OSError):  # a larger pipe saves switches; not every system gives one
        fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    try:
        second = _start(encoder, between, subprocess.PIPE, 0)
        try:
            # One group, so that one signal ends both: its leader is not reaped before the timer is off.
            first = _start(decoder, subprocess.PIPE, into, second.pid)
        except BaseException:
            second.kill()
            _close(second)
            raise
    finally:
        os.close(between)
        os.close(into)
    return _talk(first, second, data, wall_s)


def _start(words: Sequence[str], source: int, target: int, group: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # our own program, no words of others on its command line
        words, stdin=source, stdout=target, stderr=subprocess.DEVNULL, env={}, cwd="/", process_group=group
    )


def _talk(first: subprocess.Popen[bytes], second: subprocess.Popen[bytes], data: bytes, wall_s: float) -> Ended:
    assert first.stdin is not None, "asked for a pipe"
    assert second.stdout is not None, "asked for a pipe"
    late: list[bool] = []

    def end(*, by_time: bool) -> None:
        if by_time:
            late.append(True)
        os.killpg(second.pid, signal.SIGKILL)

    timer = Timer(wall_s, end, kwargs={"by_time": True})
    timer.daemon = True
    timer.start()
    try:
        with suppress(BrokenPipeError):  # whoever stops listening has a reason: its status, or its answer
            first.stdin.write(data)
        with suppress(BrokenPipeError):
            first.stdin.close()
        answer = second.stdout.read(ANSWER_BYTES_MAX + 1)
        if len(answer) > ANSWER_BYTES_MAX:
            end(by_time=False)
        for child in (first, second):
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    except BaseException:
        end(by_time=False)
        raise
    finally:
        timer.cancel()
        timer.join()
        _close(first)
        _close(second)
    return Ended(answer, first.returncode, second.returncode, bool(late))


def _close(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
    child.wait()
