"""Whether the computer's clock can be believed: wall against monotonic time, and what the networks' clocks say.

A computer that slept, a correction of its clock and somebody's hand look alike: the wall clock moves and the monotonic
one does not. From that moment nothing goes out until the ``Date`` of two networks agrees with the wall clock. A clock
that was wrong before the start is found out by two servers that agree with each other, and not with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

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
STRAGGLERS_S = 600.0
"""A gate that asked before the doubt ended may hold its post so long after: see ``means.Terms.lease_s``."""


@dataclass(frozen=True, slots=True)
class Witness:
    """What one server says of the wall clock."""

    host: str
    """Empty: this computer, whose stand-ins may live in any year."""
    ahead: timedelta
    """How far the wall clock is ahead of its."""

    @property
    def agrees(self) -> bool:
        """As well as a ``Date``, in whole seconds and after a while under way, can."""
        return abs(self.ahead) <= AGREES


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
        self.after_doubt: Callable[[], None] = lambda: None
        """What waits until an instant of a clock that has been set back since would sleep for the size of the jump."""
        self._agreed_s: float | None = None
        """When, on the monotonic clock, the networks last agreed."""

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
            if not self._compared and (self._ask_at is None or now >= self._ask_at):
                return self._compare(now)
            if self._agreed_s is not None and self._clock.monotonic_s() - self._agreed_s < STRAGGLERS_S:
                self._outbox.release(HeldFor.CLOCK.value, self._clock.now())
            return None
        doubt = self._doubt
        assert doubt is not None, "only we end a doubt"
        if not self._told_jump:
            self._told_jump = True
            self._alarm.tell("clock-jumped", seconds=f"{doubt.total_seconds():+.0f}")
        return self._ask_the_networks()

    def _ask_the_networks(self) -> datetime | None:
        """End the doubt when they agree; else when to ask them again."""
        wall, monotonic_s = self._clock.now(), self._clock.monotonic_s()
        witnesses = self._witnesses()
        if witnesses is None or not all(each.agrees for each in witnesses):
            if witnesses is not None and not self._told_wrong:
                self._told_wrong = True
                self._alarm.tell("clock-wrong", seconds=_worst(witnesses))
            return self._clock.now() + ASK_AGAIN
        with self._lock:
            # From before they were asked: a jump meanwhile is seen at the next look.
            self._wall, self._monotonic_s = wall, monotonic_s
            self._doubt = None
        self._told_jump = self._told_wrong = False
        self._compared = True
        self._alarm.tell("clock-trusted", number=self._go_on())
        self.after_doubt()
        return None

    def _go_on(self) -> int:
        """The networks agree: what was held for the clock goes on; how many those are."""
        self._agreed_s = self._clock.monotonic_s()
        return self._outbox.release(HeldFor.CLOCK.value, self._clock.now())

    def _compare(self, now: datetime) -> datetime | None:
        """At a start nothing waits for the answer: a clock that is wrong is an alarm, and a doubt if that is proved.

        What an earlier run held for its clock goes on when the networks agree.
        """
        witnesses = self._witnesses()
        if witnesses is None:
            self._ask_at = now + ASK_LATER
            return self._ask_at
        self._compared = True
        if all(each.agrees for each in witnesses):
            self._go_on()
            return None
        if not _proves(witnesses):
            self._alarm.tell("clock-off", seconds=_worst(witnesses))
            return None
        with self._lock:
            self._doubt = witnesses[0].ahead
        self._told_jump = self._told_wrong = True
        _log.warning("clock wrong at the start", seconds=witnesses[0].ahead.total_seconds())
        self._alarm.tell("clock-wrong", seconds=_worst(witnesses))
        return self._clock.now() + ASK_AGAIN

    def _witnesses(self) -> Sequence[Witness] | None:
        """``None`` while too few can be asked."""
        servers = self._servers()
        wanted = min(WITNESSES, len(servers))
        heard: list[Witness] = []
        for accounts in servers:
            if len(heard) == wanted:
                break
            told = self._server_time(accounts)
            if told is not None:
                heard.append(Witness(_host(accounts[0]), self._clock.now() - told))
        return heard if len(heard) == wanted else None

    def _servers(self) -> Sequence[Sequence[Account]]:
        """Each server with the accounts it can be asked through; one of each network first, this computer's last."""
        campaign = self._live.snapshot.campaign
        servers: dict[tuple[str, str], list[Account]] = {}
        for account in campaign.settings.accounts.values() if campaign else ():
            servers.setdefault((account.network, account.address), []).append(account)
        firsts = {network: (network, address) for network, address in reversed(servers)}.values()
        return [
            servers[key] for key in sorted(servers, key=lambda key: (not _host(servers[key][0]), key not in firsts))
        ]

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


def _proves(witnesses: Sequence[Witness]) -> bool:
    """Whether the wall clock is wrong beyond doubt: two servers elsewhere say the same, and something else than it.

    One simulator, or one proxy, that answers with a ``Date`` of its own must not stop a campaign for ever.
    """
    hosts = {each.host for each in witnesses}
    if "" in hosts or len(hosts) < WITNESSES or any(each.agrees for each in witnesses):
        return False
    ahead = [each.ahead for each in witnesses]
    return max(ahead) - min(ahead) <= AGREES


def _host(account: Account) -> str:
    """The computer that answers for the account; empty: this one."""
    # X and Telegram without an address have their own.
    host = urlsplit(account.address).hostname if account.address else account.network.value
    return "" if not host or host in {"localhost", "::1"} or host.startswith("127.") else host


def _worst(witnesses: Sequence[Witness]) -> str:
    return f"{max((each.ahead for each in witnesses), key=abs).total_seconds():+.0f}"
