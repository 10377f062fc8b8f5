"""``python -m tests.prove``: the promise, held against as many seeded worlds as anybody has time for.

It can be interrupted: run again, it goes on where it stopped, as long as the programs are the same. What was played is
kept under ``.prove/``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.crash.broken import BUILDS
from tests.length import VARIABLE
from tests.mutation.run import mutation as mutation_testing
from tests.simulation.broken_photos import ALL_BROKEN as BROKEN
from tests.simulation.many import KINDS, MOST_ASKED, Figures, play_all

ROOT = Path(__file__).parent.parent
SEEDS = 50_000
BROKEN_PICTURES = 10_000
CHUNK = 50
GO_ON_FOR_EVER = (
    "tests/outbox/test_any_order.py",
    "tests/outbox/test_any_order_aftermath.py",
    "tests/outbox/test_any_order_photos.py",
    "tests/daemon/test_edited_while_sending.py",
    "tests/daemon/test_limited_and_revoked.py",
    "tests/networks/test_cutter.py",
)
"""Tests with a length of their own: see ``tests.length``."""
NAMED = 20
"""How many bad seeds are told in full."""


@dataclass(slots=True)
class Progress:
    """What was played so far, in a file."""

    file: Path
    programs: str
    done: set[int]
    """Chunks of seeds."""
    figures: Figures

    def keep(self) -> None:
        """All or nothing."""
        self.file.parent.mkdir(exist_ok=True)
        fresh = self.file.with_suffix(".new")
        kept = {"programs": self.programs, "done": sorted(self.done), "figures": self.figures.as_json()}
        fresh.write_text(json.dumps(kept), encoding="utf-8")
        fresh.replace(self.file)


def progress(file: Path, *, fresh: bool) -> Progress:
    """Where an earlier run of the same programs stopped; else the beginning."""
    programs = _programs()
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        if not fresh and kept["programs"] == programs:
            return Progress(file, programs, set(kept["done"]), Figures.of_json(kept["figures"]))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return Progress(file, programs, set(), Figures())


def simulation(given: argparse.Namespace) -> bool:
    """Seeded worlds: whether the promise was kept in all of them."""
    name = f"simulation-{given.broken}" if given.broken else "simulation"
    so_far = progress(given.folder / f"{name}.json", fresh=given.fresh)
    chunks = [range(first, min(first + CHUNK, given.seeds + 1)) for first in range(1, given.seeds + 1, CHUNK)]
    left = [number for number in range(len(chunks)) if number not in so_far.done]
    if so_far.done:
        _say(f"going on after {so_far.figures.seeds} seeds")
    start = time.perf_counter()
    played = 0
    for number, figures in play_all([chunks[number] for number in left], given.broken or ""):
        so_far.done.add(left[number])
        so_far.figures.add(figures)
        so_far.keep()
        played += figures.seeds
        _say(_line(so_far.figures, given.seeds, played / (time.perf_counter() - start) * 60))
    sys.stdout.write(_report(so_far.figures))
    return so_far.figures.holds


def kills(given: argparse.Namespace) -> bool:
    """The real daemon, killed and stopped; in a process of its own, which forks and so may have no threads."""
    if given.broken and given.broken not in BUILDS:
        return True
    command = [sys.executable, "-m", "tests.crash.proof", "--folder", str(given.folder)]
    command += ["--fresh"] if given.fresh else []
    command += ["--broken", given.broken, "--share", "0.01"] if given.broken else []
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def mutation(given: argparse.Namespace) -> bool:
    """Faults put into what delivers: whether the tests find enough of them. From the beginning, each time."""
    return bool(given.broken) or mutation_testing()


def photos(given: argparse.Namespace) -> bool:
    """Broken pictures: whether each ends with a clean one or a refusal, in time. From the beginning, each time."""
    if given.broken:
        return True
    command = [sys.executable, "-m", "tests.photos.cleaning.fuzz", str(BROKEN_PICTURES)]
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def tests(given: argparse.Namespace) -> bool:
    """Any order of the outbox's verbs, any edit, any limit, every byte of an answer. From the beginning, each time."""
    if given.broken:
        return True
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "auto", *GO_ON_FOR_EVER]
    sys.stdout.flush()
    return subprocess.run(command, cwd=ROOT, check=False, env=os.environ | {VARIABLE: "1"}).returncode == 0


SECTIONS: dict[str, Callable[[argparse.Namespace], bool]] = {
    "simulation": simulation,
    "kills": kills,
    "tests": tests,
    "mutation": mutation,
    "photos": photos,
}


def _line(figures: Figures, wanted: int, per_minute: float) -> str:
    bad = ", ".join(f"{kind} {figures.kinds[kind]}" for kind in KINDS)
    return f"{figures.seeds} of {wanted} seeds ({per_minute:.0f} a minute): {bad}"


def _report(figures: Figures) -> str:
    ends = ", ".join(f"{state} {number}" for state, number in sorted(figures.ends.items()))
    lines = [
        f"Simulation: seeds 1 to {figures.seeds}.",
        f"  {figures.deliveries} deliveries, {figures.calls} calls, {figures.crashes} crashes and stops",
        *(f"  {kind}: {figures.kinds[kind]} seeds" for kind in KINDS),
        f"  asked where the network can be read back: {figures.asked} of {figures.readable}",
        f"    that is {figures.share_asked:.2%}; at most {MOST_ASKED:.0%}",
        f"  executed later than any client can wait for: {figures.late}",
        f"  ended as: {ends}",
    ]
    for seed, said in sorted(figures.bad.items())[:NAMED]:
        lines += [f"  seed {seed}: {one}" for one in said[:3]]
        lines.append(f"    see it: python -m tests.simulation --seed {seed} --verbose")
    if len(figures.bad) > NAMED:
        lines.append(f"  … and {len(figures.bad) - NAMED} more seeds")
    return "\n".join(lines) + "\n"


def _programs() -> str:
    """What is proved: every line of the product and of its judge."""
    digest = hashlib.sha256()
    for file in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "tests" / "simulation").rglob("*.py")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(given: Sequence[str] | None = None) -> int:
    """Exit 1 when the promise was broken, 130 when interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.prove", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many worlds")
    parser.add_argument("--fresh", action="store_true", help="forget what was played before")
    parser.add_argument("--broken", choices=sorted(BROKEN), help="a build broken on purpose: it must fail")
    parser.add_argument("--only", choices=sorted(SECTIONS), help="one section")
    parser.add_argument("--folder", type=Path, default=ROOT / ".prove", help="where progress is kept")
    told = parser.parse_args(given)
    sections = [told.only] if told.only else list(SECTIONS)
    try:
        # Every section is played, also after one that failed.
        results = [SECTIONS[name](told) for name in sections]
    except KeyboardInterrupt:
        _say("interrupted: run it again to go on")
        return 130
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
