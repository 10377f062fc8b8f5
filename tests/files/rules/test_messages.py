from __future__ import annotations

from tests.files.builders import FR, LT, SCHEDULE, SETTINGS, Exchange, codes, found, line, report

NO_WHO: Exchange = (LT, "who = Ana kalėjime.\n    .warning = Kalėjimas\n", "")


def test_the_small_campaign_of_these_tests_has_nothing_wrong_with_it() -> None:
    assert found() == []


def test_a_message_that_no_language_has_is_missing_where_the_entry_names_it_with_the_likely_one_meant() -> None:
    misspelt = (SCHEDULE, "  who:\n", "  who:\n    message: whoo\n")
    assert ("message-missing-near", SCHEDULE, line("message: whoo", SCHEDULE, misspelt)) in found(misspelt)
    assert next(one for one in report(misspelt).errors).args["near"] == "who"


def test_a_message_like_no_other_is_missing_without_a_guess() -> None:
    assert "message-missing" in codes((SCHEDULE, "  who:\n", "  who:\n    message: zzz\n"))


def test_a_missing_translation_is_said_once_at_the_entry_with_the_file_to_write_it_in() -> None:
    again = (SCHEDULE, "", "  who-again:\n    message: who\n    when: 2024-07-01 at 12:00\n    languages: [lt]\n")
    problems = [one for one in report(NO_WHO, again).problems if one.code == "translation-missing"]
    assert [(one.place.line, one.args["language"], one.args["file"]) for one in problems] == [
        (line("  who:", SCHEDULE), "lt", LT)
    ]


def test_a_translation_is_missed_even_when_the_time_of_the_entry_cannot_be_read() -> None:
    assert "translation-missing" in codes(NO_WHO, (SCHEDULE, "2024-05-06 at 12:30", "2024-05-06 at 32:30"))


def test_no_translation_is_missed_in_a_language_the_entry_does_not_go_out_in() -> None:
    assert codes(NO_WHO, (SCHEDULE, "    warning: yes", "    warning: yes\n    languages: [fr]")) == []


def test_a_message_lost_to_a_fault_of_its_own_is_not_called_missing_too() -> None:
    broken = (LT, "who = Ana kalėjime.", "who = Ana { kalėjime.")
    assert not {"translation-missing", "message-missing"} & set(codes(broken))


def test_a_message_nobody_names_is_worth_a_note_said_once_for_all_languages() -> None:
    drafts: tuple[Exchange, ...] = ((FR, "", "\ndraft = Brouillon\n"), (LT, "", "\ndraft = Juodraštis\n"))
    problems = report(*drafts).problems
    assert [(one.code, one.severity.value, one.args["languages"]) for one in problems] == [
        ("message-unused", "note", "fr, lt")
    ]


def test_a_message_that_another_one_uses_is_not_unused() -> None:
    shared: tuple[Exchange, ...] = (
        (FR, "who = Anna est en prison.", "base = Anna\nwho = { base } est en prison."),
        (LT, "who = Ana kalėjime.", "base = Ana\nwho = { base } kalėjime."),
    )
    assert codes(*shared) == []


def test_a_message_named_in_a_schedule_that_cannot_be_read_is_not_called_unused() -> None:
    other = "schedules/other.yaml"
    broken = (other, "", "posts:\n  draft: {when: 2024-05-06 at 12:00\n")
    assert "message-unused" not in codes((FR, "", "\ndraft = Brouillon\n"), broken)


def test_a_language_no_audience_speaks_is_worth_a_note() -> None:
    notes = [one for one in report(("messages/de/a.ftl", "", "who = Anna\n")).problems if one.code != "message-unused"]
    assert [(one.code, one.place.file) for one in notes] == [("language-unspoken", "messages/de/a.ftl")]


def test_it_is_not_said_that_nobody_speaks_a_language_while_the_audiences_cannot_all_be_read() -> None:
    broken = ("settings.yaml", "language: lt, city", "langage: lt, city")
    assert SETTINGS.count("language: lt") == 1
    assert "language-unspoken" not in codes(broken)
