from __future__ import annotations

import pytest

from bot.campaign.model import Limits
from bot.files.check import CheckReport
from tests.files.builders import FR, LT, SCHEDULE, Exchange, codes, found, line, report


def said(report: CheckReport, code: str) -> list[tuple[str, int, object]]:
    return [(one.place.file, one.place.line, one.args.get("number")) for one in report.problems if one.code == code]


def test_days_in_an_entry_counted_in_hours_are_an_error_at_the_variable() -> None:
    wrong = (FR, "hours = Dans { $hours } h.", "hours =\n    Dans\n    { $days } h.")
    assert ("variable-counted-in-hours", FR, line("{ $days } h.", FR, wrong)) in found(wrong)
    assert len(report(wrong).errors) == 1


def test_a_number_in_an_entry_that_counts_nothing_is_an_error() -> None:
    assert codes((FR, "Anna est en prison.", "Anna est en prison, { $days } jours.")) == ["variable-not-counted"]


def test_a_plural_form_is_missed_only_for_numbers_the_plan_reaches() -> None:
    without = (LT, "        [few] Liko { $days } dienos.\n", "")
    assert codes(without) == ["plural-form-missing"]
    assert codes(without, (SCHEDULE, "3, 2, 1 days before", "20, 11, 1 days before")) == []


def test_plural_forms_of_an_unknown_deadline_are_looked_at_all_the_same() -> None:
    unknown = (SCHEDULE, "1 days before hearing", "1 days before hering")
    assert codes((LT, "        [few] Liko { $days } dienos.\n", ""), unknown) == [
        "plural-form-missing",
        "when.unknown-deadline-near",
    ]


def test_a_text_too_long_is_said_at_the_number_that_makes_it_longest_and_once() -> None:
    long: tuple[Exchange, ...] = (
        (LT, "        [few] Liko { $days } dienos.\n", "        [few] " + "a" * 300 + "\n"),
        (LT, "        [one] Liko { $days } diena.\n", "        [one] " + "a" * 290 + "\n"),
    )
    assert said(report(*long), "text-too-long-at") == [(LT, line("countdown =", LT, *long), 3)]


def test_a_variant_for_x_is_measured_for_x_alone_and_pointed_at() -> None:
    long = "Anna " * 60
    for_all = (FR, "who = Anna est en prison.", f"who = {long}")
    assert said(report(for_all), "text-too-long") == [(FR, line("who =", FR, for_all), None)]
    shorter = (FR, "who = Anna est en prison.", f"who = {long}\n    .x = Anna est en prison.")
    assert codes(shorter) == []
    variant = (FR, "who = Anna est en prison.", f"who = Anna est en prison.\n    .x = {long}")
    assert said(report(variant), "text-too-long") == [(FR, line(".x =", FR, variant), None)]


def test_the_limit_is_the_server_s_own_where_it_told_one() -> None:
    text = (FR, "who = Anna est en prison.", "who = " + "Anna " * 110 + "\n    .x = Anna")
    assert codes(text) == ["text-too-long"]
    assert report(text, limits={"mastodon": Limits(1000, 1000)}).problems == ()


def test_a_warning_counts_towards_the_length_on_mastodon() -> None:
    text: Exchange = (FR, "who = Anna est en prison.", "who = " + "a" * 490 + "\n    .x = Anna")
    assert codes(text) == []
    assert codes(text, (FR, ".warning = Prison", ".warning = Prison, torture")) == ["text-too-long"]


def test_a_text_too_long_is_found_even_when_the_time_of_the_entry_cannot_be_read() -> None:
    unreadable = (SCHEDULE, "2024-05-06 at 12:30", "2024-05-06 at 32:30")
    assert "text-too-long" in codes(unreadable, (FR, "who = Anna est en prison.", "who = " + "Anna " * 60))


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        ("Merci @quelquun !", True),
        ("Merci @quelquun@mastodon.example !", True),
        ("(@quelquun)", True),
        ("Écrivez à anna@example.org", False),
        ("Suivez @anna", False),
        ("Suivez @Anna_FR", False),
        ("https://mastodon.example/@quelquun", False),
    ],
)
def test_nobody_is_mentioned_but_the_campaign_itself(text: str, *, mentioned: bool) -> None:
    assert ("mentions-somebody" in codes((FR, "Anna est en prison.", text))) is mentioned


def test_a_mention_is_pointed_at_where_it_stands() -> None:
    wrong = (FR, "who = Anna est en prison.", "who =\n    Anna\n    dit @quelquun")
    problem = next(one for one in report(wrong).problems if one.code == "mentions-somebody")
    assert (problem.place.line, problem.place.column) == (line("dit @quelquun", FR, wrong), 9)


def test_a_link_on_x_is_worth_a_note_and_a_link_elsewhere_is_not() -> None:
    assert codes((FR, "Anna est en prison.", "Voir https://example.org")) == ["link-on-x"]
    assert codes((FR, "Anna est en prison.", "Voir https://example.org\n    .x = Anna")) == []
