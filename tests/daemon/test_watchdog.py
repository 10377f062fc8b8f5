from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.daemon.loop import Loop
from bot.daemon.watchdog import Pulse, Watchdog

WITHIN_S = 0.2
SILENCE_S = 0.5
PATIENCE_S = 30.0


class Systemd:
    """The end of the socket that a service manager listens at."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(address)

    def hear(self, patience_s: float = PATIENCE_S) -> str:
        """One message; empty when none came."""
        self._socket.settimeout(patience_s)
        try:
            return self._socket.recv(4096).decode()
        except TimeoutError:
            return ""

    def forget(self) -> None:
        """What has come so far."""
        while self.hear(0.001):
            pass

    def close(self) -> None:
        self._socket.close()


class Duty:
    """Takes one step, of whatever it is given."""

    def __init__(self, step: object, name: str = "duty") -> None:
        self.name = name
        self._step = step

    def run_once(self, now: datetime) -> datetime | None:
        del now
        if callable(self._step):
            self._step()
        return None


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[Systemd]:
    listening = Systemd(str(tmp_path / "notify"))
    yield listening
    listening.close()


@pytest.fixture
def pulse() -> Pulse:
    return Pulse(SystemClock())


@pytest.fixture
def watchdog(tmp_path: Path, systemd: Systemd, pulse: Pulse) -> Watchdog:
    told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": str(int(WITHIN_S * 1_000_000))}
    return Watchdog(told, pulse, SILENCE_S)


@pytest.fixture
def loop(watchdog: Watchdog, pulse: Pulse) -> Iterator[Loop]:
    made = Loop(pulse, None, watchdog.heartbeat_s)
    made.start(lambda: watchdog.feed(made))
    yield made
    made.stop(PATIENCE_S)


def test_systemd_hears_of_a_ready_daemon_again_and_again_and_of_one_that_is_told_to_stop(
    systemd: Systemd, watchdog: Watchdog, pulse: Pulse
) -> None:
    watchdog.ready()
    assert systemd.hear() == "READY=1"
    loop = Loop(pulse, None, watchdog.heartbeat_s)
    loop.start(lambda: watchdog.feed(loop))
    loop.add(Duty(None))
    assert [systemd.hear(WITHIN_S * 10) for _ in range(5)] == ["WATCHDOG=1"] * 5
    loop.stop(PATIENCE_S)
    systemd.forget()
    watchdog.stopping()
    assert systemd.hear() == "STOPPING=1"


def test_a_duty_that_hangs_in_its_step_ends_the_signs_of_life_and_one_that_goes_on_begins_them_anew(
    systemd: Systemd, loop: Loop
) -> None:
    let_go = threading.Event()
    assert systemd.hear() == "WATCHDOG=1"
    loop.add(Duty(let_go.wait))
    _until_silent(systemd)
    let_go.set()
    assert systemd.hear() == "WATCHDOG=1"


def test_a_long_step_that_goes_from_call_to_call_is_no_hanging(systemd: Systemd, loop: Loop, pulse: Pulse) -> None:
    enough, pause = threading.Event(), threading.Event()

    def one_call_after_the_other() -> None:
        while not enough.is_set():
            pulse.now()
            pause.wait(SILENCE_S / 5)

    loop.add(Duty(one_call_after_the_other))
    for _ in range(int(3 * SILENCE_S / (WITHIN_S / 2))):
        assert systemd.hear() == "WATCHDOG=1"
    enough.set()


def test_a_duty_that_sleeps_between_its_steps_is_not_stuck(systemd: Systemd, loop: Loop) -> None:
    loop.add(Duty(None))
    for _ in range(int(3 * SILENCE_S / (WITHIN_S / 2))):
        assert systemd.hear() == "WATCHDOG=1"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_duty_whose_thread_has_died_is_missed(systemd: Systemd, loop: Loop) -> None:
    def die() -> None:
        raise KeyboardInterrupt

    worker = loop.add(Duty(die))
    worker.thread.join(PATIENCE_S)
    _until_silent(systemd)


def test_a_loop_that_keeps_no_appointments_is_missed(systemd: Systemd, loop: Loop) -> None:
    assert systemd.hear() == "WATCHDOG=1"
    loop._scheduler.pause()
    _until_silent(systemd)


def test_the_heart_beats_though_the_scheduler_waits_for_an_hour_that_has_been_before(loop: Loop) -> None:
    loop._scheduler.pause()
    steps = threading.Semaphore(0)
    loop.add(Duty(steps.release))
    assert all(steps.acquire(timeout=PATIENCE_S) for _ in range(4))


@pytest.mark.parametrize(
    "environ", [{}, {"NOTIFY_SOCKET": "vsock:2:1"}, {"NOTIFY_SOCKET": "/nowhere/at/all", "WATCHDOG_USEC": "2000000"}]
)
def test_without_anybody_who_listens_the_daemon_runs_all_the_same(environ: dict[str, str], pulse: Pulse) -> None:
    watchdog = Watchdog(environ, pulse, SILENCE_S)
    watchdog.ready()
    watchdog.feed(Loop(pulse))
    watchdog.stopping()


def test_a_watchdog_that_watches_another_process_hears_nothing_of_ours(
    tmp_path: Path, systemd: Systemd, pulse: Pulse
) -> None:
    told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "200000", "WATCHDOG_PID": "1"}
    watchdog = Watchdog(told, pulse, SILENCE_S)
    watchdog.feed(Loop(pulse))
    assert systemd.hear(0.05) == ""


def test_an_address_in_the_abstract_namespace_is_reached(tmp_path: Path, pulse: Pulse) -> None:
    name = f"watchdog-{tmp_path.name}-{threading.get_ident()}"
    listening = Systemd(f"\0{name}")
    try:
        Watchdog({"NOTIFY_SOCKET": f"@{name}"}, pulse, SILENCE_S).ready()
        assert listening.hear() == "READY=1"
    finally:
        listening.close()


def _until_silent(systemd: Systemd) -> None:
    """Heard no more for as long as systemd would wait, and twice that."""
    for _ in range(200):
        if not systemd.hear(WITHIN_S * 3):
            return
    pytest.fail("it went on")
