"""Ends a photo, whoever ends it: one step in the store, and the undoer is woken to take back what is out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot import log
from bot.campaign.photo import OVER, Reason, State, may_follow
from bot.ports import Grave, Outbox, Photo

_log = log.logger("photos")

UNDOER = "undoer"
"""The duty that takes back what is out of photos that may not be."""


def end(outbox: Outbox, photo: Photo, state: State, reason: Reason, now: datetime, wake: Callable[[str], None]) -> bool:
    """Take ``photo`` to a state that nothing follows, or to ``rejected``; ``False`` when it is there already.

    Whatever others do to it meanwhile, it ends: it is tried again with what they made of it.
    """
    seen: Photo | None = photo
    while seen is not None and may_follow(seen.state, state):
        if outbox.step_photo(seen, state, reason, now):
            _log.info("ended", photo=photo.id, state=state.value, reason=reason.value)
            wake(UNDOER)
            return True
        seen = outbox.photo(photo.id)
    return False


def withdraw_all(
    outbox: Outbox, photos: Iterable[Photo], reason: Reason, now: datetime, wake: Callable[[str], None]
) -> int:
    """Withdraw those that are not over; how many."""
    ended = [end(outbox, photo, State.WITHDRAWN, reason, now, wake) for photo in photos if photo.state not in OVER]
    return sum(ended)


def leave_alone(outbox: Outbox, author: str, now: datetime) -> None:
    """Whoever asked to be left alone is never collected again."""
    if author:
        outbox.entomb(Grave.AUTHOR, author, now)
