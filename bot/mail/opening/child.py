"""A process that begins another one for each mail: the first has our libraries ready and never sees a mail, the second
has one mail, its own connection, and ends with it. So the next mail never meets what the last one may have left.
"""

from __future__ import annotations

import gc
import os
import socket
import sys
from collections.abc import Sequence

from bot.cage.shutting import shut
from bot.mail.opening.frame import FAILED, FINE, HEADER, MAIL_BYTES_MAX, MEMORY_BYTES, WHOLE, Refusal, packed, refused
from bot.mail.opening.reading import read, read_header
from bot.mail.opening.words import load_codecs

_PIECE = 1 << 18
_READERS = {WHOLE: read, HEADER: read_header}


def main() -> None:
    """Take orders on standard input, a socket: one byte that says how to read, with the connection to the mail."""
    own_address = sys.argv[-1]
    orders = socket.socket(fileno=0)
    load_codecs()
    gc.freeze()
    while True:
        order, descriptors, _, _ = socket.recv_fds(orders, 1, 1)
        if not order:
            return
        (mail,) = descriptors
        child = os.fork()
        if not child:
            _open(order, mail, own_address)
        os.close(mail)
        _, status = os.waitpid(child, 0)
        orders.send(bytes([os.waitstatus_to_exitcode(status) & 0xFF]))


def _open(order: bytes, descriptor: int, own_address: str) -> None:
    """Read one mail and say what it is; never returns."""
    try:
        # The orders' socket and the mail's own number are closed with it: nothing but the mail is left.
        os.dup2(descriptor, 0)
        os.dup2(descriptor, 1)
        os.close(descriptor)
        shut(MEMORY_BYTES)
        for part in _answer(order, own_address):
            _write(part)
    except BaseException:  # noqa: BLE001  # its traceback would show the mail
        os._exit(FAILED)
    os._exit(FINE)


def _answer(order: bytes, own_address: str) -> Sequence[bytes]:
    raw = bytearray()
    while len(raw) <= MAIL_BYTES_MAX and (piece := os.read(0, _PIECE)):
        raw += piece
    try:
        return packed(*_READERS[order](raw, own_address))
    except Refusal as refusal:
        return refused(str(refusal))
    except MemoryError:
        return refused("mail-too-heavy")
    except Exception:  # noqa: BLE001  # a crafted mail makes the parser raise anything
        return refused("mail-broken")


def _write(part: bytes) -> None:
    rest = memoryview(part)
    while rest:
        rest = rest[os.write(1, rest) :]
