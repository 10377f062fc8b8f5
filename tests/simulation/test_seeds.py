from __future__ import annotations

from tests.simulation.play import Play, play


def test_a_few_worlds_lose_nothing_double_nothing_and_say_nothing_untrue() -> None:
    found = {seed: verdict.bad for seed in range(1, 13) if (verdict := play(seed)).bad}
    assert found == {}


def test_a_seed_is_always_the_same_story() -> None:
    first, second = Play(7, keep_story=True), Play(7, keep_story=True)
    first.run()
    second_story = (second.run(), second.world.story)[1]
    assert first.world.story == second_story
