"""Bar: ``check`` on the shipped campaign takes at most 0.8 s of wall time, cold (a new process each time).

``python -m tests.bars.check_time [RUNS]``
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from tests.bars.field import ROOT

BAR_S = 0.8


def once() -> float:
    """Seconds from the start of the process to its end."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "run.py", "check"], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - begun


def main() -> int:
    """Print the figure; 1 when the median misses the bar."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    once()
    taken = sorted(once() for _ in range(runs))
    median = statistics.median(taken)
    print(f"check: {median:.2f} s wall, cold (median of {runs}, {taken[0]:.2f} to {taken[-1]:.2f}); bar {BAR_S} s")
    return 0 if median <= BAR_S else 1


if __name__ == "__main__":
    raise SystemExit(main())
