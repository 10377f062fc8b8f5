"""A siege in figures."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.crash.siege import Outcome


def report(siege: Outcome) -> dict[str, Any]:
    """The figures, and everything that is wrong."""
    states: Counter[str] = sum((verdict.states for verdict in siege.verdicts), Counter())
    return {
        "seed": siege.seed,
        "kills": siege.kills,
        "standstills": siege.standstills,
        "alone_s": round(siege.alone_s, 1),
        "planned": sum(verdict.planned for verdict in siege.verdicts),
        "once": sum(verdict.once for verdict in siege.verdicts),
        "lost": [one for verdict in siege.verdicts for one in verdict.lost],
        "twice": [one for verdict in siege.verdicts for one in verdict.twice],
        "lies": [one for verdict in siege.verdicts for one in verdict.lies],
        "faults": siege.faults,
        "states": dict(states),
        "photos": {
            "photos": sum(verdict.reposts.photos for verdict in siege.verdicts),
            "withdrawn": sum(verdict.reposts.withdrawn for verdict in siege.verdicts),
            **{
                what: [one for verdict in siege.verdicts for one in getattr(verdict.reposts, what)]
                for what in ("lost", "twice", "left")
            },
        },
        "points": dict(sorted(siege.died_at.items())),
    }
