"""Writes the wall: new pictures first, then the page; at last, whatever failed, what was taken back is removed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from struct import unpack

from bot.campaign.model import Settings
from bot.pages.wall import MARK, Size, file_of, page
from bot.pages.writing import put
from bot.ports import Hung, Wall

PAGE = "index.html"
_PICTURE = re.compile(r"\.?[0-9a-f]{64}\.jpg(\.new)?")
_HEAD_BYTES = 1000
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})


class NotOursError(FileExistsError):
    """Another page lies where the wall is to be written."""


def write_wall(wall: Wall, settings: Settings, folder: Path, read: Callable[[str], bytes | None]) -> int:
    """``index.html`` and its pictures in ``folder``, for everybody to read; how many pictures hang there.

    ``read``: a picture by its SHA-256; one that is not there is left out. Raises ``OSError``.
    """
    there = folder / PAGE
    if there.exists() and MARK not in there.read_text(encoding="utf-8", errors="replace")[:_HEAD_BYTES]:
        raise NotOursError(17, "another page lies there", str(there))
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    hung: list[tuple[Hung, Size]] = []
    wanted = {file_of(picture) for picture in wall.pictures}
    try:
        for picture in wall.pictures:
            data = read(picture.sha256)
            if data is not None:
                _hang(folder / file_of(picture), data)
                hung.append((picture, size_of(data)))
        put(there, (piece.encode("utf-8") for piece in page(wall, hung, settings)))
    finally:
        # A full disk must not keep up what was taken back: better a page with a hole in it.
        _take_down(folder, wanted)
    return len(hung)


def _hang(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        put(path, [data])


def _take_down(folder: Path, wanted: Iterable[str]) -> None:
    keep = frozenset(wanted)
    for path in folder.iterdir():
        if _PICTURE.fullmatch(path.name) and path.name not in keep:
            path.unlink(missing_ok=True)


def size_of(jpeg: bytes) -> Size:
    """As its frame header says (ITU-T T.81, B.2.2): the pages' room decodes no pictures."""
    at = 2
    while at + 9 <= len(jpeg):
        kind, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if kind in _FRAMES:
            height, width = unpack(">HH", jpeg[at + 5 : at + 9])
            return Size(width, height)
        at += 2 + length
    raise ValueError("no JPEG of our encoder's")
