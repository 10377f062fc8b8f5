"""What becomes of an approved photo when it has long been out. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.campaign.candidate import Path
from bot.campaign.delivery import State as Row
from bot.campaign.moderation import Flag
from bot.ports import Delivery, Photo

_TAKES_BACK = (
    *("id", "state", "reason", "version", "number", "source", "path", "network", "account", "origin"),
    *("posted_at", "received_at", "updated_at", "decided_at"),
    *("author", "consent", "remote_id"),
)
"""By these its sender is heard, and what is out of it is known: keyed marks, and the number of the post."""


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
