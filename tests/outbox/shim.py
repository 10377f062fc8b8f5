"""A file system of SQLite's that fails where a test says so, and remembers every write in order: a VFS around the real.

Only what SQLite writes goes through it (sqlite.org/c3ref/vfs.html, io_methods.html); reads and locks are the real ones.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

FULL, IOERR_FSYNC, IOERR_TRUNCATE, OK = 13, 1034, 1546, 0

_VFS_HEAD: list[tuple[str, Any]] = [
    ("version", ctypes.c_int),
    ("file_size", ctypes.c_int),
    ("longest", ctypes.c_int),
    ("next", ctypes.c_void_p),
    ("name", ctypes.c_char_p),
    ("data", ctypes.c_void_p),
]
_VFS_VERBS = (
    *("open", "delete", "access", "full", "dl_open", "dl_error", "dl_sym", "dl_close", "random", "sleep", "time"),
    *("error", "time64", "set_call", "get_call", "next_call"),
)
_FILE_VERBS = (
    *("close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved", "control", "sector"),
    *("device", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch"),
)


class _Vfs(ctypes.Structure):
    _fields_ = (*_VFS_HEAD, *((name, ctypes.c_void_p) for name in _VFS_VERBS))


class _Methods(ctypes.Structure):
    _fields_ = (("version", ctypes.c_int), *((name, ctypes.c_void_p) for name in _FILE_VERBS))


class _File(ctypes.Structure):
    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


_P, _I, _L = ctypes.c_void_p, ctypes.c_int, ctypes.c_longlong
_OPEN = ctypes.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_WRITE = ctypes.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = ctypes.CFUNCTYPE(_I, _P, _L)
_SYNC = ctypes.CFUNCTYPE(_I, _P, _I)
_DELETE = ctypes.CFUNCTYPE(_I, _P, _P, _I)


@dataclass(frozen=True)
class Step:
    """One thing SQLite did to a file, or a word of the test's own between two."""

    kind: str
    """``write``, ``truncate``, ``sync``, ``delete`` or ``said``."""
    path: str
    offset: int = 0
    data: bytes = b""


@dataclass
class Shim:
    """SQLite's default file system while the context lasts; connections must be closed before its end."""

    fails: Callable[[Step], int] = lambda _: OK
    """Asked before each step: the error SQLite is to get instead of it."""
    steps: list[Step] = field(default_factory=list)
    _kept: list[Any] = field(default_factory=list)
    _paths: dict[int, str] = field(default_factory=dict)
    _methods: dict[int, _Methods] = field(default_factory=dict)

    def __enter__(self) -> Self:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = [ctypes.c_char_p]
        library.sqlite3_vfs_register.argtypes = [ctypes.POINTER(_Vfs), ctypes.c_int]
        library.sqlite3_vfs_unregister.argtypes = [ctypes.POINTER(_Vfs)]
        self._library, self._real = library, library.sqlite3_vfs_find(None)
        ours = _Vfs.from_buffer_copy(self._real.contents)
        ours.name = b"shim"
        ours.next = None
        opened, deleted = _OPEN(self._open), _DELETE(self._delete)
        ours.open, ours.delete = ctypes.cast(opened, _P), ctypes.cast(deleted, _P)
        self._kept += [ours, opened, deleted]
        self._ours = ctypes.pointer(ours)
        assert library.sqlite3_vfs_register(self._ours, 1) == OK
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._library.sqlite3_vfs_register(self._real, 1)
        self._library.sqlite3_vfs_unregister(self._ours)

    def say(self, word: str) -> None:
        """The test's own mark between two steps."""
        self.steps.append(Step("said", word))

    def _open(self, _vfs: int, name: int, file: int, flags: int, out: int) -> int:
        real = _OPEN(self._real.contents.open)
        code = int(real(ctypes.cast(self._real, _P), name, file, flags, out))
        opened = ctypes.cast(file, ctypes.POINTER(_File)).contents
        # A temporary file has no name, and one that could not be opened no methods.
        if code == OK and name:
            self._paths[file] = ctypes.string_at(name).decode()
            opened.methods = ctypes.pointer(self._around(opened.methods))
        return code

    def _delete(self, _vfs: int, name: int, sync: int) -> int:
        real = _DELETE(self._real.contents.delete)
        step = Step("delete", ctypes.string_at(name).decode(), sync)
        return self._do(step, lambda: int(real(ctypes.cast(self._real, _P), name, sync)))

    def _around(self, real: Any) -> _Methods:
        address = ctypes.addressof(real.contents)
        if address not in self._methods:
            ours = _Methods.from_buffer_copy(real.contents)
            write, truncate, sync = _WRITE(ours.write), _TRUNCATE(ours.truncate), _SYNC(ours.sync)

            def on_write(file: int, data: int, amount: int, offset: int) -> int:
                step = Step("write", self._paths[file], offset, ctypes.string_at(data, amount))
                return self._do(step, lambda: write(file, data, amount, offset))

            def on_truncate(file: int, size: int) -> int:
                return self._do(Step("truncate", self._paths[file], size), lambda: truncate(file, size))

            def on_sync(file: int, flags: int) -> int:
                return self._do(Step("sync", self._paths[file]), lambda: sync(file, flags))

            callbacks = (_WRITE(on_write), _TRUNCATE(on_truncate), _SYNC(on_sync))
            ours.write, ours.truncate, ours.sync = (ctypes.cast(callback, _P) for callback in callbacks)
            self._kept += [*callbacks, write, truncate, sync]
            self._methods[address] = ours
        return self._methods[address]

    def _do(self, step: Step, real: Callable[[], int]) -> int:
        code = self.fails(step) or int(real())
        if code == OK:
            self.steps.append(step)
        return code


def on_disk_after(steps: list[Step], keep: Callable[[Step], bytes | None]) -> dict[str, bytes]:
    """What the files hold after a power cut: all that was synced, and of the rest what ``keep`` leaves of each step.

    ``keep`` gives the part of a write that arrived (or anything for a truncation); ``None``: it did not.
    """
    safe: dict[str, bytes] = {}
    loose: dict[str, list[Step]] = {}
    gone: set[str] = set()
    for step in steps:
        if step.kind == "delete":
            gone.add(step.path)
        if step.kind == "sync" or (step.kind == "delete" and step.offset):
            # The folder's list of names is on the disk with the first sync of a file that is new in it.
            for path in gone:
                safe.pop(path, None)
                loose.pop(path, None)
            gone.clear()
        if step.kind == "sync":
            content = safe.get(step.path, b"")
            for earlier in loose.pop(step.path, []):
                content = _applied(content, earlier, earlier.data)
            safe[step.path] = content
        elif step.kind in {"write", "truncate"}:
            gone.discard(step.path)
            loose.setdefault(step.path, []).append(step)
    for path, pending in loose.items():
        for step in pending:
            arrived = keep(step)
            if arrived is not None:
                safe[path] = _applied(safe.get(path, b""), step, arrived)
    return safe


def _applied(content: bytes, step: Step, data: bytes) -> bytes:
    if step.kind == "truncate":
        return content[: step.offset].ljust(step.offset, b"\0")
    whole = content.ljust(step.offset, b"\0")
    return whole[: step.offset] + data + whole[step.offset + len(data) :]


def write_down(folder: Path, files: dict[str, bytes]) -> None:
    """The files, by their names, in another folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (folder / Path(path).name).write_bytes(content)
