from __future__ import annotations

import contextlib
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.campaign.catalogue import Catalogue, NotFormattedError, Words, build
from bot.campaign.model import NetworkName, Place

ROOT = Path(__file__).parents[2]


def catalogue(language: str = "fr", **files: str) -> Catalogue:
    """One language's catalogue, which has nothing wrong with it."""
    made, problems = build({language: {f"messages/{language}/{name}.ftl": text for name, text in files.items()}})
    assert problems == ()
    return made


WHO = """\
who =
    Toutes et tous avec Azat Miftakhov.

    Liberté !
    .x = Liberté pour Azat !
    .alt = Affiche.
    .warning = Prison
    .card =
        3
        jours
"""


def test_a_network_gets_its_own_variant_and_the_others_the_main_words() -> None:
    words = catalogue(who=WHO)
    main = Words("Toutes et tous avec Azat Miftakhov.\n\nLiberté !", "Prison", "Affiche.", "3\njours")
    assert words.format("who", "fr", NetworkName.MASTODON) == main
    assert words.format("who", "fr", NetworkName.TELEGRAM) == main
    assert words.format("who", "fr", NetworkName.X).text == "Liberté pour Azat !"
    assert words.format("who", "fr", NetworkName.X).alt == "Affiche."


def test_what_a_language_has_can_be_asked_and_placed() -> None:
    words = catalogue(who=WHO, other="# one\n-name = Azat\n# two\nlater = { -name }\n")
    assert words.languages == ("fr",)
    assert words.messages("fr") == ("later", "who")
    assert words.messages("en") == ()
    assert words.has("who", "fr")
    assert not words.has("who", "en")
    assert not words.has("nobody", "fr")
    assert words.has_attribute("who", "fr", "alt")
    assert not words.has_attribute("later", "fr", "alt")
    assert words.place("who", "fr") == Place("messages/fr/who.ftl", 1, 1)
    assert words.place("who", "fr", "alt") == Place("messages/fr/who.ftl", 6, 5)
    assert words.place("later", "fr") == Place("messages/fr/other.ftl", 4, 1)


def test_terms_stand_in_any_file_and_take_cases() -> None:
    words = catalogue(
        "lt",
        a='launch = Iki { -azat(case: "gen") } dienos; laisvę { -azat(case: "dat") }! { -azat }.\n',
        b="-azat = { $case ->\n   *[nom] Azatas\n    [gen] Azato\n    [dat] Azatui\n }\n",
    )
    assert words.format("launch", "lt", NetworkName.X).text == "Iki Azato dienos; laisvę Azatui! Azatas."


def test_an_attribute_of_a_term_chooses_the_agreement() -> None:
    words = catalogue(
        "ru",
        a="-day = день\n    .gender = m\nlaunch = { -day.gender ->\n    [f] первая\n   *[m] первый\n } { -day }\n",
    )
    assert words.format("launch", "ru", NetworkName.X).text == "первый день"


def test_no_isolation_marks_are_put_around_numbers() -> None:
    words = catalogue(a="n = Plus que { $days } jours\n")
    assert words.format("n", "fr", NetworkName.X, days=1200).text == "Plus que 1200 jours"


def test_a_number_function_writes_as_the_language_does() -> None:
    words = catalogue("de", a="n = { NUMBER($days, minimumIntegerDigits: 2) } Tage\n")
    assert words.format("n", "de", NetworkName.X, days=3).text == "03 Tage"


def test_words_are_nfc_without_spaces_at_the_ends_of_lines() -> None:
    words = catalogue(a=unicodedata.normalize("NFD", "n =\n    Liberté   \n    été\u00a0!  \n"))
    assert words.format("n", "fr", NetworkName.X).text == "Liberté\nété\u00a0!"


def test_a_file_from_windows_reads_as_any_other() -> None:
    words = catalogue(a="\ufeff" + WHO.replace("\n", "\r\n"))
    assert words.format("who", "fr", NetworkName.MASTODON).text == "Toutes et tous avec Azat Miftakhov.\n\nLiberté !"
    assert words.place("who", "fr", "x") == Place("messages/fr/a.ftl", 5, 5)
    assert words.place("who", "fr") == Place("messages/fr/a.ftl", 1, 1)


def test_variables_are_found_in_every_part_and_through_references() -> None:
    words = catalogue(
        a="a = { b }\nb = x\n    .alt = { $hours }\nc = { a }\n    .x = { b.alt }\nd = { $days ->\n *[other] x\n }\n"
    )
    assert words.variables("a", "fr") == frozenset()
    assert words.variables("b", "fr") == {"hours"}
    assert words.variables("c", "fr") == {"hours"}
    assert words.variables("d", "fr") == {"days"}
    assert words.variables("nobody", "fr") == frozenset()


def test_a_number_that_is_wanting_is_an_error_not_a_gap_in_the_text() -> None:
    with pytest.raises(NotFormattedError):
        catalogue(a="n = { $days } jours\n").format("n", "fr", NetworkName.X)


def test_the_well_written_messages_of_a_faulty_file_can_still_be_used() -> None:
    words, problems = build({"fr": {"a.ftl": "good = bien\nbad = { $\n"}})
    assert len(problems) == 1
    assert words.format("good", "fr", NetworkName.X).text == "bien"
    assert not words.has("bad", "fr")


def test_many_threads_may_ask_at_once() -> None:
    words = catalogue(a="".join(f"m{index} = {'{'} $days {'}'} fois {index}\n" for index in range(40)))
    asked = [(f"m{index % 40}", index // 40) for index in range(400)]
    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(lambda one: words.format(one[0], "fr", NetworkName.X, days=one[1]).text, asked))
    assert said == [f"{days} fois {name[1:]}" for name, days in asked]


def test_the_shipped_messages_are_faultless_and_every_one_can_be_printed() -> None:
    folders = {folder.name: folder for folder in (ROOT / "messages").iterdir()}
    files = {
        language: {
            f"messages/{language}/{file.name}": file.read_text(encoding="utf-8") for file in folder.glob("*.ftl")
        }
        for language, folder in folders.items()
    }
    words, problems = build(files)
    assert problems == ()
    for language in words.languages:
        for message in words.messages(language):
            numbers = dict.fromkeys(words.variables(message, language), 3)
            for network in NetworkName:
                assert words.format(message, language, network, **numbers).text


def test_reading_files_does_not_load_the_compiler() -> None:
    program = (
        "import sys; from bot.campaign.catalogue import build; build({'fr': {'a.ftl': 'a = b'}});"
        "sys.exit(any(name.split('.')[0] in ('babel', 'fluent_compiler', 'regex') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ('{ NUMBER("abc") }', "ftl-function-arguments"),
        ("{ NUMBER() }", "ftl-function-arguments"),
        ('{ NUMBER($days, style: "percent") }', "ftl-function-arguments"),
        ("{ NUMBER($days, minimumIntegerDigits: 99999999) }", "ftl-function-arguments"),
        ("{ DATETIME($days) }", "ftl-unknown-function"),
        ('{ "\\UFFFFFF" }', "ftl-string-escape"),
    ],
)
def test_what_the_library_would_trip_over_is_a_problem_at_its_place(words: str, code: str) -> None:
    built, problems = build({"en": {"messages/en/a.ftl": f"n = There are {words} days\n"}})
    assert [(problem.code, problem.place.line) for problem in problems] == [(code, 1)]
    # Whoever prints it all the same is told, and nothing falls over.
    with contextlib.suppress(NotFormattedError):
        built.format("n", "en", NetworkName.X, days=3)
