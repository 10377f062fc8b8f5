"""After a copy of the store was put back: is what it says of photos still so? Until then nobody shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.actions.photo_ends import end
from bot.campaign.delivery import State as Row
from bot.campaign.model import Settings
from bot.campaign.moderation import Flag
from bot.campaign.photo import Reason, State
from bot.daemon.photos.kit import Kit
from bot.daemon.readers import Readers
from bot.daemon.sought import sought
from bot.ports import PHOTOS, Blind, Delivery, Looked, Photo

_log = log.logger("restored")

AGAIN = timedelta(minutes=5)


class Restored:
    """The duty; its clients are its own."""

    name = "restored"

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._readers = Readers(kit.means)
        self._told: set[str] = set()
        """Rows that nobody can look for."""
        self._stopping = False

    def run_once(self, now: datetime) -> datetime | None:
        """Look for what a copy says is out; again later for what could not be looked for."""
        outbox, campaign = self._kit.means.outbox, self._kit.means.live.snapshot.campaign
        marked = [photo for photo in outbox.photos((State.APPROVED,)) if Flag.RESTORED in photo.flags]
        if campaign is None or not marked:
            self._readers.close()
            return None
        if not self._kit.means.clock_trusted():
            return now + AGAIN
        rows = outbox.deliveries((Row.SENT,), PHOTOS)
        unsure = [
            self._look(photo, [row for row in rows if row.occurrence == photo.id], campaign.settings)
            for photo in marked
            if not self._stopping
        ]
        self._readers.close()
        return now + AGAIN if any(unsure) else None

    def stop(self) -> None:
        """From any thread: begin no other look."""
        self._stopping = True

    def close(self) -> None:
        """Give back connections."""
        self._readers.close()

    def _look(self, photo: Photo, rows: Sequence[Delivery], settings: Settings) -> bool:
        """Whether somebody must look again. Was it taken back on one network, it was to be on all."""
        answers = [self._is_there(row, settings) for row in rows]
        now, means = self._kit.means.clock.now(), self._kit.means
        if False in answers:
            _log.info("taken back since the copy", photo=photo.id)
            end(means.outbox, photo, State.WITHDRAWN, Reason.BY_STAFF, now, means.wake)
            return False
        if None in answers or not rows:
            # What a person has to look for stays marked, and is shown nowhere.
            return any(row.key not in self._told for row in rows)
        flags = tuple(flag for flag in photo.flags if flag != Flag.RESTORED)
        return not means.outbox.keep_photo(replace(photo, flags=flags), now)

    def _is_there(self, row: Delivery, settings: Settings) -> bool | None:
        """``None``: nobody can tell now."""
        account = settings.accounts.get(row.account)
        if account is None or row.key in self._told:
            return None
        seen = self._readers.find(account, sought(row, self._kit.means.outbox, settings.read_back))
        if isinstance(seen, Blind):
            self._told.add(row.key)
            self._kit.means.alarm.tell("photo-restored-unseen", key=row.key, account=row.account, reason=seen.reason)
        if not isinstance(seen, Looked):
            return None
        return any(receipt.remote_id == row.remote_id for receipt in seen.found)
