"""When to try again what was proved not sent."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_S = 15.0
LONGEST_S = 900.0
MOST_ATTEMPTS = 8
"""Then a person decides (reference: reliability, per network)."""
LEAST_S = 5.0
"""However soon a network says: nobody asks it in a tighter circle."""


def next_try(attempt: int, now: datetime, jitter: float) -> datetime | None:
    """When to try again after the ``attempt``-th attempt (from 1) failed at ``now``; ``None``: never.

    The wait doubles from 15 s to 15 min; ``jitter``, 0 to 1, lengthens it by up to a half, so that accounts that one
    outage stopped do not come back as one.
    """
    assert attempt >= 1, "attempts count from 1"
    assert 0 <= jitter <= 1, "jitter is a share"
    if attempt >= MOST_ATTEMPTS:
        return None
    wait_s = FIRST_S * 2 ** (attempt - 1) * (1 + jitter / 2)
    return now + timedelta(seconds=min(wait_s, LONGEST_S))


def instant_of(told: datetime | timedelta | None, now: datetime) -> datetime | None:
    """The instant that a network meant, whose answer came ``now``."""
    return now + told if isinstance(told, timedelta) else told


def as_told(told: datetime | timedelta | None, now: datetime) -> datetime | None:
    """When to try again what a network put off until ``told``; ``None``: it said nothing of use.

    A wait of no length (``Retry-After: 0``), or told by another clock than ours, is over already: then our own counts,
    which grows.
    """
    until = instant_of(told, now)
    if until is None or until <= now:
        return None
    return max(until, now + timedelta(seconds=LEAST_S))
