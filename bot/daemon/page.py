"""Keeps the public page of posts true: rewritten when something went out, was taken back or corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot import log
from bot.campaign.delivery import POSTED
from bot.campaign.model import Settings
from bot.daemon.live import Live
from bot.ports import Delivery, Outbox

_log = log.logger("page")

EVERY = timedelta(minutes=1)
"""It is rewritten no oftener, and one question to the outbox as often is all that idling costs."""


class Page:
    """A duty that looks once a minute."""

    name = "page"

    def __init__(self, live: Live, outbox: Outbox, publish: Callable[[Sequence[Delivery], Settings], None]) -> None:
        """``publish`` writes the page anew of these rows; it may raise ``OSError``."""
        self._live = live
        self._outbox = outbox
        self._publish = publish
        self._looked: datetime | None = None
        self._written: tuple[tuple[int, datetime | None], Settings] | None = None
        self._failing = False

    def run_once(self, now: datetime) -> datetime | None:
        """Write it if it is out of date."""
        campaign = self._live.snapshot.campaign
        # A heartbeat wakes us three times a minute; with no appointment of our own, that is when we look.
        if campaign is None or (self._looked is not None and timedelta(0) <= now - self._looked < EVERY):
            return None
        self._looked = now
        # Asked for before the rows: what changes between is written next time.
        present = (self._outbox.posted_mark(), campaign.settings)
        if present == self._written:
            return None
        try:
            self._publish(self._outbox.deliveries(states=tuple(POSTED)), campaign.settings)
        except OSError as error:
            if not self._failing:
                _log.warning("page not written", error=error.strerror or type(error).__name__)
            self._failing = True
        else:
            self._written, self._failing = present, False
        return None
