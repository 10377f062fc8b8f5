"""Virtual time, the things that happen in it, and the story of what happened.

Whoever waits in it is a greenlet: while one duty's call is under way all the others go on, as threads would, but in an
order that the seed alone decides.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

import greenlet  # type: ignore[import-untyped]  # its wheel has no stubs

_Kind = TypeVar("_Kind")

MOST_STEPS = 60_000
"""Far more than any seed needs: a world that takes so many runs in a circle."""


class CrashError(BaseException):
    """The daemon's process is gone. No ``except Exception`` may catch it: a killed process handles nothing."""


class EndlessError(Exception):
    """So many things happened that the world will not come to its end."""


class Dice:
    """All chance there is, from one seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 -- to be replayed, not to be kept secret

    def share(self) -> float:
        """Between 0 and 1."""
        return self._random.random()

    def happens(self, share: float) -> bool:
        """True so often."""
        return self._random.random() < share

    def between(self, low: float, high: float) -> float:
        """Any number of the range."""
        return low + (high - low) * self._random.random()

    def number(self, low: int, high: int) -> int:
        """A whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def one_of(self, *kinds: _Kind) -> _Kind:
        """Any of them."""
        return kinds[int(self._random.random() * len(kinds))]


class World:
    """True time, as the networks' servers know it, and all that is still to happen."""

    def __init__(self, dice: Dice, start: datetime, *, keep_story: bool = False) -> None:
        self.dice = dice
        self.now = start
        self.start = start
        self.steps = 0
        self.story: list[tuple[datetime, str, str]] = []
        """When, who, what; empty unless somebody wants to read it."""
        self.keep_story = keep_story
        self.troubles: list[tuple[datetime, str]] = []
        """When an account's network failed somebody; without a name it was the store, the process or its clock."""
        self._coming: list[tuple[datetime, int, Callable[[], None]]] = []
        self._count = 0
        self._hub = greenlet.getcurrent()

    def tell(self, who: str, what: str) -> None:
        """Go down in the story."""
        if self.keep_story:
            self.story.append((self.now, who, what))

    def trouble(self, account: str = "") -> None:
        """Something has just failed: what was promised for as long as all goes well is not promised now."""
        self.troubles.append((self.now, account))

    def at(self, when: datetime, what: Callable[[], None]) -> None:
        """Let something happen; things of one instant happen in the order they were asked for."""
        self._count += 1
        heapq.heappush(self._coming, (max(when, self.now), self._count, what))

    def after(self, seconds: float, what: Callable[[], None]) -> None:
        """The same, so many seconds from now."""
        self.at(self.now + timedelta(seconds=seconds), what)

    def run(self, until: datetime) -> None:
        """Let everything happen up to ``until``."""
        while self._coming and self._coming[0][0] <= until:
            self.steps += 1
            if self.steps > MOST_STEPS:
                raise EndlessError(f"{MOST_STEPS} steps by {self.now:%d %H:%M:%S}")
            self.now, _, happens = heapq.heappop(self._coming)
            happens()
        self.now = until

    def wait(self, seconds: float) -> None:
        """Let time pass for whoever calls; everything else goes on."""
        mine = greenlet.getcurrent()
        if mine is self._hub:
            raise AssertionError("only a duty waits: nothing else happens while the world itself would")
        self.after(seconds, lambda: _go_on(mine))
        self._hub.switch()

    def fork(self, work: Callable[[], None]) -> greenlet.greenlet:
        """Run ``work`` until it ends or waits."""
        fiber = greenlet.greenlet(work, self._hub)
        fiber.switch()
        return fiber


def _go_on(fiber: greenlet.greenlet) -> None:
    # One whose process was killed meanwhile has ended.
    if not fiber.dead:
        fiber.switch()


class WorldClock:
    """The computer's clock: the true time, as far as nobody turned it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.off = timedelta(0)
        """How far the wall clock is ahead of the truth."""
        self.slept = 0.0
        """Seconds for which the computer was suspended: the monotonic clock stood still."""

    def now(self) -> datetime:
        """What the wall clock shows."""
        return self._world.now + self.off

    def monotonic_s(self) -> float:
        """Seconds awake."""
        return (self._world.now - self._world.start).total_seconds() - self.slept

    def true(self, wall: datetime) -> datetime:
        """When the wall clock will show ``wall``, if nobody turns it."""
        return wall - self.off
