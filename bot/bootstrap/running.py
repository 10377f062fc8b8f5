"""Whether a daemon runs on a campaign, and how to wake it."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from pathlib import Path

from bot.errors import AlreadyRunningError
from bot.outbox.lock import NAME, Lock, hold

WAKE = signal.SIGUSR1
"""Tells the daemon that another process changed the outbox; without it the daemon looks every 20 seconds."""


def is_running(folder: Path) -> bool:
    """Whether somebody holds the campaign's lock."""
    if not (folder / "var" / NAME).exists():
        return False
    try:
        hold(folder).release()
    except AlreadyRunningError:
        return True
    return False


def only_daemon(folder: Path) -> Lock:
    """The campaign's lock, for the daemon; a command that looks whether one runs may hold it for an instant."""
    try:
        return hold(folder)
    except AlreadyRunningError:
        threading.Event().wait(0.3)
        return hold(folder)


def wake(folder: Path) -> None:
    """Wake the daemon, if there is one and it is ours to wake."""
    if not is_running(folder):
        return
    with contextlib.suppress(OSError, ValueError):
        os.kill(int((folder / "var" / NAME).read_text(encoding="ascii")), WAKE)
