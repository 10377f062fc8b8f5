"""Every bar, one after the other: ``python -m tests.bars``; 1 when one is missed."""

from __future__ import annotations

import subprocess
import sys

BARS = (
    ("tests.bars.check_time",),
    ("tests.bars.rehearsal",),
    ("tests.oracles.twitter_text", "--strings", "20000", "--seed", "1"),
    ("tests.files.planted",),
    ("tests.bars.foreign",),
    ("tests.bars.burst",),
    ("tests.bars.lateness",),
    ("tests.bars.idle",),
    ("tests.photos.cleaning.bench",),
    ("tests.bars.likeness",),
    ("tests.bars.cities",),
)


def main() -> int:
    """Run each in a process of its own."""
    missed = [bar[0] for bar in BARS if subprocess.run([sys.executable, "-m", *bar], check=False).returncode]
    print(f"bars missed: {', '.join(missed)}" if missed else "every bar is met")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
