"""Posts that are to be taken back while nobody knows whether they are out: nobody waits until that is known.

A call whose answer was lost may go on for minutes. Until then a repost that its network finds by what it reposts is
undone unseen, again and again, and every other post is looked for as often.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.readback import SOON
from bot.daemon.sought import alike
from bot.ports import Delivery, Errand, ErrandKind, Network, Outbox

IN_DOUBT = frozenset({State.SENDING, State.UNKNOWN})
"""States of what may be out, or may be about to be."""
_BY_SOURCE = frozenset({NetworkName.MASTODON, NetworkName.X})
_MAY_STAY = frozenset({State.SENDING, State.UNKNOWN, State.SENT})
_SHARE = 4
"""The wait grows with the order's age, to a quarter of it: the older it is, the less may still come."""


@dataclass(frozen=True, slots=True)
class Unproven:
    """Nothing of it stands now, as far as its network says; its call may still go on."""

    again: datetime


def in_doubt(outbox: Outbox) -> Sequence[tuple[Delivery, Errand]]:
    """What is to be taken back though nobody knows whether it is out, each with the order."""
    return [
        (row, order)
        for row in outbox.deliveries(states=tuple(IN_DOUBT))
        for order in outbox.errands_of(row.key)
        if order.kind is ErrandKind.RETRACT and not order.outcome
    ]


def goes_by_source(row: Delivery) -> bool:
    """Whether its network undoes it without being told its id."""
    return bool(row.repost_of) and row.network in _BY_SOURCE


def undo_unseen(
    row: Delivery, errand: Errand, network: Network, outbox: Outbox, now: datetime
) -> Unproven | NotSent | AccountBroken:
    """Have it undone, should it be out: by what it reposts, unless that may be another's repost too."""
    again = Unproven(now + max(SOON, (now - errand.ordered_at) / _SHARE))
    others = outbox.deliveries(entry=row.entry, states=tuple(_MAY_STAY))
    if any(other.key != row.key and alike(other, row) for other in others):
        return again
    answer = network.delete("", row.repost_of)
    # A refusal may be of what is not there: it is found out by reading.
    return answer if isinstance(answer, NotSent | AccountBroken) else again
