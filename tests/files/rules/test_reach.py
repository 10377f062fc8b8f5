from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.files.builders import SCHEDULE, Exchange, codes, found, line, report

WHO = "    warning: yes\n"


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ("to: [france]\n    languages: [lt]", "[lt]"),
        ("to: [lithuania]\n    accounts: [telegram-fr]", "[telegram-fr]"),
        ("languages: {x: [fr], mastodon: [fr], telegram: all}\n    to: [lithuania]", "{x:"),
        ("to: [lithuania]\n    text: {fr: Anna}", "{fr:"),
    ],
)
def test_an_entry_that_reaches_nobody_is_an_error_where_it_narrows_itself(keys: str, at: str) -> None:
    nobody = (SCHEDULE, WHO, f"    {keys}\n")
    assert ("reaches-nobody", SCHEDULE, line(at, SCHEDULE, nobody)) in found(nobody)


def test_words_in_a_schedule_go_to_their_languages_alone_and_a_note_says_so() -> None:
    urgent = (SCHEDULE, "", "  urgent:\n    when: 2024-05-08 at 12:30\n    text: {fr: Les mots}\n")
    report_ = report(urgent)
    assert [(one.code, one.severity.value, one.args["missing"]) for one in report_.problems] == [
        ("inline-not-in-all", "note", "lt")
    ]
    assert report_.deliveries == report().deliveries + 3


def test_words_in_a_language_no_audience_of_the_entry_speaks_are_worth_a_note_at_them() -> None:
    urgent = (
        SCHEDULE,
        "",
        "  urgent:\n    when: 2024-05-08 at 12:30\n    to: [france]\n    text:\n      fr: Mots\n      lt: Vo\n",
    )
    assert found(urgent) == [("inline-unheard", SCHEDULE, line("lt: Vo", SCHEDULE, urgent))]


def test_an_audience_without_an_entry_and_an_account_without_an_audience_are_worth_notes() -> None:
    more: tuple[Exchange, ...] = (
        (
            "settings.yaml",
            "accounts:\n  mastodon:",
            "  nobody: {language: fr, city: Paris, accounts: [x]}\naccounts:\n  mastodon:",
        ),
        ("settings.yaml", "", "  spare: {kind: telegram, channel: '@anna_spare'}\n"),
        (SCHEDULE, "posts:\n", "defaults:\n  to: [france, lithuania]\nposts:\n"),
    )
    assert [(one.code, one.severity.value) for one in report(*more).problems] == [
        ("audience-idle", "note"),
        ("account-unused", "note"),
    ]


@pytest.mark.parametrize("second", ["channel: '@anna_fr'", "channel: '@Anna_FR', credentials: other"])
def test_one_channel_under_two_names_is_an_error_at_the_second(second: str) -> None:
    twice: tuple[Exchange, ...] = (
        ("settings.yaml", "", f"  telegram-lt: {{kind: telegram, {second}}}\n"),
        (
            "settings.yaml",
            "city: Vilnius, accounts: [mastodon, x]",
            "city: Vilnius, accounts: [mastodon, x, telegram-lt]",
        ),
    )
    assert ("account-twice", "settings.yaml", line("telegram-lt: {", "settings.yaml", *twice)) in found(*twice)


def test_two_servers_may_have_accounts_of_one_name() -> None:
    other = ("settings.yaml", "", "  again: {kind: x, account: '@anna', api: 'http://127.0.0.1:8000'}\n")
    assert "account-twice" not in codes(other)


def test_waiting_for_an_approval_that_nobody_can_give_is_worth_a_note() -> None:
    held = (SCHEDULE, WHO, WHO + "    hold: until approved\n")
    assert codes(held) == []
    assert found(held, ("settings.yaml", ", people: {Jean: 1}", "")) == [
        ("nobody-approves", SCHEDULE, line("until approved", SCHEDULE, held))
    ]


@pytest.mark.parametrize(
    ("keys", "carried"),
    [
        ("silent: yes\n    accounts: [x]", False),
        ("silent: yes", True),
        ("visibility: unlisted\n    accounts: [x]", False),
        ("visibility: unlisted", True),
        ("warning: yes\n    accounts: [telegram-fr]", False),
    ],
)
def test_a_wish_that_no_network_of_the_entry_knows_is_worth_a_note(keys: str, *, carried: bool) -> None:
    assert ("carried-by-nothing" in codes((SCHEDULE, WHO, f"    {keys}\n"))) is not carried


def test_a_campaign_of_the_past_is_a_note_at_its_last_entry_and_never_an_error() -> None:
    assert codes(now=datetime(2024, 5, 10, 5, tzinfo=UTC)) == []
    after = datetime(2024, 5, 11, tzinfo=UTC)
    assert found(now=after) == [("campaign-over", SCHEDULE, line("3, 1 hours", SCHEDULE))]
    assert report(now=after).errors == ()
