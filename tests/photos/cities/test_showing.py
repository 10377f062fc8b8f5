"""Only the sender's own spelling is ever shown, and nothing with it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.photos.cities import shown
from bot.photos.cities.showing import LONGEST_SHOWN


@pytest.mark.parametrize(
    ("typed", "spelling"),
    [
        ("Erevan", "Erevan"),
        ("Ville : Saint-Denis (93)", "Saint-Denis"),
        ("from Erevan, Armenia", "Erevan"),
        ("г. Вильнюс", "Вильнюс"),
        ("г.Москва", "Москва"),
        ("München/Munich", "München"),
        ("🎉 PARIS 🎉", "PARIS"),
        ("  sao\n paulo ", "sao paulo"),
        ("Halle (Saale)", "Halle (Saale)"),
        ("d’Erevan", "Erevan"),
        ("Bonjour, voici ma photo prise à Lyon, merci !", "Lyon"),
        ("Munhcen", "Munhcen"),
        ("à San Frncisco", "San Frncisco"),
        ("Springfield, Illinois", "Springfield"),
        ("Mu\u0308nchen", "München"),
    ],
)
def test_a_city_is_shown_as_its_sender_spells_it(typed: str, spelling: str) -> None:
    assert shown(typed) == spelling


def test_stepanakert_keeps_the_name_its_sender_gives_it() -> None:
    assert shown("Stepanakert") == "Stepanakert"
    assert shown("Ստեփանակերտ") == "Ստեփանակերտ"


@pytest.mark.parametrize(
    ("typed", "spelling"),
    [
        ("from Trifouilly-les-Oies", "Trifouilly-les-Oies"),
        ("Neuville-lès-Dieppe", "Neuville-lès-Dieppe"),
        ("Dieppe-sous-Xyzzy", "Dieppe-sous-Xyzzy"),
        ("東京", "東京"),
        ("मुंबई", "मुंबई"),
        ("თბილისი", "თბილისი"),
    ],
)
def test_a_place_the_gazetteer_lacks_is_shown_whole(typed: str, spelling: str) -> None:
    assert shown(typed) == spelling


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "93",
        "04.09.2023",
        "@paris",
        "＠paris",
        "jean.paris@gmail.com",
        "https://paris.example/x",
        "paris.fr",
        "paris。fr",
        "t.me/paris",
        "#Paris",
        "Paris, Berlin",
        "Xyzzy/\u2603Plugh",
        "St.Trifouilly",
        "Moi c'est Jean Dupont, je vous soutiens de tout mon coeur depuis toujours",
        "Xyzzyx" * 12,
        "x\u0591\u0592\u0593\u0594y",
    ],
)
def test_what_is_no_name_of_one_place_is_not_shown(typed: str) -> None:
    assert shown(typed) == ""


def test_invisible_characters_do_not_come_along() -> None:
    assert shown("\u202ePa\u200bris\u2069\x07") == "Paris"
    assert shown("Pa\u00adris\ufeff") == "Paris"
    assert shown("P\u030b\u030c\u030baris") == "Paris"


@given(st.text(max_size=90) | st.from_regex(r"(\w+[@.:/ #-]){1,6}\w+", fullmatch=True))
def test_nothing_unsafe_is_ever_shown(typed: str) -> None:
    name = shown(typed)
    assert len(name) <= LONGEST_SHOWN
    assert name == unicodedata.normalize("NFC", name).strip()
    assert not set(name) & set("@#/:<>&\n\r\t")
    assert not any(unicodedata.category(char)[0] in "CNS" for char in name if char not in "`´")
    assert not any(char.isdigit() for char in name)
    assert all(part == "" or part.startswith(" ") for part in name.split(".")[1:])
    assert shown(name) in {name, ""} or name.startswith(shown(name)) or shown(name) in name
