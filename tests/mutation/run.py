"""Mutation testing of what delivers: faults in what functions do (mutmut) and in data (``forks.py``), file by file.

Everything happens in a copy of the tree. ``[tool.mutmut]`` in pyproject.toml names the files and their tests.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.mutation.equivalents import why_equivalent
from tests.mutation.forks import TESTS

ROOT = Path(__file__).parents[2]
WANTED = 0.85
"""The share of faults that the tests of each file have to find (docs: reliability, row 38)."""
AT_ONCE = 2
LEFT_BEHIND = shutil.ignore_patterns(
    ".*", "__pycache__", "*.egg-info", "build", "dist", "node_modules", "mutants", "preview", "var"
)
_BELOW = f"  BELOW {WANTED:.0%}"
KILLED = {1, 3}
TIMED_OUT = {-24, 24, 36, 152, 255}
"""mutmut's exit codes for tests that failed, and for tests that did not end: a sender that loops for ever."""


@dataclass(slots=True)
class Score:
    """One file's faults."""

    killed: int = 0
    timed_out: int = 0
    equivalent: Counter[str] = field(default_factory=Counter)
    """Why, and how many."""
    survived: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All that were tried; those that change nothing count too, so that naming one raises no share."""
        return self.killed + self.timed_out + self.equivalent.total() + len(self.survived)

    @property
    def share(self) -> float:
        """Found, of all."""
        return (self.killed + self.timed_out) / self.total if self.total else 0.0

    @property
    def holds(self) -> bool:
        """Whether enough was found."""
        return self.share >= WANTED


def mutation() -> bool:
    """Whether the tests find enough of the faults in every file; each survivor is told."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="mutation-") as folder:
        tree = Path(folder) / "tree"
        shutil.copytree(ROOT, tree, ignore=LEFT_BEHIND)
        scores = _behaviour(tree)
        edges = _data(tree, scores)
    sys.stdout.write(report(scores, edges) + f"  {(time.perf_counter() - start) / 60:.0f} minutes\n")
    return holds(scores, edges)


def holds(scores: dict[str, Score], edges: list[str]) -> bool:
    """Whether enough was found in every file that is to be mutated, and every edge of the table."""
    return set(TESTS) <= set(scores) and all(score.holds for score in scores.values()) and not edges


def report(scores: dict[str, Score], edges: list[str]) -> str:
    """Figures by file and in all, then what survived and why."""
    width = max(len(file) for file in [*scores, *TESTS])
    lines = [
        f"Mutation testing: faults put in, and found by the tests; in every file at least {WANTED:.0%}.",
        f"  {'':{width}}  killed  survived  change nothing  share",
        *(_line(file, score, width) for file, score in sorted(scores.items())),
        _line("all", _sum(scores), width),
        *(f"  {file:{width}}  NOT TRIED" for file in sorted(set(TESTS) - set(scores))),
    ]
    for file, score in sorted(scores.items()):
        lines += [f"  {file} survived: {one}" for one in score.survived]
        lines += [f"  {file} changes nothing ({number}): {why}" for why, number in sorted(score.equivalent.items())]
        lines += [f"  {file} killed by tests that did not end: {score.timed_out}"] if score.timed_out else []
    lines += [f"  the table of states is not held to its word: {one}" for one in edges]
    return "\n".join(lines) + "\n"


def _line(name: str, score: Score, width: int) -> str:
    killed = score.killed + score.timed_out
    figures = f"{killed:6}  {len(score.survived):8}  {score.equivalent.total():14}  {score.share:5.1%}"
    return f"  {name:{width}}  {figures}" + ("" if score.holds else _BELOW)


def _sum(scores: dict[str, Score]) -> Score:
    total = Score()
    for score in scores.values():
        total.killed += score.killed
        total.timed_out += score.timed_out
        total.equivalent += score.equivalent
        total.survived += score.survived
    return total


def _behaviour(tree: Path) -> dict[str, Score]:
    """What mutmut finds."""
    _mutmut(tree, "run", "--max-children", str(AT_ONCE))
    # On a busy computer tests may only have been slow: alone, those that end do.
    slow = [name for _, name, code in _results(tree) if code in TIMED_OUT]
    if slow:
        _mutmut(tree, "run", "--max-children", "1", *slow)
    scores: dict[str, Score] = {}
    for file, name, code in _results(tree):
        score = scores.setdefault(file, Score())
        if code in KILLED:
            score.killed += 1
        elif code in TIMED_OUT:
            score.timed_out += 1
        else:
            _survivor(score, file, name.rpartition(".")[2], _mutmut(tree, "show", name))
    return scores


def _mutmut(tree: Path, *arguments: str) -> str:
    """What it says; a run's progress goes to the terminal."""
    command = [str(Path(sys.executable).parent / "mutmut"), *arguments]
    where = sys.stderr if arguments[0] == "run" else subprocess.PIPE
    return subprocess.run(command, cwd=tree, stdout=where, text=True, check=True).stdout or ""


def _results(tree: Path) -> Iterator[tuple[str, str, int | None]]:
    """Each fault's file, its name and the exit code of the tests; ``None``: never tried."""
    for meta in sorted((tree / "mutants" / "bot").rglob("*.meta")):
        file = meta.relative_to(tree / "mutants").with_suffix("").as_posix()
        told = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        yield from ((file, name, code) for name, code in told.items())


def _survivor(score: Score, file: str, name: str, shown: str) -> None:
    body = shown.splitlines()
    old = "\n".join(line[1:].strip() for line in body if line.startswith("-") and not line.startswith("---"))
    new = "\n".join(line[1:].strip() for line in body if line.startswith("+") and not line.startswith("+++"))
    why = why_equivalent(file, old, new)
    if why:
        score.equivalent[why] += 1
    else:
        score.survived.append(f"{name}: {old!r} became {new!r}")


def _data(tree: Path, scores: dict[str, Score]) -> list[str]:
    """Faults in data, added to ``scores``; edges of the table of states that nobody missed or noticed."""
    edges = []
    for told in _told(tree):
        file, mutant = str(told["file"]), str(told["mutant"])
        score = scores.setdefault(file, Score())
        if told["found"]:
            score.killed += 1
        elif why := why_equivalent(file, mutant, ""):
            score.equivalent[why] += 1
        else:
            score.survived.append(mutant)
            edges += [mutant] if mutant.startswith("TRANSITIONS") else []
    return edges


def _told(tree: Path) -> Iterator[dict[str, object]]:
    command = [sys.executable, "-m", "tests.mutation.forks"]
    with subprocess.Popen(command, cwd=tree, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        for line in running.stdout:
            yield json.loads(line)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
