"""Tells when an organiser saved something, within a second, at no cost while nobody does.

The folders are watched one by one, not recursively: ``var/`` lies among them and is written all day. An event only
says that it is worth looking; what counts is whether the files differ from the last look. So an editor's temporary
files say nothing, and a change that no event told of (a network disk, a folder moved away) is still found.

After an event the files' contents count too: two saves within one tick of the disk's clock (4 ms, on some disks 2 s)
leave the same time, and ``3 days`` is as long as ``2 days``. Looking untold reads no file.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from watchfiles._rust_notify import RustNotify  # documented for direct use: watchfiles' own loop looks only at events

from bot.files.gather import MESSAGES, SCHEDULES, SETTINGS, is_dropping
from bot.files.secrets import FILE as SECRETS
from bot.files.text import MAX_BYTES

STEP_MS = 250
"""How long nothing may change before a save is taken to be over; also how soon ``stop`` is noticed."""

LONGEST_SAVE_MS = 500
"""A save that goes on is looked at all the same."""

UNTOLD_MS = 10_000
"""How often to look without being told."""

RETRY_S = 1.0
"""Between looks while there is no folder to watch, or no means to."""


@dataclass(frozen=True, slots=True)
class _Look:
    """The folders there are and the files in them, as far as a change would show."""

    folders: tuple[tuple[str, int], ...]
    """Path and inode: another folder of the same name needs another watch."""
    files: tuple[tuple[str, int, int, int, int], ...]
    """Path, inode, time and size of each; its mode, since a file may become readable."""
    contents: bytes = b""
    """A digest of them all; none as long as nobody needed it."""


def watch(folder: Path, changed: Callable[[], object], stop: Event) -> None:
    """Call ``changed`` after each save of the campaign's files or secrets in ``folder``, until ``stop`` is set.

    It is called once at the start too: what was saved after the caller's own reading, and before the watch was on,
    would be told by nobody. ``folder`` and any of its parts may be missing at first, appear later, and be replaced.
    """
    last = _with_contents(_look(folder))
    if not stop.is_set():
        changed()
    while not stop.is_set():
        try:
            last = _watch_folders(folder, last, changed, stop)
        except _NoWatchError:
            # No folder yet, gone between look and watch, or the system's limit of watches: looking still works.
            stop.wait(RETRY_S)
            last = _tell(_look(folder), last, changed, read=False)


class _NoWatchError(Exception):
    pass


def _watch_folders(folder: Path, last: _Look, changed: Callable[[], object], stop: Event) -> _Look:
    """Watch the folders of ``last`` until there are others."""
    watched = last.folders
    notifier = _notifier([path for path, _ in watched])
    # First a look: what changed before the watch was on has left no event.
    told = True
    try:
        while not stop.is_set():
            last = _tell(_look(folder), last, changed, read=told)
            if last.folders != watched:
                break
            told = isinstance(notifier.watch(LONGEST_SAVE_MS, STEP_MS, UNTOLD_MS, stop), set)
    finally:
        notifier.close()
    return last


def _notifier(paths: list[str]) -> RustNotify:
    if not paths:
        raise _NoWatchError
    try:
        return RustNotify(paths, False, False, 0, False, True)
    except (OSError, RuntimeError) as error:
        raise _NoWatchError from error


def _tell(now: _Look, last: _Look, changed: Callable[[], object], *, read: bool) -> _Look:
    differs = now.files != last.files
    now = _with_contents(now) if differs or read else replace(now, contents=last.contents)
    if differs or now.contents != last.contents:
        changed()
    return now


def _with_contents(look: _Look) -> _Look:
    digest = hashlib.blake2b()
    for path, *_, mode in look.files:
        # To open a pipe is to wait for its other end.
        if stat.S_ISREG(mode):
            digest.update(_beginning(path))
    return replace(look, contents=digest.digest())


def _beginning(path: str) -> bytes:
    """As much of a file as is ever read of it."""
    try:
        with Path(path).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        return b""


def _look(folder: Path) -> _Look:
    folders: list[tuple[str, int]] = []
    files: list[tuple[str, int, int, int, int]] = []
    root = str(folder)
    if _note_folder(root, folders):
        for name in (SETTINGS, SECRETS):
            path = os.path.join(root, name)  # noqa: PTH118 - many small calls: strings are cheaper
            _note_file(path, files)
            _note_target(path, folders)
        for name, depth in ((SCHEDULES, 1), (MESSAGES, 2)):
            _note_inside(os.path.join(root, name), depth, folders, files)  # noqa: PTH118 - as above
    return _Look(tuple(folders), tuple(files))


def _note_target(path: str, folders: list[tuple[str, int]]) -> None:
    """Where a file that is a link is really written."""
    if os.path.islink(path):  # noqa: PTH114 - as above
        _note_folder(os.path.dirname(os.path.realpath(path)), folders)  # noqa: PTH120 - as above


def _note_inside(
    path: str, depth: int, folders: list[tuple[str, int]], files: list[tuple[str, int, int, int, int]]
) -> None:
    if depth == 0 or not _note_folder(path, folders):
        return
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208 - names are wanted, not paths
    except OSError:
        return
    for name in names:
        if not is_dropping(name):
            inner = os.path.join(path, name)  # noqa: PTH118 - as above
            _note_file(inner, files)
            _note_inside(inner, depth - 1, folders, files)


def _note_folder(path: str, folders: list[tuple[str, int]]) -> bool:
    try:
        if not os.path.isdir(path):  # noqa: PTH112 - as above
            return False
        folders.append((path, os.stat(path).st_ino))  # noqa: PTH116 - as above
    except OSError:
        return False
    return True


def _note_file(path: str, files: list[tuple[str, int, int, int, int]]) -> None:
    try:
        status = os.stat(path)  # noqa: PTH116 - as above
    except OSError:
        files.append((path, 0, 0, 0, 0))
        return
    if os.path.isdir(path):  # noqa: PTH112 - as above
        # A folder's own time moves with every dropping inside it.
        files.append((path, status.st_ino, 0, 0, 0))
    else:
        files.append((path, status.st_ino, status.st_mtime_ns, status.st_size, status.st_mode))
