"""What networks answered while the database could not take it down: a small file that is there before it is needed.

Its megabyte is written, not only reserved, so that a full disk has nothing left to refuse; each record is on the disk
when ``keep`` returns (``O_DSYNC``). Another process may have it open: every operation holds its lock, for its own time.
"""

from __future__ import annotations

import fcntl
import json
import os
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import log
from bot.campaign.outcome import Receipt

SIZE = 1 << 20
_HEAD = struct.Struct(">4sII")
"""A mark, the length of what follows, its checksum."""
_MARK = b"rcpt"
_END = bytes(_HEAD.size)
_log = log.logger("receipts")


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer: the post of ``key`` at ``fence`` is out."""

    key: str
    fence: int
    receipt: Receipt
    at: datetime


class Receipts:
    """The journal beside one database. A journal that fails costs a look at the network, never a post: it says so in
    the log and nothing else.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def prepare(self) -> None:
        """Have the file there, all of it, whatever becomes of the disk."""
        try:
            with self._locked(os.O_RDWR | os.O_CREAT) as descriptor:
                missing = SIZE - os.fstat(descriptor).st_size
                if missing > 0:
                    os.pwrite(descriptor, bytes(missing), SIZE - missing)
                    os.fsync(descriptor)
        except OSError as error:
            _log.warning("no journal for receipts", cause=error.strerror)

    def keep(self, kept: Kept) -> bool:
        """Add one; whether it is on the disk."""
        written = {
            "key": kept.key,
            "fence": kept.fence,
            "remote_id": kept.receipt.remote_id,
            "url": kept.receipt.url,
            "at": kept.at.isoformat(),
        }
        body = json.dumps(written, ensure_ascii=False).encode()
        record = _HEAD.pack(_MARK, len(body), zlib.crc32(body)) + body
        try:
            with self._locked(os.O_RDWR | os.O_CREAT) as descriptor:
                found = os.pread(descriptor, SIZE, 0)
                if record in found:
                    return True
                _, end = _records(found)
                if end + len(record) + len(_END) > SIZE:
                    _log.warning("the journal for receipts is full")
                    return False
                # What an earlier use left behind it is no record of this one's.
                written_bytes = os.pwrite(descriptor, record + _END, end)
                return written_bytes >= len(record)
        except OSError as error:
            _log.warning("a receipt is not in the journal", key=kept.key, cause=error.strerror)
            return False

    def kept(self) -> Sequence[Kept]:
        """What is in it, in order; what was only half written is not."""
        try:
            with self._locked(os.O_RDONLY) as descriptor:
                return _records(os.pread(descriptor, SIZE, 0))[0]
        except FileNotFoundError:
            return ()
        except OSError as error:
            _log.warning("the journal for receipts cannot be read", cause=error.strerror)
            return ()

    def clear(self, known: Sequence[Kept]) -> None:
        """The database has ``known``; what was added beside them stays, with them."""
        try:
            with self._locked(os.O_RDWR) as descriptor:
                found, end = _records(os.pread(descriptor, SIZE, 0))
                if found and all(one in known for one in found):
                    os.pwrite(descriptor, bytes(end), 0)
        except FileNotFoundError:
            return
        except OSError as error:
            # What stays in it is the truth, and told again it changes nothing.
            _log.warning("the journal for receipts is not cleared", cause=error.strerror)

    @contextmanager
    def _locked(self, flags: int) -> Iterator[int]:
        descriptor = os.open(self._path, flags | os.O_DSYNC | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH if flags == os.O_RDONLY else fcntl.LOCK_EX)
            yield descriptor
        finally:
            os.close(descriptor)


def _records(found: bytes) -> tuple[Sequence[Kept], int]:
    """The records at the head of ``found``, and where the next one goes."""
    records, at = [], 0
    while at + _HEAD.size <= len(found):
        mark, length, checksum = _HEAD.unpack_from(found, at)
        body = found[at + _HEAD.size : at + _HEAD.size + length]
        if mark != _MARK or len(body) != length or zlib.crc32(body) != checksum:
            break
        said = json.loads(body)
        receipt = Receipt(said["remote_id"], said["url"])
        records.append(Kept(said["key"], said["fence"], receipt, datetime.fromisoformat(said["at"])))
        at += _HEAD.size + length
    return records, at
