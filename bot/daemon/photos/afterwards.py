"""What becomes of an approved photo when it has long been out, or never comes out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.actions.photo_posts import stops
from bot.campaign.candidate import Path
from bot.campaign.delivery import AT_REST
from bot.campaign.delivery import State as Row
from bot.campaign.model import Campaign, NetworkName
from bot.campaign.moderation import Flag
from bot.campaign.photo import Reason
from bot.campaign.photo_settings import Keep
from bot.campaign.photo_window import NEVER
from bot.daemon.photos.kit import Season
from bot.daemon.photos.reposter import is_wanted_again
from bot.ports import Delivery, Photo

X_KEPT = timedelta(hours=24)
"""After its decision, what is known of a post on X that is not reposted (X's developer terms)."""
_TAKES_BACK = (
    *("id", "state", "reason", "version", "number", "source", "path", "network", "account", "origin"),
    *("posted_at", "received_at", "updated_at", "decided_at"),
    *("author", "consent", "remote_id"),
)
"""By these its sender is heard, and what is out of it is known: keyed marks, and the number of the post."""
_WAITING = frozenset({Row.PLANNED, Row.HELD})


def bare(photo: Photo) -> Photo:
    """All that takes back what is out: neither picture, nor words, place, address, or a way to its sender."""
    kept: dict[str, Any] = {name: getattr(photo, name) for name in _TAKES_BACK}
    # By its attachments one that its author changes is known; a copy that was put back is not believed sooner.
    kept["fingerprint"] = photo.fingerprint if photo.path is Path.NATIVE else ""
    kept["flags"] = tuple(flag for flag in photo.flags if flag == Flag.RESTORED)
    return Photo(**kept)


def out_since(rows: Iterable[Delivery]) -> datetime | None:
    """When the last of its reposts that stand went out; ``None``: none stands."""
    return max((row.sent_at for row in rows if row.state is Row.SENT and row.sent_at is not None), default=None)


def comes_to_nothing(
    photo: Photo, rows: Sequence[Delivery], campaign: Campaign | None, season: Season | None, keep: Keep, now: datetime
) -> Reason | None:
    """Why it is kept no longer though nothing of it is out, or may be; ``None``: it is, or it has its turn yet.

    A while passes first, in which people see what happened, and a file that was edited by mistake is mended.
    """
    left = {row.state for row in rows if row.state not in AT_REST}
    if campaign is None or left - _WAITING:
        return None
    closed = season is None or (season.closes != NEVER and now - season.closes >= keep.published)
    if not closed and (left or _has_a_turn(photo, rows, campaign)):
        return None
    since = max([photo.decided_at or photo.updated_at, *(row.updated_at for row in rows)])
    if now - since < least(photo, keep):
        return None
    return Reason.CAMPAIGN_OVER if closed else Reason.KEPT_LONG_ENOUGH


def least(photo: Photo, keep: Keep) -> timedelta:
    """How long at least one that comes to nothing is kept."""
    return min(X_KEPT, keep.undecided) if photo.network is NetworkName.X else keep.undecided


def _has_a_turn(photo: Photo, rows: Iterable[Delivery], campaign: Campaign) -> bool:
    had = {row.key for row in rows if not is_wanted_again(row, photo.decided_at)}
    return bool(photo.approved) and any(stop.key(photo) not in had for stop in stops(photo, campaign))
