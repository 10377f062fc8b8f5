"""What a delivery's post is known by, should it be out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName, ReadBack
from bot.daemon.staff import seen
from bot.ports import PHOTOS, Attempt, Delivery, Outbox, Sought

BROUGHT_FORWARD = timedelta(days=7)
"""How far back a post is looked for that this store never called for: a person may have had it go out early."""
_MAY_BE_OUT = frozenset({"", State.UNKNOWN.value, State.SENT.value})
"""What came of a call that may have published; after any other the row is unsure only because the store is a copy."""


@dataclass(frozen=True, slots=True)
class InForce:
    """What the files say of a delivery by now; nothing when they do not have it."""

    text: str = ""
    due: datetime | None = None


def sought(
    row: Delivery, outbox: Outbox, times: ReadBack, in_force: InForce = InForce(), *, ever: bool = False
) -> Sought:
    """Made of every attempt of the present generation; of the row itself when the store knows of none.

    ``in_force``: with this the row of an earlier copy may have gone out since. ``ever``: whatever was called for under
    its key, also before a person had it said again.
    """
    attempts = [attempt for attempt in outbox.attempts_of(row.key) if ever or attempt.generation == row.generation]
    known = outbox.posts_of(row.account)
    since = attempts[0].started_at if attempts else row.due - _early(row, outbox)
    if row.entry == PHOTOS and not attempts and (photo := outbox.photo(row.occurrence)) is not None:
        # Called for, if ever, by a store of which this one is an earlier copy.
        since = photo.posted_at
    if in_force.due is not None and _believed_unsent(attempts):
        since = min(since, in_force.due)
    # An unsure row may still have the id of an earlier generation: that post is not the one to look for.
    mine = row.remote_id if row.state is State.SENT else ""
    return Sought(
        texts=_words(row, attempts, in_force),
        media_ids=frozenset(own for attempt in attempts for own in attempt.media_ids),
        media_keys=frozenset(own for attempt in attempts for own in attempt.media_keys),
        has_picture=_has_picture(attempts),
        since=since,
        after_id=max(_highest_before(since, known, outbox, times), _seen_before(row, since, outbox), key=_in_order),
        not_these=frozenset(own for own, key in known if own != mine and not (ever and key == row.key)),
        repost_of=row.repost_of,
        highest_id=_highest(row, known, outbox),
    )


def words(row: Delivery, outbox: Outbox, in_force: InForce = InForce()) -> frozenset[str]:
    """All that its post may say; nothing for a repost."""
    # A copy may have hundreds that were never called: no question for each of them.
    attempts = outbox.attempts_of(row.key) if row.begun_at is not None else ()
    return _words(row, [attempt for attempt in attempts if attempt.generation == row.generation], in_force)


def _words(row: Delivery, attempts: Sequence[Attempt], in_force: InForce) -> frozenset[str]:
    now = in_force.text if _believed_unsent(attempts) else ""
    return frozenset({row.text, now, *(attempt.text for attempt in attempts)}) - {""}


def _early(row: Delivery, outbox: Outbox) -> timedelta:
    """By how much a post that is not known to have been called for may have gone out before it was due."""
    if row.expedited:
        return BROUGHT_FORWARD
    if row.network is NetworkName.TELEGRAM:
        # There each number since then is asked for, and shows in the staff's chat.
        return timedelta(0)
    # An earlier one that says the same would be taken for it.
    twins = [one for one in outbox.deliveries(entry=row.entry) if alike(one, row)]
    return timedelta(0) if len(twins) > 1 else BROUGHT_FORWARD


def alike(one: Delivery, other: Delivery) -> bool:
    """Whether nobody can tell their posts apart."""
    return (one.account, one.text, one.repost_of) == (other.account, other.text, other.repost_of)


def _has_picture(attempts: Sequence[Attempt]) -> bool | None:
    # A store that was put back knows of no call: nor does it know what one was made with.
    return None if _believed_unsent(attempts) else any(attempt.picture_sha256 for attempt in attempts)


def _believed_unsent(attempts: Sequence[Attempt]) -> bool:
    return not attempts or attempts[-1].outcome not in _MAY_BE_OUT


def _highest_before(since: datetime, known: Sequence[tuple[str, str]], outbox: Outbox, times: ReadBack) -> str:
    """The highest id that the account surely had before ``since``."""
    for own, key in sorted(known, key=lambda post: _in_order(post[0]), reverse=True):
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


def _seen_before(row: Delivery, since: datetime, outbox: Outbox) -> str:
    """Other administrators' posts tell a channel's numbers too: its first post of ours has none of ours before it."""
    return seen.highest_before(outbox, row.account, since) if row.network is NetworkName.TELEGRAM else ""


def _highest(row: Delivery, known: Sequence[tuple[str, str]], outbox: Outbox) -> str:
    """The highest number that the row's channel is known to have had, whenever: what is older may hide below it."""
    if row.network is not NetworkName.TELEGRAM:
        return ""
    told = (
        own for own, key in sorted(known, key=lambda post: _in_order(post[0]), reverse=True) if _is_of(own, key, outbox)
    )
    return max(next(told, ""), seen.highest(outbox, row.account), key=_in_order)


def _is_of(own: str, key: str, outbox: Outbox) -> bool:
    """Whether the network itself said so: the number of a copy to be deleted is what a person typed."""
    row = outbox.get(key)
    return row is not None and row.remote_id == own


def _in_order(own: str) -> tuple[int, str]:
    return len(own), own
