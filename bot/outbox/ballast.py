"""Sixty-four megabytes that are given up first when the disk is full, so that what is in hand can be written down."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bot import log
from bot.outbox.durable import make_durable

SIZE = 64 << 20
ROOM = 1 << 30
"""Made only where so much is free: a small disk needs its space for the campaign."""
LEFT = 16 << 20
_log = log.logger("ballast")


class Ballast:
    """The file beside one database."""

    def __init__(self, database: Path, room: int = ROOM) -> None:
        self.room = room
        self.path = database.with_name(f"{database.name}.ballast")

    @property
    def is_there(self) -> bool:
        """Whether it can be given up."""
        return self.path.exists()

    @property
    def is_wanted(self) -> bool:
        """Whether the disk has next to nothing left."""
        try:
            return self.free_bytes() < LEFT
        except OSError:
            return False

    def free_bytes(self) -> int:
        """What the disk has left for us, the ballast aside."""
        return shutil.disk_usage(self.path.parent).free

    def make(self) -> bool:
        """Lay it down where there is room; whether it is there now."""
        if self.is_there:
            return True
        part = self.path.with_name(f"{self.path.name}.part")
        try:
            if self.free_bytes() < self.room:
                return False
            part.unlink(missing_ok=True)
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            try:
                os.posix_fallocate(descriptor, 0, SIZE)
            finally:
                os.close(descriptor)
            part.rename(self.path)
        except OSError as error:
            _log.warning("no ballast", cause=error.strerror)
            part.unlink(missing_ok=True)
            return False
        return True

    def give_up(self) -> bool:
        """Whether there was something to give up, and the disk has it back."""
        try:
            self.path.unlink()
            # Some file systems give space back only with the next commit of their own.
            make_durable(self.path.parent)
        except FileNotFoundError:
            return False
        except OSError as error:
            _log.warning("the ballast cannot be given up", cause=error.strerror)
            return False
        _log.warning("the disk is full: the ballast is given up", file=self.path)
        return True
