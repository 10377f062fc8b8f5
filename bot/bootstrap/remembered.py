"""What servers told the daemon about their limits, kept beside the outbox so that ``check`` can count with them."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from bot.campaign.model import Limits

_WRITING = threading.Lock()
"""Accounts are opened side by side and tell at the same moment."""


def _file(folder: Path) -> Path:
    return folder / "var" / "limits.json"


def remembered_limits(folder: Path) -> Mapping[str, Limits]:
    """By account; empty until a daemon has run, and when the file is not what we wrote."""
    try:
        kept = json.loads(_file(folder).read_text(encoding="utf-8"))
        return {name: Limits(**numbers) for name, numbers in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def remember_limits(folder: Path, account: str, limits: Limits) -> None:
    """Keep what ``account``'s server told. Only one daemon runs on a folder, so nobody else writes this file."""
    with _WRITING:
        kept = {name: asdict(known) for name, known in remembered_limits(folder).items()}
        kept[account] = asdict(limits)
        target = _file(folder)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = target.with_suffix(".new")
        fresh.write_text(json.dumps(kept, indent=1), encoding="utf-8")
        fresh.replace(target)
