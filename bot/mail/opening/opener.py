"""Opens mails, each in a process that is thrown away; the daemon itself parses nothing of a stranger's."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import bot
from bot.cage.shutting import EXIT_NO_CAGE
from bot.mail.opening.frame import ANSWER_BYTES_MAX, FINE, HEADER, WHOLE, Opened, unpacked

WALL_S = 12.0
_READY_S = 20.0
_PIECE = 1 << 18
_CPU_UP, _KILLED = -signal.SIGXCPU & 0xFF, -signal.SIGKILL & 0xFF
_START = """
import sys, importlib
sys.path.append(sys.argv[1])
importlib.import_module("bot.mail.opening.child").main()
"""

Found = tuple[Opened, list[bytes]]


class Opener:
    """Keeps a process ready until it is closed. One thread."""

    def __init__(self, own_address: str, *, wall_s: float = WALL_S) -> None:
        """``own_address``: the mailbox's; ``wall_s``: what one mail may take."""
        self._own_address = own_address
        self._wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None

    def open(self, raw: bytes | bytearray) -> Found | str:
        """The mail and its files, or why it is not opened: a code of ``bot.wording.mailbox``."""
        return self._ask(WHOLE, raw)

    def header(self, raw: bytes | bytearray) -> Found | str:
        """The same of its header alone."""
        return self._ask(HEADER, raw)

    def close(self) -> None:
        """End the process."""
        process, orders = self._process, self._orders
        self._process = self._orders = None
        if orders is not None:
            orders.close()
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _ask(self, how: bytes, raw: bytes | bytearray) -> Found | str:
        try:
            answer, status = self._exchange(how, raw)
        except TimeoutError:
            self.close()
            return "mail-too-slow"
        except (OSError, EOFError):
            # The process that never sees a mail is gone: somebody ended it, or the computer is out of memory.
            self.close()
            return "mail-not-opened"
        if status in {_CPU_UP, _KILLED}:
            return "mail-too-slow"
        if status == EXIT_NO_CAGE:
            # No fault of the mail's: the kernel does not let us open it safely.
            return "mail-not-opened"
        found = unpacked(answer) if status == FINE else None
        return "mail-broken" if found is None else found

    def _exchange(self, how: bytes, raw: bytes | bytearray) -> tuple[bytearray, int]:
        orders = self._ready()
        until = time.monotonic() + self._wall_s
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                socket.send_fds(orders, [how], [theirs.fileno()])
            # Whoever stops listening has a reason: its answer, or its status.
            with suppress(BrokenPipeError, ConnectionResetError):
                _send(ours, raw, until)
                ours.shutdown(socket.SHUT_WR)
            answer = _received(ours, until)
        orders.settimeout(_left(until))
        status = orders.recv(1)
        if not status:
            raise EOFError
        return answer, status[0]

    def _ready(self) -> socket.socket:
        if self._orders is None:
            ours, theirs = socket.socketpair()
            with theirs:
                # -I: no folder and no variables of the user; -S: none of the environment's start-up files.
                self._process = subprocess.Popen(  # noqa: S603  # our own program, no words of others
                    [sys.executable, "-I", "-S", "-B", "-c", _START, _folder(), self._own_address],
                    stdin=theirs.fileno(),
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env={},
                    cwd="/",
                    process_group=0,
                )
            ours.settimeout(_READY_S)
            self._orders = ours
        return self._orders


def _folder() -> str:
    assert bot.__file__ is not None, "the package is a folder with an __init__.py"
    return str(Path(bot.__file__).resolve().parent.parent)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _send(line: socket.socket, raw: bytes | bytearray, until: float) -> None:
    rest = memoryview(raw)
    while rest:
        line.settimeout(_left(until))
        rest = rest[line.send(rest[:_PIECE]) :]


def _received(line: socket.socket, until: float) -> bytearray:
    answer = bytearray()
    while len(answer) <= ANSWER_BYTES_MAX:
        line.settimeout(_left(until))
        with suppress(ConnectionResetError):
            piece = line.recv(_PIECE)
            if piece:
                answer += piece
                continue
        break
    return answer
