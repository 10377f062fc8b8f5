"""Writes the public page of posts: for the daemon into its ``var``, for a command where it says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.campaign.model import Settings
from bot.pages.writing import NAME, write
from bot.ports import Delivery

PUBLIC = "public"


def keep_page(var: Path, rows: Iterable[Delivery], settings: Settings) -> None:
    """``var/public/posts.html`` and its twin for machines."""
    folder = var / PUBLIC
    if not folder.is_dir():
        folder.mkdir(parents=True)
        # Whatever the umask: what lies here is made to be read by others.
        folder.chmod(0o755)
    write(rows, settings, folder / NAME)


def write_page(rows: Iterable[Delivery], settings: Settings, path: Path) -> Path:
    """At ``path``; the JSON's path. Raises ``OSError``."""
    return write(rows, settings, path)
