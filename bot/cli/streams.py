"""Standard output and error as they are found: closed, of another encoding, or a pipe that nobody reads any more."""

from __future__ import annotations

import codecs
import io
import os
import sys


def prepare() -> None:
    """Make sure that every command can print every letter, and that no file takes the place of a closed stream."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            # The lowest free number is this one. Left free, it would be the outbox's, and a line printed by some
            # library would go into the database.
            os.open(os.devnull, os.O_RDWR)
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(descriptor, "w", encoding="utf-8", closefd=False))
        elif isinstance(stream, io.TextIOWrapper):
            # A locale that knows ASCII alone (``LC_ALL=C``) is one that nobody chose; any other is a terminal's own.
            ours = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if ours else None, errors="backslashreplace")


def speak_utf8() -> None:
    """For what a machine reads: JSON and calendars are UTF-8 whatever the terminal is."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")


def forget_output() -> None:
    """Let what cannot be written go to nobody; the interpreter must not complain at its end either."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
