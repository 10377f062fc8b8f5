"""The daemon, put together: one process, its duties, its signals, and the files it watches."""

from __future__ import annotations

import os
import signal
import threading
from datetime import datetime
from pathlib import Path
from types import FrameType

from bot import log
from bot.bootstrap.calls import keep_calls
from bot.bootstrap.disk import disk
from bot.bootstrap.distrust import Distrust
from bot.bootstrap.doors import Doors
from bot.bootstrap.duties import duties
from bot.bootstrap.program import program
from bot.bootstrap.remembered import remembered_limits
from bot.bootstrap.running import WAKE
from bot.bootstrap.sending import Adapters, Crew, crew, network
from bot.bootstrap.staff import Staff
from bot.bootstrap.store import campaign_outbox
from bot.campaign.delivery import State
from bot.clock import SystemClock
from bot.daemon.loop import Loop
from bot.daemon.means import Terms
from bot.daemon.reloader import Files, Reloader
from bot.daemon.watchdog import Pulse, Watchdog
from bot.files.last_good import LastGood
from bot.files.version import Running, keep, last_good, version
from bot.files.watch import watch
from bot.outbox.lock import hold_database
from bot.ports import GO_ON, Outbox

_log = log.logger("daemon")

STOPPED = "stopped while sending"
"""A reason: see ``bot.wording.reasons``."""
LEAD_S = 0.5
"""So much before its instant a post is made ready: some 20 ms of work each, for two dozen accounts at once."""
PATIENCE_S = 8.0
"""How long a stop waits for calls in flight; what is not answered by then is recorded as unsure."""


class Daemon:
    """Runs a campaign until it is told to stop."""

    def __init__(
        self,
        folder: Path,
        outbox: Outbox,
        first: Running,
        *,
        adapters: Adapters = network,
        terms: Terms = Terms(lead_s=LEAD_S),  # noqa: B008 -- frozen
    ) -> None:
        self.clock = Pulse(SystemClock())
        self._folder = folder
        self._outbox = outbox
        self._kept = LastGood(folder / "var" / "last-good")
        self._stop = threading.Event()
        self._latest = first
        self._program = program()
        self._crew: Crew = crew(
            folder, Running(None), outbox, self.clock, wake=self._wake, adapters=adapters, terms=terms
        )
        self._watchdog = Watchdog(os.environ, self.clock, terms.silence_s)
        self._loop = Loop(
            self.clock,
            lambda duty, fault: self._crew.means.alarm.tell("duty-failed", duty=duty, error=type(fault).__name__),
            self._watchdog.heartbeat_s,
        )
        self._doors = Doors(self._crew, self._loop)
        self._crew.timekeeper.after_doubt = self._doors.open_anew
        self._staff = Staff(folder, self._crew, self._loop)
        assert first.campaign is not None
        database = first.campaign.settings.database
        self._duties = (*duties(self._crew, folder / "var"), *disk(database, folder, self._crew.means.alarm))
        self._distrust = Distrust(outbox, folder / "var", self._crew.means.alarm)
        self._reloader = Reloader(
            self._crew.live,
            self._crew.planner,
            outbox,
            self._crew.means.alarm,
            Files(self._read, self._keep, self._earlier),
            self._changed,
        )

    def run(self) -> None:
        """Until SIGTERM or SIGINT."""
        self._recover()
        self._distrust.begin(self.clock.now())
        self._outbox.warm(self.clock.now())
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_stop)
        signal.signal(WAKE, self._woken)
        self._loop.start(lambda: self._watchdog.feed(self._loop))
        self._loop.add(self._doors)
        self._loop.add(self._staff)
        # Its first step reads the files; accounts are opened when a version is in force.
        self._loop.add(self._reloader)
        for each in self._duties:
            self._loop.add(each.duty, each.close)
        watcher = threading.Thread(
            target=watch, args=(self._folder, self._saved, self._stop), name="watch", daemon=True
        )
        watcher.start()
        self._watchdog.ready()
        self._stop.wait()
        self._watchdog.stopping()
        self._end()
        watcher.join(2.0)

    def _recover(self) -> None:
        """What an earlier daemon left in flight may be out: it is never sent again unread, but looked for."""
        # Before anything is sent, so that whatever copy is made knows it.
        self._crew.means.store()
        for row in self._outbox.recover(self._crew.means.owner, self.clock.now()):
            _log.warning("left in flight", key=row.key, account=row.account)

    def _end(self) -> None:
        self._doors.stop()
        self._staff.stop()
        for each in self._duties:
            each.stop()
        late = self._loop.stop(PATIENCE_S)
        # Also of accounts that an edit took away meanwhile: whatever is in flight now may be out.
        for row in self._outbox.deliveries(states=(State.SENDING,)):
            # Another daemon that shares the store has its own in flight.
            if row.owner == self._crew.means.owner:
                self._outbox.settle(row, State.UNKNOWN, STOPPED, self.clock.now())
        # The janitor may have ended before the last call did.
        keep_calls(self._folder / "var", self._outbox.deeds_ever())
        _log.info("stopped", unfinished=len(late))

    def _wake(self, name: str) -> None:
        self._loop.wake(name)

    def _told_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()

    def _woken(self, _number: int, _frame: FrameType | None) -> None:
        # Not in the signal's own stack: it may have interrupted a lock that waking needs.
        threading.Thread(target=self._loop.wake_all, daemon=True).start()

    def _saved(self) -> None:
        self._reloader.touch()
        self._loop.wake(self._reloader.name)
        # Secrets that were saved change no version of the files.
        self._doors.touch()
        self._staff.touch()

    def _changed(self) -> None:
        """A new version is in force: accounts that came or went, and everybody wakes."""
        if self._crew.live.snapshot.campaign is not None:
            # Its plan is in the outbox by now, and before the first version of it no account is open.
            self._distrust.end(self.clock.now())
        self._doors.touch()
        self._staff.touch()
        self._loop.wake_all()

    def _read(self, now: datetime) -> Running:
        self._latest = version(
            self._folder,
            self._kept,
            remembered_limits(self._folder),
            lambda file: self._outbox.noted(GO_ON + file),
            now,
            self._latest,
            self._program,
        )
        return self._latest

    def _keep(self, running: Running, now: datetime) -> None:
        keep(running, self._kept, now)

    def _earlier(self, now: datetime) -> Running:
        return last_good(self._folder, self._kept, remembered_limits(self._folder), now)


def run_daemon(folder: Path, first: Running) -> None:
    """Open the outbox and run; ``first`` was just read."""
    assert first.campaign is not None
    database = first.campaign.settings.database
    with hold_database(database, folder):
        outbox = campaign_outbox(first.campaign.settings, folder)
        try:
            Daemon(folder, outbox, first).run()
        finally:
            outbox.close()
