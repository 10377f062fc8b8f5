"""Takes back what is out of photos that may not be: withdrawn, gone, refused after all, or expired.

It asks the rows, not whoever ended the photo: however that happened, and whatever was in flight then, nothing stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot import log
from bot.actions.photo_ends import UNDOER
from bot.actions.photo_posts import stops
from bot.actions.photo_wall import may_stay
from bot.campaign.candidate import Path
from bot.campaign.delivery import AT_REST
from bot.campaign.delivery import State as Row
from bot.campaign.photo import TAKEN_BACK
from bot.daemon.means import BOT, ERRANDS, RECONCILER
from bot.daemon.photos import mosaics
from bot.daemon.photos.kit import Kit
from bot.ports import PHOTOS, PHOTOS_PUT_BACK, Delivery, ErrandKind, Photo

_log = log.logger("undoer")

AGAIN = timedelta(seconds=5)
REFUSED = "refused"
"""See ``ports.Errand.outcome``."""
AFTER_REFUSAL, MOST_DOUBLINGS, LONGEST = timedelta(minutes=1), 9, timedelta(hours=6)
_WAITING = frozenset({Row.PLANNED, Row.HELD})
_OUT = frozenset({Row.SENT, Row.UNKNOWN})
_PERHAPS_OUT = _OUT | {Row.SENDING}
"""A call may hang for a minute after its post has gone out."""
_IN_FLIGHT = frozenset({Row.CLAIMED, Row.SENDING})
_BEING_UNDONE = frozenset({Row.RETRACTING, Row.UNKNOWN})


class Undoer:
    """The duty."""

    name = UNDOER

    def __init__(self, kit: Kit, rehang: Callable[[datetime], object] = lambda _: None) -> None:
        """``rehang`` takes what is no longer out off the wall."""
        self._kit, self._rehang = kit, rehang
        self._named: set[str] = set()
        """Photos that people were told of."""

    def run_once(self, now: datetime) -> datetime | None:
        """Order what is to be undone; soon again while something is under way."""
        outbox = self._kit.means.outbox
        # First: it needs nobody's answer.
        try:
            self._rehang(now)
        except Exception as fault:  # noqa: BLE001 -- whatever the wall suffers from, the networks are told
            _log.error("wall not rehung", exc_info=fault)
        rows = outbox.deliveries(entry=PHOTOS)
        photos = {photo.id: photo for photo in outbox.photos()}
        self._name_unheard_of(photos.values(), rows)
        if not rows:
            return None
        busy = [self._undo(row, now) for row in rows if not may_stay(photos.get(row.occurrence))]
        for row, shown in mosaics.out(outbox):
            if not all(may_stay(photos.get(photo)) for photo in shown):
                busy.append(self._undo_mosaic(row, now))
        return now + AGAIN if any(busy) else None

    def _name_unheard_of(self, photos: Iterable[Photo], rows: Iterable[Delivery]) -> None:
        """A mailed photo that is taken back may have been posted after the copy that the store was put back from.

        Where it has no row of that time the copy knows nothing, and of the photo no words are left to look for: people
        look.
        """
        put_back = self._kit.means.outbox.noted(PHOTOS_PUT_BACK)
        campaign = self._kit.means.live.snapshot.campaign
        if not put_back or campaign is None:
            return
        since = datetime.fromisoformat(put_back)
        known = {(row.occurrence, row.account) for row in rows if self._is_of_now(row, since)}
        for photo in photos:
            ended_since = photo.state in TAKEN_BACK and photo.posted_at < since <= photo.updated_at
            if not ended_since or photo.path is Path.NATIVE or photo.id in self._named:
                continue
            if any((photo.id, stop.account.name) not in known for stop in stops(photo, campaign)):
                self._named.add(photo.id)
                self._kit.means.alarm.tell("photo-perhaps-posted", photo=photo.id)

    def _is_of_now(self, row: Delivery, since: datetime) -> bool:
        """``False``: it was over when the copy was made, and may have stood again afterwards."""
        if not row.may_stand_again or row.due >= since:
            return True
        return any(order.ordered_at >= since for order in self._kit.means.outbox.errands_of(row.key))

    def _undo(self, row: Delivery, now: datetime) -> bool:
        """Whether there is more to be done about it, later."""
        outbox, wake = self._kit.means.outbox, self._kit.means.wake
        if row.state in _WAITING:
            return not outbox.cancel(row.key, BOT, now)
        if row.state is Row.ASK:
            # Nobody knows whether it is out, and it may not be: it is looked for once more, to be taken back.
            self._kit.means.alarm.tell("photo-perhaps-out", key=row.key, account=row.account)
            return False
        if row.state is Row.SENT and self._rests(row, now):
            return False
        if row.state in _PERHAPS_OUT and outbox.order(row.key, ErrandKind.RETRACT, BOT, now):
            _log.info("taken back", key=row.key)
            wake(ERRANDS)
            wake(RECONCILER)
        if row.state in AT_REST:
            if row.text or row.repost_of or row.remote_id or row.url:
                outbox.wipe_repost(row.key, now)
            return False
        return row.state in _IN_FLIGHT | _BEING_UNDONE | _OUT

    def _rests(self, row: Delivery, now: datetime) -> bool:
        """Whether its network refused a moment ago: it is asked again, later each time. The staff know."""
        orders = self._kit.means.outbox.errands_of(row.key)
        refused = [errand for errand in orders if errand.kind is ErrandKind.RETRACT and errand.outcome == REFUSED]
        if not refused:
            return False
        wait: timedelta = min(AFTER_REFUSAL * 2 ** min(len(refused) - 1, MOST_DOUBLINGS), LONGEST)
        # By a clock that was set back since, it would rest until who knows when.
        return timedelta(0) <= now - refused[-1].ordered_at < wait

    def _undo_mosaic(self, row: Delivery, now: datetime) -> bool:
        """A picture that is out cannot be changed: the whole post goes, and the staff hear why."""
        if row.state is Row.ASK:
            self._kit.means.alarm.tell("photo-perhaps-out", key=row.key, account=row.account)
            return False
        if row.state is Row.SENT and self._rests(row, now):
            return False
        if row.state in _OUT and self._kit.means.outbox.order(row.key, ErrandKind.RETRACT, BOT, now):
            self._kit.means.alarm.tell("mosaic-taken-back", key=row.key, account=row.account)
            self._kit.means.wake(ERRANDS)
            self._kit.means.wake(RECONCILER)
        return row.state in _IN_FLIGHT | _BEING_UNDONE | _OUT
