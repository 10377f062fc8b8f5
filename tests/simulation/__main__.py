"""``python -m tests.simulation --seed N --verbose`` tells the story of one seed; without ``--seed`` many are played."""

from __future__ import annotations

import argparse
import sys
import time

from tests.simulation.broken_photos import ALL_BROKEN as BROKEN
from tests.simulation.play import Play


def main() -> int:
    """Exit 1 when a seed broke the promise."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="how many, from --seed on")
    parser.add_argument("--verbose", action="store_true", help="tell who did what, and when")
    parser.add_argument("--broken", choices=sorted(BROKEN), help="play a build that is broken on purpose")
    given = parser.parse_args()
    bad = 0
    start = time.perf_counter()
    for seed in range(given.seed, given.seed + given.seeds):
        play = Play(seed, keep_story=given.verbose, build=BROKEN[given.broken]() if given.broken else None)
        verdict = play.run()
        for at, who, what in play.world.story:
            sys.stdout.write(f"{at:%m-%d %H:%M:%S} {who:14} {what}\n")
        for one in verdict.bad:
            sys.stdout.write(f"seed {seed}: {one}\n")
        bad += bool(verdict.bad)
    sys.stderr.write(f"{given.seeds} seeds, {bad} bad, {time.perf_counter() - start:.1f} s\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
