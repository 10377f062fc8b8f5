from __future__ import annotations

import pytest

from bot.campaign.problem import Severity
from bot.wording import problem_text
from tests.files.reading import SETTINGS, edited, errors, notes, read, unmarked

CASES = [
    # keys
    ("unknown-key", "campaign:", "¦zzz: 1\ncampaign:"),
    ("unknown-key-near", "if-late:", "¦if_late:"),
    ("unknown-key-near", "public:", "¦publik:"),
    ("unknown-key-near", "city: Paris", "¦citty: x, city: Paris"),
    ("unknown-key-near", "again:", "¦agian:"),
    ("unknown-key-near", "chat:", "¦chatt:"),
    ("unknown-key-near", "city: Paris", "¦ville: Paris, city: Paris"),
    ("unknown-key-near", "staff:\n", "¦équipe:\n"),
    ("list-without-brackets", "accounts: [mastodon, x, telegram-fr]", "accounts: ¦mastodon, x, telegram-fr"),
    ("list-without-brackets", "accounts: [mastodon, x, telegram-hy]}", "accounts: ¦mastodon, nobody}"),
    ("unknown-key", "city: Paris, accounts: [mastodon, x, telegram-fr]", "city: Paris, ¦Texas, accounts: [x]"),
    ("value-quoted", "city: Paris", "city: ¦“Paris”"),
    ("text-conflict", "audiences:\n", "¦<<<<<<< HEAD\n=======\n>>>>>>> theirs\naudiences:\n"),
    ("key-missing", "campaign: Free Azat\nhashtags", "¦hashtags"),
    ("key-missing-in", "  france:  {language: fr, city: Paris, ", "  ¦france:  {language: fr, "),
    ("key-missing-in", "{kind: x, ", "{"),
    ("key-not-for-kind", 'account: "@example", ', 'account: "@example", ¦public: 5 a day, '),
    ("key-not-for-kind", "public: 5 a day", "¦api: http://127.0.0.1"),
    (
        "account-key-missing",
        "  mastodon:    {kind: mastodon, server: https://mastodon.example, ",
        "  ¦mastodon: {kind: mastodon, ",
    ),
    # values of the wrong sort
    ("value-missing", "campaign: Free Azat", "¦campaign:"),
    ("value-missing", "campaign: Free Azat", 'campaign: "¦ "'),
    ("value-missing", "chat: -1001234567890", "¦chat:"),
    ("value-not-text", "campaign: Free Azat", "campaign: ¦2023"),
    ("value-not-text", "campaign: Free Azat", "campaign: ¦true"),
    ("value-not-text", "campaign: Free Azat", "campaign: ¦[Free]"),
    ("value-not-whole-number", "Maria: 23456789", 'Maria: "¦23456789"'),
    ("value-not-whole-number", "Maria: 23456789", "Maria: ¦true"),
    ("value-not-whole-number", "chat: -1001234567890", "chat: ¦1.5"),
    (
        "value-not-mapping",
        "staff:\n  language: fr\n  chat: -1001234567890\n  people: {Jean: 12345678, Maria: 23456789}",
        "staff: ¦Jean",
    ),
    ("value-not-mapping", "{Jean: 12345678, Maria: 23456789}", "¦[12345678]"),
    ("value-not-mapping", "{after: 150 s, again: 45 s}", "¦150 s"),
    ("value-empty-list", '["#FreeAzat"]', "¦[]"),
    ("value-twice", "[mastodon, x, telegram-fr]", "[mastodon, x, ¦mastodon]"),
    ("hashtag-comment", 'hashtags: ["#FreeAzat"]', "hashtags:\n  - one\n  - ¦ #FreeAzat".replace("- ¦ #", "-¦ #")),
    ("hashtag-wrong", '["#FreeAzat"]', '["¦#Free Azat"]'),
    ("hashtag-wrong", '["#FreeAzat"]', '["¦#"]'),
    # names
    ("unknown-account", "[mastodon, x, telegram-fr]", "[mastodon, ¦wwww, telegram-fr]"),
    ("unknown-account-near", "[mastodon, x, telegram-fr]", "[¦mastodom, x, telegram-fr]"),
    ("unknown-kind", "kind: x", "kind: ¦facebook"),
    ("unknown-kind-near", "kind: x", "kind: ¦Mastodon"),
    ("unknown-city", "city: Paris", "city: ¦Zzyzxqw"),
    ("unknown-city-near", "city: Paris", "city: ¦Pariss"),
    ("city-ambiguous", "city: Paris", "city: ¦Vincennes"),
    ("unknown-tag", "language: fr, city", "language: ¦Zorglub, city"),
    ("unknown-tag-near", "language: fr, city", "language: ¦pt_br, city"),
    ("unknown-tag-near", "language: fr, city", "language: ¦frr-x, city"),
    ("name-wrong", "  france:  {", "  ¦la france:  {"),
    ("name-wrong", "  rally:   2", "  ¦2nd:   2"),
    ("name-wrong", "  france:  {", "  ¦a/b:  {"),
    ("name-reserved", "  rally:   2", "  ¦before:   2"),
    ("name-wrong-ascii", "  x:           {", "  ¦réseau: {kind: x, account: b}\n  x:           {"),
    ("staff-language-wrong", "  language: fr\n", "  language: ¦hy\n"),
    # addresses and handles
    ("address-wrong", "https://mastodon.example", "¦ftp://mastodon.example"),
    ("address-wrong", "https://mastodon.example", "¦https://mastodon.example?x=1"),
    ("address-wrong", "https://mastodon.example", "¦https://user:hunter22@mastodon.example"),
    ("address-wrong", "https://mastodon.example", "¦https://mastodon.example:port"),
    ("address-wrong", "https://mastodon.example", "'¦https://[::1'"),
    ("address-wrong", "https://mastodon.example", "¦https://"),
    ("address-in-clear", "https://mastodon.example", "¦http://mastodon.example"),
    ("address-in-clear", "https://mastodon.example", "¦http://127.0.0.1.mastodon.example"),
    ("handle-wrong", '"@example"', '"¦@example.social"'),
    ("handle-wrong", '"@example"', '"¦@a_name_that_is_too_long"'),
    ("channel-wrong", '"@example_fr"', "¦https://t.me/example_fr"),
    ("channel-wrong", '"@example_fr"', "¦12345"),
    ("credentials-wrong", '"@example_fr", credentials: telegram', '"@example_fr", credentials: ¦123456:AAHsecret'),
    ("secrets-shared", 'account: "@example"', 'account: "@example", credentials: ¦mastodon'),
    (
        "secrets-shared",
        '  telegram-fr: {kind: telegram, channel: "@example_fr", credentials: telegram}',
        (
            '  telegram: {kind: telegram, channel: "@a_fr"}\n'
            '  telegram-fr: {kind: telegram, channel: "@example_fr", credentials: ¦TELEGRAM}'
        ),
    ),
    # amounts
    ("public-wrong", "5 a day", "¦five"),
    ("budget-wrong", "20 USD a month", "¦20 EUR a month"),
    ("database-wrong", "sqlite:///var/campaign.db", "¦mysql://user:hunter22@host/db"),
    # sentences of time, at the very word
    ("when.unexpected-near", "up to 3 hours", "up to 3 ¦hurs"),
    ("when.unexpected-near", "up to 3 hours", "'up to 3 ¦hurs'"),
    ("when.no-such-time", "22:00 to 07:30", "22:00 to ¦27:30"),
    ("when.no-such-date", "2023-09-04", "¦2023-02-30"),
    ("when.unknown-city-near", "14:00 in Paris", "14:00 in ¦Pariss"),
    ("when.deadline-without-city", "14:00 in Paris", "14:00¦"),
    ("when.unexpected", "after: 150 s", "after: ¦soon"),
    ("deadline-skipped", "2023-09-02 at 14:00 in Paris", "¦2023-03-26 at 02:30 in Paris"),
    ("deadline-repeated", "2023-09-02 at 14:00 in Paris", "¦2023-10-29 at 02:30 in Paris"),
]


@pytest.mark.parametrize(("code", "old", "new"), CASES)
def test_a_fault_in_the_settings_is_told_at_the_very_value_or_key(code: str, old: str, new: str) -> None:
    source = edited(SETTINGS, old, new)
    if code == "key-missing-in" and "kind" in old:
        source = source.replace("  x:           {", "  ¦x:           {")
    text, place = unmarked(source)
    loaded = read({"settings.yaml": text})
    assert (code, *place) in errors(p for p in loaded.problems if p.place.file == "settings.yaml")
    assert loaded.broken == {"settings.yaml"}


@pytest.mark.parametrize(("code", "old", "new"), CASES)
def test_one_fault_in_the_settings_is_one_error(code: str, old: str, new: str) -> None:
    text = edited(SETTINGS, old, new).replace("¦", "")
    assert len(errors(read({"settings.yaml": text}).problems)) == 1


def test_all_faults_of_the_settings_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SETTINGS
    for old, new in [("Free Azat", "2023"), ("Paris, ", "Pariss, "), ("kind: x", "kind: y"), ("3 hours", "3 hurs")]:
        text = text.replace(old, new, 1)
    assert [code for code, *_ in errors(read({"settings.yaml": text}).problems)] == [
        "value-not-text",
        "unknown-city-near",
        "unknown-kind",
        "when.unexpected-near",
    ]


@pytest.mark.parametrize("key", ["token", "access_token", "bot-token", "Consumer_Key", "password", "client_secret"])
def test_a_secret_in_the_settings_is_refused_and_repeated_nowhere(key: str) -> None:
    text = edited(SETTINGS, "public: 5 a day", f"{key}: hunter22hunter22")
    loaded = read({"settings.yaml": text})
    assert errors(loaded.problems) == [("secret-in-file", 14, 67)]
    told = [problem_text(problem, language) for problem in loaded.problems for language in ("en", "fr")]
    assert "hunter22" not in f"{loaded} {told}"
    assert f"{key}: ••••••••••••••••, spacing" in loaded.sources["settings.yaml"]


def test_a_secret_over_several_lines_is_struck_out_of_all_of_them() -> None:
    text = SETTINGS + "mailbox-password: |\n  hunter22\n  hunter23\nsecrets:\n  - [hunter24, {a: hunter25}]\n"
    loaded = read({"settings.yaml": text})
    assert [code for code, *_ in errors(loaded.problems)] == ["secret-in-file", "secret-in-file"]
    assert "hunter2" not in loaded.sources["settings.yaml"]
    assert len(loaded.sources["settings.yaml"]) == len(text)


def test_a_password_inside_an_address_is_not_repeated() -> None:
    for old, new in [
        ("https://mastodon.example", "https://user:hunter22@mastodon.example"),
        ("sqlite:///var/campaign.db", "mysql://user:hunter22@host/db"),
    ]:
        [problem] = read({"settings.yaml": edited(SETTINGS, old, new)}).problems
        assert "hunter22" not in str(problem_text(problem, "en"))


@pytest.mark.parametrize("key", ["console", "decisions"])
def test_keys_of_features_to_come_are_accepted_with_a_note(key: str) -> None:
    loaded = read({"settings.yaml": f"{SETTINGS}{key}: {{anything: [at, all]}}\n"})
    assert notes(loaded.problems) == [("settings-reserved", 22, 1)]
    assert loaded.problems[0].severity is Severity.NOTE
    assert loaded.broken == frozenset()


def test_a_faulty_account_takes_nothing_else_with_it() -> None:
    loaded = read({"settings.yaml": edited(SETTINGS, "https://mastodon.example", "ftp://x")})
    assert loaded.campaign is not None
    settings = loaded.campaign.settings
    assert sorted(settings.accounts) == ["telegram-fr", "telegram-hy", "x"]
    assert settings.audiences["france"].accounts == ("x", "telegram-fr")


@pytest.mark.parametrize("section", ["campaign", "audiences", "accounts"])
def test_without_what_every_campaign_needs_there_is_none_but_schedules_are_still_read(section: str) -> None:
    text = edited(f"\n{SETTINGS}", f"\n{section}:", f"\n{section}x:")
    schedule = "posts:\n  a:\n    when: 3 day before\n"
    loaded = read({"settings.yaml": text, "schedules/countdown.yaml": schedule})
    assert loaded.campaign is None
    assert {problem.place.file for problem in loaded.problems} == {"settings.yaml", "schedules/countdown.yaml"}


def test_two_people_with_one_number_are_refused_for_the_second_could_never_say_anything() -> None:
    people = "people: {Jean: 12345678, Maria: 23456789}"
    loaded = read({"settings.yaml": SETTINGS.replace(people, people.replace("23456789", "12345678"))})
    ((code, _, _),) = errors(loaded.problems)
    assert code == "people-same-number"
