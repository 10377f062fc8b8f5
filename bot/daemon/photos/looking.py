"""Has a found photo's picture fetched and cleaned, and hands it on to people: the last step before the queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot import log
from bot.campaign.moderation import Ask
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import WITH_STAFF, Reason, State
from bot.campaign.retry import instant_of
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.purse import pay
from bot.daemon.staff.news import DESK
from bot.ports import Cleaned, Found, Grave, Intake, Photo, Refused, Seen, Unfetched, Vanished, Wanted

_log = log.logger("photos")

AGAIN = timedelta(minutes=5)
GIVE_UP = timedelta(days=1)
"""A picture that cannot be fetched for so long is one for a person."""
LIKE_WITHDRAWN = 3
"""Bits of 64: nearer than this to a withdrawn picture, a person is told so."""


class More(StrEnum):
    """Flags that only the picture tells."""

    LIKE_WITHDRAWN = "like one that was withdrawn"


class Looking:
    """Works on ``found`` photos of one account; ``intake`` is its."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def look_again(self, photo: Photo, intake: Intake, wanted: Wanted, now: datetime) -> None:
        """One that was found earlier: is its source still there?"""
        seen = intake.look_at(photo.remote_id, wanted) if photo.remote_id else NotSent("unknown to our server")
        match seen:
            case Seen(found, cost):
                pay(self._kit.means.outbox, photo.account, cost, now)
                # It is taken as it is now: nobody has looked at it, and nothing was called for.
                same = replace(photo, remote_id=found.remote_id, url=found.url, fingerprint=found.fingerprint)
                self.look(same, found, intake, now)
            case Vanished(reason, cost):
                pay(self._kit.means.outbox, photo.account, cost, now)
                self._step(photo, State.GONE, reason, now)
            case NotSent() | AccountBroken():
                self._later(photo, seen, now)

    def look(self, photo: Photo, found: Found, intake: Intake, now: datetime) -> None:
        """Fetch its first picture, clean it, and queue it."""
        got: bytes | Unfetched | NotSent
        got = intake.fetch(found.pictures[0]) if found.pictures else Unfetched("no picture")
        match got:
            case bytes():
                self._clean(photo, got, now)
            case Unfetched(reason):
                _log.info("picture not fetched", photo=photo.id, reason=reason)
                self._step(photo, State.QUARANTINED, Reason.UNREADABLE_PICTURE, now)
            case NotSent():
                self._later(photo, got, now)

    def show_anew(self, photo: Photo, found: Found, intake: Intake, now: datetime) -> None:
        """One that people look at already, within reach only now: they go on with the picture that would be reposted.

        Where that cannot be had it stays as it was, and is tried when its timeline is read again.
        """
        got = intake.fetch(found.pictures[0]) if found.pictures else None
        cleaned = self._kit.cleaner.clean(got, photo.cover) if isinstance(got, bytes) else None
        if not isinstance(cleaned, Cleaned):
            _log.info("picture later", photo=photo.id, reason="not fetched from our server")
            return
        shown = self._as_shown(photo, cleaned)
        if self._kit.means.outbox.keep_photo(shown, now):
            _log.info("within reach", photo=photo.id)
            self._kit.means.wake(DESK)

    def _clean(self, photo: Photo, data: bytes, now: datetime) -> None:
        cleaned = self._kit.cleaner.clean(data, photo.cover)
        if isinstance(cleaned, Refused):
            _log.info("picture refused", photo=photo.id, code=cleaned.code)
            self._step(photo, State.QUARANTINED, Reason.UNREADABLE_PICTURE, now)
            return
        ready = self._as_shown(replace(photo, until=None), cleaned)
        self._step(ready, State.QUEUED, ready.reason, now)

    def _as_shown(self, photo: Photo, cleaned: Cleaned) -> Photo:
        """With the picture that people are shown, and what they should know of it."""
        flags = set(photo.flags)
        graves = self._kit.means.outbox.entombed(Grave.LIKENESS)
        if any((int(grave, 16) ^ cleaned.likeness).bit_count() <= LIKE_WITHDRAWN for grave in graves):
            flags.add(More.LIKE_WITHDRAWN)
        unusual = flags & {More.LIKE_WITHDRAWN, *(ask.value for ask in Ask)}
        return replace(
            photo,
            sha256=self._kit.cabinet.keep(cleaned.data),
            flags=tuple(sorted(flags)),
            likeness=cleaned.likeness,
            reason=Reason.UNUSUAL if unusual else photo.reason,
        )

    def _later(self, photo: Photo, why: NotSent | AccountBroken, now: datetime) -> None:
        if now - photo.received_at >= GIVE_UP:
            self._step(replace(photo, until=None), State.QUARANTINED, Reason.UNREADABLE_PICTURE, now)
            return
        told = instant_of(why.retry_at, now) if isinstance(why, NotSent) else None
        self._kit.means.outbox.keep_photo(replace(photo, until=max(told or now, now + AGAIN)), now)
        _log.info("picture later", photo=photo.id, reason=why.reason)

    def _step(self, photo: Photo, state: State, reason: Reason | None, now: datetime) -> None:
        if self._kit.means.outbox.step_photo(photo, state, reason, now):
            _log.info(state.value, photo=photo.id, reason=reason.value if reason else "")
            if state in WITH_STAFF:
                self._kit.means.wake(DESK)
