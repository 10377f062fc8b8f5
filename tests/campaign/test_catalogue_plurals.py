from __future__ import annotations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.catalogue import build
from bot.campaign.model import NetworkName, Place
from bot.campaign.plurals import category, is_known

LANGUAGES = ("fr", "en", "de", "lt", "hy", "ru", "it", "pt-BR")
NUMBERS = (0, 1, 2, 5, 11, 12, 20, 21, 22, 25, 101, 111)

DAYS = {
    "fr": ("one", "{ $days } jour", "other", "{ $days } jours"),
    "en": ("one", "{ $days } day", "other", "{ $days } days"),
    "de": ("one", "{ $days } Tag", "other", "{ $days } Tage"),
    "it": ("one", "{ $days } giorno", "other", "{ $days } giorni"),
    "pt-BR": ("one", "{ $days } dia", "other", "{ $days } dias"),
    "hy": ("one", "{ $days } օր", "other", "{ $days } օր"),
    "lt": ("one", "{ $days } diena", "few", "{ $days } dienos", "other", "{ $days } dienų"),
    "ru": ("one", "{ $days } день", "few", "{ $days } дня", "many", "{ $days } дней", "other", "{ $days } дня"),
}


def choice(*pairs: str, variable: str = "days") -> str:
    """A message that chooses by ``variable``; the last key is the default."""
    keys, values = pairs[::2], pairs[1::2]
    lines = [f"    {'*' if key == keys[-1] else ''}[{key}] {value}" for key, value in zip(keys, values, strict=True)]
    return "\n".join(["n = { $" + variable + " ->", *lines, " }", ""])


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_rules_give_babel_s_form_for_every_number_that_matters(language: str) -> None:
    assert is_known(language)
    official = Locale.parse(language, sep="-").plural_form
    assert {number: category(language, number) for number in NUMBERS} == {
        number: official(number) for number in NUMBERS
    }


@given(st.sampled_from(LANGUAGES), st.integers(0, 3_000_000))
def test_and_for_any_other_number(language: str, number: int) -> None:
    assert category(language, number) == Locale.parse(language, sep="-").plural_form(number)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", NUMBERS)
def test_a_message_is_printed_in_the_form_of_its_number(language: str, number: int) -> None:
    words, problems = build({language: {"a.ftl": choice(*DAYS[language])}})
    assert problems == ()
    forms = dict(zip(DAYS[language][::2], DAYS[language][1::2], strict=True))
    form = Locale.parse(language, sep="-").plural_form(number)
    expected = forms[form].replace("{ $days }", str(number))
    assert words.format("n", language, NetworkName.X, days=number).text == expected


def test_a_language_we_do_not_ship_takes_babel_s_rules() -> None:
    assert [category("pl", number) for number in (1, 2, 5, 22)] == ["one", "few", "many", "few"]
    assert not is_known("pl")
    words, _ = build({"pl": {"a.ftl": choice("one", "dzień", "few", "dni", "many", "dni", "other", "dnia")}})
    assert words.format("n", "pl", NetworkName.X, days=3).text == "dni"


def test_a_language_nobody_knows_has_one_form() -> None:
    assert category("xx", 1) == "other"


def missing(language: str, text: str, numbers: range | tuple[int, ...]) -> dict[str, str]:
    words, problems = build({language: {"a.ftl": text}})
    assert problems == ()
    return {str(one.args["form"]): str(one.args["numbers"]) for one in words.missing_forms("n", language, numbers)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complete_choice_lacks_nothing(language: str) -> None:
    assert missing(language, choice(*DAYS[language]), NUMBERS) == {}


def test_forms_that_the_numbers_reached_need_are_missed_with_the_numbers_that_need_them() -> None:
    assert missing("ru", choice("one", "день", "other", "дней"), NUMBERS) == {"few": "2, 22", "many": "0, 5, 11 …"}
    assert missing("lt", choice("one", "diena", "other", "dienų"), (1, 21)) == {}
    assert missing("lt", choice("one", "diena", "other", "dienų"), (1, 21, 22)) == {"few": "22"}


def test_a_number_written_out_needs_no_form() -> None:
    text = choice("0", "aujourd’hui", "1", "demain", "other", "{ $days } jours")
    assert missing("fr", text, (0, 1, 2)) == {}
    assert missing("ru", choice("1", "завтра", "2", "послезавтра", "other", "{ $days } дней"), (1, 2, 5)) == {
        "many": "5"
    }


def test_a_default_without_a_word_needs_no_form() -> None:
    assert missing("lt", choice("0", "šiandien", "other", "{ $days }"), NUMBERS) == {}
    assert missing("lt", choice("0", "šiandien", "other", "J-{ $days }"), (2,)) == {"few": "2"}


def test_hours_are_judged_too_and_attributes_and_what_is_referred_to() -> None:
    assert missing("ru", choice("one", "час", "other", "часов", variable="hours"), (3,)) == {"few": "3"}
    text = choice("one", "день", "other", "дней").replace("n =", "m = x\n    .alt =") + "n = { m.alt }\n"
    assert missing("ru", text, (3,)) == {"few": "3"}


def test_a_choice_by_something_else_has_no_plural_forms() -> None:
    assert missing("ru", 'n = { -t(case: "gen") }\n-t = { $case ->\n   *[nom] а\n    [gen] б\n }\n', NUMBERS) == {}


def test_a_missing_form_points_at_its_choice() -> None:
    words, _ = build({"ru": {"m/a.ftl": "# x\nn =\n    До: { $days ->\n       *[other] дней\n    }\n"}})
    assert [one.place for one in words.missing_forms("n", "ru", (1,))] == [Place("m/a.ftl", 3, 11)]
