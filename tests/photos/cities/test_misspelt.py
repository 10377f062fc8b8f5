"""The search for misspelt names against comparing every name letter by letter."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.photos.cities.gazetteer import Keys
from bot.photos.cities.misspelt import near, slips_allowed


def distance(one: str, other: str) -> int:
    """Optimal string alignment distance as its definition says it."""

    @cache
    def of(left: int, right: int) -> int:
        if not left or not right:
            return left + right
        same = one[left - 1] == other[right - 1]
        best = min(of(left - 1, right) + 1, of(left, right - 1) + 1, of(left - 1, right - 1) + (not same))
        if left > 1 and right > 1 and one[left - 2 : left] == other[right - 2 : right][::-1]:
            best = min(best, of(left - 2, right - 2) + 1)
        return best

    return of(len(one), len(other))


words = st.text("abc", min_size=1, max_size=10)


@settings(max_examples=300)
@given(st.sets(words, max_size=60), st.text("abc", min_size=3, max_size=10), st.integers(0, 2))
@example({"vinlius", "vilnius"}, "vilnuis", 2)
@example({"abcabc"}, "acbabc", 1)
@example({"abcacb"}, "acbabc", 2)
def test_every_name_within_the_slips_is_found_and_no_other(names: set[str], word: str, most: int) -> None:
    ordered = sorted(names, key=lambda name: (len(name), name))
    counts = {length: sum(len(name) == length for name in names) for length in range(1, 11)}
    keys = Keys(counts, "".join(ordered).encode())
    found = {ordered[number]: apart for number, apart in near(keys, word.encode(), most).items()}
    assert found == {name: apart for name in names if (apart := distance(word, name)) <= most}
    assert [keys.key(number).decode() for number in range(len(ordered))] == ordered
    assert [keys.number(name.encode()) for name in ordered] == list(range(len(ordered)))
    assert keys.number(b"zzz") is None


@pytest.mark.parametrize(("letters", "allowed"), [(1, 0), (3, 0), (4, 1), (6, 1), (7, 2), (30, 2)])
def test_short_names_may_have_fewer_slips(letters: int, allowed: int) -> None:
    assert slips_allowed(letters) == allowed
