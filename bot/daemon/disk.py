"""Keeps the reserve that a full disk needs, and tells the staff when it was needed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from bot.ports import Alarm

EVERY = timedelta(minutes=1)
AFTER_IT_WAS_NEEDED = timedelta(minutes=10)
"""Before it is made again: whoever frees space has begun to, not ended."""
MEGABYTE = 1_000_000


class Reserve(Protocol):
    """Space on the disk of the database, which the store gives up when that is full."""

    path: Path

    @property
    def is_there(self) -> bool:
        """Whether it can be given up."""
        ...

    def free_bytes(self) -> int:
        """What else the disk has left."""
        ...

    def make(self) -> bool:
        """Make it where there is room; whether it is there now."""
        ...


class Disk:
    """A duty that looks once a minute."""

    name = "disk"

    def __init__(self, reserve: Reserve, alarm: Alarm) -> None:
        self._reserve = reserve
        self._alarm = alarm
        self._was_there: bool | None = None
        self._short = False
        """Whether the staff heard that there is none."""
        self._not_before: datetime | None = None

    def run_once(self, now: datetime) -> datetime | None:
        """Make it, or say why it is not there."""
        there = self._reserve.is_there
        if self._was_there and not there:
            self._not_before = now + AFTER_IT_WAS_NEEDED
            self._tell("disk-full")
        if not there and (self._not_before is None or now >= self._not_before):
            there = self._reserve.make()
            if there and self._short:
                self._alarm.tell("disk-again", folder=self._reserve.path.parent)
                self._short = False
            elif not there and not self._short:
                self._tell("disk-short")
        self._was_there = there
        return now + EVERY

    def _tell(self, code: str) -> None:
        self._short = True
        free = self._reserve.free_bytes() // MEGABYTE
        self._alarm.tell(code, folder=self._reserve.path.parent, free=free)
