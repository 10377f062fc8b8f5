"""Writes the public pages, of posts and of photos: for the daemon into its ``var``, for a command where it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from bot import log
from bot.campaign.model import Settings
from bot.errors import StoreError
from bot.pages.wall_writing import NotOursError, write_wall
from bot.pages.writing import NAME, write
from bot.ports import Delivery, Wall

_log = log.logger("wall")

PUBLIC = "public"
WALL = "wall"

__all__ = ["PUBLIC", "WALL", "NotOursError", "keep_page", "keep_wall", "write_page", "write_wall"]


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


def keep_wall(var: Path, wall: Wall, settings: Settings, read: Callable[[str], bytes | None]) -> None:
    """``var/wall/index.html`` and its pictures, once there is a photo to count; ``read``: a picture by its SHA-256.

    Raises ``OSError``.
    """

    def there(sha256: str) -> bytes | None:
        try:
            return read(sha256)
        except StoreError:
            # Better a page without this one than the page of before, with what was taken back since.
            _log.warning("a picture cannot be read")
            return None

    if wall.photos or (var / WALL).is_dir():
        write_wall(wall, settings, var / WALL, there)
