from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.counting import bad_hashtag, length, mastodon_length, telegram_length
from bot.campaign.model import DEFAULT_LIMITS, Limits, NetworkName
from bot.wording import Sentence
from bot.wording.words import SENTENCES

# The published cases of Mastodon (spec/validators/status_length_validator_spec.rb), in our words: 500 is the limit.


def test_mastodon_counts_the_warning_and_the_text_together() -> None:
    assert mastodon_length("b" * 251, "a" * 250) == 501


def test_mastodon_counts_any_url_as_23() -> None:
    assert mastodon_length("a" * 476 + " http://" + "b" * 30 + ".com/example") == 500


def test_mastodon_does_not_shorten_a_url_glued_to_a_word() -> None:
    assert mastodon_length("a" * 476 + "http://" + "b" * 30 + ".com/example") == 476 + 49


def test_mastodon_does_not_shorten_an_overly_long_url() -> None:
    url = "http://example.com/valid?" + "#foo?" * 1000
    assert mastodon_length(url) == len(url)


def test_mastodon_does_not_shorten_an_address_without_a_scheme() -> None:
    assert mastodon_length("example.com/" + "a" * 50) == 62


def test_mastodon_counts_only_the_front_of_a_remote_account() -> None:
    assert mastodon_length("a" * 475 + " @alice@" + "b" * 30 + ".com") == 475 + 1 + len("@alice")


def test_mastodon_counts_both_parts_when_the_server_s_name_is_too_long_to_be_one() -> None:
    text = "@alice@" + "b" * 254 + ".com"
    assert mastodon_length(text) == len(text)


def test_mastodon_leaves_an_e_mail_address_as_it_is() -> None:
    assert mastodon_length("libertepourazat@gmail.com") == 25


@pytest.mark.parametrize(
    ("text", "clusters"),
    [
        ("👨‍👩‍👧‍👦", 1),
        ("e\u0301", 1),
        ("🇫🇷", 1),
        ("👍🏽", 1),
        ("\r\n", 1),
        ("각", 1),
        ("Ազատ՛", 5),
        ("и\u0306ж", 2),
        ("«\u00a0…\u00a0»", 5),
    ],
)
def test_mastodon_counts_what_a_reader_sees_as_one_character_once(text: str, clusters: int) -> None:
    assert mastodon_length(text) == clusters


def test_mastodon_uses_the_server_s_own_reserve_for_a_url() -> None:
    reserve_30 = Limits(characters=500, characters_with_picture=500, per_url=30)
    assert length(NetworkName.MASTODON, "https://example.com", "CW", reserve_30) == 32


@given(st.text())
def test_telegram_counts_utf_16_units(text: str) -> None:
    assert telegram_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_each_network_counts_in_its_own_way() -> None:
    text = "👨‍👩‍👧 https://example.com/a/long/path"
    lengths = {network: length(network, text, "", DEFAULT_LIMITS[network]) for network in NetworkName}
    assert lengths == {NetworkName.X: 26, NetworkName.MASTODON: 25, NetworkName.TELEGRAM: 40}


@pytest.mark.parametrize("network", NetworkName)
@pytest.mark.parametrize("tag", ["#FreeAzat", "#СвободуАзату", "#FreiheitFürAzat", "#ԱզատՄիֆտախով", "#Azat_2023"])
def test_tags_in_any_script_are_good_everywhere(network: NetworkName, tag: str) -> None:
    assert bad_hashtag(network, tag) is None


@pytest.mark.parametrize("network", NetworkName)
@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("FreeAzat", "hashtag-without-hash"),
        ("#", "hashtag-without-letter"),
        ("#0409", "hashtag-without-letter"),
        ("#_1", "hashtag-without-letter"),
        ("#04.09", "hashtag-bad-character"),
        ("#Free Azat", "hashtag-bad-character"),
        ("#Free-Azat", "hashtag-bad-character"),
        ("#Ազատ՜", "hashtag-bad-character"),
        ("##Azat", "hashtag-bad-character"),
    ],
)
def test_a_tag_that_would_be_cut_is_refused_and_the_reason_has_a_sentence(
    network: NetworkName, tag: str, code: str
) -> None:
    assert bad_hashtag(network, tag) == code
    assert isinstance(SENTENCES[code], Sentence)


def test_only_telegram_ends_a_tag_at_a_combining_mark() -> None:
    assert bad_hashtag(NetworkName.TELEGRAM, "#हिन्दी") == "hashtag-bad-character"
    assert bad_hashtag(NetworkName.X, "#हिन्दी") is None
    assert bad_hashtag(NetworkName.MASTODON, "#हिन्दी") is None
    assert bad_hashtag(NetworkName.TELEGRAM, "#Libere\u0301") is None
