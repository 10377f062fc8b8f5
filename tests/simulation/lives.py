"""One life of the daemon: its own duties, put together as ``bot.bootstrap`` does, until its process ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import greenlet  # type: ignore[import-untyped]  # its wheel has no stubs

from bot.bootstrap.daemon import PATIENCE_S, STOPPED
from bot.bootstrap.distrust import Distrust
from bot.campaign.delivery import State
from bot.campaign.model import Account
from bot.daemon.alarms import Alarms, Told
from bot.daemon.auditor import Auditor
from bot.daemon.door import Door
from bot.daemon.errands import Errands
from bot.daemon.halt import Halt
from bot.daemon.intents import StoreName
from bot.daemon.janitor import Janitor
from bot.daemon.live import Snapshot
from bot.daemon.loop import AFTER_A_FAULT, HEARTBEAT_S
from bot.daemon.means import Means
from bot.daemon.photos.caretaker import Caretaker
from bot.daemon.photos.kit import REPOSTER
from bot.daemon.photos.reposter import Reposter
from bot.daemon.photos.restored import Restored
from bot.daemon.photos.sources import Sources
from bot.daemon.planner import Planner
from bot.daemon.reloader import Reloader
from bot.daemon.sender import Sender
from bot.daemon.timekeeper import Timekeeper
from bot.errors import StoreError
from bot.ports import Delivery, Duty, Network, Outbox
from tests.simulation.builds import Build, OnDisk, Painter, limits_of
from tests.simulation.client import Client
from tests.simulation.crashes import Mortality
from tests.simulation.oracle import Call
from tests.simulation.photos import Supporters
from tests.simulation.servers import Server
from tests.simulation.store import changes
from tests.simulation.world import CrashError, World, WorldClock

SELDOM = {"janitor": 12 * 3600.0, "caretaker": 12 * 3600.0, "reposter": 300.0, "undoer": 60.0}
"""Who wakes again and again while there is nothing new, and by how many seconds less often here: each step costs."""
HEARD_LESS = timedelta(hours=1)
"""A photo approved by a clock that ran ahead is found by the heartbeat; here so often."""
BEATEN = ("auditor", "errands")


@dataclass(slots=True)
class Worker:
    """One duty's thread."""

    duty: Duty
    fiber: greenlet.greenlet | None = None
    woken: bool = False
    appointment: int = 0


@dataclass(slots=True)
class Surroundings:
    """What a life finds."""

    world: World
    clock: WorldClock
    outbox: Outbox
    """As this life sees it."""
    servers: Mapping[str, Server]
    disk: OnDisk
    var: Path | None
    """Where the number of calls is kept beside the store; ``None``: nobody puts back a copy in this world."""
    doors_ask_again: bool
    """Every hour, of every account, whether it is still ours: most of what an idle daemon does."""
    stopped: Callable[[], bool]
    first_byte: Callable[[Life, Call], None]
    while_reading: Callable[[frozenset[str]], None]
    told: Callable[[Told], None]
    """Where an alarm goes beside the store."""
    at_end: Callable[[Life], None]
    fault: Callable[[str, Exception], None]
    supporters: Supporters | None = None
    """``None``: nobody sends photos in this world."""


class Life:
    """A process from its start to its end."""

    def __init__(self, number: int, around: Surroundings, mortality: Mortality, build: Build) -> None:
        self.around = around
        self.mortality = mortality
        self._build = build
        self.live = build.live()
        self.doors: dict[str, Door] = {}
        self._workers: dict[str, Worker] = {}
        self._buried = self._beating = False
        self._seen_changes = 0
        world, clock, outbox = around.world, around.clock, build.outbox(around.outbox)
        alarm = build.alarms(Alarms(outbox, clock, lambda: "en", [around.told]))
        timekeeper = Timekeeper(clock, outbox, alarm, self.live, self._client)
        self.means = Means(
            self.live,
            outbox,
            clock,
            alarm,
            Painter(),
            f"life {number}",
            world.dice.share,
            around.stopped,
            timekeeper.trusted,
            networks=self._client,
            store=StoreName(outbox, lambda: f"made in life {number}"),
            wake=self.wake,
            fresh=lambda delivery, account: sources.before(delivery, account),  # noqa: PLW0108 -- it comes to be below
        )
        planner = Planner(self.live, outbox, limits_of, alarm, "2026f", timekeeper.trusted)
        self._distrust = Distrust(outbox, around.var, alarm) if around.var else None
        self._auditor, self._errands = Auditor(self.means), Errands(self.means)
        halt = Halt(outbox, alarm, around.stopped)
        janitor = Janitor(self.live, outbox, alarm, timekeeper.trusted, lambda _: None)
        self.duties: list[Duty] = [
            build.reconciler(self.means),
            self._auditor,
            self._errands,
            timekeeper,
            halt,
            janitor,
        ]
        if around.supporters is not None:
            kit = around.supporters.kit(self.means, self._plain_client)
            sources = Sources(kit)
            self.duties += [build.undoer(kit), Reposter(kit), Caretaker(kit), Restored(kit)]
        self._reloader = Reloader(self.live, planner, outbox, alarm, around.disk.as_files(), self._changed)

    @property
    def in_force(self) -> Snapshot:
        """What the files say, as this life last put them in force."""
        return self._build.in_force(self.live)

    def begin(self) -> None:
        """As ``Daemon.run`` does."""
        self.around.world.tell("the process", f"begins as {self.means.owner}")

        def recover() -> None:
            try:
                self.means.store()
                self.means.outbox.recover(self.means.owner, self.means.clock.now())
                if self._distrust is not None:
                    self._distrust.begin(self.means.clock.now())
            except StoreError:
                self.mortality.die("at its start")  # and is started again
            self._add(self._reloader)
            for duty in self.duties:
                self._add(duty)

        self.around.world.fork(lambda: self._mortally(recover))

    def stop(self) -> None:
        """As ``Daemon._end`` does when it is told to: what is in flight gets a few seconds."""
        if self.mortality.dead:
            return
        self.around.world.tell("the process", "is told to stop")
        for door in self.doors.values():
            door.sender.stopping = True
        self._auditor.stop()
        self._errands.stop()

        def end() -> None:
            outbox, now = self.means.outbox, self.means.clock.now()
            with suppress(StoreError):  # the next life recovers what was in flight
                for row in outbox.deliveries(states=(State.SENDING,)):
                    if row.owner == self.means.owner:
                        outbox.settle(row, State.UNKNOWN, STOPPED, now)
            self.mortality.die("stopped")

        self.around.world.after(PATIENCE_S, lambda: self._mortally(end))

    def files_changed(self) -> None:
        """Somebody saved."""
        self._reloader.touch()
        self.wake(self._reloader.name)

    def wake(self, name: str) -> None:
        """One duty looks."""
        worker = self._workers.get(name)
        if worker is not None and not worker.woken:
            worker.woken = True
            self.around.world.after(0, lambda: self._step(worker))

    def wake_all(self) -> None:
        """Every duty looks."""
        for name in self._workers:
            self.wake(name)

    def bury(self) -> None:
        """Nothing of a dead process goes on: its calls end where they are."""
        if self._buried:
            return
        self._buried = self.mortality.dead = True
        for worker in self._workers.values():
            if worker.fiber is not None and not worker.fiber.dead:
                worker.fiber.throw(CrashError)

    def _add(self, duty: Duty) -> None:
        self._workers[duty.name] = Worker(duty)
        self.wake(duty.name)

    def _open_door(self, account: Account) -> Door:
        sender = Sender(account, self._client(account), self.means)
        return Door(sender, self.means, lambda _, __: None, "proof", asks_again=self.around.doors_ask_again)

    def _client(self, account: Account) -> Network:
        return self._build.network(self._plain_client(account))

    def _plain_client(self, account: Account) -> Client:
        def in_hand() -> Delivery | None:
            return self.doors[account.name].sender.in_flight

        around, server = self.around, self.around.servers[account.name]
        first_byte = partial(around.first_byte, self)
        return Client(server, around.clock, in_hand, first_byte, self.mortality.passes, around.while_reading)

    def _changed(self) -> None:
        campaign = self.live.snapshot.campaign
        if self._distrust is not None:
            self._distrust.end(self.means.clock.now())
        for account in campaign.settings.accounts.values() if campaign else ():
            if account.name not in self.doors:
                self.doors[account.name] = self._open_door(account)
                self._add(self.doors[account.name])
        self.wake_all()

    def _step(self, worker: Worker) -> None:
        if self.mortality.dead or worker.fiber is not None or not worker.woken:
            return
        worker.fiber = greenlet.greenlet(lambda: self._mortally(lambda: self._work(worker)))
        worker.fiber.switch()

    def _work(self, worker: Worker) -> None:
        while worker.woken:
            worker.woken = False
            try:
                next_at = worker.duty.run_once(self.means.clock.now())
            except StoreError as trouble:
                self.around.world.tell(worker.duty.name, f"failed: {trouble.message}")
                next_at = self.means.clock.now() + AFTER_A_FAULT
            except Exception as fault:  # noqa: BLE001 -- a finding: no duty should raise anything else
                self.around.fault(worker.duty.name, fault)
                next_at = self.means.clock.now() + AFTER_A_FAULT
            if next_at is None and worker.duty.name == REPOSTER:
                next_at = self.means.clock.now() + HEARD_LESS
            if next_at is not None:
                self._appoint(worker, next_at)
        worker.fiber = None
        self._beat()

    def _beat(self) -> None:
        """A heartbeat wakes every duty; here it beats only after something was written, for those nobody else wakes."""
        if self._beating or self._seen_changes == changes():
            return
        self._beating = True

        def beat() -> None:
            self._beating, self._seen_changes = False, changes()
            for name in BEATEN:
                self.wake(name)

        self.around.world.after(HEARTBEAT_S, beat)

    def _appoint(self, worker: Worker, wall: datetime) -> None:
        world = self.around.world
        worker.appointment += 1
        mine = worker.appointment
        at = max(self.around.clock.true(wall), world.now + timedelta(milliseconds=1))
        if worker.duty.name in SELDOM:
            at += timedelta(seconds=world.dice.between(0, SELDOM[worker.duty.name]))

        def keep() -> None:
            if worker.appointment == mine and not worker.woken:
                worker.woken = True
                self._step(worker)

        world.at(at, keep)

    def _mortally(self, work: Callable[[], None]) -> None:
        """Do what may end the process."""
        try:
            work()
        except CrashError:
            if not self._buried:
                self.around.world.after(0, self._bury_and_tell)

    def _bury_and_tell(self) -> None:
        if not self._buried:
            self.bury()
            self.around.at_end(self)
