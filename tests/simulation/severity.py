"""How bad a seed's world is."""

from __future__ import annotations

from dataclasses import dataclass

from tests.simulation.world import Dice

HURRIED = 0.9
"""So many reads are slow where nobody waits for them: what comes late meets what somebody did meanwhile."""


@dataclass(frozen=True, slots=True)
class Severity:
    """What goes wrong, and how often."""

    faulty: float
    crashes: float
    very_late: float
    store_fails: float
    slow_reads: float
    doors_ask_again: bool


def how_bad(dice: Dice) -> Severity:
    """By chance."""
    return Severity(
        faulty=dice.one_of(0.0, 0.1, 0.3, 0.6),
        crashes=dice.one_of(0.0, 0.5, 0.9),
        very_late=dice.one_of(0.0, 0.0, 0.0, 0.05),
        store_fails=dice.one_of(0.0, 0.0, 0.02),
        slow_reads=dice.one_of(0.2, 0.2, HURRIED),
        doors_ask_again=dice.happens(0.1),
    )
