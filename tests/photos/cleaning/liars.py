"""Children that do not keep to what was agreed, as one might that has been taken over."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable

from bot.photos.cleaning.frame import FINE, HEADER_BYTES, READY, Header, read_up_to, write_all

_SAID = Header(FINE, 200, 150).packed()
_FAIR = READY + _SAID


def _hang() -> None:
    threading.Event().wait()


def _flood() -> None:
    write_all(READY)
    while True:
        write_all(b"\xff" * 65536)


def _ignore_signals_and_hang() -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    _hang()


def _have_a_child_and_hang() -> None:
    os.fork()
    _hang()


def _after_ready(end: Callable[[int], object], how: int) -> None:
    write_all(READY)
    end(how)


def _kill_the_parent_and_hang() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    _hang()


_MARKS: list[str] = []
LIES: dict[str, Callable[[], object]] = {
    "a pixel too few": lambda: write_all(_FAIR, b"\x80" * (200 * 150 * 3 - 1)),
    "a pixel too many": lambda: write_all(_FAIR, b"\x80" * (200 * 150 * 3 + 1)),
    "a size past the limit": lambda: write_all(READY, Header(FINE, 2049, 200).packed(), b"\x80" * (2049 * 200 * 3)),
    "a size of four billion": lambda: write_all(READY, Header(FINE, 2**32 - 1, 2**32 - 1).packed(), b"\x80"),
    "no size": lambda: write_all(READY, Header(FINE).packed()),
    "another mark": lambda: write_all(READY, b"abcd" + _SAID[4:], b"\x80" * (200 * 150 * 3)),
    "a verdict that there is not": lambda: write_all(READY, _SAID[:4] + b"\xee" + _SAID[5:]),
    "nothing": lambda: None,
    "nothing more": lambda: write_all(READY),
    "half a header": lambda: write_all(_FAIR[: HEADER_BYTES // 2]),
    "a JPEG": lambda: write_all(READY, b"\xff\xd8\xff\xe0" * 1000),
    "a flood": _flood,
    "a JPEG for an answer": lambda: write_all(_FAIR, b"\xff\xd8\xff", b"\0" * 100, b"\xff\xd9"),
    "an answer too large": lambda: write_all(_SAID, b"\xff\xd8\xff", b"\0" * 6_000_000, b"\xff\xd9"),
    "hang": _hang,
    "ignore signals and hang": _ignore_signals_and_hang,
    "have a child and hang": _have_a_child_and_hang,
    "kill the parent and hang": _kill_the_parent_and_hang,
    "leave a mark": lambda: _MARKS.append("mark"),
    "look for the mark": lambda: write_all(b"there" if _MARKS else b"none"),
    "crash": lambda: _after_ready(signal.raise_signal, signal.SIGSEGV),
    "echo": lambda: write_all(bytes(read_up_to(100_000))),
    "fail before": lambda: os._exit(70),
    "no cage": lambda: os._exit(77),
    "fail after": lambda: _after_ready(os._exit, 70),
    "feign no cage": lambda: _after_ready(os._exit, 77),
    "be caught": lambda: _after_ready(signal.raise_signal, signal.SIGSYS),
}


def main(what: str) -> None:
    """Tell one lie, uncaged."""
    LIES[what]()
    os._exit(0)
