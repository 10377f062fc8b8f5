"""Duties that rest while the key is not there by which the people in the store are known again."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.daemon.photos.kit import Kit
from bot.ports import Duty

AGAIN = timedelta(minutes=1)


class Locked:
    """A duty about photos that rests while ``Kit.locked``: it would take somebody who said stop for a stranger."""

    def __init__(self, duty: Duty, kit: Kit) -> None:
        self.name = duty.name
        self._duty, self._kit = duty, kit

    def run_once(self, now: datetime) -> datetime | None:
        """As the duty says, or when to look for the key again."""
        return now + AGAIN if self._kit.locked() else self._duty.run_once(now)
