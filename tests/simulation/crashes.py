"""Where the daemon's process may die, and the store as a daemon that may die sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from bot.errors import StoreError
from bot.ports import Outbox
from tests.simulation.remembering import READS
from tests.simulation.world import CrashError, World

VERBS = frozenset(
    name
    for name in dir(Outbox)
    if not name.startswith("_") and name not in {"warm", "together", "close"} and callable(getattr(Outbox, name))
)
TELLING = frozenset({"begin", "sent", "settle", "looked", "claim"})
"""The verbs between which a post can be lost or doubled: they get more than their share of crashes."""


class Mortality:
    """When one life ends: at the so-manieth point it passes, or at the so-manieth of a certain kind."""

    def __init__(self, world: World, share: float) -> None:
        """``share``: how likely the life ends by a crash at all."""
        dice = world.dice
        self._world = world
        world.trouble()
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
        self._world.trouble()
        self._world.tell("the process", f"CRASHED {point}")
        raise CrashError


class MortalOutbox:
    """The real store; around every verb the process may die, with its commit done, undone or not begun."""

    def __init__(self, real: Outbox, mortality: Mortality, world: World, fails: float) -> None:
        """``fails``: how often a write meets a full disk or a locked database."""
        self._real = real
        self._mortality = mortality
        self._world = world
        self._fails = fails

    def __getattr__(self, name: str) -> Any:
        """Verbs are made when somebody first asks for them; whatever is none is the real store's."""
        verb = getattr(self._real, name)
        if name in VERBS:
            verb = self._reading(name, verb) if name in READS else self._writing(name, verb)
            setattr(self, name, verb)
        return verb

    def _reading(self, name: str, verb: Callable[..., Any]) -> Callable[..., Any]:
        mortality = self._mortality

        def read(*values: Any, **named: Any) -> Any:
            mortality.passes(name)
            return verb(*values, **named)

        return read

    def _writing(self, name: str, verb: Callable[..., Any]) -> Callable[..., Any]:
        mortality, world = self._mortality, self._world

        def write(*values: Any, **named: Any) -> Any:
            mortality.passes(f"before {name}")
            if self._fails and world.dice.happens(self._fails):
                world.tell("the store", f"failed at {name}")
                world.trouble()
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


def mortal(real: Outbox, mortality: Mortality, world: World, fails: float) -> Outbox:
    """See ``MortalOutbox``."""
    return cast("Outbox", MortalOutbox(real, mortality, world, fails))
