"""Ends what has waited long enough, and forgets what may not be kept: photos, files, consents, the traces of mails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.actions.photo_ends import end
from bot.campaign.model import NetworkName
from bot.campaign.photo import OVER, Reason, State
from bot.campaign.photo_settings import Keep
from bot.daemon.photos.kit import CARETAKER, Kit
from bot.daemon.photos.letters import contacts_owed
from bot.daemon.staff.news import DESK
from bot.ports import PHOTOS, Photo

_log = log.logger("caretaker")

EVERY = timedelta(hours=1)
X_KEPT = timedelta(hours=24)
"""After its decision, what is known of a post on X that is not reposted (X's developer terms)."""
CONSENTS_KEPT = timedelta(days=365)
"""After what was agreed to was taken down: that there had been an agreement must be provable for a while."""
_TURNED_DOWN = frozenset({State.REJECTED, State.QUARANTINED})


class Caretaker:
    """The duty."""

    name = CARETAKER

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._strays: frozenset[str] = frozenset()
        """Files without a photo, as they were seen in the last round."""

    def run_once(self, now: datetime) -> datetime | None:
        """One round; the next is a while later, or when something ends earlier."""
        outbox = self._kit.means.outbox
        photos = outbox.photos()
        if not photos and not outbox.mails() and not self._kit.cabinet.all():
            return None
        if not self._kit.means.clock_trusted():
            # By a wrong clock everything has waited long enough.
            return now + EVERY
        season = self._kit.season()
        # What the files said last held while they said it; now that they say nothing the defaults do.
        keep = season.photos.keep if season is not None else Keep()
        reposted = {row.occurrence: row.sent_at for row in outbox.deliveries(entry=PHOTOS) if row.sent_at is not None}
        for photo in photos:
            self._see_to(photo, reposted, keep, now)
        self._forget(keep, now)
        return max(now, min(outbox.next_photo() or now + EVERY, now + EVERY))

    def _see_to(self, photo: Photo, reposted: Mapping[str, datetime], keep: Keep, now: datetime) -> None:
        outbox, wake = self._kit.means.outbox, self._kit.means.wake
        waits = photo.until is not None and photo.until <= now
        match photo.state:
            case State.WAITING if waits:
                if outbox.step_photo(replace(photo, until=None), State.QUEUED, None, now):
                    wake(DESK)
            case State.ASKED if waits:
                end(outbox, photo, State.EXPIRED, Reason.NO_ANSWER, now, wake)
            case State.QUEUED if now - photo.updated_at >= keep.undecided:
                end(outbox, photo, State.EXPIRED, Reason.NOT_REVIEWED, now, wake)
            case State.APPROVED if (at := reposted.get(photo.id)) is not None and now - at >= keep.published:
                end(outbox, photo, State.EXPIRED, Reason.KEPT_LONG_ENOUGH, now, wake)
            case State.REJECTED | State.QUARANTINED if now - photo.updated_at >= keep.undecided:
                end(outbox, photo, State.EXPIRED, Reason.KEPT_LONG_ENOUGH, now, wake)
            case _ if photo.state not in OVER:
                self._empty(photo, keep, now)
            case _:
                pass

    def _empty(self, photo: Photo, keep: Keep, now: datetime) -> None:
        """What a decision leaves behind is kept a while, for whoever reconsiders."""
        decided = photo.decided_at
        if decided is None:
            return
        less = photo
        if now - decided >= keep.originals and photo.original:
            less = replace(less, original="", contact="")
        if photo.network is NetworkName.X and photo.state in _TURNED_DOWN and now - decided >= X_KEPT:
            less = replace(less, remote_id="", url="", fingerprint="", sha256="", likeness=None)
        if less != photo and self._kit.means.outbox.keep_photo(less, now):
            _log.info("emptied", photo=photo.id)

    def _forget(self, keep: Keep, now: datetime) -> None:
        """What is over is over: its row goes too, its files, and what was left of them in the database's file."""
        outbox = self._kit.means.outbox
        gone = outbox.forget_photos(now - keep.originals, now - CONSENTS_KEPT, now - keep.originals)
        there = self._kit.cabinet.all()
        # Asked after: a file is kept just before the commit that refers to it, so it may be a stray in one round.
        strays = there - outbox.files_of_photos() - contacts_owed(outbox)
        files = strays & (self._strays | set(gone.files))
        self._strays = strays - files
        for sha256 in files:
            self._kit.cabinet.remove(sha256)
        if gone.photos or gone.consents or gone.mails or files:
            outbox.scrub()
            _log.info("forgotten", photos=gone.photos, consents=gone.consents, mails=gone.mails, files=len(files))
