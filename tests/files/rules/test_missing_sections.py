"""A line that is missing, indented or misspelt, and everything that would follow from it."""

from __future__ import annotations

import pytest

from tests.files.builders import SCHEDULE, SETTINGS, Exchange, codes, found, line

HERE = "settings.yaml"


@pytest.mark.parametrize(
    ("section", "first"), [("accounts", "  mastodon:"), ("audiences", "  france:"), ("deadlines", "  hearing:")]
)
def test_the_missing_line_of_a_section_is_one_error_where_its_items_begin(section: str, first: str) -> None:
    # In a block, so that what comes next is taken for its own.
    staff: Exchange = (
        HERE,
        "staff: {language: en, people: {Jean: 1}}\n",
        "staff:\n  language: en\n  people: {Jean: 1}\n",
    )
    missing: Exchange = (HERE, f"\n{section}:\n", "\n")
    assert found(staff, missing) == [("section-missing", HERE, line(first, HERE, staff, missing))]


def test_the_line_of_a_section_that_is_indented_is_one_error_there() -> None:
    indented: Exchange = (HERE, "\naccounts:\n", "\n  accounts:\n")
    assert found(indented) == [("section-indented", HERE, line("  accounts:\n", HERE, indented))]


def test_items_at_the_edge_are_one_error_at_the_first() -> None:
    start = SETTINGS.index("\naccounts:\n") + len("\naccounts:\n")
    flat: Exchange = (HERE, SETTINGS[start:], SETTINGS[start:].replace("\n  ", "\n").removeprefix("  "))
    assert found(flat) == [("section-flat", HERE, line("mastodon: {kind", HERE, flat))]


def test_the_missing_line_above_a_schedule_s_entries_is_one_error() -> None:
    under: Exchange = (SCHEDULE, "posts:\n", "defaults:\n  silent: yes\n")
    assert found(under) == [("section-missing", SCHEDULE, 3)]


@pytest.mark.parametrize(
    ("file", "key", "misspelt"),
    [(HERE, "accounts:\n", "acounts:\n"), (HERE, "audiences:\n", "audience:\n"), (SCHEDULE, "posts:\n", "post:\n")],
)
def test_a_misspelt_key_is_not_also_missing(file: str, key: str, misspelt: str) -> None:
    assert codes((file, f"{key}  ", f"{misspelt}  ")) == ["unknown-key-near"]


def test_of_two_entries_without_when_only_the_one_that_misspells_it_is_explained() -> None:
    two: Exchange = (SCHEDULE, "  who:\n    when:", "  bare:\n    message: who\n  who:\n    wen:")
    assert [(code, number) for code, _, number in found(two)] == [
        ("key-missing-in", line("  bare:", SCHEDULE, two)),
        ("unknown-key-near", line("wen:", SCHEDULE, two)),
    ]


def test_a_language_without_any_messages_is_one_error_at_its_audience() -> None:
    files = {code for code, _, _ in found((HERE, "language: lt", "language: lv"))}
    assert "language-silent" in files
    assert "translation-missing" not in files


def test_an_audience_written_twice_does_not_make_its_language_unknown() -> None:
    twice: Exchange = (HERE, "  lithuania: {", "  france: {")
    spoken: Exchange = (SCHEDULE, "    warning: yes\n", "    languages: [lt]\n")
    assert codes(twice, spoken) == ["yaml-duplicate-key"]


def test_an_unreadable_audience_leaves_nobody_unreached() -> None:
    broken: Exchange = (HERE, "{language: fr, city", "{language: fr city")
    spoken: Exchange = (SCHEDULE, "    warning: yes\n", "    languages: [fr]\n")
    assert "reaches-nobody" not in codes(broken, spoken)
