"""The process that begins the two children of each picture: it has their libraries ready, and never sees a picture.

Each child has one picture, or its pixels, and ends with it: the next picture never meets what the last one may have
left. Beginning both here takes a tenth of what starting two programs does.
"""

from __future__ import annotations

import ctypes
import fcntl
import gc
import importlib
import json
import os
import signal
import socket
from collections.abc import Sequence
from contextlib import suppress

from bot.photos.cleaning.frame import ORDER_BYTES_MAX, PIPE_BYTES, STARTED, STATUSES

_READY_FOR = (
    *("bot.photos.cleaning.decoder", "bot.photos.cleaning.encoder"),
    *("PIL.JpegImagePlugin", "PIL.PngImagePlugin", "PIL.WebPImagePlugin"),
)
"""What most children want. HEIF's library is large and rarely wanted: its decoder loads it, before its cage is shut."""
_PR_SET_PDEATHSIG = 1
_FAILED = 1


def main() -> None:
    """Take orders on standard input, a socket: two modules with their arguments, where to read and where to write."""
    _die_with_parent(os.getppid())
    orders = socket.socket(fileno=0)
    for name in _READY_FOR:
        importlib.import_module(name)
    gc.freeze()
    orders.send(STARTED)
    while True:
        order, descriptors, _, _ = socket.recv_fds(orders, ORDER_BYTES_MAX, 2)
        if not order:
            return
        orders.send(STATUSES.pack(*_statuses(*json.loads(order), *descriptors)))


def _statuses(decoder: Sequence[str], encoder: Sequence[str], source: int, target: int) -> tuple[int, int]:
    """How both ended, when both have; a negative status is the signal that killed a child."""
    between, into = os.pipe()
    with suppress(OSError):  # a larger pipe saves switches; not every system gives one
        fcntl.fcntl(into, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
    first, second = _begun(decoder, source, into), _begun(encoder, between, target)
    for descriptor in (source, target, between, into):
        os.close(descriptor)
    return _status(first), _status(second)


def _begun(words: Sequence[str], source: int, target: int) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    # From here on a child that never returns.
    try:
        _die_with_parent(parent)
        os.dup2(source, 0)
        os.dup2(target, 1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        module, *arguments = words
        importlib.import_module(module).main(*arguments)
    finally:
        os._exit(_FAILED)


def _die_with_parent(parent: int) -> None:
    """A child that hangs has nobody to end it when its parent was killed."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(_FAILED)


def _status(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
