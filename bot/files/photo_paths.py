"""A photo that an entry names: a file inside the campaign's folder, whatever its path tries."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from bot.files.values import Fault, shown


def photo_fault(folder: Path) -> Callable[[str], Fault | None]:
    """Says what is wrong with a path, if anything."""
    root = folder.resolve()
    judged: dict[str, Fault | None] = {}

    def fault(path: str) -> Fault | None:
        if path not in judged:
            judged[path] = _judge(root, path)
        return judged[path]

    return fault


def _judge(root: Path, path: str) -> Fault | None:
    facts = {"path": shown(path)}
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or path.startswith("~") or not path.isprintable():
        return Fault("photo-outside", facts)
    try:
        real = (root / pure).resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: links in a circle
        near = _nearest(root, pure)
        return Fault("photo-missing-near", facts | {"near": near}) if near else Fault("photo-missing", facts)
    if not real.is_relative_to(root):
        return Fault("photo-outside", facts)
    return None if real.is_file() else Fault("photo-not-a-file", facts)


def _nearest(root: Path, path: PurePosixPath) -> str:
    """A file of the same folder whose name is most like the one that is missing."""
    try:
        names = [item.name for item in (root / path.parent).iterdir() if item.is_file()]
    except OSError:
        return ""
    found = get_close_matches(path.name, names, n=1, cutoff=0.6)
    return str(path.parent / found[0]) if found else ""
