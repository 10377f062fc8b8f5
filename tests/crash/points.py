"""The named points at which a daemon's process is killed, and which of them a life dies at."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

COMMITTED = ("claim", "begin", "sent", "settle", "looked")
"""Verbs of the outbox between which a post can be lost or doubled: also killed before their commit is on the disk."""
ONCE_A_LIFE = ("recover", "sync_plan", "pin")
CALLS = ("identity", "prepare", "publish", "find_own_posts")
"""Verbs of a network."""
LAST_WORD = "may_leave"
"""What an adapter asks with its connection standing, just before the first byte."""

OUTSIDE = "at any instant"
"""Killed from outside, by the time that passed since its birth."""
IN_FLIGHT = "during publish"
"""So many milliseconds after the call began: before the request, within it, before the answer, after it."""
AFTER_ITS_TIME = "waiting"
"""Its point did not come: killed from outside, too."""


def _around(names: Iterable[str]) -> list[str]:
    return [f"{where} {name}" for name in names for where in ("before", "after")]


TAKEN_BACK = (*_around(["delete", "carried_out"]), "within carried_out")
"""Only of a campaign in which somebody takes posts back."""
OF_PHOTOS = ("add_delivery", "order", "wipe_repost")
"""Verbs of the outbox: a photo's turn has come; one that is withdrawn is to be taken back; it is, and is forgotten."""
PHOTOGRAPHED = (*_around(OF_PHOTOS), *(f"within {name}" for name in OF_PHOTOS))
"""Only of a campaign that has supporters' photos."""
POINTS = (
    *_around([*COMMITTED, *ONCE_A_LIFE, *CALLS, LAST_WORD]),
    *(f"within {name}" for name in COMMITTED),
    IN_FLIGHT,
    OUTSIDE,
    *TAKEN_BACK,
)
"""Every point that each network's run must have died at."""


@dataclass(frozen=True, slots=True)
class Fate:
    """How one life ends: the ``nth`` time it comes to ``point``, or ``after_s`` its birth or that point."""

    point: str
    nth: int = 1
    after_s: float = 0.0
    stands_still: bool = False
    """The process is stopped there, and goes on once its lease is over."""


STANDSTILLS = ("after claim", "before prepare", "after prepare", "before begin", "after begin", "before may_leave")
"""Between the claim and the last look before the first byte."""


class Deck:
    """Deals points so that each comes before any comes again; one at which nobody died is dealt again soon."""

    def __init__(self, chance: random.Random, points: Sequence[str] = POINTS) -> None:
        self._chance = chance
        self._points = points
        self._cards: list[str] = []
        self.died_at: Counter[str] = Counter()

    def deal(self) -> Fate:
        """The next life's."""
        if not self._cards:
            self._cards = list(self._points)
            if self.died_at:
                # The calls themselves, and any instant, more often than the rest.
                self._cards += [IN_FLIGHT, IN_FLIGHT, "after publish", "before publish", OUTSIDE, OUTSIDE]
            self._chance.shuffle(self._cards)
        return self._fate(self._cards.pop())

    def deal_standstill(self) -> Fate:
        """A life that stands still at one of ``STANDSTILLS``."""
        return Fate(self._chance.choice(STANDSTILLS), self._chance.randint(1, 2), stands_still=True)

    def deal_missing(self) -> Fate | None:
        """One of the points at which nobody has died yet; ``None`` when there is none."""
        missing = [point for point in self._points if not self.died_at[point]]
        return self._fate(self._chance.choice(missing)) if missing else None

    def _fate(self, point: str) -> Fate:
        if point == OUTSIDE:
            return Fate(point, after_s=self._chance.uniform(0.0, 1.5))
        if point == IN_FLIGHT:
            return Fate(point, self._chance.randint(1, 2), self._chance.choice((0.0, 0.002, 0.005, 0.01, 0.03, 0.1)))
        once = point.split()[1] in {
            *ONCE_A_LIFE,
            *OF_PHOTOS,
            "identity",
            "looked",
            "find_own_posts",
            "delete",
            "carried_out",
        }
        return Fate(point, 1 if once else self._chance.randint(1, 2))

    def died(self, dealt: Fate, point: str) -> None:
        """A life ended at ``point``; what it was ``dealt`` is dealt again if that is another."""
        self.died_at[point] += 1
        if point != dealt.point:
            self._cards.insert(max(0, len(self._cards) - self._chance.randint(0, 8)), dealt.point)
