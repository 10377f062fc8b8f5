"""Ends what has waited long enough, and forgets what may not be kept: photos, files, consents, the traces of mails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.actions.photo_ends import UNDOER, end
from bot.campaign.model import NetworkName
from bot.campaign.photo import OVER, Reason, State
from bot.campaign.photo_settings import Keep
from bot.daemon.photos.afterwards import X_KEPT, bare, comes_to_nothing, out_since
from bot.daemon.photos.keeping import is_unclaimed
from bot.daemon.photos.kit import CARETAKER, LONG_AGO, Kit
from bot.daemon.photos.letters import contacts_owed
from bot.daemon.rests import Rests
from bot.daemon.staff.news import DESK
from bot.ports import PHOTOS, Delivery, Photo

_log = log.logger("caretaker")

EVERY = timedelta(hours=1)
STRAY_S = 3600.0
"""So long a file may lie there before a commit names it: one person's pictures are fetched and cleaned in turn."""
CONSENTS_KEPT = timedelta(days=365)
"""After what was agreed to was taken down: that there had been an agreement must be provable for a while."""
_TURNED_DOWN = frozenset({State.REJECTED, State.QUARANTINED})
_DECIDED = frozenset({State.APPROVED, State.REJECTED})
_WAIT = frozenset({State.WAITING, State.ASKED})


class Caretaker:
    """The duty."""

    name = CARETAKER

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._rests: Rests[str] = Rests()
        self._strays: dict[str, float] = {}
        """Files that nothing refers to, and since when: by the clock that nobody sets."""
        self._loose: frozenset[str] = frozenset()
        """Files that the store let go of, and that are still there."""
        self._wiped = False
        """Whether words were taken out of rows that stay."""

    def run_once(self, now: datetime) -> datetime | None:
        """One round; the next is a while later, or when something ends earlier."""
        outbox = self._kit.means.outbox
        if self._rests.until(CARETAKER, now) is not None and not self._is_due(now):
            # A heartbeat: our own appointment stands, but whoever withdrew waits for none.
            self._forget(LONG_AGO, LONG_AGO)
            return None
        photos = outbox.photos()
        if not photos and not outbox.mails() and not self._kit.cabinet.all():
            return None
        if not self._kit.means.clock_trusted():
            # By a wrong clock everything has waited long enough.
            return now + EVERY
        season = self._kit.season()
        # What the files said last held while they said it; now that they say nothing the defaults do.
        keep = season.photos.keep if season is not None else Keep()
        rows: dict[str, list[Delivery]] = {}
        for row in outbox.deliveries(entry=PHOTOS):
            rows.setdefault(row.occurrence, []).append(row)
        for photo in photos:
            self._see_to(photo, rows.get(photo.id, ()), keep, now)
        self._forget(now - keep.originals, now - CONSENTS_KEPT)
        again = _next(photos, now)
        self._rests.put_off(CARETAKER, now, again)
        return again

    def _is_due(self, now: datetime) -> bool:
        """Whether something ended that came, or was answered, since the last round."""
        return any(photo.state in _WAIT for photo in self._kit.means.outbox.photos_until(now))

    def _see_to(self, photo: Photo, rows: Sequence[Delivery], keep: Keep, now: datetime) -> None:
        outbox, wake = self._kit.means.outbox, self._kit.means.wake
        waits = photo.until is not None and photo.until <= now
        match photo.state:
            case State.WAITING if waits:
                if outbox.step_photo(replace(photo, until=None), State.QUEUED, None, now):
                    wake(DESK)
            case State.FOUND if waits and is_unclaimed(photo):
                end(outbox, photo, State.EXPIRED, Reason.NO_ANSWER, now, wake)
            case State.ASKED if waits:
                end(outbox, photo, State.EXPIRED, Reason.NO_ANSWER, now, wake)
            case State.QUEUED if now - photo.updated_at >= keep.undecided:
                end(outbox, photo, State.EXPIRED, Reason.NOT_REVIEWED, now, wake)
            case State.APPROVED if (at := out_since(rows)) is not None and now - at >= keep.published:
                # It stays out, and so approved: whoever is shown can take it back for as long as it stands.
                less = bare(photo)
                if less != photo and outbox.keep_photo(less, now):
                    _log.info("bared", photo=photo.id)
                    self._wiped = True
                    wake(UNDOER)
            case State.APPROVED if (why := self._comes_to_nothing(photo, rows, keep, now)) is not None:
                end(outbox, photo, State.EXPIRED, why, now, wake)
            case State.REJECTED | State.QUARANTINED if now - _turned_down(photo) >= keep.undecided:
                end(outbox, photo, State.EXPIRED, Reason.KEPT_LONG_ENOUGH, now, wake)
            case _ if photo.state not in OVER:
                self._empty(photo, keep, now)
            case _:
                pass

    def _comes_to_nothing(self, photo: Photo, rows: Sequence[Delivery], keep: Keep, now: datetime) -> Reason | None:
        campaign = self._kit.means.live.snapshot.campaign
        return comes_to_nothing(photo, rows, campaign, self._kit.season(), keep, now)

    def _empty(self, photo: Photo, keep: Keep, now: datetime) -> None:
        """What a decision leaves behind is kept a while, for whoever reconsiders."""
        decided = photo.decided_at
        if decided is None:
            return
        less = photo
        if now - decided >= keep.originals and photo.original:
            less = replace(less, original="", contact="")
        if now - decided >= keep.originals and photo.state in _DECIDED:
            # The address of a post on Mastodon names whose it is; whoever still has to decide needs it.
            less = replace(less, url="")
        if photo.network is NetworkName.X and photo.state in _TURNED_DOWN and now - decided >= X_KEPT:
            less = replace(less, remote_id="", url="", fingerprint="", sha256="", likeness=None)
        if less != photo and self._kit.means.outbox.keep_photo(less, now):
            _log.info("emptied", photo=photo.id)
            self._wiped = True

    def _forget(self, over_before: datetime, consents_before: datetime) -> None:
        """What is over is over: its row goes too, its files, and what was left of them in the database's file."""
        outbox, now_s = self._kit.means.outbox, self._kit.means.clock.monotonic_s()
        gone = outbox.forget_photos(over_before, consents_before, over_before)
        there = self._kit.cabinet.all()
        # Asked after: a file is kept before the commit that refers to it.
        unnamed, owed = there - outbox.files_of_photos(), contacts_owed(outbox)
        # The store names them once; one that a reply still goes to, or the disk did not let go of, is remembered.
        self._loose = unnamed & (self._loose | set(gone.files))
        self._strays = {sha256: self._strays.get(sha256, now_s) for sha256 in unnamed - owed}
        files = [sha256 for sha256, since in self._strays.items() if sha256 in self._loose or now_s - since >= STRAY_S]
        for sha256 in files:
            self._kit.cabinet.remove(sha256)
        if gone.photos or gone.consents or gone.mails or files or self._wiped:
            self._wiped = False
            outbox.scrub()
            _log.info("forgotten", photos=gone.photos, consents=gone.consents, mails=gone.mails, files=len(files))


def _next(photos: Sequence[Photo], now: datetime) -> datetime:
    """By the hour, but for what ends at a time that somebody was told."""
    ends = [photo.until for photo in photos if photo.state in _WAIT and photo.until is not None]
    ends += [
        photo.decided_at + X_KEPT
        for photo in photos
        if photo.network is NetworkName.X and photo.state in _TURNED_DOWN and photo.decided_at is not None
    ]
    return min((at for at in ends if now < at < now + EVERY), default=now + EVERY)


def _turned_down(photo: Photo) -> datetime:
    """Since when: what is wiped of it meanwhile is no reason to keep the rest longer."""
    decided = photo.decided_at if photo.state is State.REJECTED else None
    return decided or photo.updated_at
