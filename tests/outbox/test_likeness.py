from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.outbox.likeness import NEAR, Like, Likenesses, distance

HASHES = st.integers(0, 2**64 - 1)


@st.composite
def neighbours(draw: st.DrawFn) -> tuple[int, list[int]]:
    """A hash, and others around it: some nearer than the limit, some just beyond, some anywhere."""
    middle = draw(HASHES)
    flips = st.lists(st.integers(0, 63), unique=True, max_size=NEAR + 3)
    others = [middle ^ sum(1 << bit for bit in bits) for bits in draw(st.lists(flips, max_size=40))]
    return middle, others + draw(st.lists(HASHES, max_size=10))


def by_brute_force(hashes: dict[int, int], wanted: int, bits: int) -> list[Like]:
    near = [(sum((hashed ^ wanted) >> bit & 1 for bit in range(64)), number) for number, hashed in hashes.items()]
    return [Like(number, differing) for differing, number in sorted(near) if differing <= bits]


@given(neighbours(), st.integers(0, NEAR))
def test_it_finds_exactly_what_comparing_all_of_them_finds(around: tuple[int, list[int]], bits: int) -> None:
    wanted, others = around
    hashes = dict(enumerate(others))
    assert Likenesses(hashes.items()).near(wanted, bits) == by_brute_force(hashes, wanted, bits)


def test_seven_bits_spread_over_seven_bytes_are_found_among_thousands_of_others() -> None:
    chance = random.Random(4)  # noqa: S311 - a seeded choice, no secret
    hashes = {number: chance.getrandbits(64) for number in range(3_000)}
    index = Likenesses(hashes.items())
    for number in range(0, 3_000, 97):
        places = chance.sample(range(8), 7)
        wanted = hashes[number] ^ sum(1 << (8 * place + chance.randrange(8)) for place in places)
        found = index.near(wanted)
        assert Like(number, 7) in found
        assert found == by_brute_force(hashes, wanted, NEAR)


def test_pictures_that_share_most_bytes_are_compared_all() -> None:
    # Flat skies: seven bytes of eight are zero in every one.
    hashes = dict(enumerate(range(2_000)))
    index = Likenesses(hashes.items())
    index.forget(0)
    del hashes[0]
    for wanted in (0, 1, 1_999, 2**63):
        assert index.near(wanted) == by_brute_force(hashes, wanted, NEAR)


def test_where_half_of_all_bytes_are_the_same_few_are_compared() -> None:
    chance = random.Random(5)  # noqa: S311 - a seeded choice, no secret
    hashes = {number: chance.getrandbits(32) for number in range(4_000)}
    index = Likenesses(hashes.items())
    for number in range(0, 4_000, 97):
        wanted = hashes[number] ^ sum(1 << bit for bit in chance.sample(range(64), chance.randrange(NEAR + 1)))
        assert sum(map(len, index._candidates(wanted, NEAR))) < 1_000
        assert index.near(wanted) == by_brute_force(hashes, wanted, NEAR)


class Journal(RuleBasedStateMachine):
    """The index beside a plain dictionary, while pictures come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.index, self.known = Likenesses(), dict[int, int]()

    @rule(number=st.integers(0, 2**40), hashed=st.one_of(HASHES, st.integers(0, 300)))
    def add(self, number: int, hashed: int) -> None:
        if number not in self.known:
            self.index.add(number, hashed)
            self.known[number] = hashed

    @rule(choice=st.integers(0, 30))
    def forget(self, choice: int) -> None:
        number = sorted(self.known)[choice % len(self.known)] if self.known else choice
        assert self.index.forget(number) == (number in self.known)
        self.known.pop(number, None)

    @rule(hashed=st.one_of(HASHES, st.integers(0, 300)))
    def look(self, hashed: int) -> None:
        assert self.index.near(hashed) == by_brute_force(self.known, hashed, NEAR)

    @invariant()
    def it_knows_what_it_was_told(self) -> None:
        assert len(self.index) == len(self.known)


TestJournal = Journal.TestCase
TestJournal.settings = settings(max_examples=40, stateful_step_count=30)


def test_a_forgotten_picture_leaves_no_hash_behind() -> None:
    index = Likenesses([(1, 0xDEADBEEF_DEADBEEF), (2, 7)])
    assert index.forget(1)
    assert 0xDEADBEEF_DEADBEEF not in index._hashes
    assert [len(places) for sharing in index._sharing for places in sharing].count(1) == 8
    assert not index.forget(1)


def test_more_bits_than_are_surely_found_are_refused() -> None:
    with pytest.raises(ValueError, match="within 7 bits"):
        Likenesses().near(0, NEAR + 1)


@pytest.mark.parametrize(("number", "hashed"), [(1, 2**64), (1, -1), (-1, 0)])
def test_what_is_no_hash_or_no_number_is_refused(number: int, hashed: int) -> None:
    with pytest.raises(ValueError, match="64 bits"):
        Likenesses().add(number, hashed)


@given(HASHES, HASHES, HASHES)
def test_the_distance_is_one(one: int, other: int, third: int) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == distance(other, one) <= 64
    assert distance(one, third) <= distance(one, other) + distance(other, third)
