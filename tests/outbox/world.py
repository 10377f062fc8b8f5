"""Where this room's tests keep their outbox, and children that die on purpose."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bot.outbox.commits import OneConnection
from bot.outbox.opening import open_store
from bot.outbox.sqlite import Way
from bot.outbox.store import SqlOutbox

URL = "sqlite:///var/campaign.db"
ROLLBACK_JOURNAL = Way(version=(3, 40, 1))
WRITE_AHEAD_LOG = Way(version=(3, 51, 3))
READ_ONLY = Way(read_only=True)
HASTY = Way(busy_s=0.05)


def database(folder: Path) -> Path:
    return folder / "var" / "campaign.db"


@contextmanager
def opened(folder: Path, way: Way = ROLLBACK_JOURNAL) -> Iterator[SqlOutbox]:
    outbox = open_store(URL, folder, way)
    try:
        yield outbox
    finally:
        outbox.close()


def ask(folder: Path, question: str) -> list[tuple[object, ...]]:
    """What an independent look into the file finds."""
    with closing(sqlite3.connect(f"{database(folder).as_uri()}?mode=ro", uri=True)) as raw:
        return raw.execute(question).fetchall()


@contextmanager
def child(script: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A process of its own, killed at the end; it says where it is on standard output."""
    head = "import os, pathlib, sys\nfrom tests.contracts.outbox_world import *\nfrom tests.outbox.world import *\n"
    command = [sys.executable, "-c", head + script, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    """The next thing the child says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def queue_behind(outbox: SqlOutbox, threads: Sequence[threading.Thread]) -> None:
    """Start each thread and wait until its work stands in the queue: called while this thread is ``together``."""
    assert isinstance(outbox.commits, OneConnection)
    for number, thread in enumerate(threads, 1):
        thread.start()
        while outbox.commits.waiting < number:
            assert thread.is_alive(), "it ended without waiting for the commit in progress"
            os.sched_yield()
