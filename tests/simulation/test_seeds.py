from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from bot import log
from tests.simulation.many import KINDS, MOST_ASKED, Figures, play_all
from tests.simulation.play import Play

ROOT = Path(__file__).parents[2]
SEEDS, CHUNK = 240, 20


def told(seed: int) -> list[tuple[datetime, str, str]]:
    world = Play(seed, keep_story=True)
    world.run()
    return world.world.story


def test_seeded_worlds_lose_nothing_double_nothing_and_say_nothing_untrue() -> None:
    chunks = [range(first, first + CHUNK) for first in range(1, SEEDS + 1, CHUNK)]
    figures = Figures()
    for _, some in play_all(chunks):
        figures.add(some)
    assert figures.bad == {}
    # In so few worlds, some of them with much bad luck, the share is not what it is in fifty thousand.
    assert figures.share_asked < 2 * MOST_ASKED, f"asked {figures.share_asked:.2%}"
    assert figures.seeds == SEEDS
    assert figures.kinds == dict.fromkeys(KINDS, 0) or not +figures.kinds
    # Worlds in which nothing happens prove nothing.
    assert figures.calls > 4 * SEEDS
    assert figures.crashes > SEEDS
    assert {"sent", "missed", "held", "cancelled", "retracted"} <= set(figures.ends)


def test_other_tests_in_the_same_process_hear_the_log_as_before(caplog: pytest.LogCaptureFixture) -> None:
    Play(7).run()
    assert caplog.records == []
    log.logger("sender").warning("heard")
    assert [record.message for record in caplog.records] == ["heard"]


def test_a_seed_is_always_the_same_story() -> None:
    assert told(7) == told(7)
    assert told(7) != told(8)


def test_a_seed_is_the_same_story_in_every_process() -> None:
    stories = [
        subprocess.run(
            [sys.executable, "-m", "tests.simulation", "--seed", "31", "--verbose"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert stories[0] == stories[1]
    assert "PUBLISHED" in stories[0]
