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

from bot.campaign.model import DEFAULT_LIMITS
from bot.daemon.live import Live, snapshot_of
from bot.daemon.planner import Planner
from bot.files.last_good import LastGood
from bot.files.version import version
from bot.outbox import open_outbox
from tests.bars.crowd import MINUTE_S, Crowd
from tests.bars.field import Field, measured

LOAD_S, RESTART_S, LATE_MS = 5.0, 1.0, 25.0
ACCOUNTS = sum(Crowd.accounts().values())
PATIENCE_S = 240.0
END = 2000
"""Characters of a log that say what went wrong."""
AHEAD_S = 20.0
"""Between the daemon's being ready for the busy minute, by the longest it took before, and its first post."""


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
    """A whole ``check``, wall time, cold."""
    load_s: float
    """Processor time of planning all of them into an empty outbox on the disk."""
    first: Start
    empty_first: Start
    empty: Start
    again: Start
    late_ms: Sequence[float]
    """Sorted; from a post's instant to the stand-in's first sight of its request."""
    asked: int
    """How many posts the busy minute had."""

    @property
    def first_s(self) -> float:
        """Processor time of a first start, checking and planning, beyond that of an empty campaign."""
        return self.first.cpu_s - self.empty_first.cpu_s

    @property
    def restart_s(self) -> float:
        """How much more processor time a restart takes with them."""
        return self.again.cpu_s - self.empty.cpu_s

    def late(self, share: float) -> float:
        """The lateness in milliseconds that ``share`` of the posts keep within."""
        return self.late_ms[min(len(self.late_ms) - 1, int(len(self.late_ms) * share))]


def answers(ground: Field) -> int:
    """How often an account answered since the log began."""
    return ground.log().count("account answers") if (ground.folder / "daemon.log").exists() else 0


def start(ground: Field) -> Start:
    """Start the daemon, wait until it is ready, stop it."""
    begun, told = time.perf_counter(), answers(ground)
    with ground.daemon() as process:
        watched = psutil.Process(process.pid)
        assert ground.until(lambda: answers(ground) >= told + ACCOUNTS, PATIENCE_S), ground.log()[-END:]
        times = watched.cpu_times()
        return Start(times.user + times.system, time.perf_counter() - begun, watched.memory_info().rss / 1e6)


def busy_minute(crowd: Crowd, ready_s: float, seconds: int = MINUTE_S) -> tuple[int, list[float]]:
    """How many posts it has, and how late each that came was; a start took ``ready_s``."""
    ground, told = crowd.ground, answers(crowd.ground)
    begins = (datetime.now(UTC) + timedelta(seconds=2 * ready_s + AHEAD_S)).replace(microsecond=0)
    asked = crowd.busy(begins, seconds)
    with ground.daemon() as process:
        ground.until(lambda: answers(ground) >= told + ACCOUNTS, PATIENCE_S)
        assert datetime.now(UTC) < begins, f"not ready in time: {ground.log()[-END:]}"
        over = begins + timedelta(seconds=seconds)
        # Nobody asks the stand-ins anything while they are timed.
        ground.until(lambda: datetime.now(UTC) > over, PATIENCE_S)
        ground.until(lambda: len(ground.control("GET", "posts")) >= asked, 30)
        assert process.poll() is None, ground.log()[-END:]
    late = []
    for post in ground.control("GET", "posts"):
        second = int(post["text"].split()[1].rstrip(","))
        due = begins + timedelta(seconds=second)
        late.append((datetime.fromisoformat(post["received_at"]) - due).total_seconds() * 1000)
    return asked, sorted(late)


def load(folder: Path) -> float:
    """Seconds of processor time from files that were checked to their rows on the disk."""
    now = datetime.now(UTC)
    running = version(folder, LastGood(folder / "none"), {}, lambda _: None, now)
    outbox = open_outbox("sqlite:///loaded.db", folder)
    try:
        planner = Planner(Live(snapshot_of(running)), outbox, lambda account: DEFAULT_LIMITS[account.network])
        begun = time.process_time()
        planner.run_once(now)
        return time.process_time() - begun
    finally:
        outbox.close()


def measure(deliveries: int, seconds: int = MINUTE_S) -> Figures:
    """Everything, on real processes and stand-ins; ``seconds``: how long the busy minute is."""
    today = datetime.now(UTC).date()
    starts = []
    with tempfile.TemporaryDirectory() as folder:
        for home, number in ((Path(folder, "empty"), 1), (Path(folder, "full"), deliveries)):
            home.mkdir()
            with measured(home, Crowd.accounts(), loaded=False) as ground:
                crowd = Crowd(ground, number)
                crowd.write(today)
                starts += [start(ground), start(ground)]
                if number == deliveries:
                    begun = time.perf_counter()
                    told = json.loads(ground.run("check", "--json").stdout)
                    check_s = time.perf_counter() - begun
                    load_s = load(home)
                    asked, late = busy_minute(crowd, starts[-2].wall_s, seconds)
    empty_first, empty, first, again = starts
    return Figures(told["deliveries"], check_s, load_s, first, empty_first, empty, again, late, asked)


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
        f"{found.deliveries} deliveries: planned into an empty outbox within {found.load_s:.1f} s of processor time, "
        f"bar {LOAD_S * slack:.0f} s; check {found.check_s:.1f} s; a first start, both included, {found.first_s:.1f} s "
        f"more than an empty one ({found.first.wall_s:.1f} s of wall time in all)"
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
