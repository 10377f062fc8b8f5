"""Keeps the wall page true: what is out hangs there, and what is taken back is off it in the same step.

While a file ``STOP`` stops everything nothing hangs there: whoever stops in an emergency hides the gallery too.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from bot import log
from bot.actions.photo_wall import wall_of
from bot.campaign.model import Settings
from bot.daemon.photos.kit import Kit
from bot.ports import Wall

_log = log.logger("wall")


class WallKeeper:
    """A duty, and a step of the undoer's: whoever comes first writes it."""

    name = "wall"

    def __init__(self, kit: Kit, publish: Callable[[Wall, Settings], None]) -> None:
        """``publish`` makes the page and its pictures what it is told; it may raise ``OSError``."""
        self._kit = kit
        self._publish = publish
        self._turn = Lock()
        self._written: tuple[Wall, Settings] | None = None
        self._failing = False

    def run_once(self, _now: datetime) -> datetime | None:
        """Write it if it is out of date."""
        campaign = self._kit.means.live.snapshot.campaign
        if campaign is None:
            return None
        photos = campaign.settings.photos
        with self._turn:
            if photos is None or self._kit.means.stopped():
                wall = Wall()
            else:
                wall = wall_of(self._kit.means.outbox, photos.listed_countries)
            present = (wall, campaign.settings)
            if present == self._written:
                return None
            try:
                self._publish(*present)
            except OSError as error:
                if not self._failing:
                    _log.warning("wall not written", error=error.strerror or type(error).__name__)
                self._failing = True
            else:
                self._written, self._failing = present, False
        return None
