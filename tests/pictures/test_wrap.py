from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.wrap import NBSP, balance, words

WIDTHS = st.lists(st.floats(1, 50), min_size=1, max_size=9)


def line_widths(widths: list[float], ends: tuple[int, ...], space: float) -> list[float]:
    return [sum(widths[a:b]) + space * (b - a - 1) for a, b in itertools.pairwise((0, *ends))]


def greedy(widths: list[float], space: float, limit: float) -> int:
    lines, taken = 1, widths[0]
    for width in widths[1:]:
        if taken + space + width > limit:
            lines, taken = lines + 1, width
        else:
            taken += space + width
    return lines


@given(WIDTHS, st.floats(0, 5), st.floats(20, 120))
def test_lines_stay_inside_and_are_as_few_as_possible(widths: list[float], space: float, limit: float) -> None:
    ends = balance(widths, space, limit)
    if max(widths) > limit:
        assert ends is None
        return
    assert ends is not None
    assert ends[-1] == len(widths)
    assert all(width <= limit + 1e-9 for width in line_widths(widths, ends, space))
    assert len(ends) == greedy(widths, space, limit)


@given(WIDTHS, st.floats(20, 120))
def test_no_other_way_with_as_few_lines_is_more_even(widths: list[float], limit: float) -> None:
    ends = balance(widths, 1, limit)
    if ends is None:
        return

    def unevenness(some_ends: tuple[int, ...]) -> float:
        return sum((limit - width) ** 2 for width in line_widths(widths, some_ends, 1))

    for cuts in itertools.combinations(range(1, len(widths)), len(ends) - 1):
        other = (*cuts, len(widths))
        if all(width <= limit for width in line_widths(widths, other, 1)):
            assert unevenness(ends) <= unevenness(other) + 1e-6


@pytest.mark.parametrize(
    ("text", "language", "together"),
    [
        ("campagne à Paris", "fr", "à Paris"),
        ("день с Азатом", "ru", "с Азатом"),
        ("Երևան և Փարիզ", "hy", "և Փարիզ"),
        ("avant le 4 septembre", "fr", "4 septembre"),
        ("bis zum 4. September", "de", "4. September"),
        ("iki rugsėjo 4-osios dienos", "lt", "rugsėjo 4-osios"),
        ("մինչև սեպտեմբերի 4-ը", "hy", "սեպտեմբերի 4-ը"),
        ("Сегодня – день", "ru", "Сегодня –"),
        (f"14{NBSP}h demain", "fr", "14 h"),
    ],
)
def test_a_line_never_strands_a_letter_a_number_or_a_dash(text: str, language: str, together: str) -> None:
    pieces = words(text, language)
    assert any(together in piece.replace(NBSP, " ") for piece in pieces), pieces
    assert len(pieces) == len(text.split(" ")) - (0 if NBSP in text else 1)


@given(st.text("aб4 –" + NBSP, max_size=40), st.sampled_from(["fr", "hy", "pt-BR"]))
def test_no_word_is_lost_or_changed(text: str, language: str) -> None:
    joined = " ".join(words(text, language)).replace(NBSP, " ")
    assert (
        joined.split(" ") == " ".join(text.split(" ")).replace(NBSP, " ").split(" ") or joined.split() == text.split()
    )
