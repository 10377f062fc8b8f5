"""Keyed hashes: the same thing is known again, and nobody learns what it was."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.marks import Marks

KEY = b"0123456789abcdef"
KINDS = ("origin", "author", "code", "mail", "address", "key")
parts = st.lists(st.text(max_size=8), min_size=1, max_size=4)


def test_a_mark_is_what_it_was_in_every_earlier_version() -> None:
    own = hashlib.blake2b(KEY, digest_size=64, person=b"author").digest()
    told = "8:mastodon4:Žana".replace("4:", "5:").encode()
    assert Marks(KEY).of("author", "mastodon", "Žana") == hashlib.blake2b(told, digest_size=16, key=own).hexdigest()


@given(st.sampled_from(KINDS), parts)
def test_a_mark_has_32_hexadecimal_digits_or_is_empty_as_what_it_marks(kind: str, told: list[str]) -> None:
    mark = Marks(KEY).of(kind, *told)
    assert re.fullmatch("[0-9a-f]{32}", mark) if any(told) else mark == ""


@given(parts, parts)
def test_only_the_same_parts_have_the_same_mark(one: list[str], other: list[str]) -> None:
    same = one == other or not (any(one) or any(other))
    assert (Marks(KEY).of("origin", *one) == Marks(KEY).of("origin", *other)) is same


def test_where_one_part_ends_and_the_next_begins_counts() -> None:
    marks = Marks(KEY)
    assert marks.of("mail", "ab", "c") != marks.of("mail", "a", "bc")
    assert marks.of("mail", "a", "") != marks.of("mail", "", "a")


def test_every_kind_has_marks_of_its_own() -> None:
    assert len({Marks(KEY).of(kind, "the same") for kind in KINDS}) == len(KINDS)


def test_another_key_gives_other_marks() -> None:
    assert Marks(KEY).of("code", "1234") != Marks(b"fedcba9876543210").of("code", "1234")


def test_an_unknown_kind_is_refused_and_named() -> None:
    with pytest.raises(
        ValueError, match=re.escape("'name' is none of ['address', 'author', 'code', 'key', 'mail', 'origin']")
    ):
        Marks(KEY).of("name", "x")


def test_a_key_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a key has 16 bytes or more$"):
        Marks(KEY[:15])


def test_a_key_is_never_shown() -> None:
    assert "0123" not in repr(Marks(KEY))
