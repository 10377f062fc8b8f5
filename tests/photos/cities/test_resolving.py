"""What supporters type, and when a person must look."""

from __future__ import annotations

import pytest

from bot.photos.cities import resolve
from bot.ports.cities import Clear, Unknown, Unsure, Why

YEREVAN, VILNIUS, PARIS, MUNICH = 616052, 593116, 2988507, 2867714


def meant(typed: str, language: str = "fr") -> int | None:
    """The number of the town that is clear, if one is."""
    answer = resolve(typed, language)
    return answer.place.id if isinstance(answer, Clear) else None


def why(typed: str, language: str = "fr") -> Why | None:
    answer = resolve(typed, language)
    return None if isinstance(answer, Clear) else answer.why


@pytest.mark.parametrize(
    "typed",
    ["Erevan", "Yerevan", "Jerewan", "Eriwan", "Ереван", "Երևան", "Երեւան", "EREVAN", "Ｅｒｅｖａｎ", "E\u0301revan"],
)
@pytest.mark.parametrize("language", ["fr", "ru", "hy", ""])
def test_a_town_is_known_in_every_script_whatever_the_senders_language(typed: str, language: str) -> None:
    assert meant(typed, language) == YEREVAN


@pytest.mark.parametrize(
    ("typed", "language", "town"),
    [
        ("from Erevan, Armenia", "en", YEREVAN),
        ("Ville : Erevan", "fr", YEREVAN),
        ("Bonjour, voici ma photo prise à Erevan, merci !", "fr", YEREVAN),
        ("д.п. г. Ереван 🇦🇲", "ru", None),
        ("Ереван!!! 🎉", "ru", YEREVAN),
        ("ք. Երևան", "hy", YEREVAN),
        ("FREE AZAT 04.09 Erevan #FreeAzat", "fr", YEREVAN),
        ("München/Munich", "de", MUNICH),
        ("Munich (München)", "en", MUNICH),
        ("Paris 14e", "fr", PARIS),
        ("Paris, 3ème arrondissement", "fr", PARIS),
    ],
)
def test_the_words_around_a_name_are_read_past(typed: str, language: str, town: int | None) -> None:
    assert meant(typed, language) == town


@pytest.mark.parametrize(
    ("typed", "language", "town"),
    [
        ("Вильнюсе", "ru", VILNIUS),
        ("из Вильнюса", "ru", VILNIUS),
        ("Vilniuje", "lt", VILNIUS),
        ("iš Vilniaus", "lt", VILNIUS),
        ("Երևանից", "hy", YEREVAN),
        ("Երևանում", "hy", YEREVAN),
    ],
)
def test_a_name_in_a_sentence_is_known_without_its_case_ending(typed: str, language: str, town: int) -> None:
    assert meant(typed, language) == town


def test_the_language_reads_endings_and_never_makes_a_place_likelier() -> None:
    assert meant("Klaipėdoje", "lt") == 598098
    assert meant("Klaipėdoje", "fr") is None, "Lithuanian endings are read in Lithuanian mail only"
    for language in ("fr", "pt-BR", "ru", "en", "xx"):
        assert resolve("Saint-Denis", language) == resolve("Saint-Denis", "de")


@pytest.mark.parametrize(
    "typed", ["Springfield", "San José", "Córdoba", "Valencia", "Saint-Denis", "Ville : Saint-Denis (93)"]
)
def test_a_name_of_several_towns_is_a_persons_matter(typed: str) -> None:
    answer = resolve(typed, "fr")
    assert isinstance(answer, Unsure)
    assert answer.why is Why.NAMESAKES
    assert len(answer.candidates) > 1


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("San José, Costa Rica", "CR"),
        ("Córdoba, Argentine", "AR"),
        ("Córdoba (España)", "ES"),
        ("Valencia, Испания", "ES"),
        ("Saint-Denis, La Réunion", "RE"),
        ("Saint-Denis, France", "FR"),
    ],
)
def test_a_country_that_is_named_decides_between_namesakes(typed: str, country: str) -> None:
    answer = resolve(typed, "fr")
    assert isinstance(answer, Clear)
    assert answer.place.country == country


def test_a_country_that_is_named_does_not_decide_within_itself() -> None:
    assert why("Springfield, USA") is Why.NAMESAKES


def test_a_great_town_is_not_disturbed_by_a_small_namesake_unless_a_word_or_a_number_speaks_of_one() -> None:
    assert meant("Paris") == PARIS
    assert why("Paris, Texas") is Why.MORE_WORDS
    assert why("Paris 75460") is Why.NAMESAKES


@pytest.mark.parametrize(("typed", "other"), [("Monaco", "MC"), ("Vienne", "FR")])
def test_what_foreigners_call_a_great_town_does_not_hide_the_one_that_calls_itself_so(typed: str, other: str) -> None:
    answer = resolve(typed, "it")
    assert isinstance(answer, Unsure)
    assert other in {town.country for town in answer.candidates}


@pytest.mark.parametrize(
    "typed", ["Brest", "Brest, France", "Moscow", "Москва", "Минск", "Варна", "Varna, Bulgarie", "St Petersburg"]
)
def test_a_name_that_a_listed_country_shares_is_always_a_persons_matter(typed: str) -> None:
    assert why(typed) is Why.LISTED


def test_which_countries_are_listed_is_a_setting() -> None:
    assert isinstance(resolve("Brest, France", "fr", listed=()), Clear)
    answer = resolve("Saint-Denis, France", "fr", listed={"RE"})
    assert isinstance(answer, Unsure)
    assert answer.why is Why.LISTED


def test_a_town_of_a_listed_country_alone_is_clear() -> None:
    answer = resolve("Новосибирск", "ru")
    assert isinstance(answer, Clear)
    assert answer.place.country == "RU"


@pytest.mark.parametrize(
    ("typed", "town"), [("Novosibirks", "Novosibirsk"), ("Buenos Airs", "Buenos Aires"), ("Вилнюус", "Vilnius")]
)
def test_a_slip_even_in_the_name_of_the_only_great_town_is_a_persons_matter(typed: str, town: str) -> None:
    answer = resolve(typed, "fr")
    assert isinstance(answer, Unsure)
    assert answer.candidates[0].name == town


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("Mülchen", "de", "Munich"),
        ("Tornio", "it", "Turin"),
        ("Дака", "ru", "Dakar"),
        ("Бейру", "ru", "Beirut"),
        ("Сочия", "ru", "Sofia"),
        ("բԱիջան", "hy", "Abidjan"),
        ("Բեչեմ", "hy", "Belém"),
        ("Պանամե", "hy", "Panama City"),
        ("Подгориаа", "ru", "Podgorica"),
    ],
)
def test_a_slip_that_makes_another_towns_name_is_a_persons_matter(typed: str, language: str, meant: str) -> None:
    answer = resolve(typed, language)
    assert isinstance(answer, Unsure)
    assert meant in {town.name for town in answer.candidates}


def test_a_word_that_hangs_on_a_name_by_a_hyphen_is_part_of_it() -> None:
    assert why("Ле-яан", "ru") is Why.MORE_WORDS, "Le Mans, not Ya'an"
    assert why("Le-Tokyo", "fr") is Why.MORE_WORDS
    assert meant("le Tokyo") == 1850147


def test_a_slip_that_may_be_several_towns_is_a_persons_matter_the_nearest_first() -> None:
    answer = resolve("Marsielle", "fr")
    assert isinstance(answer, Unsure)
    assert answer.why is Why.MISSPELT
    assert answer.candidates[0].name == "Marseille"


def test_a_name_of_several_words_is_looked_for_as_a_whole_first() -> None:
    answer = resolve("San Frncisco", "fr")
    assert isinstance(answer, Unsure)
    assert answer.candidates[0].name == "San Francisco"


def test_a_small_towns_name_one_slip_from_a_great_ones_is_a_persons_matter() -> None:
    answer = resolve("Smara", "fr")
    assert isinstance(answer, Unsure)
    assert [town.name for town in answer.candidates[:2]] == ["Smara", "Samara"]


def test_a_village_is_not_taken_for_a_town_that_is_spelled_nearly_so() -> None:
    answer = resolve("Vianden", "fr")
    assert isinstance(answer, Unsure)
    assert (answer.why, answer.candidates[0].name) == (Why.SMALL, "Vianen")
    assert resolve("Zermatt", "de") == Unknown(Why.SMALL)
    assert why("Дрезна", "ru") is Why.LISTED, "nor a small town of a listed country for Dresden"


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Why.NOTHING),
        ("🎉 !!! 93", Why.NOTHING),
        ("jean.paris@gmail.com", Why.NOTHING),
        ("France", Why.COUNTRY),
        ("Грузия", Why.COUNTRY),
        ("東京", Why.NOT_FOUND),
        ("Xqzzvw", Why.NOT_FOUND),
    ],
)
def test_what_names_no_town_is_said_to(typed: str, reason: Why) -> None:
    assert resolve(typed, "fr") == Unknown(reason)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Paris, Lyon", Why.SEVERAL),
        ("Hello I am Nancy from Lyon", Why.SEVERAL),
        ("near Paris", Why.MORE_WORDS),
        ("not Paris", Why.MORE_WORDS),
        ("Lyon http://example.org/x", Why.MORE_WORDS),
        ("Lyon, Portugal", Why.ELSEWHERE),
        ("Georgia", Why.COUNTRY),
        ("Paris " + "zzz " * 80, Why.MORE_WORDS),
    ],
)
def test_words_that_may_mean_another_place_need_a_person(typed: str, reason: Why) -> None:
    assert why(typed, "en") is reason


def test_after_a_preposition_a_name_may_be_a_case_of_anothers() -> None:
    answer = resolve("в Туле", "ru")
    assert isinstance(answer, Unsure)
    assert answer.candidates[0].name == "Tula"


def test_a_preposition_may_be_the_beginning_of_a_name_or_stand_before_one() -> None:
    answer = resolve("a Mora", "pt-BR")
    assert isinstance(answer, Unsure)
    assert {"Amora", "Mora"} <= {town.name for town in answer.candidates}


def test_a_word_around_a_name_is_not_taken_for_a_town() -> None:
    assert resolve("from Trifouilly", "fr") == Unknown(Why.NOT_FOUND)
