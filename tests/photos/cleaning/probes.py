"""What somebody who has taken over a child would try: each attempt is a program of its own, caged like the children.

Said on standard output: ``did it``, ``refused``; a child that was killed says nothing.
"""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from bot.cage.shutting import shut
from bot.photos.cleaning.frame import MEMORY_BYTES, write_all

_PARENT = os.getppid()
C = ctypes.CDLL(None, use_errno=True)
_INET = 2
_EXECUTABLE = 7
_PAGE = 4096
_ANONYMOUS_PRIVATE = 0x22
_BUFFER = ctypes.create_string_buffer(64)
C.mmap.restype = ctypes.c_void_p
C.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
C.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
_ARGUMENTS = (ctypes.c_char_p * 2)(b"/bin/true", None)


def _library(call: str, *arguments: object) -> Callable[[], object]:
    def attempt() -> object:
        result = getattr(C, call)(*arguments)
        if result == -1:
            raise OSError(ctypes.get_errno(), call)
        return result

    return attempt


def _executable_memory() -> None:
    page = C.mmap(None, _PAGE, 3, _ANONYMOUS_PRIVATE, -1, 0)
    if C.mprotect(page, _PAGE, 7) != 0:
        raise OSError(ctypes.get_errno(), "mprotect")


def _thread() -> None:
    done = threading.Event()
    threading.Thread(target=done.set).start()
    done.wait()


def _thread_s_file() -> None:
    refused: list[bool] = []

    def attempt() -> None:
        try:
            os.open("/etc/passwd", os.O_RDONLY)
        except PermissionError:
            refused.append(True)

    thread = threading.Thread(target=attempt)
    thread.start()
    thread.join()
    if refused:
        raise PermissionError


ATTEMPTS: dict[str, Callable[[], object]] = {
    "read a file": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "write a file": lambda: os.open("/tmp/probe", os.O_WRONLY | os.O_CREAT, 0o600),  # noqa: S108 -- not to be made
    "read the environment": lambda: os.open("/proc/self/environ", os.O_RDONLY),
    "read the parent's environment": lambda: os.open(f"/proc/{_PARENT}/environ", os.O_RDONLY),
    "look at a file": Path("/etc/passwd").stat,
    "list a folder": lambda: list(Path("/").iterdir()),
    "delete a file": _library("unlink", b"/tmp/probe"),
    "import a module": lambda: __import__("sqlite3"),
    "make a socket": _library("socket", _INET, 1, 0),
    "connect": _library("connect", 0, _BUFFER, 16),
    "make a pair of sockets": _library("socketpair", 1, 1, 0, _BUFFER),
    "fork": _library("fork"),
    "vfork by another name": _library("posix_spawn", _BUFFER, b"/bin/true", None, None, _ARGUMENTS, None),
    "run a program": _library("execve", b"/bin/true", _ARGUMENTS, None),
    "trace": _library("ptrace", 0, 0, 0, 0),
    "signal the parent": lambda: os.kill(_PARENT, 0),
    "make code of a page": _executable_memory,
    "ask for a page of code": lambda: C.mmap(None, _PAGE, _EXECUTABLE, _ANONYMOUS_PRIVATE, -1, 0),
    "make a file in memory": _library("memfd_create", b"x", 0),
    "leave for a namespace": _library("unshare", 0x10000000),
    "raise a limit": lambda: resource.setrlimit(resource.RLIMIT_CPU, (1000, 1000)),
    "write to another descriptor": lambda: os.write(2, b"x"),
    "read from another descriptor": lambda: os.read(1, 1),
    "copy a descriptor": lambda: os.dup(0),
    "read another's memory": _library("process_vm_readv", _PARENT, _BUFFER, 0, _BUFFER, 0, 0),
    "start a thread": _thread,
    "read a file in a thread": _thread_s_file,
    "take two gigabytes": lambda: bytearray(2 << 30),
    "abort": os.abort,
}


def main(what: str, threads: str = "") -> None:
    """Shut the cage and make one attempt."""
    if what in {"tell", "tell and stand"}:
        inside = sorted(path.name for path in Path("/proc/self/fd").iterdir())
        modules = sorted({name.split(".")[0] for name in sys.modules})
        told = repr((dict(os.environ), str(Path.cwd()), inside, [name for name in modules if name in {"bot", "site"}]))
        write_all(told.encode())
        shut(MEMORY_BYTES, threads=bool(threads))
        if what == "tell and stand":
            threading.Event().wait()
        os._exit(0)
    attempt = ATTEMPTS[what]
    shut(MEMORY_BYTES, threads=bool(threads))
    try:
        attempt()
    except (MemoryError, ImportError):
        write_all(b"refused")
    except OSError as error:
        write_all(b"refused" if error.errno in {errno.EPERM, None} else f"other: {error.errno}".encode())
    else:
        write_all(b"did it")
    os._exit(0)


def main_inside(decoder: str) -> None:
    """Run the decoder where the kernel refuses filters: a filter that is already there forbids prctl."""
    import struct  # noqa: PLC0415 -- of no use to the other probes

    lines = (
        (0x20, 0, 0, 0),
        (0x15, 0, 1, 157 if os.uname().machine == "x86_64" else 167),
        (0x06, 0, 0, 0x00050001),
        (0x06, 0, 0, 0x7FFF0000),
    )
    code = b"".join(struct.pack("=HBBI", *line) for line in lines)

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))

    whole = Program(len(lines), code)
    assert C.prctl(38, 1, 0, 0, 0) == 0
    assert C.prctl(22, 2, ctypes.byref(whole), 0, 0) == 0
    signal.alarm(10)
    from importlib import import_module  # noqa: PLC0415 -- as above

    import_module(decoder).main("JPEG", "2048", "supporters")
