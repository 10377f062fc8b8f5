"""Where the daemon's process may die, and the store as a daemon that may die sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from bot.errors import StoreError
from bot.ports import Outbox
from tests.simulation.world import CrashError, World

READING = frozenset(
    {
        *(
            "next_due",
            "last_sent",
            "pauses",
            "statements",
            "get",
            "deliveries",
            "counts",
            "noted",
            "alarms",
            "next_look",
        ),
        *("unsure", "attempts_of", "attempts_since", "posts_of", "to_audit", "next_audit", "errands", "next_errand"),
        *("calls_ever", "last_update", "unhandled", "matters", "matter"),
    }
)
"""Verbs that change nothing: there is nothing to undo after them."""
VERBS = frozenset(
    name
    for name in dir(Outbox)
    if not name.startswith("_") and name not in {"warm", "together", "close"} and callable(getattr(Outbox, name))
)
TELLING = frozenset({"begin", "sent", "settle", "looked", "claim"})
"""The verbs between which a post can be lost or doubled: they get more than their share of crashes."""


_NEVER = (-1, None)


class Mortality:
    """When one life ends: at the so-manieth point it passes, or at the so-manieth of a certain kind."""

    def __init__(self, world: World, share: float) -> None:
        """``share``: how likely the life ends by a crash at all."""
        dice = world.dice
        self._world = world
        self._left = 0
        self._only = ""
        self.dead = False
        if not dice.happens(share):
            return
        if dice.happens(0.5):
            self._left = dice.number(1, 400)
        else:
            self._left = dice.number(1, 12)
            self._only = dice.one_of(*sorted(TELLING), "the call", "the call", "the answer", "the read")

    def passes(self, point: str) -> None:
        """A point at which a process can die; raises ``CrashError`` when it does, and ever after."""
        if self.dead:
            raise CrashError
        if self._left and self._only in point:
            self._left -= 1
            if not self._left:
                self.die(point)

    def die(self, point: str) -> None:
        """Now."""
        self.dead = True
        self._world.tell("the process", f"CRASHED {point}")
        raise CrashError


class MortalOutbox:
    """The real store; around every verb the process may die, with its commit done, undone or not begun."""

    def __init__(
        self, real: Outbox, mortality: Mortality, world: World, fails: float, changes: Callable[[], int]
    ) -> None:
        """``fails``: how often a write meets a full disk or a locked database. ``changes``: how many rows were ever
        written; while it is the same the store says the same, and is not asked again.
        """
        self._real = real
        self._mortality = mortality
        self._world = world
        self._fails = fails
        self._changes = changes
        self._known: dict[tuple[Any, ...], tuple[int, Any]] = {}
        for name in VERBS:
            setattr(self, name, self._reading(name) if name in READING else self._writing(name))

    def __getattr__(self, name: str) -> Any:
        """Whatever is no verb."""
        return getattr(self._real, name)

    def _reading(self, name: str) -> Callable[..., Any]:
        verb, mortality = getattr(self._real, name), self._mortality

        known, changes = self._known, self._changes

        def read(*values: Any, **named: Any) -> Any:
            mortality.passes(name)
            asked = (name, *values, *named.items())
            seen, answer = known.get(asked, _NEVER)
            if seen != changes():
                seen, answer = known[asked] = changes(), verb(*values, **named)
            return answer

        return read

    def _writing(self, name: str) -> Callable[..., Any]:
        verb, mortality, world = getattr(self._real, name), self._mortality, self._world

        def write(*values: Any, **named: Any) -> Any:
            mortality.passes(f"before {name}")
            if self._fails and world.dice.happens(self._fails):
                world.tell("the store", f"failed at {name}")
                raise StoreError("the disk is full", code="outbox-full", facts={"file": "here", "cause": "full"})
            if name in TELLING:
                self._undone(name, lambda: verb(*values, **named))
            done = verb(*values, **named)
            mortality.passes(f"after {name}")
            return done

        return write

    def _undone(self, name: str, verb: Callable[[], object]) -> None:
        """Die with the commit undone, if that is this life's fate."""
        try:
            self._mortality.passes(f"within {name}")
        except CrashError:
            if not self._world.dice.happens(0.5):
                raise
            with self._real.together():
                verb()
                raise


def mortal(real: Outbox, mortality: Mortality, world: World, fails: float, changes: Callable[[], int]) -> Outbox:
    """See ``MortalOutbox``."""
    return cast("Outbox", MortalOutbox(real, mortality, world, fails, changes))
