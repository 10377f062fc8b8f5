from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from bot.campaign.model import (
    Account,
    Audience,
    Deadline,
    IfLate,
    Lateness,
    NetworkName,
    Place,
    QuietHours,
    ReadBack,
    Settings,
    Staff,
)
from tests.files.reading import SETTINGS, edited, errors, read

SCHEDULE = "posts: {rally-countdown: {when: 2023-09-01 at 12:30}}"


def settings(text: str) -> Settings:
    loaded = read({"settings.yaml": text, "schedules/countdown.yaml": SCHEDULE})
    assert errors(loaded.problems) == []
    assert loaded.campaign is not None
    return loaded.campaign.settings


def test_the_settings_of_the_design_are_understood_whole() -> None:
    found = settings(SETTINGS)
    assert (found.campaign, found.hashtags) == ("Free Azat", ("#FreeAzat",))
    assert found.staff == Staff("fr", -1001234567890, {"Jean": 12345678, "Maria": 23456789})
    assert found.deadlines == {
        "rally": Deadline(
            "rally",
            Place("settings.yaml", 8, 12),
            instant=datetime(2023, 9, 2, 12, 0, tzinfo=UTC),
            zone="Europe/Paris",
        ),
        "release": Deadline("release", Place("settings.yaml", 9, 12), day=date(2023, 9, 4)),
    }
    assert found.audiences["armenia"] == Audience(
        "armenia", "hy", "Yerevan", "Asia/Yerevan", ("mastodon", "x", "telegram-hy"), Place("settings.yaml", 12, 3)
    )
    assert found.quiet_hours == QuietHours(time(22), time(7, 30))
    assert found.if_late == IfLate(Lateness.GRACE, timedelta(hours=3))
    assert found.read_back == ReadBack(150.0, 45.0)
    assert found.database == "sqlite:///var/campaign.db"


def test_each_kind_of_account_is_understood() -> None:
    found = settings(SETTINGS).accounts
    assert found["mastodon"] == Account(
        "mastodon",
        NetworkName.MASTODON,
        Place("settings.yaml", 14, 3),
        address="https://mastodon.example",
        credentials="mastodon",
        public_per_day=5,
    )
    assert found["x"] == Account(
        "x",
        NetworkName.X,
        Place("settings.yaml", 15, 3),
        handle="@example",
        credentials="x",
        budget_usd_per_month=Decimal(20),
    )
    assert found["telegram-hy"] == Account(
        "telegram-hy",
        NetworkName.TELEGRAM,
        Place("settings.yaml", 17, 3),
        handle="@example_hy",
        credentials="telegram",
    )


SMALLEST = """\
campaign: Small
audiences:
  all: {language: pt-BR, city: São Paulo, accounts: x}
accounts:
  x: {kind: x, account: small}
"""


def test_what_is_not_said_has_the_designs_defaults() -> None:
    found = settings(SMALLEST)
    assert found.staff == Staff("en", None, {})
    assert (found.hashtags, dict(found.deadlines), found.quiet_hours) == ((), {}, None)
    assert found.if_late == IfLate(Lateness.GRACE, timedelta(hours=3))
    assert found.read_back == ReadBack(150.0, 75.0)
    assert found.database == "sqlite:///var/campaign.db"
    assert found.accounts["x"].spacing_s == 60.0
    assert found.accounts["x"].handle == "@small"
    assert found.audiences["all"].zone == "America/Sao_Paulo"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("mastodon.social", "https://mastodon.social"),
        ("https://Mastodon.Social/", "https://mastodon.social"),
        ("https://example.org/instance//", "https://example.org/instance"),
        ("https://example.org:8443", "https://example.org:8443"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://localhost:1", "http://localhost:1"),
        ('"http://[::1]:8080"', "http://[::1]:8080"),
        ("localhost:3000", "https://localhost:3000"),
    ],
)
def test_an_address_is_brought_into_one_form(written: str, address: str) -> None:
    found = settings(edited(SETTINGS, "https://mastodon.example", written))
    assert found.accounts["mastodon"].address == address


@pytest.mark.parametrize("api", ["https://proxy.example/x/api", "http://127.0.0.1:9000/x"])
def test_x_and_telegram_may_stand_at_any_address_with_a_path(api: str) -> None:
    text = edited(SETTINGS, "budget: 20 USD a month", f"api: {api}/")
    text = edited(text, '"@example_fr", ', f'"@example_fr", api: {api}, ')
    found = settings(text).accounts
    assert (found["x"].address, found["telegram-fr"].address) == (api, api)


def test_a_private_channel_is_named_by_its_number() -> None:
    found = settings(edited(SETTINGS, '"@example_fr"', "-1001234567890"))
    assert found.accounts["telegram-fr"].handle == "-1001234567890"


def test_quiet_hours_may_be_none_at_all() -> None:
    assert settings(edited(SETTINGS, "22:00 to 07:30", "none")).quiet_hours is None


def test_norwegian_is_a_language_and_not_a_refusal() -> None:
    assert (
        settings(edited(SETTINGS, "language: fr, city: Paris", "language: no, city: Oslo")).audiences["france"].language
        == "no"
    )


def test_one_word_may_stand_for_a_list_of_one() -> None:
    found = settings(edited(edited(SETTINGS, '["#FreeAzat"]', "FreeAzat"), "[mastodon, x, telegram-fr]", "x"))
    assert (found.hashtags, found.audiences["france"].accounts) == (("#FreeAzat",), ("x",))
