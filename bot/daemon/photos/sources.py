"""Looks at what is about to be reposted, and now and then at what was: is it still there, public, and the same?"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.actions.photo_ends import end
from bot.actions.photo_posts import as_edited, stops
from bot.campaign.candidate import AuthorIs, Path, Reach
from bot.campaign.delivery import State as Row
from bot.campaign.model import Account
from bot.campaign.moderation import PhotoRules, Skip, judge
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import OVER, Reason, State
from bot.campaign.retry import instant_of
from bot.daemon.photos.kit import Kit, Season
from bot.daemon.photos.purse import pay
from bot.daemon.verdicts import Refused
from bot.errors import CampaignError
from bot.ports import Delivery, Found, Grave, Intake, Photo, Seen, Vanished

_log = log.logger("sources")

AGAIN = timedelta(minutes=2)
SOON = timedelta(seconds=5)
GONE = "its source is gone or changed"
EDITED = "its source was edited"
UNSEEN = "its source cannot be looked at"
"""Reasons: see ``bot.wording.reasons``."""
_NOT_CALLED_FOR = frozenset({Row.PLANNED, Row.CLAIMED, Row.HELD, Row.CANCELLED})
_LEFT: dict[Skip, Reason] = {
    Skip.NO_TAG: Reason.TAG_REMOVED,
    Skip.NO_PICTURE: Reason.PICTURE_CHANGED,
    Skip.NOT_A_PICTURE: Reason.PICTURE_CHANGED,
    Skip.NOT_PUBLIC: Reason.NOT_PUBLIC,
    Skip.LOCKED: Reason.NOT_PUBLIC,
    Skip.BLOCKED: Reason.OPTED_OUT,
    Skip.BOT: Reason.OPTED_OUT,
    Skip.NO_BOT: Reason.OPTED_OUT,
    Skip.NOT_TO_BE_FOUND: Reason.OPTED_OUT,
    Skip.NOT_MENTIONED: Reason.TAG_REMOVED,
    Skip.WITHDRAWN: Reason.OPTED_OUT,
}
"""Why a photo that was taken once would be left alone now. A window that closed meanwhile is no reason."""


class Sources:
    """Of one thread: clients are opened for a look and closed after it."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit

    def before(self, delivery: Delivery, account: Account) -> Refused | None:
        """``None``: it is as it was approved."""
        if self._kit.locked():
            return Refused(Row.PLANNED, UNSEEN, self._kit.means.clock.now() + AGAIN)
        photo = self._kit.means.outbox.photo(delivery.occurrence)
        season = self._kit.season()
        if photo is None or season is None or photo.path is not Path.NATIVE:
            return None
        try:
            intake = self._kit.intakes(account)
        except CampaignError as error:
            _log.warning("not looked at", account=account.name, reason=error.message)
            return Refused(Row.PLANNED, UNSEEN, self._kit.means.clock.now() + AGAIN)
        try:
            return self.check(photo, intake, account, season) or self._newer(photo)
        finally:
            intake.close()

    def check(self, photo: Photo, intake: Intake, account: Account, season: Season) -> Refused | None:
        """Look; what is not the same ends the photo."""
        wanted = self._kit.wanted(account.network, season)
        seen = NotSent(UNSEEN) if wanted is None else intake.look_at(photo.remote_id, wanted)
        now = self._kit.means.clock.now()
        match seen:
            case NotSent() | AccountBroken():
                told = instant_of(seen.retry_at, now) if isinstance(seen, NotSent) else None
                return Refused(Row.PLANNED, UNSEEN, max(told or now, now + AGAIN))
            case Vanished(reason, cost):
                pay(self._kit.means.outbox, account.name, cost, now)
                return self._end(photo, reason, now)
            case Seen(found, cost):
                pay(self._kit.means.outbox, account.name, cost, now)
                return Refused(Row.CANCELLED, GONE) if self.compare(photo, found, season) else None

    def compare(self, photo: Photo, found: Found, season: Season) -> bool:
        """Whether its source is not what was taken any more: that ends it. Of an edited one the newer version counts
        from now on.
        """
        now, means = self._kit.means.clock.now(), self._kit.means
        reason = self.changed(photo, found, season)
        if reason is not None:
            end(means.outbox, photo, State.GONE, reason, now, means.wake)
        elif found.candidate.edited and found.remote_id not in {"", photo.remote_id}:
            self._follow(photo, found, now)
        return reason is not None

    def _follow(self, photo: Photo, newer: Found, now: datetime) -> None:
        """Unless it was called for: then it is known, and taken back, by the id it was called for by."""
        outbox, campaign = self._kit.means.outbox, self._kit.means.live.snapshot.campaign
        if campaign is None or photo.state in OVER:
            return
        rows = [outbox.get(stop.key(photo)) for stop in stops(photo, campaign)]
        if all(row is None or (row.begun_at is None and row.state in _NOT_CALLED_FOR) for row in rows):
            outbox.keep_photo(as_edited(photo, newer, campaign), now)

    def _newer(self, photo: Photo) -> Refused | None:
        """Whether it was just found edited: then all gates look at the newer version first."""
        means = self._kit.means
        now_known = means.outbox.photo(photo.id)
        same = now_known is None or now_known.remote_id == photo.remote_id
        return None if same else Refused(Row.PLANNED, EDITED, means.clock.now() + SOON)

    def _end(self, photo: Photo, reason: Reason, now: datetime) -> Refused:
        means = self._kit.means
        end(means.outbox, photo, State.GONE, reason, now, means.wake)
        return Refused(Row.CANCELLED, GONE)

    def changed(self, photo: Photo, found: Found, season: Season) -> Reason | None:
        """Why it is not what was taken any more."""
        if found.fingerprint != photo.fingerprint:
            return Reason.PICTURE_CHANGED
        author = self._kit.marks.of("author", str(found.candidate.network), found.author) if found.author else ""
        # When it was posted was judged when it was taken; X gives each version its own time.
        candidate = replace(found.candidate, instant=photo.posted_at)
        if author and self._kit.means.outbox.is_entombed(Grave.AUTHOR, author):
            candidate = replace(candidate, author=candidate.author | {AuthorIs.BLOCKED})
        rules = PhotoRules(season.opens, season.closes, season.photos.repost)
        judged = judge(candidate, rules)
        if candidate.reach is not Reach.PUBLIC:
            return Reason.NOT_PUBLIC
        return _LEFT.get(judged) if isinstance(judged, Skip) else None
