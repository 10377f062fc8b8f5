"""A sample; ``python -m tests.photos.cleaning.fuzz 10000`` breaks more."""

from collections import Counter

from tests.photos.cleaning.fuzz import broken, outcome

FILES = 30


def test_every_broken_file_ends_with_a_picture_or_a_refusal() -> None:
    found = [outcome(seed) for seed in range(FILES)]
    assert [complaint for _, complaint in found if complaint] == []
    # Files that are all refused at the door, or all sound, would prove nothing.
    counts = Counter(what for what, _ in found)
    assert counts["cleaned"] > FILES / 10, counts
    assert counts["photo-broken"] > FILES / 4, counts


def test_a_seed_always_breaks_the_same_file_the_same_way() -> None:
    assert broken(7) == broken(7)
    assert broken(7) != broken(8)
