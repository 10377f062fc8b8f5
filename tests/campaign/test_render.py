from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.model import NetworkName, PictureKind, PictureRequest, Unit, Visibility
from tests.campaign.render_world import made, post

MASTODON, X, TELEGRAM = NetworkName.MASTODON, NetworkName.X, NetworkName.TELEGRAM


def test_hashtags_stand_on_a_last_line_of_their_own() -> None:
    assert post(made("bare")).text == "Liberté !\n#FreeAzat"


def test_each_network_gets_its_variant() -> None:
    assert post(made("who"), X).text == "Liberté !\n#FreeAzat"
    assert post(made("who"), TELEGRAM).text == "Liberté pour Azat !\n#FreeAzat"


def test_a_tag_that_the_words_have_is_not_repeated_whatever_its_case() -> None:
    assert post(made("tagged")).text == "Nous sommes #FREEAZAT, tous."


def test_a_longer_tag_or_a_part_of_a_word_is_not_the_tag() -> None:
    assert post(made("nearly")).text == "Voir #FreeAzatov et x#FreeAzat.\n#FreeAzat"


def test_the_campaign_s_tags_come_before_the_entry_s_each_once() -> None:
    assert post(made("bare", hashtags=("#B", "#freeazat", "#b"))).text == "Liberté !\n#FreeAzat #B"
    assert post(made("tagged", hashtags=("#B",))).text == "Nous sommes #FREEAZAT, tous.\n#B"


def test_the_length_is_what_the_network_counts_of_the_limit_it_has() -> None:
    tags = made("bare", hashtags=("#Libération",))
    assert (post(tags, X).length, post(tags, X).limit) == (31, 280)
    assert (post(made("who", warning=True)).length, post(made("who")).length) == (44, 29)
    assert post(made("bare"), TELEGRAM).limit == 4096
    assert post(made("who", picture=PictureKind.POSTER), TELEGRAM).limit == 1024


def test_the_countdown_s_number_chooses_the_words() -> None:
    countdown = made("days", picture=PictureKind.COUNTDOWN)
    assert post(countdown, X, 3).text == "Plus que 3 jours\n#FreeAzat"
    assert post(countdown, X, 1).text == "Demain\n#FreeAzat"
    assert post(made("hours"), X, 6, unit=Unit.HOURS).text == "Dans 6 h\n#FreeAzat"


def test_a_card_is_drawn_from_its_lines_without_the_empty_ones() -> None:
    countdown = post(made("days", picture=PictureKind.COUNTDOWN), MASTODON, 3)
    assert countdown.picture == PictureRequest(PictureKind.COUNTDOWN, "fr", ("3", "jours avant la libération"))
    assert countdown.alt == "Carte : 3 jours"


def test_a_poster_and_a_photo_are_asked_for_by_their_kind() -> None:
    assert post(made("who", picture=PictureKind.POSTER)).picture == PictureRequest(PictureKind.POSTER, "fr")
    photo = made("who", picture=PictureKind.PHOTO, photo="photos/rally.jpg")
    assert post(photo).picture == PictureRequest(PictureKind.PHOTO, "fr", path="photos/rally.jpg")
    assert post(made("who")).picture is None
    assert post(made("who")).alt == ""


def test_on_telegram_the_alt_text_ends_the_caption_except_a_countdown_card_s() -> None:
    poster = made("who", picture=PictureKind.POSTER)
    assert post(poster, TELEGRAM).text == "Liberté pour Azat !\n#FreeAzat\n\nAffiche : FREE AZAT."
    assert post(poster, X).text == "Liberté !\n#FreeAzat"
    assert post(poster, X).alt == "Affiche : FREE AZAT."
    assert post(made("days", picture=PictureKind.COUNTDOWN), TELEGRAM, 3).text == "Plus que 3 jours\n#FreeAzat"


def test_a_content_warning_goes_to_mastodon_alone_and_is_printed_nowhere_else() -> None:
    warned = made("who", warning=True)
    assert post(warned, MASTODON).warning == "Prison, torture"
    for network in (X, TELEGRAM):
        assert post(warned, network).warning == ""
        assert "Prison" not in post(warned, network).text
    assert post(made("who"), MASTODON).warning == ""


def test_visibility_is_mastodon_s_and_silence_telegram_s() -> None:
    quiet = made("bare", visibility=Visibility.UNLISTED, visibility_by_language={"fr": Visibility.PUBLIC}, silent=True)
    assert post(quiet, MASTODON).visibility is Visibility.PUBLIC
    assert post(quiet, MASTODON, language="de").visibility is Visibility.UNLISTED
    assert post(quiet, X, language="de").visibility is Visibility.PUBLIC
    assert [post(quiet, network).silent for network in (MASTODON, X, TELEGRAM)] == [False, False, True]
    assert post(quiet, MASTODON, language="de").language == "de"


def test_words_in_the_schedule_take_the_place_of_the_message_s_on_every_network() -> None:
    urgent = made("who", text={"fr": "  { $days } mots, ici même.\n"}, warning=True, picture=PictureKind.POSTER)
    for network in NetworkName:
        assert post(urgent, network).text.startswith("{ $days } mots, ici même.\n#FreeAzat")
    assert post(urgent).alt == "Affiche : FREE AZAT."
    assert post(urgent).warning == "Prison, torture"


def test_words_in_the_schedule_need_no_message() -> None:
    assert post(made("nobody", text={"fr": "Les mots."}), X).text == "Les mots.\n#FreeAzat"


@pytest.mark.parametrize("network", NetworkName)
@given(words=st.text(alphabet="Azé\u0301\u0323 \n#", min_size=1).filter(str.strip))
def test_a_post_is_nfc_and_ends_in_its_tags(network: NetworkName, words: str) -> None:
    text = post(made("nobody", text={"fr": words}), network).text
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("#FreeAzat")


def test_the_same_slot_gives_the_same_post_again() -> None:
    countdown = made("days", picture=PictureKind.COUNTDOWN)
    assert post(countdown, X, 3) == post(countdown, X, 3)
