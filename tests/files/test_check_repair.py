from __future__ import annotations

import pytest

from bot.campaign.model import Place
from bot.campaign.problem import Problem, Severity
from bot.files import yaml
from bot.files.repair import NEVER, repair
from bot.files.tree import plain

SCHEDULE = "schedules/a.yaml"
POSTS = """\
posts:
  launch:
    when: 2023-08-30 at 12:00
    silnet: yes                # Telegram
    to: [france, germny]
  who:
    when: 2023-08-32 at 12:00
    visibility: {public: fr}
"""


def repaired(file: str, source: str, line: int, column: int, code: str = "any") -> str:
    found = repair({file: source}, [Problem(code, Place(file, line, column))])
    assert found is not None
    assert found.sources[file].count("\n") == source.count("\n"), "lines keep their numbers"
    changed = {
        number
        for number, (one, other) in enumerate(
            zip(source.split("\n"), found.sources[file].split("\n"), strict=True), start=1
        )
        if one != other
    }
    assert found.lines[file] == changed
    assert found.touched(Place(file, line, 1))
    return found.sources[file]


def at(source: str, words: str) -> tuple[int, int]:
    before = source[: source.index(words)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def data(source: str) -> object:
    root = yaml.read(SCHEDULE, source).root
    assert root is not None
    return plain(root)


def test_a_key_of_an_entry_goes_with_its_value_and_its_neighbours_stay() -> None:
    left = data(repaired(SCHEDULE, POSTS, 4, 5))
    assert left == data(POSTS.replace("    silnet: yes                # Telegram\n", ""))


def test_a_sentence_that_cannot_be_read_becomes_one_that_never_comes() -> None:
    assert repaired(SCHEDULE, POSTS, 7, 11) == POSTS.replace("2023-08-32 at 12:00", NEVER)


def test_of_a_list_of_audiences_only_the_unknown_one_goes() -> None:
    assert repaired(SCHEDULE, POSTS, 5, 18) == POSTS.replace("[france, germny]", "[france]")


@pytest.mark.parametrize("alone", ["    to: germny\n", "    to: [germny]\n", "    languages: 7\n"])
def test_a_key_that_says_whom_an_entry_reaches_is_never_taken_out_whole(alone: str) -> None:
    source = POSTS.replace("    to: [france, germny]\n", alone)
    assert repair({SCHEDULE: source}, [Problem("any", Place(SCHEDULE, 5, 9))]) is None


def test_a_key_inside_braces_goes_with_its_comma() -> None:
    source = POSTS.replace("{public: fr}", "{public: fr, pubic: de}")
    # Inside ``visibility`` the whole key goes: half of it would say something else.
    assert "visibility" not in repaired(SCHEDULE, source, 8, 31)
    settings = "accounts:\n  x: {kind: x, budgt: 20 USD a month, account: '@example'}\n"
    assert repaired("settings.yaml", settings, 2, 16).split("\n")[1] == "  x: {kind: x,  account: '@example'}"


def test_an_unknown_city_becomes_one_that_is_known_so_that_its_audience_can_be_checked() -> None:
    settings = "audiences:\n  brazil: {language: pt-BR, city: São Paolo, accounts: [x, y]}\n"
    assert "city: UTC," in repaired("settings.yaml", settings, *at(settings, "São"))
    assert "accounts: [x]}" in repaired("settings.yaml", settings, *at(settings, "y]"))


def test_tabs_become_the_indentation_of_their_neighbours() -> None:
    source = POSTS.replace("    when: 2023-08-30", "\twhen: 2023-08-30").replace(
        "    silnet: yes    ", "\tsilnet: yes    "
    )
    assert data(repaired(SCHEDULE, source, 3, 1)) == data(POSTS)


def test_an_entry_that_cannot_be_parsed_is_blanked_and_the_others_are_read() -> None:
    source = POSTS.replace("    to: [france, germny]\n", "    to: [france\n")
    left = data(repaired(SCHEDULE, source, 5, 9, "yaml-unclosed"))
    assert left == {"posts": {"who": {"when": "2023-08-32 at 12:00", "visibility": {"public": "fr"}}}}


def test_an_invisible_character_becomes_a_visible_one() -> None:
    source = POSTS.replace("# Tele", "# Te\u202ele")
    assert data(repaired(SCHEDULE, source, *at(source, "\u202e"), "text-character")) == data(POSTS)


def test_messages_are_left_alone() -> None:
    assert repair({"messages/en/a.ftl": "a = {\n"}, [Problem("any", Place("messages/en/a.ftl", 1, 5))]) is None


def test_notes_and_faults_of_other_files_repair_nothing() -> None:
    note = Problem("any", Place(SCHEDULE, 4, 5), {}, Severity.NOTE)
    assert repair({SCHEDULE: POSTS}, [note, Problem("any", Place("schedules/gone.yaml", 1, 1))]) is None
