"""Which system calls a caged child may make, as a seccomp-BPF program for the kernel to hold it to.

Numbers: Linux ``arch/x86/entry/syscalls/syscall_64.tbl`` and ``include/uapi/asm-generic/unistd.h``; layout of the data
that the program sees: ``include/uapi/linux/seccomp.h``.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

KILL = 0x80000000
"""SECCOMP_RET_KILL_PROCESS."""
DENY = 0x00050001
"""SECCOMP_RET_ERRNO with EPERM."""
NOT_THERE = 0x00050026
"""SECCOMP_RET_ERRNO with ENOSYS: the C library then uses the older call."""
ALLOW = 0x7FFF0000

PROT_EXEC = 4
CLONE_THREAD = 0x10000
MAP_ANONYMOUS = 0x20
_X32_BIT = 0x40000000
"""x86_64's second table of calls, which no program of ours uses."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

FREE = (
    *("brk", "munmap", "mremap", "madvise", "futex", "exit", "exit_group", "sched_yield", "close", "getpid", "gettid"),
    *("rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall"),
    *("clock_gettime", "gettimeofday", "getrandom"),
)
"""What decoding in memory needs, whatever the arguments."""
ASKED = (
    *("open", "openat", "stat", "newfstatat", "fstat", "lstat", "access", "faccessat", "readlink", "readlinkat"),
    *("lseek", "ioctl", "sysinfo", "sched_getaffinity", "getrlimit", "prlimit64", "uname"),
)
"""What libraries ask in passing and can do without the answer: refused, not deadly. Anything else ends the process."""
THREADED = ("set_robust_list", "rseq")
"""What a new thread does first."""

_X86_64 = """
    read 0, write 1, open 2, close 3, stat 4, fstat 5, lstat 6, lseek 8, mmap 9, mprotect 10, munmap 11, brk 12,
    rt_sigaction 13, rt_sigprocmask 14, rt_sigreturn 15, ioctl 16, access 21, sched_yield 24, mremap 25, madvise
    28, getpid 39, clone 56, exit 60, uname 63, readlink 89, gettimeofday 96, getrlimit 97, sysinfo 99,
    sigaltstack 131, gettid 186, futex 202, sched_getaffinity 204, restart_syscall 219, clock_gettime 228,
    exit_group 231, tgkill 234, openat 257, newfstatat 262, readlinkat 267, faccessat 269, set_robust_list 273,
    prlimit64 302, getrandom 318, rseq 334, clone3 435
"""
_AARCH64 = """
    ioctl 29, faccessat 48, openat 56, close 57, lseek 62, read 63, write 64, readlinkat 78, newfstatat 79,
    fstat 80, exit 93, exit_group 94, futex 98, set_robust_list 99, clock_gettime 113, sched_getaffinity 123,
    sched_yield 124, restart_syscall 128, tgkill 131, sigaltstack 132, rt_sigaction 134, rt_sigprocmask 135,
    rt_sigreturn 139, uname 160, getrlimit 163, gettimeofday 169, getpid 172, gettid 178, sysinfo 179, brk 214,
    munmap 215, mremap 216, clone 220, mmap 222, mprotect 226, madvise 233, prlimit64 261, getrandom 278, rseq
    293, clone3 435
"""


@dataclass(frozen=True, slots=True)
class Architecture:
    """A processor's name in audit records and its numbers of system calls."""

    audit: int
    numbers: Mapping[str, int]
    has_x32: bool = False


def _numbers(table: str) -> Mapping[str, int]:
    pairs = (entry.split() for entry in table.split(","))
    return {name: int(number) for name, number in pairs}


ARCHITECTURES: Mapping[str, Architecture] = {
    "x86_64": Architecture(
        0xC000003E,
        _numbers(_X86_64),
        has_x32=True,
    ),
    "aarch64": Architecture(
        0xC00000B7,
        _numbers(_AARCH64),
    ),
}


def program(architecture: Architecture, own_pid: int, *, threads: bool) -> bytes:
    """The filter: an array of ``struct sock_filter``, each 8 bytes.

    Reads come from standard input and writes go to standard output alone; memory is anonymous and never executable; a
    signal (``abort``) reaches this process only. With ``threads`` another thread may begin, never another process.
    """
    lines = [_load(_ARCHITECTURE), _jump(_EQUAL, architecture.audit, 1, 0), _give(KILL), _load(_NUMBER)]
    if architecture.has_x32:
        lines += [_jump(_AT_LEAST, _X32_BIT, 0, 1), _give(KILL)]
    numbers = architecture.numbers
    for name, argument, value in (("read", 0, 0), ("write", 0, 1), ("tgkill", 0, own_pid)):
        lines += _when(numbers[name], [_load_argument(argument), _jump(_EQUAL, value, 0, 1), _give(ALLOW), _give(KILL)])
    not_executable = [_load_argument(2), _jump(_ANY_BIT, PROT_EXEC, 0, 1), _give(KILL)]
    anonymous = [_load_argument(3), _jump(_ANY_BIT, MAP_ANONYMOUS, 0, 1), _give(ALLOW), _give(KILL)]
    lines += _when(numbers["mmap"], [*not_executable, *anonymous])
    lines += _when(numbers["mprotect"], [*not_executable, _give(ALLOW)])
    if threads:
        thread_only = [_load_argument(0), _jump(_ANY_BIT, CLONE_THREAD, 0, 1), _give(ALLOW), _give(KILL)]
        lines += _when(numbers["clone"], thread_only)
        # Its flags lie in memory, where no filter can look.
        lines += _when(numbers["clone3"], [_give(NOT_THERE)])
    for verdict, names in ((ALLOW, (*FREE, *(THREADED if threads else ()))), (DENY, ASKED)):
        for name in names:
            if name in numbers:
                lines += _when(numbers[name], [_give(verdict)])
    lines.append(_give(KILL))
    return b"".join(lines)


def _when(number: int, body: list[bytes]) -> list[bytes]:
    """``body``, which must end with a verdict, for this call alone."""
    return [_jump(_EQUAL, number, 0, len(body)), *body]


def _load(offset: int) -> bytes:
    return struct.pack("=HBBI", _LOAD, 0, 0, offset)


def _load_argument(index: int) -> bytes:
    # The lower half: both processors store it first, and every argument looked at here is an int.
    return _load(_ARGUMENTS + 8 * index)


def _jump(test: int, value: int, if_so: int, if_not: int) -> bytes:
    return struct.pack("=HBBI", test, if_so, if_not, value)


def _give(verdict: int) -> bytes:
    return struct.pack("=HBBI", _RETURN, 0, 0, verdict)
