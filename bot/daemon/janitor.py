"""Puts away what is over: posts that waited until their time ran out, old updates; and counts the calls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.campaign.decisions import Stands, stands
from bot.campaign.delivery import HeldFor, State
from bot.daemon.catchup import settle_over
from bot.daemon.live import Live
from bot.daemon.means import JANITOR
from bot.ports import Alarm, Delivery, Outbox

EVERY = timedelta(minutes=1)
FORGET_EVERY = timedelta(hours=12)
UPDATES_KEPT = timedelta(days=30)
"""Numbers of what was handled: Telegram offers nothing that is older than a day."""


class Janitor:
    """A duty that looks once a minute."""

    name = JANITOR

    def __init__(
        self,
        live: Live,
        outbox: Outbox,
        alarm: Alarm,
        clock_trusted: Callable[[], bool],
        keep_calls: Callable[[int], None],
    ) -> None:
        """``keep_calls`` writes down, outside the store, how many calls were ever begun."""
        self._live = live
        self._outbox = outbox
        self._alarm = alarm
        self._clock_trusted = clock_trusted
        self._keep_calls = keep_calls
        self._kept = 0
        self._looked: datetime | None = None
        self._forgot: datetime | None = None

    def run_once(self, now: datetime) -> datetime | None:
        """Put away what is over at ``now``."""
        self._count_calls()
        if self._looked is not None and timedelta(0) <= now - self._looked < EVERY:
            # A heartbeat: our own appointment stands.
            return None
        self._looked = now
        # A clock in doubt must not declare anything over.
        if self._clock_trusted():
            held = self._outbox.deliveries(states=(State.HELD,))
            # No sender looks at those of an account that is paused, or was never opened.
            planned = self._outbox.deliveries(states=(State.PLANNED,), until=now)
            over = settle_over(self._outbox, self._alarm, self._live.snapshot, [*held, *planned], now)
            gone = {row.key for row in over}
            self._let_go([row for row in held if row.key not in gone], now)
            self._forget(now)
        return now + EVERY

    def _count_calls(self) -> None:
        """At every wake, and each call wakes us: minutes later a copy from before it may be put back."""
        calls = self._outbox.deeds_ever()
        if calls > self._kept:
            self._keep_calls(calls)
            self._kept = calls

    def _let_go(self, held: list[Delivery], now: datetime) -> None:
        """Posts whose condition holds by now, should whoever stated the outcome not have come so far."""
        plan = self._live.snapshot.plan
        for row in held:
            due = plan.get(row.key)
            if row.reason != HeldFor.DECISION or due is None or row.key in self._live.snapshot.waiting:
                continue
            condition = due.slot.entry.only_if
            if condition is None or stands(condition, self._outbox.statements(condition.deadline)) is Stands.YES:
                # The gates look at each of them again.
                self._outbox.release(HeldFor.DECISION.value, now)
                return

    def _forget(self, now: datetime) -> None:
        if self._forgot is None or not timedelta(0) <= now - self._forgot < FORGET_EVERY:
            self._forgot = now
            self._outbox.forget_updates(now - UPDATES_KEPT)
