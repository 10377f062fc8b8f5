"""Takes back what is out of photos that may not be: withdrawn, gone, refused after all, or kept long enough.

It asks the rows, not whoever ended the photo: however that happened, and whatever was in flight then, nothing stays.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import log
from bot.actions.photo_ends import UNDOER
from bot.campaign.delivery import State as Row
from bot.campaign.photo import PUBLISHABLE, Reason, State
from bot.daemon.means import BOT, ERRANDS
from bot.daemon.photos.kit import Kit
from bot.ports import PHOTOS, Delivery, ErrandKind, Photo

_log = log.logger("undoer")

AGAIN = timedelta(seconds=5)
_WAITING = frozenset({Row.PLANNED, Row.HELD})
_OUT = frozenset({Row.SENT, Row.UNKNOWN})
_IN_FLIGHT = frozenset({Row.CLAIMED, Row.SENDING})
_BEING_UNDONE = frozenset({Row.RETRACTING, Row.UNKNOWN})
_SETTLED = frozenset({Row.RETRACTED, Row.CANCELLED, Row.MISSED, Row.REJECTED, Row.PAST})
STAYS = frozenset({(State.EXPIRED, Reason.KEPT_LONG_ENOUGH)})
"""What is forgotten by then is everything but the repost itself."""


class Undoer:
    """The duty."""

    name = UNDOER

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def run_once(self, now: datetime) -> datetime | None:
        """Order what is to be undone; soon again while something is under way."""
        outbox = self._kit.means.outbox
        rows = outbox.deliveries(entry=PHOTOS)
        if not rows:
            return None
        photos = {photo.id: photo for photo in outbox.photos()}
        busy = [self._undo(row, now) for row in rows if not _may_stay(photos.get(row.occurrence))]
        return now + AGAIN if any(busy) else None

    def _undo(self, row: Delivery, now: datetime) -> bool:
        """Whether there is more to be done about it, later."""
        outbox, wake = self._kit.means.outbox, self._kit.means.wake
        if row.state in _WAITING:
            return not outbox.cancel(row.key, BOT, now)
        if row.state is Row.ASK:
            # Nobody knows whether it is out, and it may not be: it is looked for once more, to be taken back.
            self._kit.means.alarm.tell("photo-perhaps-out", key=row.key, account=row.account)
            return False
        if row.state in _OUT and outbox.order(row.key, ErrandKind.RETRACT, BOT, now):
            _log.info("taken back", key=row.key)
            wake(ERRANDS)
        if row.state in _SETTLED:
            outbox.wipe_repost(row.key, now)
            return False
        return row.state in _IN_FLIGHT | _BEING_UNDONE | _OUT


def _may_stay(photo: Photo | None) -> bool:
    return photo is not None and (photo.state in PUBLISHABLE or (photo.state, photo.reason) in STAYS)
