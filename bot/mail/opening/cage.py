"""How a child gives up what reading a mail does not need, before it has the first byte of one."""

from __future__ import annotations

import resource

CPU_S = 10
MEMORY_BYTES = 400_000_000
"""A mail of 25 MB takes half of it."""


def shut() -> None:
    """No file, no connection, no other process, from here on; processor time and memory are limited.

    Descriptors that are open stay so; a new one of any kind would be above the limit.
    """
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
