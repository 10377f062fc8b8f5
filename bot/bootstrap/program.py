"""Which program judges the files: its own code, the libraries it was installed with, Python, and the time-zone data.

Another one may find a fault, count a length or know a change of the clocks that this one does not.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import bot
from bot.bootstrap.stopping import zones_version

LIBRARIES = ("yaml", "fluent_compiler", "babel", "pydantic")
"""Those that read the files; installing another version of one changes its folder."""


def program() -> str:
    """The same as long as none of these changes; asked once at each start, some 5 ms."""
    named = [sys.version, zones_version(), *_code(), *map(_library, LIBRARIES)]
    return hashlib.sha256("\0".join(named).encode()).hexdigest()


def _code() -> Iterator[str]:
    # A checkout has no version: what a pull brings is seen by size and time.
    for home in bot.__path__:
        for folder, folders, names in os.walk(home):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                yield _stamp(Path(folder, name), home)


def _library(name: str) -> str:
    spec = importlib.util.find_spec(name)
    where = spec.origin if spec else None
    return _stamp(Path(where), "") if where else name


def _stamp(path: Path, home: str) -> str:
    told = path.stat()
    return f"{path.relative_to(home) if home else path}:{told.st_size}:{told.st_mtime_ns}"
