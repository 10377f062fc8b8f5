"""The sandbox's own counters, by themselves: what they say is held against the networks' pages, not against ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.mastodon.counting import status_length
from bot.sandbox.telegram.texts import units
from bot.sandbox.x.counting import weighted_length

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Ազատություն", 11),
        (FAMILY, 1),
        ("e\u0301", 1),
        ("🇦🇲", 1),
        ("https://example.org/" + "a" * 100, 23),
        ("http://a.co", 23),
        ("(https://example.org/a)", 25),
        ("https://example.org/a_(b).", 24),
        ("https://example.org, and", 28),
        ("example.org", 11),
        ("ftp://example.org", 17),
        ("@azat@example.org salut", 11),
        ("@azat salut", 11),
        ("a@example.org", 13),
    ],
)
def test_mastodon_counts_graphemes_links_as_23_and_mentions_without_their_domain(text: str, length: int) -> None:
    assert status_length(text, "") == length
    assert status_length(text, "avertissement") == length + 13


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("Ազատություն", 11),
        ("Свобода", 7),
        ("…", 2),
        ("€", 2),
        ("“l’État”", 8),
        ("自由", 4),
        ("ế", 2),
        ("e\u0301", 1),
        (FAMILY, 2),
        ("🇦🇲", 2),
        ("👍🏽", 2),
        ("1️⃣", 2),
        ("❤️", 2),
        ("❤", 2),
        ("©", 1),
        ("©️", 2),
        ("5", 1),
        ("https://example.org/" + "a" * 100, 23),
        ("example.fr", 23),
        ("voir example.fr.", 29),
        ("example.invalidtld", 18),
        ("a@example.org", 13),
        ("@example.org", 12),
        ("fin.Et la suite", 32),  # .et is a country: a missing space makes a link
        ("https://example.org/a?b=c#d et", 26),
        ("t.me/example_fr", 23),
    ],
)
def test_x_weighs_as_v3_says(text: str, weight: int) -> None:
    assert weighted_length(text) == weight


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_upsets_the_counters_and_none_weighs_less_than_nothing(text: str) -> None:
    assert 0 <= status_length(text, "") <= max(23 * (len(text) + 1), len(text))
    assert weighted_length(text) >= 0
    assert units(text) == len(text.encode("utf-16-le")) // 2
