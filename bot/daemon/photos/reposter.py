"""Gives approved photos their turn: seldom, spaced, never in quiet hours, fairly; each turn is a row in the outbox.

A turn becomes a row only when it has come. So a night without electricity ends with one repost, not with twelve.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import log
from bot.actions.photo_ends import end
from bot.actions.photo_places import shown_city
from bot.actions.photo_posts import Stop, approval_of, post_of, stops
from bot.campaign.delivery import RESTORED
from bot.campaign.delivery import State as Row
from bot.campaign.model import Campaign, Post
from bot.campaign.moderation import Flag
from bot.campaign.pace import Approved, Pace, Repost, next_reposts
from bot.campaign.photo import Reason, State
from bot.daemon.means import RECONCILER
from bot.daemon.photos.gates import zone_of
from bot.daemon.photos.kit import REPOSTER, Kit
from bot.daemon.staff.news import DESK
from bot.ports import PHOTOS, PHOTOS_PUT_BACK, Delivery, Photo, Planned

_log = log.logger("reposter")

LEASE = timedelta(minutes=3)
LOOK_AGAIN = timedelta(seconds=30)
_UNDER_WAY = frozenset({Row.PLANNED, Row.CLAIMED, Row.SENDING, Row.HELD, Row.UNKNOWN})
_MAY_BE_OUT = frozenset({Row.SENDING, Row.SENT, Row.UNKNOWN, Row.ASK})
_NEVER_WENT = frozenset({Row.CANCELLED, Row.MISSED, Row.PAST, Row.REJECTED})


@dataclass(frozen=True, slots=True)
class _Candidate:
    photo: Photo
    stop: Stop

    @property
    def name(self) -> tuple[str, str]:
        return self.photo.id, self.stop.account.name


class Reposter:
    """The duty."""

    name = REPOSTER

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def run_once(self, now: datetime) -> datetime | None:
        """Make rows of the turns that have come; when the next one comes."""
        season, campaign = self._kit.season(), self._kit.means.live.snapshot.campaign
        # A wrong clock tells no turn; the timekeeper wakes everybody when it is right again.
        if season is None or campaign is None or not self._kit.means.clock_trusted():
            return None
        outbox = self._kit.means.outbox
        if outbox.shared and not outbox.lead(REPOSTER, self._kit.means.owner, now + LEASE, now):
            return now + LEASE
        rows = outbox.deliveries(entry=PHOTOS)
        out = {row.occurrence for row in rows if row.state in _MAY_BE_OUT}
        photos = [self._as_approved(photo, campaign, now, out) for photo in outbox.photos((State.APPROVED,))]
        waiting = self._waiting([photo for photo in photos if photo is not None], rows, campaign)
        if not waiting:
            return None
        made = _made(rows, {photo.id: photo for photo in outbox.photos()})
        # One at a time: while one is under way its account has no turn for another.
        busy = {row.account for row in rows if row.state in _UNDER_WAY}
        free = [each for each in waiting.values() if each.stop.account.name not in busy]
        # By a clock that ran ahead some are approved later than now.
        wake = [photo.decided_at for each in free if (photo := each.photo).decided_at and photo.decided_at > now]
        for turn in next_reposts(map(_approved, free), made, now, _paces(campaign)):
            if turn.at > now:
                wake.append(turn.at)
            else:
                self._begin(waiting[turn.id, turn.account], now)
        return min([*wake, *([now + LOOK_AGAIN] if busy else [])], default=None)

    def _as_approved(self, photo: Photo, campaign: Campaign, now: datetime, out: Collection[str]) -> Photo | None:
        """``None``: its words, its pixels or its source are not those any more that a person said yes to."""
        settings = campaign.settings.photos
        if settings is not None and photo.country in settings.listed_countries:
            # Said, by a person or the settings, since the yes: it goes nowhere, and what is out is taken back.
            ended = replace(photo, approved="", decided_at=now)
            end(self._kit.means.outbox, ended, State.REJECTED, Reason.LISTED_COUNTRY, now, self._kit.means.wake)
            return None
        if not photo.approved:
            # Of what has long been out nothing is kept that could go out: the caretaker ends it when it stands no more.
            return None
        if photo.approved == approval_of(photo, campaign):
            return photo
        if photo.id in out:
            # An edit of the files changes nothing of what is out, and that went out as it was approved.
            return None
        if self._kit.means.outbox.step_photo(photo, State.QUEUED, Reason.CHANGED, now):
            _log.info("changed since approval", photo=photo.id)
            self._kit.means.wake(DESK)
        return None

    def _may_be_out(self, photo: Photo) -> bool:
        put_back = self._kit.means.outbox.noted(PHOTOS_PUT_BACK)
        return Flag.RESTORED in photo.flags or bool(put_back and photo.posted_at < datetime.fromisoformat(put_back))

    def _waiting(
        self, photos: Sequence[Photo], rows: Sequence[Delivery], campaign: Campaign
    ) -> Mapping[tuple[str, str], _Candidate]:
        """What has no row yet, or is wanted again."""
        approved = {photo.id: photo.decided_at for photo in photos}
        known = {row.key for row in rows if not is_wanted_again(row, approved.get(row.occurrence))}
        candidates = (
            _Candidate(photo, stop)
            for photo in photos
            for stop in stops(photo, campaign)
            if stop.key(photo) not in known
        )
        return {candidate.name: candidate for candidate in candidates}

    def _begin(self, candidate: _Candidate, now: datetime) -> None:
        photo, stop = candidate.photo, candidate.stop
        campaign = self._kit.means.live.snapshot.campaign
        assert campaign is not None, "asked before"
        post = post_of(photo, stop, campaign, self._kit.means.limits(stop.account))
        planned = Planned(
            stop.key(photo),
            PHOTOS,
            photo.id,
            stop.audience,
            stop.account.name,
            stop.account.network,
            stop.language,
            now,
            post.text if isinstance(post, Post) else "",
            # It may have gone out since the copy of the store was made: it is looked for before it goes.
            *((Row.UNKNOWN, RESTORED) if self._may_be_out(photo) else (Row.PLANNED, "")),
            repost_of=post.repost_of if isinstance(post, Post) else "",
        )
        if self._kit.means.outbox.add_delivery(planned):
            _log.info("its turn", photo=photo.id, account=stop.account.name)
            self._kit.means.wake(f"sender {stop.account.name}")
            self._kit.means.wake(RECONCILER)


def is_wanted_again(row: Delivery, approved_at: datetime | None) -> bool:
    """Whether a person said yes anew since it was called off, before any call for it, or taken back."""
    return row.may_stand_again and approved_at is not None and approved_at > row.updated_at


def _approved(candidate: _Candidate) -> Approved:
    photo = candidate.photo
    assert photo.decided_at is not None, "an approval has its time"
    return Approved(
        photo.id,
        candidate.stop.account.name,
        photo.source,
        photo.decided_at,
        photo.author,
        shown_city(photo).casefold(),
    )


def _made(rows: Sequence[Delivery], photos: Mapping[str, Photo]) -> list[Repost]:
    """Whatever has gone out, or may have: also what was taken back since was seen."""
    made = []
    for row in rows:
        photo = photos.get(row.occurrence)
        if row.state not in _NEVER_WENT and photo is not None:
            at = row.sent_at or row.begun_at or row.due
            made.append(Repost(row.account, at, photo.source, photo.author, shown_city(photo).casefold()))
    return made


def _paces(campaign: Campaign) -> Mapping[str, Pace]:
    settings = campaign.settings
    photos = settings.photos
    assert photos is not None, "asked before"
    return {
        name: Pace(photos.per_hour, photos.per_day, photos.spacing, settings.quiet_hours, zone_of(account, campaign))
        for name, account in settings.accounts.items()
    }
