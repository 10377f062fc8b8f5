"""Commands as processes that need not start: each is forked from one that has everything loaded.

Importing takes a second of a processor, and a test that gives ten commands would wait for it ten times. That a command
starts as ``python run.py`` is tried by ``tests/cli/test_main.py``.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ORDER_BYTES_MAX = 1 << 17
_LOADED = ("bot.cli.main", "bot.bootstrap.carrying", "bot.bootstrap.desk", "bot.bootstrap.photo_desk", "requests")
"""What most commands want; any other library is loaded by the command that wants it."""
_START = "from tests.bars.forked import serve; raise SystemExit(serve())"


def run(words: Sequence[str], environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """``run.py`` with these words, to its end, in the folder of the program."""
    order = json.dumps([list(words), dict(environ)]).encode()
    assert len(order) <= ORDER_BYTES_MAX, "one message"
    status, into = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error, os.fdopen(status, "rb") as ended:
        try:
            with _ONE:
                socket.send_fds(_mother(), [order], [out.fileno(), error.fileno(), into])
        finally:
            os.close(into)
        code = ended.read()
        assert code, "the process that has everything loaded is gone"
        out.seek(0)
        error.seek(0)
        return subprocess.CompletedProcess(
            ["run.py", *words], int(code), out.read().decode("utf-8"), error.read().decode("utf-8")
        )


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
    """Fork a command for each order on standard input, until there is nobody left to give any; its code, in the child.

    Each command has a keeper, which waits for it and says how it ended.
    """
    gc.disable()
    for name in _LOADED:
        importlib.import_module(name)
    gc.freeze()
    orders = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    # Keepers are waited for by nobody.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        order, descriptors, _, _ = socket.recv_fds(orders, ORDER_BYTES_MAX, 3)
        if not order:
            return 0
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            orders.close()
            return _kept(*json.loads(order), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _kept(words: Sequence[str], environ: Mapping[str, str], out: int, error: int, told: int) -> int:
    child = os.fork()
    if child:
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(told, str(code).encode())
        os._exit(0)
    os.dup2(out, 1)
    os.dup2(error, 2)
    os.closerange(3, 256)
    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    sys.argv = ["run.py", *words]
    main = importlib.import_module("bot.cli.main").main
    return int(main() or 0)
