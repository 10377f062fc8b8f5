"""Start, stop, wait, wake: nothing else.

Every duty has a thread of its own that sleeps until it is woken. APScheduler only wakes duties: no job carries work,
so nothing is lost with a job, and a late wake-up is only late (decision 2).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from apscheduler.executors.debug import DebugExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.date import DateTrigger

from bot import log
from bot.ports import Clock, Duty

_log = log.logger("loop")

HEARTBEAT_S = 20
"""Clocks that jump and computers that sleep are noticed, and changes nobody announced are found, this soon."""
AFTER_A_FAULT = timedelta(seconds=30)
BEAT = timedelta(milliseconds=200)
"""After a whole second: posts are due at those, and all duties that look at once keep one waiting for some 50 ms."""


def pause_s(now: datetime, heartbeat_s: float) -> float:
    """From ``now`` to the next heartbeat: at most a second less than ``heartbeat_s``."""
    if heartbeat_s <= 1:
        return heartbeat_s
    over = (now + timedelta(seconds=heartbeat_s) - BEAT).microsecond / 1e6
    return heartbeat_s - over


class Worker:
    """One duty's thread."""

    def __init__(self, duty: Duty, loop: Loop, clock: Clock, at_end: Callable[[], None] | None = None) -> None:
        self.duty = duty
        self._at_end = at_end
        self._loop = loop
        self._clock = clock
        self._woken = threading.Event()
        self._stopping = False
        self.in_step = False
        """Whether the duty works at this moment."""
        self.thread = threading.Thread(target=self._run, name=duty.name, daemon=True)

    def wake(self) -> None:
        """There may be something to do."""
        self._woken.set()

    def stop(self) -> None:
        """End after the step in hand."""
        self._stopping = True
        self._woken.set()

    def _run(self) -> None:
        try:
            self._work()
        finally:
            if self._at_end is not None:
                self._at_end()

    def _work(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            if self._stopping:
                return
            # Left standing by whatever ends the thread itself.
            self.in_step = True
            try:
                next_at = self.duty.run_once(self._clock.now())
            except Exception as fault:  # noqa: BLE001 -- one duty's fault must not end the daemon; it tries again
                _log.error("duty failed", exc_info=fault, duty=self.duty.name)
                self._loop.failed(self.duty.name, fault)
                next_at = self._clock.now() + AFTER_A_FAULT
            self.in_step = False
            if next_at is not None:
                self._loop.wake_at(self, next_at)


class Loop:
    """Runs duties until it is told to stop. ``tell`` hears of a duty that failed: its name and the fault."""

    def __init__(
        self,
        clock: Clock,
        tell: Callable[[str, Exception], None] | None = None,
        heartbeat_s: float = HEARTBEAT_S,
    ) -> None:
        self._clock = clock
        self._tell = tell
        self._lock = threading.Lock()
        self._workers: dict[str, Worker] = {}
        self._leaving: list[Worker] = []
        """Removed, with a step still in hand."""
        self._stopped = False
        self._heartbeat_s = heartbeat_s
        self._at_beat: Callable[[], None] | None = None
        self._ended = threading.Event()
        self._appointed = threading.Event()
        self.keeps_appointments = True
        """Whether the scheduler did, between the last two heartbeats, what it was told to do at once."""
        # The executor that runs a job where it is found: a job here only sets an event.
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": DebugExecutor()},
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )

    def start(self, at_beat: Callable[[], None] | None = None) -> None:
        """Begin waking; ``at_beat`` is called with every heartbeat."""
        self._at_beat = at_beat
        self._scheduler.start()
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()

    def _beat(self) -> None:
        # Not by the scheduler: its clock is the computer's. Set back by an hour, it would not wake anybody for an hour.
        self._appoint()
        while not self._ended.wait(pause_s(self._clock.now(), self._heartbeat_s)):
            self.keeps_appointments = self._appointed.is_set()
            self._appoint()
            self.wake_all()
            if self._at_beat is not None:
                self._at_beat()

    def _appoint(self) -> None:
        """Also has the scheduler look at the clock anew."""
        self._appointed.clear()
        now = DateTrigger(self._clock.now(), timezone=UTC)
        self._scheduler.add_job(self._appointed.set, now, id="heartbeat", replace_existing=True)

    def steps(self) -> Mapping[str, threading.Thread]:
        """The duties that are in the middle of a step, and where."""
        with self._lock:
            workers = [*self._workers.values(), *self._leaving]
        return {worker.duty.name: worker.thread for worker in workers if worker.in_step}

    def add(self, duty: Duty, at_end: Callable[[], None] | None = None) -> Worker:
        """Run ``duty`` from now on; its first step is taken at once, unless all are being stopped.

        ``at_end`` is called in the duty's own thread, after its last step.
        """
        worker = Worker(duty, self, self._clock, at_end)
        with self._lock:
            assert duty.name not in self._workers, f"the duty {duty.name!r} runs already"
            self._workers[duty.name] = worker
            if self._stopped:
                worker.stop()
            # Started under the lock: a stop that finds it must be able to wait for it.
            worker.thread.start()
        worker.wake()
        return worker

    def remove(self, name: str) -> None:
        """Stop a duty after the step in hand, without waiting for it; its name is free at once."""
        with self._lock:
            worker = self._workers.pop(name, None)
            if worker is not None:
                worker.stop()
                self._leaving = [old for old in self._leaving if old.thread.is_alive()] + [worker]

    def failed(self, name: str, fault: Exception) -> None:
        """Say that a duty failed; whoever is told may have failed for the same reason (a full disk)."""
        if self._tell is None:
            return
        try:
            self._tell(name, fault)
        except Exception as second:  # noqa: BLE001 -- the duty must be tried again, told or not
            _log.error("fault not told", exc_info=second, duty=name)

    def wake(self, name: str) -> None:
        """One duty looks whether there is something to do."""
        with self._lock:
            worker = self._workers.get(name)
        if worker is not None:
            worker.wake()

    def wake_at(self, worker: Worker, at: datetime) -> None:
        """Wake ``worker`` at ``at``, or at once when that is over; an earlier appointment gives way."""
        if at <= self._clock.now():
            worker.wake()
            return
        with self._lock:
            if self._workers.get(worker.duty.name) is not worker:
                # Removed while it took its last step: the name, and its appointment, may be another's by now.
                return
        self._scheduler.add_job(worker.wake, DateTrigger(at, timezone=UTC), id=worker.duty.name, replace_existing=True)

    def wake_all(self) -> None:
        """Every duty looks whether there is something to do."""
        with self._lock:
            workers = list(self._workers.values())
        for worker in workers:
            worker.wake()

    def stop(self, patience_s: float) -> tuple[str, ...]:
        """Let every duty finish its step; the names of those that did not within ``patience_s``."""
        self._ended.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        with self._lock:
            self._stopped = True
            workers = [*self._workers.values(), *self._leaving]
        for worker in workers:
            worker.stop()
        end = self._clock.monotonic_s() + patience_s
        for worker in workers:
            worker.thread.join(max(0.0, end - self._clock.monotonic_s()))
        return tuple(worker.duty.name for worker in workers if worker.thread.is_alive())
