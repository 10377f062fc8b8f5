"""Whether the computer's clock can be believed: wall against monotonic time, and what the networks' clocks say.

A computer that slept, a correction of its clock and somebody's hand look alike: the wall clock moves and the monotonic
one does not. From that moment nothing goes out until the ``Date`` of two networks agrees with the wall clock.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot import log
from bot.campaign.delivery import HeldFor
from bot.campaign.model import Account
from bot.daemon.live import Live
from bot.errors import CampaignError
from bot.ports import Alarm, Clock, Network, Outbox

_log = log.logger("timekeeper")

JUMP = timedelta(seconds=30)
"""More than this between the two clocks is no drift (reference: reliability, time)."""
AGREES = timedelta(seconds=90)
WITNESSES = 2
"""How many networks must agree, if the campaign has so many."""
ASK_AGAIN = timedelta(seconds=30)
ASK_LATER = timedelta(minutes=10)
"""At a start, nothing waits for the answer."""


class Timekeeper:
    """A duty, and the question that every gate asks of it."""

    name = "timekeeper"

    def __init__(
        self, clock: Clock, outbox: Outbox, alarm: Alarm, live: Live, networks: Callable[[Account], Network]
    ) -> None:
        """``networks`` opens a client of an account's network, for us alone."""
        self._clock = clock
        self._outbox = outbox
        self._alarm = alarm
        self._live = live
        self._networks = networks
        self._lock = threading.Lock()
        self._wall, self._monotonic_s = clock.now(), clock.monotonic_s()
        """When the two were last found to belong together."""
        self._doubt: timedelta | None = None
        """By how much the wall clock jumped; ``None``: it is trusted."""
        self._told_jump = self._told_wrong = False
        self._compared = False
        """Whether the networks' clocks were asked once since the start."""
        self._ask_at: datetime | None = None

    def trusted(self) -> bool:
        """Whether the wall clock goes with the monotonic one, at this very moment. Cheap; any thread may ask."""
        with self._lock:
            if self._doubt is None:
                # Measured from one fixed point: three steps of 20 s are a jump too.
                passed = timedelta(seconds=self._clock.monotonic_s() - self._monotonic_s)
                apart = (self._clock.now() - self._wall) - passed
                if abs(apart) > JUMP:
                    self._doubt = apart
                    _log.warning("clock jumped", seconds=apart.total_seconds())
            return self._doubt is None

    def run_once(self, now: datetime) -> datetime | None:
        """Notice a jump, tell the staff, and ask the networks until they agree; at a start, compare once."""
        if self.trusted():
            if self._compared or (self._ask_at is not None and now < self._ask_at):
                return None
            return self._compare(now)
        doubt = self._doubt
        assert doubt is not None, "only we end a doubt"
        if not self._told_jump:
            self._told_jump = True
            self._alarm.tell("clock-jumped", seconds=f"{doubt.total_seconds():+.0f}")
        return self._ask_the_networks()

    def _ask_the_networks(self) -> datetime | None:
        """End the doubt when they agree; else when to ask them again."""
        wall, monotonic_s = self._clock.now(), self._clock.monotonic_s()
        apart = self._apart()
        if apart is None or any(abs(each) > AGREES for each in apart):
            if apart is not None and not self._told_wrong:
                self._told_wrong = True
                self._alarm.tell("clock-wrong", seconds=_worst(apart))
            return self._clock.now() + ASK_AGAIN
        with self._lock:
            # From before they were asked: a jump meanwhile is seen at the next look.
            self._wall, self._monotonic_s = wall, monotonic_s
            self._doubt = None
        self._told_jump = self._told_wrong = False
        self._compared = True
        held = self._outbox.release(HeldFor.CLOCK.value, self._clock.now())
        self._alarm.tell("clock-trusted", number=held)
        return None

    def _compare(self, now: datetime) -> datetime | None:
        """At a start nothing waits for the answer: a clock that is wrong is an alarm.

        What an earlier run held for its clock goes on when the networks agree.
        """
        apart = self._apart()
        if apart is None:
            self._ask_at = now + ASK_LATER
            return self._ask_at
        self._compared = True
        if any(abs(each) > AGREES for each in apart):
            self._alarm.tell("clock-off", seconds=_worst(apart))
        else:
            self._outbox.release(HeldFor.CLOCK.value, self._clock.now())
        return None

    def _apart(self) -> Sequence[timedelta] | None:
        """How far the wall clock is ahead of each witness; ``None`` while too few can be asked."""
        servers = self._servers()
        wanted = min(WITNESSES, len(servers))
        apart: list[timedelta] = []
        for accounts in servers:
            if len(apart) == wanted:
                break
            told = self._server_time(accounts)
            if told is not None:
                apart.append(self._clock.now() - told)
        return apart if len(apart) == wanted else None

    def _servers(self) -> Sequence[Sequence[Account]]:
        """Each server with the accounts it can be asked through; one of each network first."""
        campaign = self._live.snapshot.campaign
        servers: dict[tuple[str, str], list[Account]] = {}
        for account in campaign.settings.accounts.values() if campaign else ():
            servers.setdefault((account.network, account.address), []).append(account)
        firsts = {network: (network, address) for network, address in reversed(servers)}.values()
        return [servers[key] for key in sorted(servers, key=lambda key: key not in firsts)]

    def _server_time(self, accounts: Sequence[Account]) -> datetime | None:
        for account in accounts:
            try:
                network = self._networks(account)
            except CampaignError:
                # Its secrets are missing: another account knows the same server.
                continue
            try:
                told = network.server_time()
            finally:
                network.close()
            if told is not None:
                return told
        return None


def _worst(apart: Sequence[timedelta]) -> str:
    return f"{max(apart, key=abs).total_seconds():+.0f}"
