from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.counting import x_has_url, x_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Liberté", 7),
        ("Азат", 4),
        ("Ազատ", 4),
        ("ạ", 2),
        ("…", 2),
        ("14\u00a0h\u202f!", 7),
        ("日本", 4),
        ("©", 1),
        ("©\ufe0f", 2),
        ("™", 2),
        ("1\ufe0f⃣", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("👍🏽", 2),
        ("🇫🇷🇱🇹", 4),
        ("🏴󠁧󠁢󠁷󠁬󠁳󠁿", 2),
        ("🫠", 2),
        ("🧑‍🚀", 5),
    ],
)
def test_characters_and_emoji_weigh_what_x_says(text: str, length: int) -> None:
    assert x_length(text) == length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("https://example.com/" + "a" * 200, 23),
        ("azat.it", 23),
        ("Libertà.Azat.it è", 25),
        ("example.com.", 24),
        ("example.com:8080/a?b=c", 23),
        ("(https://a.com/b_(c))", 25),
        ("https://пример.рф/путь", 23),
        ("пример.рф", 9),
        ("naïf.fr", 23),
        ("пример.com", 10),
        ("FREE AZAT 04.09", 15),
        ("libertepourazat@gmail.com", 25),
        ("@azat.it", 8),
        ("#azat.it", 8),
        ("sub_domain.example.com", 27),
        ("ex_ample.com", 12),
        ("https://t.co/" + "a" * 41, 54),
        ("http://" + "a" * 64 + ".com", 75),
    ],
)
def test_a_link_weighs_23_and_what_x_does_not_link_its_own_letters(text: str, length: int) -> None:
    assert x_length(text) == length


@pytest.mark.parametrize("text", ["azat.it", "voir https://example.org/x", "Paris.Berlin.It!", "http://пример.рф"])
def test_a_post_with_anything_x_links_is_billed_as_one_with_a_link(text: str) -> None:
    assert x_has_url(text)


@pytest.mark.parametrize(
    "text", ["FREE AZAT 04.09", "libertepourazat@gmail.com", "14.30", "Prison.Torture", "пример.рф", ""]
)
def test_a_post_without_a_link_is_not(text: str) -> None:
    assert not x_has_url(text)


@given(st.text())
def test_the_length_does_not_depend_on_how_accents_are_stored(text: str) -> None:
    assert x_length(unicodedata.normalize("NFD", text)) == x_length(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x10FF, exclude_characters=".", exclude_categories=("Mn", "Cs"))))
def test_without_a_dot_letters_up_to_u10ff_count_one_each(text: str) -> None:
    assert x_length(text) == len(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("text", ["a." * 5000, "é" * 5000 + ".x", "(" * 5000 + ".com", "https://" * 1000 + "a.b"])
def test_a_hostile_text_is_counted_at_once(text: str) -> None:
    # Seconds of a processor, its start included: a busy computer takes longer by the clock.
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_CPU, (3, 3)); "
    program = f"{limit}from bot.campaign.counting import x_length; x_length(sys.stdin.read())"
    subprocess.run([sys.executable, "-c", program], input=text, text=True, encoding="utf-8", check=True, timeout=120)
