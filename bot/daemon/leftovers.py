"""What a repost may have left beside the one that is known: of a photo that is taken back nothing may stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.campaign.delivery import State
from bot.campaign.model import ReadBack
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.means import Means
from bot.daemon.new_words import NotYet
from bot.daemon.sought import alike, sought
from bot.ports import PHOTOS, Blind, Delivery, Done, Errand, ErrandKind, Looked, Network

TWIN_UNSURE = "another delivery that says the same is unsure"
LOOK_AGAIN = timedelta(seconds=45)


def may_be_left(errand: Errand, row: Delivery | None, means: Means) -> bool:
    """Whether more was called for than is known: somebody said that it was not there, and it went out again."""
    if row is None or errand.kind is not ErrandKind.RETRACT or row.entry != PHOTOS:
        return False
    return len(means.outbox.attempts_of(row.key)) > 1


def delete_leftovers(
    row: Delivery, network: Network, means: Means, times: ReadBack, now: datetime
) -> Done | NotSent | NotYet | Rejected | AccountBroken:
    """Look for all that was ever called for under the row's key; where nobody can look, the staff are asked to."""
    unsure = means.outbox.deliveries(states=(State.SENDING, State.UNKNOWN, State.ASK))
    if any(alike(other, row) for other in unsure):
        # What is found may be that one's.
        return NotYet(TWIN_UNSURE, now + LOOK_AGAIN)
    seen = network.find_own_posts(sought(row, means.outbox, times, ever=True))
    if isinstance(seen, Blind):
        means.alarm.tell("photo-perhaps-out", key=row.key, account=row.account)
        return Done()
    if not isinstance(seen, Looked):
        return seen
    answers = [network.delete(receipt.remote_id, row.repost_of) for receipt in seen.found]
    return next((answer for answer in answers if not isinstance(answer, Done)), Done())
