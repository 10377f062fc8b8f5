"""Holds withdrawals against their promise: within a minute nothing stands there, where nothing stood in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.ports import PHOTOS
from tests.simulation.judgement import QUIET_PERIOD, Verdict
from tests.simulation.oracle import Copy

UNDONE_WITHIN = timedelta(seconds=60)
"""From when it is known, or, of what only then comes to be there, from when anybody can see it."""
WAITS = timedelta(minutes=25)
"""So long after a fault an account may still be left alone: a quarter of an hour, and half of it by chance."""


def hold_against_promise(
    copies: Iterable[Copy],
    withdrawn: Mapping[str, datetime],
    troubles: Sequence[tuple[datetime, str]],
    now: datetime,
    verdict: Verdict,
) -> None:
    """``withdrawn``: by photo, since when that is known.

    ``troubles``: see ``World``. Here accounts have their turns one after the other: just then those of all count.
    """
    for copy in copies:
        known = withdrawn.get(copy.key.split("/")[1]) if copy.key.startswith(f"{PHOTOS}/") else None
        if known is None or copy.executed - copy.began > QUIET_PERIOD or (copy.deleted and copy.deleted <= known):
            # What is executed so late nobody waits for.
            continue
        since, until = max(known, copy.shown), copy.deleted or now
        if any(since - WAITS * (whose in {"", copy.account}) <= at <= until for at, whose in troubles):
            continue
        verdict.undone += 1
        if until - since > UNDONE_WITHIN:
            verdict.slow.append(f"{copy.key} stands as {copy.remote_id} for {until - since} after it was withdrawn")
