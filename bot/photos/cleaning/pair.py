"""The two children of a picture: how they are begun, fed, timed and ended."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader, BufferedWriter
from pathlib import Path
from threading import Timer

import bot
from bot.photos.cleaning.frame import HEADER_BYTES, JPEG_BYTES_MAX, ORDER_BYTES_MAX, STARTED, STATUSES

ANSWER_BYTES_MAX = HEADER_BYTES + JPEG_BYTES_MAX
PICTURES = 50
"""So many are begun by one process: where its memory lies is not to be found out picture by picture."""
_STARTS_IN_S = 30.0
_ENDS_IN_S = 5.0
_FAILED = 1
_KILLED = -signal.SIGKILL
_START = """
import sys, importlib
sys.path += sys.argv[1:3]
importlib.import_module("bot.photos.cleaning.nursery").main()
"""


@dataclass(frozen=True, slots=True)
class Ended:
    """What came of both; a negative status is the signal that killed a child."""

    answer: bytes
    decoder: int
    encoder: int
    too_slow: bool


class Pairs:
    """Begins the two children of one picture after the other; whoever uses it sees to it that they take turns.

    They have no variables, no folder, and no descriptor but their pipes.
    """

    def __init__(self) -> None:
        self._nursery: _Nursery | None = None
        self._end: Callable[[], object] | None = None

    def run(self, decoder: Sequence[str], encoder: Sequence[str], data: bytes, wall_s: float) -> Ended:
        """Feed ``data`` to the first, whose output feeds the second; both have ended, or are killed, when this returns.

        Each is a module and the arguments of its ``main``; together they have ``wall_s`` seconds.
        """
        ended = self._once(decoder, encoder, data, wall_s)
        if ended == _KILLED:
            # Somebody killed the process that begins them: that is no word on the picture.
            ended = self._once(decoder, encoder, data, wall_s)
        if isinstance(ended, Ended):
            return ended
        return Ended(b"", ended, ended, too_slow=False)

    def close(self) -> None:
        """End the process that is kept ready."""
        self._nursery = None
        if self._end is not None:
            self._end()

    def _once(self, decoder: Sequence[str], encoder: Sequence[str], data: bytes, wall_s: float) -> Ended | int:
        """See ``_Nursery.run``."""
        if self._nursery is None:
            self._nursery = _Nursery()
            # Whoever forgets this, or ends, forgets that process too.
            self._end = weakref.finalize(self, self._nursery.end)
        nursery = self._nursery
        ended: Ended | int = _FAILED
        try:
            ended = nursery.run(decoder, encoder, data, wall_s)
        finally:
            if isinstance(ended, int) or nursery.is_used_up:
                self.close()
        return ended


class _Nursery:
    """``nursery``, in a process of its own."""

    def __init__(self) -> None:
        # Each message is one order, or one answer, whole.
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                self._process = _begun(theirs.fileno())
            except BaseException:
                self._orders.close()
                raise
        self._pictures = 0
        self._killed = False

    @property
    def is_used_up(self) -> bool:
        """Whether the next picture needs another one."""
        return self._killed or self._pictures >= PICTURES

    def run(self, decoder: Sequence[str], encoder: Sequence[str], data: bytes, wall_s: float) -> Ended | int:
        """How both children ended; or how this process did, before it could say that."""
        if not self._pictures and not self._starts():
            return self._own_end()
        self._pictures += 1
        order = json.dumps([decoder, encoder]).encode()
        assert len(order) <= ORDER_BYTES_MAX, "no more covers than people draw"
        source, into = os.pipe()
        out, target = os.pipe()
        with os.fdopen(into, "wb") as feed, os.fdopen(out, "rb") as answers:
            try:
                socket.send_fds(self._orders, [order], [source, target])
            except OSError:
                return self._own_end()
            finally:
                os.close(source)
                os.close(target)
            return self._talk(feed, answers, data, wall_s)

    def end(self) -> int:
        """Nothing is left of it, nor of its children; how it ended."""
        self._orders.close()
        if self._process.returncode is None:
            self._kill()
        return self._process.wait()

    def _starts(self) -> bool:
        self._orders.settimeout(_STARTS_IN_S)
        try:
            said = self._orders.recv(len(STARTED))
        except TimeoutError:
            return False
        self._orders.settimeout(None)
        return said == STARTED

    def _own_end(self) -> int:
        """How it ended without us: its connection is closed by nothing else, and a moment earlier."""
        try:
            ended = self._process.wait(_ENDS_IN_S)
        except subprocess.TimeoutExpired:
            ended = _FAILED
        self.end()
        return ended or _FAILED

    def _kill(self) -> None:
        self._killed = True
        os.killpg(self._process.pid, signal.SIGKILL)

    def _talk(self, feed: BufferedWriter, answers: BufferedReader, data: bytes, wall_s: float) -> Ended | int:
        late: list[bool] = []

        def end() -> None:
            late.append(True)
            self._kill()

        timer = Timer(wall_s, end)
        timer.daemon = True
        timer.start()
        try:
            with suppress(BrokenPipeError):  # whoever stops listening has a reason: its status, or its answer
                feed.write(data)
            with suppress(BrokenPipeError):
                feed.close()
            answer = answers.read(ANSWER_BYTES_MAX + 1)
            if len(answer) > ANSWER_BYTES_MAX:
                self._kill()
            said = self._statuses()
        except BaseException:
            # Else closing the pipe would wait for whoever does not read.
            self._kill()
            raise
        finally:
            timer.cancel()
            timer.join()
        if self._killed:
            return Ended(answer, _KILLED, _KILLED, bool(late))
        if not said:
            return self._own_end()
        decoder, encoder = STATUSES.unpack(said)
        return Ended(answer, decoder, encoder, too_slow=False)

    def _statuses(self) -> bytes:
        """Nothing when there is nobody left to say them."""
        try:
            return self._orders.recv(STATUSES.size)
        except ConnectionResetError:
            return b""


def _begun(orders: int) -> subprocess.Popen[bytes]:
    # -I: no folder and no variables of the user; -S: none of the environment's start-up files; -B: writes no cache.
    return subprocess.Popen(  # noqa: S603  # our own program, no words of others
        [sys.executable, "-I", "-S", "-B", "-c", _START, *_folders()],
        stdin=orders,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        process_group=0,
    )


def _folders() -> tuple[str, str]:
    ours, pillow = bot.__file__, importlib.util.find_spec("PIL")
    assert ours is not None, "the package is a folder with an __init__.py"
    assert pillow is not None, "Pillow is installed"
    assert pillow.origin is not None, "so is its __init__.py"
    return str(Path(ours).resolve().parent.parent), str(Path(pillow.origin).resolve().parent.parent)
