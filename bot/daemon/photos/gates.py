"""Everything that must hold before a supporter's photo may go out, looked at again after every wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.actions.photo_posts import Stop, approval_of, post_of, stops
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Account, Campaign, Limits, Post
from bot.campaign.photo import PUBLISHABLE
from bot.campaign.quiet import after_quiet
from bot.daemon.live import Snapshot
from bot.daemon.verdicts import QUIET, Held, Ready, Refused, Verdict
from bot.ports import PHOTOS, Delivery, Outbox, Photo
from bot.wording import problem_text

NOT_APPROVED = "no longer approved"
CHANGED = "changed since approval"
MAKES_WAY = "makes way for a post"
"""Reasons: see ``bot.wording.reasons``."""


BEFORE = timedelta(minutes=2)
AFTER = timedelta(seconds=10)


def makes_way_until(delivery: Delivery, outbox: Outbox, now: datetime) -> datetime | None:
    """Until when a repost is not begun; ``None``: it may be, or it is none.

    Its source's server, or the upload, may take a minute, and the account's next post would wait for it.
    """
    if delivery.entry != PHOTOS:
        return None
    planned = outbox.deliveries(states=(State.PLANNED,), until=now + BEFORE)
    posts = (row for row in planned if row.account == delivery.account and row.entry != PHOTOS)
    soon = [at for row in posts if (at := max(row.due, row.not_before or row.due)) <= now + BEFORE]
    return max(min(soon), now) + AFTER if soon else None


def examine_photo(
    delivery: Delivery, account: Account, running: Snapshot, outbox: Outbox, limits: Limits, now: datetime
) -> Verdict:
    """Whether this repost may go out at ``now``; the file ``STOP`` and the clock were asked before."""
    campaign = running.campaign
    if campaign is None or (campaign.settings.photos is None and running.broken):
        return Held(HeldFor.BROKEN_FILE, told=True)
    photo = outbox.photo(delivery.occurrence) if campaign.settings.photos is not None else None
    stop = _stop(photo, delivery, account, campaign) if photo is not None else None
    if photo is None or stop is None or _is_listed(photo, campaign):
        return Refused(State.CANCELLED, NOT_APPROVED)
    if photo.approved != approval_of(photo, campaign):
        return Refused(State.CANCELLED, CHANGED)
    waits_until = max(delivery.due, after_quiet(now, campaign.settings.quiet_hours, zone_of(account, campaign)))
    if waits_until > now:
        return Refused(State.PLANNED, QUIET, waits_until)
    post = post_of(photo, stop, campaign, limits)
    if isinstance(post, Post):
        return Ready(post)
    language = campaign.settings.staff.language
    return Refused(State.REJECTED, " ".join(problem_text(problem, language)[0] for problem in post))


def _stop(photo: Photo, delivery: Delivery, account: Account, campaign: Campaign) -> Stop | None:
    """Where this row takes it; ``None``: it may not go there, or nowhere at all."""
    if photo.state not in PUBLISHABLE:
        return None
    found = (each for each in stops(photo, campaign) if each.key(photo) == delivery.key)
    return next((each for each in found if each.account == account), None)


def _is_listed(photo: Photo, campaign: Campaign) -> bool:
    """Whether a person said, or the settings say, since the yes that nothing of where it comes from is published."""
    settings = campaign.settings.photos
    return settings is not None and photo.country in settings.listed_countries


def zone_of(account: Account, campaign: Campaign) -> str:
    """The clock that an account's quiet hours are told by: its first audience's."""
    zones = (each.zone for each in campaign.settings.audiences.values() if account.name in each.accounts)
    return next(zones, "UTC")
