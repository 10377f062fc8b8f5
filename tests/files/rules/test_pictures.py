from __future__ import annotations

import pytest

from tests.files.builders import FR, LT, SCHEDULE, SETTINGS, Exchange, codes, found, line, sources

POSTER: Exchange = (SCHEDULE, "    warning: yes\n", "    picture: poster\n")
NO_ALT: Exchange = (FR, "    .alt = Carte : { $days } jours\n", "")


def test_a_picture_without_alt_text_is_an_error_at_its_message_in_that_language() -> None:
    assert found(NO_ALT) == [("alt-missing", FR, line("countdown =", FR))]


def test_a_card_that_goes_to_telegram_alone_repeats_its_words_and_needs_no_alt_text() -> None:
    alone = (SCHEDULE, "    picture: countdown\n", "    picture: countdown\n    accounts: [telegram-fr]\n")
    assert codes(NO_ALT, alone) == []


def test_a_poster_needs_alt_text_even_there() -> None:
    alone = (SCHEDULE, "    warning: yes\n", "    picture: poster\n    accounts: [telegram-fr]\n")
    assert codes(alone) == ["alt-missing"]


def test_alt_text_is_missed_even_when_the_time_of_the_entry_cannot_be_read() -> None:
    assert "alt-missing" in codes(POSTER, (SCHEDULE, "2024-05-06 at 12:30", "2024-05-06 at 32:30"))


def test_a_countdown_card_without_words_is_an_error() -> None:
    assert found((LT, "    .card = Liko { $days } d.\n", "")) == [("card-missing", LT, line("countdown =", LT))]


def test_a_warning_without_words_is_an_error_where_mastodon_would_show_it() -> None:
    silent = (LT, "    .warning = Kalėjimas\n", "")
    assert found(silent) == [("warning-missing", LT, line("who =", LT))]
    assert "warning-missing" not in codes(silent, (SCHEDULE, "warning: yes", "warning: yes\n    accounts: [x]"))


def test_alt_text_longer_than_x_takes_is_an_error_at_its_line() -> None:
    long = (FR, ".alt = Carte : { $days } jours", ".alt = " + "a" * 1001)
    assert found(long) == [("alt-too-long", FR, line(".alt =", FR, long))]


def test_a_caption_with_its_alt_text_longer_than_telegram_takes_is_an_error() -> None:
    poster: tuple[Exchange, ...] = (
        POSTER,
        (FR, "    .warning = Prison\n", "    .telegram = " + "a" * 900 + "\n    .alt = " + "b" * 200 + "\n"),
        (LT, "    .warning = Kalėjimas\n", "    .alt = Plakatas\n"),
    )
    assert found(*poster) == [("caption-too-long", FR, line(".telegram =", FR, *poster))]


@pytest.mark.parametrize("tag", ["#04.09", "#Free-Anna", "#0409"])
def test_a_hashtag_a_network_would_cut_is_an_error_at_the_tag(tag: str) -> None:
    tagged = ("settings.yaml", "campaign: Free Anna\n", f'campaign: Free Anna\nhashtags: ["#Anna", "{tag}"]\n')
    assert [(file, number) for code, file, number in found(tagged) if code.startswith("hashtag-")] == [
        ("settings.yaml", 2)
    ]


def test_an_entry_s_hashtag_is_looked_at_for_the_networks_it_goes_to() -> None:
    tagged = (SCHEDULE, "    warning: yes\n", '    warning: yes\n    hashtags:\n      - "#Anna"\n      - "#a.b"\n')
    assert found(tagged) == [("hashtag-bad-character", SCHEDULE, line('"#a.b"', SCHEDULE, tagged))]
    assert "hashtags" not in SETTINGS + sources()[SCHEDULE]


MOSAIC: Exchange = (SCHEDULE, "    warning: yes\n", "    picture: mosaic\n")
PHOTOS: tuple[Exchange, ...] = (
    ("settings.yaml", "campaign: Free Anna\n", 'campaign: Free Anna\nhashtags: ["#FreeAnna"]\n'),
    ("settings.yaml", "staff: {language: en, ", "staff: {language: en, chat: -1001234567890, "),
    ("settings.yaml", "", "photos: yes\n"),
    (FR, "", "\nsupporter-photo = Photo : { $city }\n    .no-city = Photo reçue\n"),
    (LT, "", "\nsupporter-photo = Nuotrauka: { $city }\n    .no-city = Nuotrauka\n"),
)


def test_a_mosaic_of_a_campaign_that_takes_no_photos_is_an_error_at_its_picture() -> None:
    assert ("mosaic-without-photos", SCHEDULE, line("picture: mosaic", SCHEDULE, MOSAIC)) in found(MOSAIC)
    assert "mosaic-without-photos" not in codes(MOSAIC, *PHOTOS)


def test_a_mosaic_needs_alt_text_in_every_language() -> None:
    assert set(codes(MOSAIC, *PHOTOS)) == {"alt-missing"}


def test_a_mosaics_alt_text_leaves_room_for_its_numbers() -> None:
    words = (
        (FR, "    .warning = Prison\n", f"    .warning = Prison\n    .alt = {'a' * 960}\n"),
        (LT, "    .warning = Kalėjimas\n", "    .warning = Kalėjimas\n    .alt = Koliažas\n"),
    )
    assert "alt-too-long" in codes(MOSAIC, *PHOTOS, *words)
    assert "alt-too-long" not in codes((SCHEDULE, "    warning: yes\n", "    picture: poster\n"), *PHOTOS, *words)
