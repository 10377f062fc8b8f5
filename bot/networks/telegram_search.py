"""Where to begin to read a channel of which no post is known: after the newest one that is older than ours.

Ids only grow with time, so it lies between an id where an older post stands and one from which on none does. What is
found behind it is ours. That nothing is found proves nothing: a gap left by clearing up looks like the end.
"""

from __future__ import annotations

from collections.abc import Generator

GAPS = 10
"""So many ids in a row that do not exist are the channel's end: deleted messages leave shorter gaps."""
FIRST = 32
"""The first id that is looked at; what comes before is read anyway."""
FARTHEST = 2**24
NEAR = 64
"""So many ids are read one by one sooner than halved again."""

Search = Generator[int, bool | None, int]
"""Asks for ids, is told of each whether the post there is older (``None``: nothing shows there), ends with the newest.

0: no older one was found.
"""


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
