from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from bot.campaign import calendar
from bot.campaign.model import Deadline, Moment, Place

HERE = Place("settings.yaml")


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("city", "zone"),
    [
        ("Paris", "Europe/Paris"),
        ("paris", "Europe/Paris"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao-paulo", "America/Sao_Paulo"),
        ("SAO_PAULO", "America/Sao_Paulo"),
        ("N’Djamena", "Africa/Ndjamena"),
        ("Port-au-Prince", "America/Port-au-Prince"),
        ("port au prince", "America/Port-au-Prince"),
        ("Europe/Paris", "Europe/Paris"),
        ("america/argentina/ushuaia", "America/Argentina/Ushuaia"),
        ("Indiana/Petersburg", "America/Indiana/Petersburg"),
        ("UTC", "UTC"),
        ("utc", "UTC"),
        ("Etc/UTC", "UTC"),
        # one zone under two names is no ambiguity
        ("Istanbul", "Europe/Istanbul"),
        ("Nicosia", "Asia/Nicosia"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        # CLDR's names, in the campaign's languages
        ("Erevan", "Asia/Yerevan"),
        ("Eriwan", "Asia/Yerevan"),
        ("Ереван", "Asia/Yerevan"),
        ("Jerevanas", "Asia/Yerevan"),
        ("Երևան", "Asia/Yerevan"),
        ("Москва", "Europe/Moscow"),
        ("москва", "Europe/Moscow"),
        ("Moscou", "Europe/Moscow"),
        ("Mosca", "Europe/Moscow"),
        ("Moskau", "Europe/Moscow"),
        ("Londres", "Europe/London"),
        ("Londra", "Europe/London"),
        ("Vilna", None),
        ("Atlantis", None),
        ("", None),
        ("Eastern", None),
        ("US/Eastern", None),
        ("Etc/GMT+3", None),
    ],
)
def test_a_city_is_found_by_any_of_its_names_and_nothing_else_is(city: str, zone: str | None) -> None:
    assert calendar.zone_of(city) == zone


@pytest.mark.parametrize("city", ["Petersburg", "Vincennes", "San Juan", "Córdoba", "Tripoli"])
def test_a_name_of_several_cities_is_refused_with_its_candidates(city: str) -> None:
    assert calendar.zone_of(city) is None
    assert len(calendar.zones_of(city)) == 2


def test_every_known_city_is_found_or_has_namesakes() -> None:
    assert len(calendar.known_cities()) > 400
    for city in calendar.known_cities():
        assert calendar.zones_of(city), city


def test_every_zone_has_an_english_name_that_reads_back_as_that_zone() -> None:
    for city in calendar.known_cities():
        for zone in calendar.zones_of(city):
            assert calendar.zone_of(calendar.city_of(zone)) == zone


def test_no_cldr_name_means_another_place_than_the_same_iana_name() -> None:
    # IANA is asked first and CLDR not at all when it knows the name: that is sound only while they agree.
    from bot.campaign import cities  # noqa: PLC0415 - looks inside

    at = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 7, 1, tzinfo=UTC)
    for name in cities._cldr().keys() & cities._iana().keys():
        for utc in at:
            zones = {*cities._cldr()[name], *cities._iana()[name]}
            assert len({calendar.local(utc, zone) for zone in zones}) == 1, name


def test_french_names_come_from_cldr() -> None:
    assert calendar.city_of("Asia/Yerevan", "fr") == "Erevan"
    assert calendar.city_of("Europe/Paris", "fr") == "Paris"
    assert calendar.city_of("UTC", "fr") == "UTC"


def test_a_misspelt_city_has_a_nearest_one() -> None:
    assert calendar.nearest_city("Yervan") == "Yerevan"
    assert calendar.nearest_city("Moskva ") == "Moscow"
    assert calendar.nearest_city("xqzzt") == ""


def test_the_locale_data_is_loaded_only_for_a_name_that_the_time_zones_lack() -> None:
    code = (
        "import sys; from bot.campaign import calendar, plan, when\n"
        "when.parse('3, 2, 1 days before rally at 09:00 in Sao Paulo'); assert 'babel' not in sys.modules\n"
        "assert calendar.zone_of('Erevan'); assert 'babel' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def test_a_skipped_time_says_which_times_exist() -> None:
    with pytest.raises(calendar.SkippedTime) as caught:
        calendar.to_utc(wall("2024-03-31 02:30"), "Europe/Paris")
    assert caught.value.change == datetime(2024, 3, 31, 1, tzinfo=UTC)
    assert (caught.value.before.hour, caught.value.after.hour) == (2, 3)
    assert caught.value.code == "when.skipped-time"


def test_a_repeated_time_says_which_times_come_once() -> None:
    with pytest.raises(calendar.RepeatedTime) as caught:
        calendar.to_utc(wall("2024-10-27 02:30"), "Europe/Paris")
    assert caught.value.change == datetime(2024, 10, 27, 1, tzinfo=UTC)
    assert (caught.value.before.hour, caught.value.after.hour) == (3, 2)


@pytest.mark.parametrize(
    ("day", "zone", "begins"),
    [
        (date(2023, 9, 2), "Europe/Paris", "2023-09-01T22:00"),
        # midnight is jumped over in Beirut, and comes twice in Havana (the first one counts)
        (date(2025, 3, 30), "Asia/Beirut", "2025-03-29T22:00"),
        (date(2025, 11, 2), "America/Havana", "2025-11-02T04:00"),
    ],
)
def test_a_day_begins_once_even_where_midnight_does_not(day: date, zone: str, begins: str) -> None:
    assert calendar.first_instant(day, zone) == datetime.fromisoformat(begins).replace(tzinfo=UTC)


def test_not_before_waits_for_the_last_time_the_clocks_show_it() -> None:
    zone = "Europe/Paris"
    assert calendar.not_before(wall("2024-10-27 02:30"), zone) == datetime(2024, 10, 27, 1, 30, tzinfo=UTC)
    assert calendar.not_before(wall("2024-03-31 02:30"), zone) == datetime(2024, 3, 31, 1, tzinfo=UTC)
    assert calendar.not_before(wall("2024-03-31 07:30"), zone) == datetime(2024, 3, 31, 5, 30, tzinfo=UTC)


def test_a_deadline_falls_on_each_citys_own_day() -> None:
    late = Deadline("hearing", HERE, instant=datetime(2026, 12, 10, 6, tzinfo=UTC), zone="Asia/Yerevan")
    assert calendar.day_of(late, "Asia/Yerevan") == date(2026, 12, 10)
    assert calendar.day_of(late, "America/Los_Angeles") == date(2026, 12, 9)
    day = Deadline("release", HERE, day=date(2023, 9, 4))
    assert calendar.day_of(day, "Pacific/Kiritimati") == calendar.day_of(day, "America/Adak") == date(2023, 9, 4)


def test_a_moment_without_a_city_is_each_audiences_own() -> None:
    noon = Moment(wall("2023-09-02 12:00"))
    assert calendar.instant(noon, "Asia/Yerevan").hour == 8
    assert calendar.instant(Moment(noon.local, "Europe/Paris"), "Asia/Yerevan").hour == 10
