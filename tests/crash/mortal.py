"""The outbox and the networks as a daemon has them that is to be killed: every verb is a point it may die at."""

from __future__ import annotations

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any, cast

from bot.ports import Network, Outbox
from tests.crash.points import CALLS, COMMITTED, IN_FLIGHT, LAST_WORD, OF_PHOTOS, ONCE_A_LIFE, Fate

WITHIN = frozenset({*COMMITTED, *OF_PHOTOS, "carried_out"})
STORE_VERBS = frozenset({*WITHIN, *ONCE_A_LIFE})
NETWORK_VERBS = frozenset({*CALLS, "delete"})


class Death:
    """Kills this process when its fate comes; ``say`` writes the point down first."""

    def __init__(self, fate: Fate, say: Callable[[str], None]) -> None:
        self._fate = fate
        self._say = say
        self._lock = threading.Lock()
        self._passed: Counter[str] = Counter()

    def comes(self, point: str) -> bool:
        """Whether this is the time the process dies at ``point``."""
        if point != self._fate.point:
            return False
        with self._lock:
            self._passed[point] += 1
            return self._passed[point] == self._fate.nth

    def passes(self, point: str) -> None:
        """Die here, or go on."""
        if self.comes(point):
            self.die(point)

    def die(self, point: str) -> None:
        """Now: no handler runs, nothing is flushed, nothing is closed."""
        self._say(point)
        os.kill(os.getpid(), signal.SIGSTOP if self._fate.stands_still else signal.SIGKILL)

    def die_soon(self) -> None:
        """While the call goes on in another thread."""
        after_s = self._fate.after_s

        def wait() -> None:
            threading.Event().wait(after_s)
            self.die(IN_FLIGHT)

        threading.Thread(target=wait, daemon=True).start()


class _Mortal:
    """Passes everything on to ``real``."""

    def __init__(self, real: object, verbs: frozenset[str], death: Death) -> None:
        self._real = real
        self._death = death
        for name in verbs:
            setattr(self, name, self._around(name, getattr(real, name)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def _around(self, name: str, verb: Callable[..., Any]) -> Callable[..., Any]:
        death = self._death

        def call(*values: Any, **named: Any) -> Any:
            death.passes(f"before {name}")
            self.on_the_way(name, verb, *values, **named)
            done = verb(*self.handed_on(name, values), **named)
            death.passes(f"after {name}")
            return done

        return call

    def on_the_way(self, name: str, verb: Callable[..., Any], *values: Any, **named: Any) -> None:
        """What can happen between the two."""

    def handed_on(self, name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """What ``verb`` is called with."""
        return values


class _Outbox(_Mortal):
    def on_the_way(self, name: str, verb: Callable[..., Any], *values: Any, **named: Any) -> None:
        if name in WITHIN and self._death.comes(f"within {name}"):
            # Written, and not committed: the next life finds the journal of a transaction that never ended.
            with cast("Outbox", self._real).together():
                verb(*values, **named)
                self._death.die(f"within {name}")


class _Network(_Mortal):
    def on_the_way(self, name: str, verb: Callable[..., Any], *values: Any, **named: Any) -> None:
        if name == "publish" and self._death.comes(IN_FLIGHT):
            self._death.die_soon()

    def handed_on(self, name: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
        if name != "publish":
            return values
        ready, key, may_leave, may_listen = values
        return ready, key, self._around(LAST_WORD, may_leave), may_listen


def mortal_outbox(real: Outbox, death: Death) -> Outbox:
    """The same outbox."""
    return cast("Outbox", _Outbox(real, STORE_VERBS, death))


def mortal_network(real: Network, death: Death) -> Network:
    """The same adapter."""
    return cast("Network", _Network(real, NETWORK_VERBS, death))
