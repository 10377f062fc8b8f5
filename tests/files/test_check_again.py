"""One fault must not hide the next."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.files.check import check
from tests.files.builders import CAMPAIGN, FR, LT, SCHEDULE, Exchange, codes, found, line, report

UNTRANSLATED: Exchange = (LT, "who = Ana kalėjime.\n    .warning = Kalėjimas\n", "")


@pytest.mark.parametrize(
    ("hiding", "code"),
    [
        ((SCHEDULE, "    picture: countdown\n", "\tpicture: countdown\n"), "yaml-tab"),
        ((SCHEDULE, "picture: countdown", "picture: [countdown"), "yaml-"),
        ((SCHEDULE, "picture: countdown", 'picture: "countdown'), "yaml-"),
        ((SCHEDULE, "picture: countdown", "picture: countdown: big"), "yaml-"),
        ((SCHEDULE, "picture: countdown", "picture: countdown \u202e"), "text-character"),
        ((SCHEDULE, "2024-05-06 at 12:30", "2024-05-06 at 25:30"), "when."),
        ((SCHEDULE, "warning: yes", "warning: perhaps"), "value-not-yes-or-no"),
        ((SCHEDULE, "warning: yes", "waring: yes"), "unknown-key-near"),
        (("settings.yaml", "city: Vilnius", "city: Vilnus"), "unknown-city-near"),
        (("settings.yaml", "accounts: [mastodon, x]", "accounts: [mastodon, x, y]"), "unknown-account"),
        (("settings.yaml", "public: 4 a day", "publik: 4 a day"), "unknown-key-near"),
        (("settings.yaml", 'account: "@anna"', 'account: "@an na"'), "handle-wrong"),
        (("settings.yaml", "budget: 20 USD a month", "budget: 20 dollars"), "budget-wrong"),
        (("settings.yaml", "server: https://mastodon.example", "server: http://mastodon.example"), "address-in-clear"),
        ((LT, "hours = Liko { $hours } val.", "hours = Liko { $hours val."), "ftl-"),
        ((LT, "hours = Liko", "hours = Li\u200bko"), "hidden-character"),
    ],
)
def test_a_translation_is_missed_behind_another_fault(hiding: Exchange, code: str) -> None:
    said = codes(UNTRANSLATED, hiding)
    assert "translation-missing" in said
    assert any(one.startswith(code) for one in said), said
    assert len(said) == 2, said


def test_two_faults_of_syntax_in_two_entries_are_both_said() -> None:
    twice: tuple[Exchange, ...] = (
        (SCHEDULE, "picture: countdown", "picture: [countdown"),
        (SCHEDULE, "warning: yes", 'warning: "yes'),
    )
    lines = {number for _, file, number in found(*twice) if file == SCHEDULE}
    assert {line("picture: [", SCHEDULE, *twice), line('"yes', SCHEDULE, *twice)} <= {
        one + offset for one in lines for offset in (0, -1, 1)
    }


def test_names_in_settings_that_cannot_be_read_are_not_held_against_the_schedules() -> None:
    broken: tuple[Exchange, ...] = (
        ("settings.yaml", "lithuania: {language: lt,", "lithuania: {language: lt"),
        (SCHEDULE, "warning: yes", "warning: yes\n    to: [lithuania]"),
        (SCHEDULE, "hours before hearing", "hours before hearing\n    to: [lithuanai]"),
    )
    elsewhere = [one for one in found(*broken) if one[1] != "settings.yaml"]
    assert elsewhere == [("unknown-audience", SCHEDULE, line("[lithuanai]", SCHEDULE, *broken))]


def test_a_deadline_that_cannot_be_read_is_not_called_unknown_where_it_is_named() -> None:
    assert {file for _, file, _ in found(("settings.yaml", "2024-05-10 at 10:00", "2024-05-32 at 10:00"))} == {
        "settings.yaml"
    }


def test_what_the_staff_speak_is_known_even_when_the_settings_are_broken() -> None:
    french = ("settings.yaml", "staff: {language: en", "staff: {language: fr")
    broken = ("settings.yaml", "campaign: Free Anna", "campaign: [Free Anna")
    assert report(french).language == "fr"
    assert report(french, broken).language == "fr"
    block = ("settings.yaml", "staff: {language: fr, people: {Jean: 1}}", "staff:\n  chat: -1\n  language: fr")
    assert report(french, broken, block).language == "fr"


def test_nothing_to_read_is_a_problem_and_not_a_traceback(tmp_path: Path) -> None:
    assert {one.code for one in check(tmp_path).problems} >= {"settings-missing"}
    assert check(tmp_path / "gone").errors


def test_a_folder_is_checked_like_its_texts(tmp_path: Path) -> None:
    for name, text in CAMPAIGN.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    report_ = check(tmp_path)
    assert report_.problems == ()
    assert (report_.posts, report_.deliveries) == (report().posts, report().deliveries)
    (tmp_path / FR).unlink()
    assert {one.code for one in check(tmp_path).errors} == {"language-silent"}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (SCHEDULE, "when: 2024-05-06", "quand: 2024-05-06"),
        (SCHEDULE, "when: 2024-05-06", "“when”: 2024-05-06"),
        ("settings.yaml", "city: Vilnius", "ville: Vilnius"),
        ("settings.yaml", "accounts: [mastodon, x]", "comptes: [mastodon, x]"),
    ],
)
def test_a_key_that_is_there_in_other_letters_is_not_also_missing(file: str, old: str, new: str) -> None:
    [error] = report((file, old, new)).errors
    assert (error.code.startswith("unknown-key-near"), error.args["near"]) == (True, old.split(":", maxsplit=1)[0])


CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n"


@pytest.mark.parametrize("file", ["settings.yaml", SCHEDULE, FR])
def test_two_versions_left_side_by_side_are_one_error_whatever_stands_in_them(file: str) -> None:
    first = CAMPAIGN[file].split("\n", 1)[0]
    both = CONFLICT.format(first, first.replace("a", "b"))
    found = report((file, f"{first}\n", both)).errors
    assert [(one.code, one.place.file) for one in found] == [("text-conflict", file)]


def test_words_that_are_underlined_with_equals_signs_are_no_conflict() -> None:
    assert report((SCHEDULE, "posts:", "# Titre\n# =======\nposts:")).errors == ()


def test_messages_of_a_schedule_that_cannot_be_read_are_not_called_unused(tmp_path: Path) -> None:
    for name, text in CAMPAIGN.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / SCHEDULE).unlink()
    (tmp_path / SCHEDULE).mkdir()
    assert [one.code for one in check(tmp_path).problems] == ["file-is-folder"]
