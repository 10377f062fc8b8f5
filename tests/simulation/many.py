"""Plays many seeds, a process per core, and adds up what came of them."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, fields
from multiprocessing import get_context
from typing import Any

from tests.simulation.broken_photos import ALL_BROKEN as BROKEN
from tests.simulation.judgement import Verdict
from tests.simulation.play import play

KINDS = ("twice", "lost", "untrue", "lies", "left", "slow", "faults")
"""What breaks the promise."""
MOST_ASKED = 0.01
"""Of deliveries that were called for where the network can be read back, the share that may ever come to a person."""


@dataclass(slots=True)
class Figures:
    """What came of some seeds."""

    seeds: int = 0
    deliveries: int = 0
    calls: int = 0
    crashes: int = 0
    steps: int = 0
    readable: int = 0
    asked: int = 0
    late: int = 0
    """Copies that no client could have prevented, found by the auditor or later than it looks."""
    ends: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    """How many seeds broke the promise in each way."""
    bad: dict[int, list[str]] = field(default_factory=dict)
    """What is to be said against each bad seed."""

    def take(self, seed: int, verdict: Verdict) -> None:
        """Add one seed."""
        self.seeds += 1
        self.deliveries += sum(verdict.ends.values())
        self.ends.update(verdict.ends)
        for name in ("calls", "crashes", "steps", "readable", "asked"):
            setattr(self, name, getattr(self, name) + getattr(verdict, name))
        self.late += len(verdict.late)
        self.kinds.update(kind for kind in KINDS if getattr(verdict, kind))
        if verdict.bad:
            self.bad[seed] = list(verdict.bad)

    def add(self, other: Figures) -> None:
        """Add others'."""
        for name in ("seeds", "deliveries", "calls", "crashes", "steps", "readable", "asked", "late"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.ends.update(other.ends)
        self.kinds.update(other.kinds)
        self.bad.update(other.bad)

    @property
    def share_asked(self) -> float:
        """How often a person was asked where the network could be read back."""
        return self.asked / self.readable if self.readable else 0.0

    @property
    def holds(self) -> bool:
        """Whether the promise was kept."""
        return not self.bad and self.share_asked < MOST_ASKED

    def as_json(self) -> dict[str, Any]:
        """To be kept."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> Figures:
        """As it was kept; JSON makes words of numbers."""
        bad = {int(seed): list(said) for seed, said in kept["bad"].items()}
        return cls(**{**kept, "ends": Counter(kept["ends"]), "kinds": Counter(kept["kinds"]), "bad": bad})


def play_some(seeds: Sequence[int], broken: str = "") -> Figures:
    """One after the other, in this process."""
    figures = Figures()
    for seed in seeds:
        figures.take(seed, play(seed, build=BROKEN[broken]() if broken else None))
    return figures


_DIE_WITH_PARENT = 1
"""Linux, sys/prctl.h."""


def _begin_work() -> None:
    # Whoever kills the run means its workers too.
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    # What a seed leaves behind is garbage all at once; looking for it all the time costs a tenth.
    gc.set_threshold(50_000, 20, 20)


def play_all(chunks: Sequence[Sequence[int]], broken: str = "") -> Iterator[tuple[int, Figures]]:
    """All of them, a process per core; each chunk's number and figures as it ends."""
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"), initializer=_begin_work) as pool:
        coming = {pool.submit(play_some, chunk, broken): number for number, chunk in enumerate(chunks)}
        try:
            for done in as_completed(coming):
                yield coming[done], done.result()
        finally:
            # Whoever stops here wants no more of them.
            pool.shutdown(wait=False, cancel_futures=True)
