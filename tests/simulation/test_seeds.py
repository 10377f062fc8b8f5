from __future__ import annotations

from datetime import datetime

from tests.simulation.play import Play, play


def test_a_few_worlds_lose_nothing_double_nothing_and_say_nothing_untrue() -> None:
    found = {seed: verdict.bad for seed in range(1, 13) if (verdict := play(seed)).bad}
    assert found == {}


def told(seed: int) -> list[tuple[datetime, str, str]]:
    world = Play(seed, keep_story=True)
    world.run()
    return world.world.story


def test_a_seed_is_always_the_same_story() -> None:
    assert told(7) == told(7)
    assert told(7) != told(8)
