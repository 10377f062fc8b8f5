"""The program's own processes without their start: each is forked from one that has everything loaded.

Importing takes a second of a processor, and a test that gives ten commands would wait for it ten times. That a command
starts as ``python run.py`` is tried by ``tests/cli/test_main.py``, and the stand-ins by ``tests/sandbox``.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from bot.wording.sentence import ROOMS

ROOT = Path(__file__).parent.parent.parent
ORDER_BYTES_MAX = 1 << 17
PROGRAM, STAND_INS = "bot.cli.main", "bot.sandbox.__main__"
"""What can be started: ``run.py``, and ``python -m bot.sandbox``."""
_LOADED = (
    PROGRAM,
    STAND_INS,
    "bot.bootstrap.carrying",
    "bot.bootstrap.daemon",
    "bot.bootstrap.desk",
    "bot.bootstrap.photo_desk",
    "requests",
    *("bot.networks.mastodon", "bot.networks.mastodon_streaming", "bot.networks.x", "bot.networks.telegram"),
    *(f"bot.wording.{room}" for room in ROOMS),
)
"""What most of them want; any other library is loaded by whoever wants it."""
_START = "from tests.bars.forked import serve; raise SystemExit(serve())"
_LAST = 256
"""No process of ours opens as many files before it starts another."""


class Process:
    """One that was forked, as ``subprocess.Popen`` shows one."""

    def __init__(self, told: int) -> None:
        self._told = told
        """Its number on a line, and when it has ended its code on another."""
        self.returncode: int | None = None
        self.pid = int(self._line())

    def poll(self) -> int | None:
        """Its code, or None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float) -> int:
        """Its code, once it has ended; TimeoutExpired after that many seconds."""
        code = self._ended(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), timeout)
        return code

    def send_signal(self, number: int) -> None:
        """Nothing to one that has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def _ended(self, within_s: float) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], within_s)[0]:
            self.returncode = int(self._line())
            os.close(self._told)
        return self.returncode

    def _line(self) -> bytes:
        line = b""
        while not line.endswith(b"\n"):
            more = os.read(self._told, 1)
            assert more, "the process that has everything loaded is gone"
            line += more
        return line


def run(words: Sequence[str], environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """``run.py`` with these words, to its end, in the folder of the program."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error, Path(os.devnull).open("rb") as nothing:
        process = start(PROGRAM, words, environ, (nothing.fileno(), out.fileno(), error.fileno()))
        code = process.wait(PATIENCE_S)
        out.seek(0)
        error.seek(0)
        return subprocess.CompletedProcess(
            ["run.py", *words], code, out.read().decode("utf-8"), error.read().decode("utf-8")
        )


PATIENCE_S = 600.0
"""A command that takes longer will not end."""


def start(module: str, words: Sequence[str], environ: Mapping[str, str], streams: tuple[int, int, int]) -> Process:
    """One of the program's processes with these words, on these three streams."""
    order = json.dumps([module, list(words), dict(environ)]).encode()
    assert len(order) <= ORDER_BYTES_MAX, "one message"
    told, into = os.pipe()
    try:
        with _ONE:
            socket.send_fds(_mother(), [order], [*streams, into])
    finally:
        os.close(into)
    return Process(told)


_ONE = threading.Lock()


@cache
def _mother() -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * ORDER_BYTES_MAX)
    with theirs:
        process = subprocess.Popen([sys.executable, "-c", _START], cwd=ROOT, stdin=theirs.fileno())

    def end() -> None:
        ours.close()
        process.wait(30)

    atexit.register(end)
    return ours


def serve() -> int:
    """Fork a process for each order on standard input, until there is nobody left to give any; its code, in the child.

    Each has a keeper, which waits for it and says how it ended.
    """
    gc.disable()
    for name in _LOADED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    gc.enable()
    orders = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # Keepers are waited for by nobody.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        order, descriptors, _, _ = socket.recv_fds(orders, ORDER_BYTES_MAX, 4)
        if not order:
            return 0
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            orders.close()
            module, words, environ = json.loads(order)
            return _kept(module, words, environ, descriptors[:3], descriptors[3])
        for descriptor in descriptors:
            os.close(descriptor)


def _kept(module: str, words: Sequence[str], environ: Mapping[str, str], streams: Sequence[int], told: int) -> int:
    child = os.fork()
    if child:
        for stream in streams:
            os.close(stream)
        # A signal to the terminal's whole group is the child's to answer.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.write(told, b"%d\n" % child)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(told, b"%d\n" % code)
        os._exit(0)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.closerange(3, _LAST)
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    sys.argv = [module, *words]
    main = importlib.import_module(module).main
    return int(main() or 0)
