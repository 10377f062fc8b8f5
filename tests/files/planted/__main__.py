"""``python -m tests.files.planted``: how many of the planted mistakes ``run.py check --json`` reports, and how fast."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.files.planted import SHIPPED, copy, plant
from tests.files.planted.mistakes import MISTAKES


def main() -> int:
    """Plant, run the command as an organiser does, compare, and print one line."""
    with tempfile.TemporaryDirectory() as name:
        folder = copy(Path(name))
        expected = plant(folder, MISTAKES)
        command = [sys.executable, str(SHIPPED / "run.py"), "--campaign", str(folder), "check", "--json"]
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, check=False)
        seconds = time.perf_counter() - started
    problems = json.loads(done.stdout)["problems"]
    found = {(one["code"], one["file"], one["line"]) for one in problems}
    missed = [mistake for mistake, place in expected.items() if (mistake.code, *place) not in found]
    for mistake in missed:
        file, line = expected[mistake]
        sys.stdout.write(f"not found: {mistake.kind} ({mistake.code} at {file}:{line})\n")
    sys.stdout.write(f"{len(expected) - len(missed)} of {len(expected)} found, {seconds:.2f} s\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
