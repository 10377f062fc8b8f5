"""Supporters' files by their hash, in a folder that nobody else can enter."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import re
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot import log
from bot.errors import StoreError
from bot.ports import Cabinet
from bot.wording import coded

_HASH = re.compile(r"[0-9a-f]{64}")
_PART = ".part-"
_DAMAGED = ".damaged"
_TRIES = 3
_ZEROS = bytes(1 << 16)
_log = log.logger("cabinet")


class FileCabinet(Cabinet):
    """One file each, named by its SHA-256, mode 0600, in a folder of mode 0700. Safe to use from many threads.

    Every verb raises ``StoreError`` when the disk fails it.
    """

    def __init__(self, folder: Path) -> None:
        """``folder`` is made when the first file comes."""
        self._folder = folder
        self._turn = threading.Lock()

    def keep(self, data: bytes) -> str:
        """See ``ports.Cabinet``: there whole, and on the disk, when this returns; the same file twice is one."""
        sha256 = hashlib.sha256(data).hexdigest()
        with self._told(), self._turn:
            self._make_folder()
            if self._sound(sha256) is None:
                self._write(sha256, data)
            _sync(self._folder)
        return sha256

    def read(self, sha256: str) -> bytes | None:
        """See ``ports.Cabinet``. One that is not what its name says is moved aside, and is not there."""
        with self._told(), self._turn:
            return self._sound(sha256) if _HASH.fullmatch(sha256) else None

    def remove(self, sha256: str) -> None:
        """See ``ports.Cabinet``, one that was moved aside included.

        A magnetic disk has zeros in its place then. An SSD, or a file system that writes elsewhere (btrfs, ZFS, an
        overlay), keeps the old blocks until it uses them again: only an encrypted disk makes those unreadable.
        """
        if not _HASH.fullmatch(sha256):
            return
        with self._told(), self._turn:
            for name in (sha256, f"{sha256}{_DAMAGED}"):
                _shred(self._folder / name)

    def all(self) -> frozenset[str]:
        """See ``ports.Cabinet``. What a crash left half-written is removed on the way."""
        with self._told(), self._turn:
            if not self._folder.exists():
                return frozenset()
            found = list(self._folder.iterdir())
            for path in found:
                if path.name.startswith(_PART):
                    _shred_if_left(path)
            return frozenset(path.name for path in found if _HASH.fullmatch(path.name))

    def _make_folder(self) -> None:
        if not self._folder.exists():
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sync(self._folder.parent)
        if self._folder.stat().st_mode & 0o077:
            # A folder that was copied back is as open as the copy.
            self._folder.chmod(0o700)

    def _sound(self, sha256: str) -> bytes | None:
        path = self._folder / sha256
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
        path.replace(path.with_name(f"{sha256}{_DAMAGED}"))
        _log.warning("a file in the cabinet is damaged", length=len(data))
        return None

    def _write(self, sha256: str, data: bytes) -> None:
        for _ in range(_TRIES):
            descriptor, name = tempfile.mkstemp(prefix=_PART, dir=self._folder)
            part = Path(name)
            try:
                # Held while it is written, and let go by a crash: so others know what was left.
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                _write_whole(descriptor, data)
                part.replace(self._folder / sha256)
            except FileNotFoundError:
                # Another process took it for a crash's, between its making and its holding.
                continue
            except BaseException:
                _shred(part)
                raise
            else:
                return
            finally:
                os.close(descriptor)
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            # Its own text would name the file, and so whose photo it is to whoever has it.
            cause = os.strerror(error.errno) if error.errno else type(error).__name__
            raise coded(StoreError, "cabinet-disk", folder=self._folder, cause=cause) from None


def _write_whole(descriptor: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(descriptor, left) :]
    os.fsync(descriptor)


def _shred(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        _overwrite(file.fileno())
        path.unlink(missing_ok=True)
    _sync(path.parent)


def _shred_if_left(part: Path) -> None:
    with suppress(FileNotFoundError, BlockingIOError), part.open("rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _overwrite(file.fileno())
        part.unlink(missing_ok=True)


def _overwrite(descriptor: int) -> None:
    left = os.fstat(descriptor).st_size
    while left > 0:
        left -= os.write(descriptor, _ZEROS[: min(left, len(_ZEROS))])
    os.fsync(descriptor)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
