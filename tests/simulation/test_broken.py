from __future__ import annotations

import pytest

from tests.simulation.broken_photos import ALL_BROKEN as BROKEN
from tests.simulation.play import play

MOST_SEEDS = 600
FIRST = {"no-fence": 101, "no-photo-gates": 650}
"""Where to begin, when not with 1: some faults need a coincidence that is rare."""


@pytest.mark.parametrize(
    ("broken", "how"),
    [
        ("retry-unread", "twice"),
        ("new-key", "faults"),
        ("no-intent", "twice"),
        ("no-read-twice", "twice"),
        ("no-fence", "twice"),
        ("near-sighted", "twice"),
        ("stale-number", "untrue"),
        ("silent-missed", "lost"),
        ("forgetful-planner", "lost"),
        ("forgetful-undoer", "left"),
        ("no-photo-gates", "untrue"),
        ("patient-undoer", "slow"),
        ("reposts-unread", "twice"),
    ],
)
def test_a_build_that_breaks_one_promise_is_found_out(broken: str, how: str) -> None:
    first = FIRST.get(broken, 1)
    seeds = range(first, first + MOST_SEEDS)
    assert any(getattr(play(seed, build=BROKEN[broken]()), how) for seed in seeds), f"{MOST_SEEDS} seeds found nothing"
