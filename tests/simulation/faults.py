"""How many calls suffered each fault of the matrix in ``docs/reliability.md``.

``python -m tests.simulation.faults --seeds 1000`` plays them and counts; the worlds are those of ``tests.simulation``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.simulation.client import Fate
from tests.simulation.mastodon import MastodonServer
from tests.simulation.play import Play

ROWS = {
    Fate.LOST.value: 6,
    Fate.CUT.value: 7,
    Fate.LATE.value: 8,
    Fate.VERY_LATE.value: 9,
    Fate.AFTER_500.value: 10,
    "500 to a key that is known": 11,
    "executed unheard by a server that keeps no key": 12,
    "a duplicate, and the post is there": 13,
    "a duplicate, and no post is there": 14,
    "executed unheard by a server that shows posts late": 15,
}
"""What a call can suffer, and the row of the matrix that is about it."""
CHUNK = 20
_UNHEARD = frozenset({Fate.CUT.value, Fate.AFTER_500.value, Fate.LATE.value})


def suffered(seed: int) -> tuple[Counter[str], Sequence[str]]:
    """What the calls of one seed suffered, and what is to be said against it."""
    play = Play(seed, keep_story=True)
    verdict = play.run()
    return Counter(_faults(play)), verdict.bad


def _faults(play: Play) -> Iterator[str]:
    called: dict[str, str] = {}
    published: set[str] = set()
    for _, who, what in play.world.story:
        if what.startswith("called for "):
            called[who], _, fate = what.removeprefix("called for ").partition(": ")
            yield fate
            if fate in _UNHEARD:
                yield from _made_worse(play, who)
        elif what.startswith("PUBLISHED "):
            published.add(what.split("#")[0].removeprefix("PUBLISHED "))
        elif what.startswith("answered ") and "500 to a key" in what:
            yield "500 to a key that is known"
        elif what.startswith("answered ") and "duplicate: 403" in what:
            yield f"a duplicate, and {'the' if called[who] in published else 'no'} post is there"


def _made_worse(play: Play, account: str) -> Iterator[str]:
    server = play._servers[account]
    if isinstance(server, MastodonServer) and not server._honours_keys:
        yield "executed unheard by a server that keeps no key"
    if server.moods.stale_s:
        yield "executed unheard by a server that shows posts late"


def count(seeds: Sequence[int]) -> tuple[Counter[str], dict[int, Sequence[str]]]:
    """The faults of some seeds, and what is to be said against the bad ones."""
    faults: Counter[str] = Counter()
    bad: dict[int, Sequence[str]] = {}
    for seed in seeds:
        own, said = suffered(seed)
        faults += own
        if said:
            bad[seed] = said
    return faults, bad


def count_all(seeds: Sequence[int]) -> tuple[Counter[str], dict[int, Sequence[str]]]:
    """The same, a process per core."""
    chunks = [seeds[first : first + CHUNK] for first in range(0, len(seeds), CHUNK)]
    faults: Counter[str] = Counter()
    bad: dict[int, Sequence[str]] = {}
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for own, said in pool.map(count, chunks):
            faults += own
            bad |= said
    return faults, bad


def main() -> int:
    """One line a row of the matrix; 1 when a seed broke the promise."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.faults")
    parser.add_argument("--seeds", type=int, default=1000, help="how many, from 1 on")
    given = parser.parse_args()
    faults, bad = count_all(range(1, given.seeds + 1))
    for fault, row in ROWS.items():
        sys.stdout.write(f"row {row:2}: {faults[fault]:6} calls {fault}\n")
    sys.stdout.write(f"{given.seeds} seeds, {len(bad)} bad {json.dumps(bad) if bad else ''}\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
