from __future__ import annotations

from datetime import date, time

import pytest

from bot.campaign.catalogue import Catalogue, TrueFor, build
from bot.campaign.model import Place


def catalogue(text: str, language: str = "fr") -> Catalogue:
    made, problems = build({language: {"a.ftl": text}})
    assert problems == ()
    return made


DATES = [
    ("fr", "samedi 2 septembre 2023"),
    ("fr", "le 1er mai"),
    ("fr", "le 2\u00a0août"),
    ("en", "Saturday 2 September"),
    ("en", "September 2"),
    ("en", "the 2nd of September"),
    ("de", "am 4. September"),
    ("de", "am 4.\u00a0März"),
    ("lt", "rugsėjo 4-osios"),
    ("lt", "rugsėjo 4 d."),
    ("lt", "Rugsėjo 4-oji"),
    ("hy", "սեպտեմբերի 2-ին"),
    ("hy", "Սեպտեմբերի 4-ն"),
    ("ru", "4 сентября"),
    ("ru", "2 мая"),
    ("it", "sabato 2 settembre"),
    ("it", "1º maggio"),
    ("pt-BR", "2 de setembro de 2023"),
    ("pt-BR", "dia 4 de março"),
    ("fr", "FREE AZAT 04.09"),
    ("fr", "le 04.09.2023"),
    ("en", "on 2023-09-04"),
    ("pl", "4 września; 4 сентября"),
]
NO_DATES = [
    ("fr", "arrêté en février 2019, condamné en janvier 2021"),
    ("fr", "à 14 h, 41 avenue du Maréchal Fayolle, 75016 (1/2)"),
    ("en", "You may bring 3 friends at 14.30, or 2500 mathematicians"),
    ("de", "Noch 3 Tage"),
    ("lt", "2019 m. vasarį jis suimtas, 2021 m. sausį nuteistas"),
    ("hy", "2019 թ. փետրվարին, 2021 թ. հունվարին"),
    ("ru", "В феврале 2019 года, в январе 2021 года; 12 часов"),
    ("it", "nel febbraio 2019"),
    ("pt-BR", "em fevereiro de 2019; versão 1.0.12"),
]


@pytest.mark.parametrize(("language", "text"), DATES)
def test_a_day_and_month_is_recognised_in_every_language(language: str, text: str) -> None:
    assert catalogue(f"a = Voici : {text}.\n", language).spells_a_date("a", language)


@pytest.mark.parametrize(("language", "text"), NO_DATES)
def test_years_hours_addresses_and_numbers_are_no_dates(language: str, text: str) -> None:
    assert not catalogue(f"a = {text}\n", language).spells_a_date("a", language)


def test_a_date_in_a_variant_an_attribute_or_a_term_counts() -> None:
    words = catalogue(
        "-jour = 2\nvariant = { $days ->\n    [0] le 2 septembre\n   *[other] bientôt\n }\n"
        "attribute = x\n    .alt = Affiche du 4 septembre\nterm = le { -jour } septembre\nmessage = { variant }\n"
        "apart = { $days ->\n    [0] 2\n   *[other] x\n } septembre\nnone = bientôt\n",
    )
    told = {name: words.spells_a_date(name, "fr") for name in words.messages("fr")}
    assert told == {"variant": True, "attribute": True, "term": True, "message": True, "apart": False, "none": False}
    assert not words.spells_a_date("nobody", "fr")
    assert not words.spells_a_date("none", "en")


LINES = """\
# F19
# true for: rally 2023-09-02 14:00
-heure = 14 h

# true for: release 2023-09-04
# F1, F3
# true for: rally 2023-09-02
launch = { -heure }, le 4 septembre

other = { launch }
"""


def test_what_a_message_takes_for_granted_is_read_from_its_comments_with_its_place() -> None:
    hour = TrueFor("-heure", "rally", date(2023, 9, 2), time(14), Place("a.ftl", 2, 13))
    release = TrueFor("launch", "release", date(2023, 9, 4), None, Place("a.ftl", 5, 13))
    rally = TrueFor("launch", "rally", date(2023, 9, 2), None, Place("a.ftl", 7, 13))
    assert catalogue(LINES).true_for("fr") == (hour, release, rally)
    assert catalogue(LINES.replace("\n", "\r\n")).true_for("fr") == (hour, release, rally)


def test_a_message_inherits_what_its_terms_and_messages_take_for_granted() -> None:
    words = catalogue(LINES)
    assert words.true_for("fr", "other") == words.true_for("fr", "launch") == words.true_for("fr")
    assert words.true_for("fr", "nobody") == ()
    assert words.true_for("en") == ()


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("# true for rally 2023-09-02", "true-for-unreadable", 1),
        ("# True for: rally 2023-09-02", "true-for-unreadable", 1),
        ("# true for: rally", "true-for-unreadable", 1),
        ("# true for: rally 2.9.2023", "true-for-unreadable", 1),
        ("# true for: rally 2023-09-02 14 h", "true-for-unreadable", 1),
        ("# true-for: rally 2023-09-02", "true-for-unreadable", 1),
        ("# true for: rally 2023-09-31", "true-for-no-such-day", 19),
        ("# true for: rally 2023-09-02 25:00", "true-for-no-such-day", 19),
    ],
)
def test_a_line_that_is_meant_so_but_cannot_be_read_is_a_problem(line: str, code: str, column: int) -> None:
    words, problems = build({"fr": {"a.ftl": f"# F1\n{line}\na = b\n"}})
    assert [(one.code, one.place) for one in problems] == [(code, Place("a.ftl", 2, column))]
    assert words.true_for("fr") == ()


def test_a_line_above_no_message_is_a_problem() -> None:
    _, problems = build({"fr": {"a.ftl": "# true for: rally 2023-09-02\n\na = b\n"}})
    assert [(one.code, one.place.line) for one in problems] == [("true-for-alone", 1)]


def test_other_comments_say_nothing_to_the_program() -> None:
    assert catalogue("# F1, F3: it is true for sure\n## Group\n### File\n\na = b\n").true_for("fr") == ()
