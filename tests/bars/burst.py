"""Bar: 24 text posts on 24 accounts, 8 on each network, each answered after 50 ms, are out within 4 × 50 ms.

``python -m tests.bars.burst [RUNS]``
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bars.field import instants, measured

ANSWER_S = 0.050
BAR_S = 4 * ANSWER_S


def once(ahead_s: float = 8.0) -> tuple[float, float]:
    """Seconds from the due instant to the last arrival, and to the last answer."""
    with (
        tempfile.TemporaryDirectory() as folder,
        measured(Path(folder), dict.fromkeys(("mastodon", "x", "telegram"), 8), loaded=False) as ground,
    ):
        due = (datetime.now(UTC) + timedelta(seconds=ahead_s)).replace(microsecond=0)
        # Every account may say the same: none of them is the other's duplicate.
        ground.write(
            f"posts:\n  burst:\n    when: {due:%Y-%m-%d at %H:%M:%S} in UTC\n    text: {{fr: 'Tous ensemble.'}}\n"
        )
        with ground.daemon() as process:
            ground.until_ready(process, 24)
            ground.control(
                "POST",
                "faults",
                [
                    {"network": name, "when": {"method": "POST"}, "do": "delay", "seconds": ANSWER_S, "times": 10_000}
                    for name in ("mastodon", "x", "telegram")
                ],
            )
            ground.until(lambda: len(ground.control("GET", "posts")) >= 24, ahead_s + 10)
            posts = ground.control("GET", "posts")
            assert len(posts) == 24, ground.log()
            ground.until(
                lambda: sum(row["state"] == "sent" for row in json.loads(ground.run("posts", "--json").stdout)) == 24,
                10,
            )
        rows = json.loads(ground.run("posts", "--json").stdout)
        assert all(row["state"] == "sent" for row in rows)
        last = max(datetime.fromisoformat(row["recorded_at"]) for row in rows)
        return (max(instants(posts)) - due).total_seconds(), (last - due).total_seconds()


def main() -> int:
    """Print the figure; 1 when the median misses the bar."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    results = [once() for _ in range(runs)]
    arrived, answered = (statistics.median(column) for column in zip(*results, strict=True))
    spread = ", ".join(f"{answer * 1000:.0f}" for _, answer in results)
    print(
        f"burst: 24 posts, last arrival {arrived * 1000:.0f} ms, last answer recorded {answered * 1000:.0f} ms after "
        f"the due instant (median of {runs}: {spread}); bar {BAR_S * 1000:.0f} ms"
    )
    return 0 if answered <= BAR_S else 1


if __name__ == "__main__":
    raise SystemExit(main())
