"""Looks for what is left of a photo that was forgotten: in every file of the campaign's state, byte by byte."""

from __future__ import annotations

import mmap
from collections.abc import Sequence
from pathlib import Path

from bot.ports import Cabinet, Photo

LEAST = 8
"""Shorter words stand in many places for other reasons."""
_SAMPLE = 64
"""Bytes from the middle of a picture: they tell it from every other."""


def needles(photo: Photo, cabinet: Cabinet) -> frozenset[bytes]:
    """Whatever would betray that it was here, gathered before it is wiped.

    Not the bare number of its source: a timeline's cursor names the last post that was read, whoever's it is.
    """
    words = (photo.url, photo.fingerprint, photo.alt, photo.original, photo.sha256, photo.contact)
    found = {word.encode() for word in words if len(word) >= LEAST}
    for sha256 in (photo.original, photo.sha256):
        data = cabinet.read(sha256) if sha256 else None
        if data is not None and len(data) >= _SAMPLE:
            middle = len(data) // 2
            found.add(data[middle : middle + _SAMPLE])
    return frozenset(found)


def search(folder: Path, wanted: frozenset[bytes]) -> Sequence[str]:
    """Files under ``folder`` that hold one of them, by their paths in it."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())
    return [file.relative_to(folder).as_posix() for file in files if _holds(file, wanted)]


def _holds(file: Path, wanted: frozenset[bytes]) -> bool:
    with file.open("rb") as opened:
        if not opened.seek(0, 2):
            return False
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return any(data.find(needle) >= 0 for needle in wanted)
