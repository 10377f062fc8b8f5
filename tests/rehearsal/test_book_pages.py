from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.campaign.model import NetworkName
from bot.rehearsal.book import BookPost
from bot.rehearsal.pages import day_name, days_of

ZONES = {"Paris": "Europe/Paris", "Yerevan": "Asia/Yerevan", "São Paulo": "America/Sao_Paulo"}


def post(key: str, city: str, utc: datetime, network: NetworkName = NetworkName.X) -> BookPost:
    local = utc.astimezone(ZoneInfo(ZONES[city])).replace(tzinfo=None)
    return BookPost(key, network, network.value, key.split("/")[2], "fr", city, local, utc, "words", 5, 280)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2023, 9, day, hour, minute, tzinfo=UTC)


def test_days_come_in_order_and_are_each_citys_own() -> None:
    late = at(1, 22)  # midnight in Paris, 2 September in Yerevan, still 1 September in São Paulo
    days = days_of([post(f"a/once/{city}/x", city, late) for city in ZONES], "en")
    assert [(day.id, day.label, day.count) for day in days] == [
        ("d-2023-09-01", "Friday 1 September 2023", 1),
        ("d-2023-09-02", "Saturday 2 September 2023", 2),
    ]


def test_one_wall_time_in_every_city_is_one_moment() -> None:
    nine = [post("a/3-days/p/x", "Paris", at(1, 7)), post("a/3-days/y/x", "Yerevan", at(1, 5))]
    (day,) = days_of(nine, "en")
    assert [(moment.label, len(moment.entries)) for moment in day.moments] == [("09:00", 1)]
    assert [each.city for each in day.moments[0].entries[0].posts] == ["Yerevan", "Paris"]


@pytest.mark.parametrize("aware", [False, True])
def test_one_instant_in_many_cities_is_said_in_utc_with_its_local_times_from_first_to_last(*, aware: bool) -> None:
    cities = (("Yerevan", 30), ("Paris", 31), ("São Paulo", 37))  # one account's posts follow each other
    noon = [post(f"a/once/{city}/x", city, at(1, 10, minute)) for city, minute in cities]
    if aware:
        noon = [replace(each, local=each.utc.astimezone(ZoneInfo(ZONES[each.city]))) for each in noon]
    (day,) = days_of(noon, "en")
    assert [(moment.label, moment.local) for moment in day.moments] == [("10:30 UTC", "07:37–14:30")]


def test_a_wall_time_is_said_once_though_an_accounts_posts_follow_each_other() -> None:
    nine = [post(f"a/once/{number}/x", "Paris", at(1, 7, number)) for number in range(3)]
    (day,) = days_of([*nine, post("a/once/y/x", "Yerevan", at(1, 5, 1))], "en")
    assert [(moment.label, moment.local) for moment in day.moments] == [("09:00", "")]


def test_entries_of_one_moment_stand_together_and_moments_follow_the_clock() -> None:
    posts = [
        post("evening/once/p/x", "Paris", at(1, 16)),
        post("second/once/p/x", "Paris", at(1, 7)),
        post("first/once/p/x", "Paris", at(1, 7)),
    ]
    (day,) = days_of(posts, "en")
    order = [(moment.label, [entry.entry for entry in moment.entries]) for moment in day.moments]
    assert order == [("09:00", ["first", "second"]), ("18:00", ["evening"])]
    ids = [entry.id for moment in day.moments for entry in moment.entries]
    assert len(set(ids)) == 3


def test_an_instant_stands_among_the_moments_of_its_middle_city() -> None:
    noon = [post(f"noon/once/{city}/x", city, at(1, 10, 30)) for city in ("São Paulo", "Paris", "Yerevan")]
    others = [post("early/once/p/x", "Paris", at(1, 7)), post("late/once/p/x", "Paris", at(1, 11))]
    (day,) = days_of([*noon, *others], "en")
    assert [moment.label for moment in day.moments] == ["09:00", "10:30 UTC", "13:00"]


def test_two_moments_of_one_entry_are_told_apart() -> None:
    (day,) = days_of([post("a/3-hours/p/x", "Paris", at(1, 7)), post("a/1-hours/p/x", "Paris", at(1, 9))], "en")
    assert [moment.entries[0].occurrence for moment in day.moments] == ["3-hours", "1-hours"]


def test_an_audiences_posts_stand_side_by_side_in_the_networks_order() -> None:
    posts = [
        post(f"a/once/{audience}/{network}", "Paris", at(1, 7) + timedelta(minutes=minute), network)
        for minute, network in enumerate((NetworkName.TELEGRAM, NetworkName.MASTODON, NetworkName.X))
        for audience in ("b", "a")
    ]
    (day,) = days_of([replace(each, local=posts[0].local) for each in posts], "en")
    shown = [(each.audience, each.network.value) for each in day.moments[0].entries[0].posts]
    assert shown == [(audience, network) for audience in "ab" for network in ("mastodon", "x", "telegram")]


@pytest.mark.parametrize(
    ("day", "language", "said"),
    [
        (date(2023, 9, 1), "fr", "vendredi 1er septembre 2023"),
        (date(2023, 8, 31), "fr", "jeudi 31 août 2023"),
        (date(2023, 9, 1), "en", "Friday 1 September 2023"),
    ],
)
def test_a_day_is_named_as_its_language_does(day: date, language: str, said: str) -> None:
    assert day_name(day, language) == said
