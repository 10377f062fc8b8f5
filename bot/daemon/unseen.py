"""Takes back a post that a person saw, not saying where: it is looked for; others that say the same are spared."""

from __future__ import annotations

from bot.campaign.delivery import State
from bot.campaign.model import ReadBack
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.leftovers import LOOK_AGAIN, TWIN_UNSURE
from bot.daemon.means import Means
from bot.daemon.new_words import NotYet
from bot.daemon.sought import sought
from bot.daemon.twins import in_force, unnamed_twins, unsure_twins
from bot.ports import Blind, Delivery, Done, Looked, Network

NO_ADDRESS = "nobody knows its address"


def find_and_delete(
    row: Delivery, network: Network, means: Means, times: ReadBack, *, absent: bool
) -> Done | NotSent | NotYet | Rejected | AccountBroken:
    """What matches is deleted; what is not there twice is gone. ``absent``: the last look did not find it."""
    wanted = sought(row, means.outbox, times, in_force(row, means))
    seen = network.find_own_posts(wanted)
    if not isinstance(seen, Looked):
        return Rejected(NO_ADDRESS) if isinstance(seen, Blind) else seen
    # Asked last, for a look takes its time: what others were called for meanwhile, and what is known to be theirs.
    unsure = unsure_twins(row, means)
    stays = any(twin.state is not State.RETRACTING for twin in unnamed_twins(row, means, wanted.since))
    theirs = {own for own, key in means.outbox.posts_of(row.account) if key != row.key}
    found = [receipt.remote_id for receipt in seen.found if receipt.remote_id not in theirs]
    again = means.clock.now() + LOOK_AGAIN
    if not found and not absent:
        # Only a read that did not find it is an absence; a failure between two of them is none.
        return NotSent(NO_ADDRESS, again)
    if found and unsure:
        return NotYet(TWIN_UNSURE, again)
    if found and stays:
        return Rejected(NO_ADDRESS)
    for own in found:
        answer = network.delete(own, row.repost_of)
        if not isinstance(answer, Done):
            return answer
    return Done()
