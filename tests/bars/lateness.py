"""Bars with 100,000 deliveries ahead: a restart costs at most 1 s more than an empty one, planning them all takes at
most 5 s, and of a busy minute's posts 99 in 100 reach their stand-in within 25 ms of their instant, none before.

``python -m tests.bars.lateness [DELIVERIES [SLACK]]``: ``SLACK`` loosens every bar, for a computer that others use too.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from tests.bars.crowd import Crowd
from tests.bars.field import Field, measured

LOAD_S, RESTART_S, LATE_MS = 5.0, 1.0, 25.0
ACCOUNTS = sum(Crowd.accounts().values())
PATIENCE_S = 240.0
AHEAD_S = 45.0
"""For the daemon to read the busy minute, on a slow day."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start, until every account has answered."""

    cpu_s: float
    wall_s: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of it."""

    deliveries: int
    check_s: float
    first: Start
    empty_first: Start
    empty: Start
    again: Start
    late_ms: Sequence[float]
    """Sorted; from a post's instant to the stand-in's first sight of its request."""
    asked: int
    """How many posts the busy minute had."""

    @property
    def load_s(self) -> float:
        """Processor time that planning all of them for the first time took, checking them included."""
        return self.first.cpu_s - self.empty_first.cpu_s

    @property
    def restart_s(self) -> float:
        """How much more processor time a restart takes with them."""
        return self.again.cpu_s - self.empty.cpu_s

    def late(self, share: float) -> float:
        """The lateness in milliseconds that ``share`` of the posts keep within."""
        return self.late_ms[min(len(self.late_ms) - 1, int(len(self.late_ms) * share))]


def start(ground: Field) -> Start:
    """Start the daemon, wait until it is ready, stop it."""
    begun = time.perf_counter()
    told = ground.log().count("account answers") if (ground.folder / "daemon.log").exists() else 0
    with ground.daemon() as process:
        watched = psutil.Process(process.pid)
        assert ground.until(lambda: ground.log().count("account answers") >= told + ACCOUNTS, PATIENCE_S), ground.log()
        times = watched.cpu_times()
        return Start(times.user + times.system, time.perf_counter() - begun, watched.memory_info().rss / 1e6)


def busy_minute(crowd: Crowd) -> tuple[int, list[float]]:
    """How many posts it has, and how late each that came was."""
    ground = crowd.ground
    told = ground.log().count("account answers")
    begins = (datetime.now(UTC) + timedelta(seconds=AHEAD_S)).replace(microsecond=0)
    asked = crowd.busy(begins)
    with ground.daemon() as process:
        assert ground.until(lambda: ground.log().count("account answers") >= told + ACCOUNTS, AHEAD_S), ground.log()
        assert datetime.now(UTC) < begins, "the daemon was not ready in time"
        ground.until(lambda: datetime.now(UTC) > begins + timedelta(seconds=60), AHEAD_S + 70)
        ground.until(lambda: len(ground.control("GET", "posts")) >= asked, 30)
        assert process.poll() is None, ground.log()
    late = []
    for post in ground.control("GET", "posts"):
        second = int(post["text"].split()[1].rstrip(","))
        due = begins + timedelta(seconds=second)
        late.append((datetime.fromisoformat(post["received_at"]) - due).total_seconds() * 1000)
    return asked, sorted(late)


def measure(deliveries: int) -> Figures:
    """Everything, on real processes and stand-ins."""
    today = datetime.now(UTC).date()
    starts = []
    with tempfile.TemporaryDirectory() as folder:
        for home, number in ((Path(folder, "empty"), 1), (Path(folder, "full"), deliveries)):
            home.mkdir()
            with measured(home, Crowd.accounts()) as ground:
                crowd = Crowd(ground, number)
                crowd.write(today)
                starts += [start(ground), start(ground)]
                if number == deliveries:
                    begun = time.perf_counter()
                    told = json.loads(ground.run("check", "--json").stdout)
                    check_s = time.perf_counter() - begun
                    asked, late = busy_minute(crowd)
    empty_first, empty, first, again = starts
    return Figures(told["deliveries"], check_s, first, empty_first, empty, again, late, asked)


def missed(figures: Figures, slack: float) -> list[str]:
    """Which bars are."""
    bars = {
        "load": figures.load_s <= LOAD_S * slack,
        "restart": figures.restart_s <= RESTART_S * slack,
        "every post came": len(figures.late_ms) == figures.asked,
        "never early": figures.late_ms[0] >= 0,
        "lateness": figures.late(0.99) <= LATE_MS * slack,
    }
    return [name for name, met in bars.items() if not met]


def main() -> int:
    """Print the figures; 1 when one misses its bar."""
    deliveries = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    slack = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
    found = measure(deliveries)
    print(
        f"{found.deliveries} deliveries: first planned within {found.load_s:.1f} s of processor time "
        f"({found.first.wall_s:.1f} s of wall time in all), bar {LOAD_S * slack:.0f} s; check {found.check_s:.1f} s"
    )
    print(
        f"restart: {found.again.cpu_s:.2f} s of processor time, {found.again.wall_s:.1f} s of wall time, "
        f"{found.again.megabytes:.0f} MB; empty {found.empty.cpu_s:.2f} s, {found.empty.wall_s:.1f} s, "
        f"{found.empty.megabytes:.0f} MB; {found.restart_s:+.2f} s, bar {RESTART_S * slack:.0f} s; "
        f"after planning {found.first.megabytes:.0f} MB"
    )
    print(
        f"lateness of {len(found.late_ms)} of {found.asked} posts: p50 {found.late(0.5):.1f} ms, "
        f"p99 {found.late(0.99):.1f} ms, latest {found.late_ms[-1]:.1f} ms, earliest {found.late_ms[0]:.2f} ms; "
        f"bar {LATE_MS * slack:.0f} ms, none before"
    )
    failed = missed(found, slack)
    if failed:
        print(f"missed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
