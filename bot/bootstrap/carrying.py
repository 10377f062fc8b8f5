"""Carries out orders without a daemon: the same duties, for the deliveries a command names and no others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event

from bot.bootstrap.sending import Crew
from bot.campaign.delivery import State
from bot.daemon.errands import Errands
from bot.daemon.reconciler import Reconciler
from bot.ports import ErrandKind, Outbox

LOOK_S = 0.2


def carry_out(crew: Crew, keys: Sequence[str], over: Callable[[], bool], wait_s: float) -> None:
    """Until it is ``over``, or the patience ends. Whoever calls holds the campaign's lock."""
    clock, outbox = crew.means.clock, crew.means.outbox
    end = clock.now() + timedelta(seconds=wait_s)
    # What a daemon that is gone left in flight may be out: it is looked for.
    outbox.recover(crew.means.owner, clock.now())
    errands = Errands(crew.means, crew.proof, only=frozenset(keys), side_by_side=True)
    reconciler = Reconciler(crew.means)
    pause = Event()
    try:
        while not over() and clock.now() < end:
            errands.run_once(clock.now())
            if any(row.key in keys for row in outbox.unsure(clock.now())):
                reconciler.run_once(clock.now())
            _say_anew(crew, keys, end)
            pause.wait(LOOK_S)
    finally:
        errands.stop()
        reconciler.close()
        errands.close()


def _say_anew(crew: Crew, keys: Sequence[str], end: datetime) -> None:
    """Send what was deleted to be said anew."""
    outbox, now = crew.means.outbox, crew.means.clock.now()
    deleted = [key for key in keys if _is_deleted_to_be_said_anew(outbox, key)]
    if deleted:
        crew.send_only(deleted, (end - now).total_seconds())


def _is_deleted_to_be_said_anew(outbox: Outbox, key: str) -> bool:
    row = outbox.get(key)
    if row is None or row.state is not State.PLANNED:
        return False
    return any(order.kind is ErrandKind.REPLACE and order.outcome == "done" for order in outbox.errands_of(key))
