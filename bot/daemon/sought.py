"""What a delivery's post is known by, should it be out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.campaign.delivery import State
from bot.campaign.model import ReadBack
from bot.ports import Attempt, Delivery, Outbox, Sought

BROUGHT_FORWARD = timedelta(days=7)
"""How far back a post is looked for whose row is of a copy of the store, and says "now" since a person said so."""


def sought(row: Delivery, outbox: Outbox, times: ReadBack) -> Sought:
    """Made of every attempt of the present generation; of the row itself when the store knows of none."""
    attempts = [attempt for attempt in outbox.attempts_of(row.key) if attempt.generation == row.generation]
    known = outbox.posts_of(row.account)
    # One that was brought forward, and is not known to have been called, may have gone out when it was due at first.
    since = attempts[0].started_at if attempts else row.due - (BROUGHT_FORWARD if row.expedited else timedelta(0))
    # An unsure row may still have the id of an earlier generation: that post is not the one to look for.
    mine = row.remote_id if row.state is State.SENT else ""
    return Sought(
        texts=frozenset(attempt.text for attempt in attempts) | {row.text},
        media_ids=frozenset(own for attempt in attempts for own in attempt.media_ids),
        media_keys=frozenset(own for attempt in attempts for own in attempt.media_keys),
        has_picture=_has_picture(attempts),
        since=since,
        after_id=_highest_before(since, known, outbox, times),
        not_these=frozenset(own for own, _ in known if own != mine),
    )


def _has_picture(attempts: Sequence[Attempt]) -> bool | None:
    # A store that was put back knows of no call: nor does it know what one was made with.
    return any(attempt.picture_sha256 for attempt in attempts) if attempts else None


def _highest_before(since: datetime, known: Sequence[tuple[str, str]], outbox: Outbox, times: ReadBack) -> str:
    """The highest id that the account surely had before ``since``."""
    for own, key in sorted(known, key=lambda post: (len(post[0]), post[0]), reverse=True):
        row = outbox.get(key)
        if row is not None and row.sent_at is not None and _was_out(row, since, times):
            return own
    return ""


def _was_out(row: Delivery, since: datetime, times: ReadBack) -> bool:
    """Whether its answer was there by ``since``; one that was found later dates from its call, which may have gone on
    beside ours.
    """
    assert row.sent_at is not None, "only of what is out"
    if row.sent_at != row.begun_at:
        return row.sent_at <= since
    return row.sent_at + timedelta(seconds=times.after_s) <= since
