"""How often the networks are asked for photos, and how much of it in one round."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.campaign.model import NetworkName

EVERY = {NetworkName.MASTODON: timedelta(minutes=1), NetworkName.X: timedelta(minutes=15)}
"""How often a network is asked; X bills for what it shows. Telegram's photos come by themselves."""
LOOKED_AFTER = frozenset({NetworkName.MASTODON})
"""For as long as it stands reposted. Looking costs money on X, and a message in the staff's chat on Telegram, which
tells of edits by itself. Of a deleted post the repost goes with it, everywhere but there.
"""
EDITABLE = {NetworkName.X: timedelta(minutes=65)}
"""So long after it was posted its author may edit it, and five minutes more for X to show it. It was half an hour, as
docs.x.com/x-api/fundamentals/edit-posts still says, and is an hour since June 2023.
"""
STANDS_FOR = timedelta(minutes=30)
MOST_LOOKED_AFTER = 20
PAGES = 20
"""Of one timeline in one step: whatever else waits has its turn."""
ROUND_S = 20.0
"""Of looking at pictures on one account, whose servers may be slow on purpose."""
AT_MOST = timedelta(seconds=5)
UNNAMED = timedelta(seconds=15)
"""Until it is looked whether an account was asked who it is."""
LATECOMERS = timedelta(days=2)
"""After the time for photos: what was posted in time is looked for so long, withdrawals are heard for ever."""
LEASE = timedelta(minutes=5)
MOST_TRIES = 6


def ordinarily(network: NetworkName, now: datetime) -> datetime:
    """When to ask it again."""
    return now + EVERY[network]


class Rhythm(NamedTuple):
    """How often the networks are asked."""

    next_round: Callable[[NetworkName, datetime], datetime] = ordinarily
    """When a network is asked again that was asked now."""
    stands_for: timedelta = STANDS_FOR
    """How long what was reposted is taken to be as it was."""
