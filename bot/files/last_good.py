"""The last version of the campaign's files without an error, on disk: what goes on when an edit breaks a file.

``versions/<sha256>/`` holds the files as they were and ``about.json``; ``current`` names the version. A version is
written whole, flushed, and only then named, by one rename: a power cut leaves the old one or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

_ABOUT = "about.json"
_CURRENT = "current"
_SOUND = "found-sound"


@dataclass(frozen=True, slots=True)
class Version:
    """One version without errors."""

    sources: Mapping[str, str]
    """The whole set of files, by path: what ``read_sources`` takes."""
    photos: frozenset[str]
    """The photos its entries named."""
    kept_at: datetime
    """UTC."""

    def mended(self, sources: Mapping[str, str], broken: Iterable[str]) -> dict[str, str]:
        """The present ``sources`` with the last good text of each broken file.

        A broken file that never was good is left out: there is nothing of it to go on with.
        """
        mended = {path: source for path, source in sources.items() if path not in set(broken)}
        return mended | {path: self.sources[path] for path in broken if path in self.sources}


class LastGood:
    """Keeps one version in ``folder`` (``var/last-good``). One process at a time writes there."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, sources: Mapping[str, str], photos: Iterable[str], now: datetime, mark: str = "") -> None:
        """Replace the version kept. The caller has found no error in ``sources``. Raises ``OSError`` (disk full).

        ``mark`` says by whom they were found sound, see ``found_sound``.
        """
        name = digest_of(sources)
        versions = self._folder / "versions"
        home = versions / name
        if self._current() != name or not home.is_dir():
            versions.mkdir(parents=True, exist_ok=True)
            half = versions / f".{name}.half"
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            for path, source in sources.items():
                _write(_inside(half, path), source)
            about = {"files": sorted(sources), "photos": sorted(photos), "kept_at": now.isoformat()}
            _write(half / _ABOUT, json.dumps(about, ensure_ascii=False, indent=1))
            for folder in (*(path for path in half.rglob("*") if path.is_dir()), half):
                _flush(folder)
            # The name is the contents' own: a version of it that is there already, but not current, was cut short.
            shutil.rmtree(home, ignore_errors=True)
            half.rename(home)
            _flush(versions)
            _write(self._folder / f".{_CURRENT}", name)
            (self._folder / f".{_CURRENT}").replace(self._folder / _CURRENT)
            _flush(self._folder)
        for old in versions.iterdir():
            if old.name != name:
                shutil.rmtree(old, ignore_errors=True)
        if self.found_sound() != mark:
            _write(self._folder / f".{_SOUND}", mark)
            (self._folder / f".{_SOUND}").replace(self._folder / _SOUND)
            _flush(self._folder)

    def found_sound(self) -> str:
        """The mark of what was last found without an error; empty when nothing was, or nobody said by whom."""
        try:
            return _read(self._folder / _SOUND)
        except (OSError, ValueError):
            return ""

    def restore(self) -> Version | None:
        """The version kept; ``None`` when there is none, or when it is not as it was written."""
        name = self._current()
        if name is None:
            return None
        home = self._folder / "versions" / name
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            about = json.loads(_read(home / _ABOUT))
            sources = {path: _read(_inside(home, path)) for path in about["files"]}
            if digest_of(sources) == name:
                return Version(sources, frozenset(about["photos"]), datetime.fromisoformat(about["kept_at"]))
        return None

    def _current(self) -> str | None:
        try:
            name = _read(self._folder / _CURRENT)
        except (OSError, ValueError):
            return None
        return name if name.isalnum() else None


def digest_of(sources: Mapping[str, str]) -> str:
    """The same for the same texts under the same paths."""
    digest = hashlib.sha256()
    for path, source in sorted(sources.items()):
        for part in (path, source):
            raw = part.encode("utf-8", "surrogatepass")
            digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def _inside(folder: Path, path: str) -> Path:
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        raise ValueError(f"{path!r} leads out of its folder")
    return folder / pure


def _read(path: Path) -> str:
    # Bytes and back: reading as text would turn every line end into one kind.
    return path.read_bytes().decode("utf-8")


def _write(path: Path, source: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(source.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _flush(folder: Path) -> None:
    """A file's name is durable only once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
