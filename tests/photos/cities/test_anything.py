"""Whatever is typed, an answer comes, the same each time and soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.photos.cities import resolve
from bot.photos.cities.gazetteer import gazetteer
from bot.ports.cities import Clear, Unknown, Unsure, Why
from bot.wording import say
from tests.photos.cities.spellings import misspelt

HARMLESS = ["\u200b", "\u200d", "\u202e", "\u2066", "\u2069", "\ufeff", "\x00", "\x07", "\u00ad"]
NAMES = ["Paris", "Вильнюс", "Երևան", "São Paulo", "Saint-Denis", "Новосибирск", "Brest"]
typed_lines = st.text(max_size=120) | st.lists(
    st.sampled_from([*NAMES, "from", "г.", ",", "/", "France", "(93)", "\n", "@", "\u202e", "🎉", "ից"]), max_size=12
).map(" ".join)


@settings(max_examples=150)
@given(typed_lines, st.sampled_from(["fr", "en", "de", "lt", "hy", "ru", "it", "pt-BR", ""]))
def test_any_text_gives_the_same_answer_twice(typed: str, language: str) -> None:
    answer = resolve(typed, language)
    assert isinstance(answer, Clear | Unsure | Unknown)
    assert resolve(typed, language) == answer
    if isinstance(answer, Unsure):
        assert 1 <= len(answer.candidates) <= 8
        assert len({town.id for town in answer.candidates}) == len(answer.candidates)


@given(st.sampled_from(NAMES), st.lists(st.tuples(st.integers(0, 12), st.sampled_from(HARMLESS)), max_size=5))
def test_marks_that_nobody_sees_change_nothing(name: str, marks: list[tuple[int, str]]) -> None:
    typed = name
    for at, mark in marks:
        spot = min(at, len(typed))
        typed = typed[:spot] + mark + typed[spot:]
    if "\x00" not in typed:  # it ends a word, as a space does
        assert resolve(typed, "fr") == resolve(name, "fr")
    else:
        assert resolve(typed, "fr") == resolve(typed.replace("\x00", " "), "fr")


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 100_000,
        "a " * 50_000,
        "." * 100_000,
        "a." * 50_000,
        "-a" * 50_000,
        "a\u0301" * 50_000,
        "\u0301" * 100_000,
        "(" * 100_000,
        "@a" * 50_000,
        "http://" * 20_000,
        "Marsielle " * 20_000,
        "\u202e" * 100_000,
        "marenlosar" * 3,
        "santamarina delasantos carolinaria sanmartelos",
    ],
)
def test_no_text_keeps_the_program_long(typed: str) -> None:
    gazetteer()
    began = time.process_time()
    resolve(typed, "fr")
    assert time.process_time() - began < 0.25


def test_a_name_is_looked_up_in_twenty_milliseconds() -> None:
    gazetteer()
    took = []
    for spelling in misspelt(7)[::9]:
        began = time.process_time()
        resolve(spelling.typed, spelling.language)
        took.append(time.process_time() - began)
    took.sort()
    assert took[len(took) * 9 // 10] < 0.020


@pytest.mark.parametrize("why", Why)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reason_is_a_sentence_for_the_staff(why: Why, language: str) -> None:
    assert "Xville" in say(why.value, language, typed="Xville")
