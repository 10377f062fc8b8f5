"""How much the campaign ever did (see ``Outbox.deeds_ever``), kept beside the store: one that knows less is a copy."""

from __future__ import annotations

import os
from pathlib import Path

NAME = "calls"


def kept_calls(var: Path) -> int:
    """The number last written down; 0 when there is none that can be read."""
    try:
        return int((var / NAME).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0


def keep_calls(var: Path, calls: int) -> None:
    """Write it down whole, and never a smaller one: that would hide what it is there to show."""
    if calls > kept_calls(var):
        _write(var, calls)


def begin_anew(var: Path, calls: int) -> None:
    """The store is known to be an earlier copy, and is distrusted: it counts on from ``calls``."""
    if calls != kept_calls(var):
        _write(var, calls)


def _write(var: Path, calls: int) -> None:
    fresh = var / f".{NAME}.new"
    with fresh.open("w", encoding="ascii") as file:
        file.write(f"{calls}\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(var / NAME)
