"""Which ids of a channel to read, for ids only grow with time: where to begin, and where to stop.

Of a channel of which no post is known, after the newest one that is older than ours: it lies between an id where an
older post stands and one from which on none does. What is found behind it is ours. That nothing is found proves
nothing there: a gap left by clearing up looks like the end.
"""

from __future__ import annotations

from collections.abc import Generator

END = 50
"""So many ids in a row that do not exist, behind the highest that is known to have existed, are the channel's end. An
album takes ten: somebody who posts some and deletes them leaves a shorter gap. Asking for them sends nothing."""
MOST = 250
"""Ids behind the last known post; each that exists is copied into the staff's chat for a moment."""
MOST_UNGUIDED = 20
"""Without a post to begin after: a channel that is about as new as the campaign."""

GAPS = 10
"""So many ids in a row that do not exist are passed over in search of a place to begin."""
FIRST = 32
"""The first id that is looked at; what comes before is read anyway."""
FARTHEST = 2**24
NEAR = 64
"""So many ids are read one by one sooner than halved again."""

Search = Generator[int, bool | None, int]
"""Asks for ids, is told of each whether the post there is older (``None``: nothing shows there), ends with the newest.

0: no older one was found.
"""

Walk = Generator[int, bool, bool]
"""Asks for ids, is told of each whether anything stands there, ends with whether that was the channel's end."""


def behind(known: int, highest: int, most: int = MOST, end: int = END) -> Walk:
    """``most`` ids from the one after ``known`` on; ``highest``: one that exists, or did, so nothing ends below it."""
    last = max(known, highest)
    for own in range(known + 1, known + most + 1):
        if (yield own):
            last = max(last, own)
        if own - last >= end:
            return True
    return False


def newest(older: int) -> Search:
    """``older``: the newest older one below ``FIRST``, 0: there is none."""
    low, high = older, FIRST
    while high <= FARTHEST and (found := (yield from _about(high))):
        low, high = found, 2 * found
    while high - low > NEAR:
        middle = (low + high) // 2
        found = yield from _about(middle)
        low, high = (found, high) if found else (low, middle)
    return low


def _about(place: int) -> Search:
    """An older one at ``place``, or at one of the next ids; 0: there is none."""
    for own in range(place, place + GAPS):
        older = yield own
        if older is not None:
            return own if older else 0
    return 0
