"""Matrix row 37: thirty days of posts, one answer in ten lost, in a process of its own whose memory is measured."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

MOST_MIB = 20.0
DAYS = 30


def test_thirty_days_of_a_daemons_duties_grow_by_less_than_twenty_megabytes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bootstrap.soak", "--days", f"{DAYS}"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    told = json.loads(done.stdout)
    # Three posts a day on three accounts, every one of them sent.
    assert told["states"] == {"sent": 9 * DAYS}
    assert told["lost_answers"] > DAYS // 2
    assert told["mib"]["5"] > 0
    assert told["grown_mib"] < MOST_MIB
