"""How a child locks itself up before it reads the first byte of what a stranger sent: a picture, or a mail."""

from __future__ import annotations

import ctypes
import errno
import os
import resource
import signal

from bot.cage.syscalls import ARCHITECTURES, program

CPU_S = 10
EXIT_NO_CAGE = 77
"""The child could not lock itself up, and has read nothing (``EX_NOPERM``)."""

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_SECCOMP_MODE_FILTER = 2


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def shut(memory_bytes: int, *, threads: bool = False) -> None:
    """No files, no network, no other process, no new code, from here on to the end of this process.

    It reads from descriptor 0 and writes to 1, has ``memory_bytes`` and ``CPU_S``, and with ``threads`` may begin
    threads, caged with it. Ends the process when the kernel does not go along: nothing is opened outside the cage.
    """
    try:
        _limit(memory_bytes)
        if not threads:
            resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        _filter(threads=threads)
    except OSError:
        os._exit(EXIT_NO_CAGE)
    if not _holds():
        os._exit(EXIT_NO_CAGE)


def _limit(memory_bytes: int) -> None:
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _filter(*, threads: bool) -> None:
    architecture = ARCHITECTURES.get(os.uname().machine)
    if architecture is None or ctypes.sizeof(ctypes.c_void_p) != 8:
        raise OSError(errno.ENOSYS, "no list of system calls for this processor")
    # No library by name: whatever this process runs on has prctl already.
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    lines = program(architecture, os.getpid(), threads=threads)
    whole = _Program(len(lines) // 8, lines)
    for option, value in (
        (_PR_SET_PDEATHSIG, int(signal.SIGKILL)),
        (_PR_SET_DUMPABLE, 0),
        (_PR_SET_NO_NEW_PRIVS, 1),
    ):
        _must(prctl(option, value, 0, 0, 0))
    _must(prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(whole), 0, 0))


def _must(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "the kernel refuses")


def _holds() -> bool:
    """Whether a file is refused, and by the filter: an emulated kernel may accept one and not heed it."""
    try:
        os.open("/", os.O_RDONLY)
    except OSError as error:
        return error.errno == errno.EPERM
    return False
