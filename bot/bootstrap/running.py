"""Whether a daemon runs on a campaign, and how to wake it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

from bot.errors import AlreadyRunningError
from bot.outbox.lock import NAME, hold

WAKE = signal.SIGUSR1
"""Tells the daemon that another process changed the outbox; without it the daemon looks every 20 seconds."""
A_LOOK_S = 0.3
"""Longer than another command looks whether a daemon runs."""


def is_running(folder: Path) -> bool:
    """Whether somebody holds the campaign's lock; changes nothing, and several may look at once."""
    try:
        descriptor = os.open(folder / "var" / NAME, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


@contextlib.contextmanager
def only_daemon(folder: Path) -> Iterator[None]:
    """Hold the campaign's lock.

    Whoever holds it may be woken by other commands, and the signal's default is death: it is ignored from before the
    lock is taken, until the daemon listens to it.
    """
    before = signal.signal(WAKE, signal.SIG_IGN)
    try:
        try:
            lock = hold(folder)
        except AlreadyRunningError:
            # Perhaps no daemon, only a command that looks whether one runs.
            threading.Event().wait(A_LOOK_S)
            lock = hold(folder)
        with lock:
            yield
    finally:
        signal.signal(WAKE, before)


def wake(folder: Path) -> None:
    """Wake the daemon, if there is one and it is ours to wake."""
    if not is_running(folder):
        return
    with contextlib.suppress(OSError, ValueError):
        os.kill(int((folder / "var" / NAME).read_text(encoding="ascii")), WAKE)
