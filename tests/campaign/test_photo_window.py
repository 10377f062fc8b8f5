from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.calendar import local
from bot.campaign.model import Deadline, Settings, Slot
from bot.campaign.photo_settings import LAST, Photos
from bot.campaign.photo_window import NEVER, window
from tests.campaign.plan_world import CITIES, HERE, audience, entry, settings, utc

ENTRY = entry("2023-08-30 at 12:30")
INSTANTS = st.integers(1_000_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
"""From 2001 to 2096."""
DAYS = st.dates(date(2001, 1, 1), date(2100, 1, 1))


def slots(*dues: datetime) -> list[Slot]:
    return [Slot(ENTRY, "once", audience("fr", "Paris"), due, due) for due in dues]


def taking(world: Settings, **said: datetime) -> Settings:
    return replace(world, photos=replace(Photos(), **said))  # type: ignore[arg-type]


def of(day: date | None = None, instant: datetime | None = None) -> Settings:
    """Settings with one deadline."""
    zone = "UTC" if instant else ""
    deadline = Deadline("end", HERE, day=day, instant=instant, zone=zone)
    return replace(settings(), deadlines={"end": deadline}, photos=Photos())


def test_photos_are_taken_from_the_first_post_to_seven_days_after_the_last_deadline() -> None:
    # The fourth of September ends last in São Paulo, at three in the morning UTC.
    found = window(taking(settings()), slots(utc("2023-08-31 10:00"), utc("2023-08-30 10:30")))
    assert found == (utc("2023-08-30 10:30"), utc("2023-09-12 03:00"))


def test_a_deadline_that_is_an_instant_ends_then() -> None:
    found = window(of(instant=utc("2023-09-02 12:00")), slots(utc("2023-08-30 10:30")))
    assert found == (utc("2023-08-30 10:30"), utc("2023-09-09 12:00"))


def test_a_day_that_ends_in_a_gap_of_the_clocks_ends_there() -> None:
    # In São Paulo the clocks went from midnight to one on 4 November 2018.
    world = replace(of(day=date(2018, 11, 3)), audiences={"pt-BR": audience("pt-BR", "São Paulo")})
    assert window(world, slots(utc("2018-10-30 10:00")))[1] == utc("2018-11-04 03:00") + LAST


def test_without_anything_to_go_by_nothing_is_taken() -> None:
    nothing = replace(settings(), deadlines={}, photos=Photos())
    for world, planned in ((taking(settings()), []), (nothing, slots(utc("2023-08-30 10:30")))):
        assert window(world, planned) == (NEVER, NEVER)


@given(opens=INSTANTS, closes=INSTANTS, dues=st.lists(INSTANTS), day=DAYS)
def test_what_the_files_say_counts_whatever_the_plan_is(
    opens: datetime, closes: datetime, dues: list[datetime], day: date
) -> None:
    assert window(taking(of(day=day), opens=opens, closes=closes), slots(*dues)) == (opens, closes)
    assert window(taking(of(day=day), opens=opens), [])[0] == opens
    if dues:
        assert window(taking(of(day=day), closes=closes), slots(*dues)) == (min(dues), closes)


@given(day=DAYS, cities=st.sets(st.sampled_from([*CITIES.values(), "Auckland", "Honolulu"]), min_size=1))
def test_a_day_is_over_in_every_audience_s_city_and_in_the_last_of_them_only_just(day: date, cities: set[str]) -> None:
    audiences = {city: audience(city, city) for city in sorted(cities)}
    closes = window(replace(of(day=day), audiences=audiences), slots(utc("2000-01-01 00:00")))[1]
    over, before = closes - LAST, closes - LAST - timedelta(seconds=1)
    assert all(local(over, one.zone).date() > day for one in audiences.values())
    assert any(local(before, one.zone).date() <= day for one in audiences.values())


@given(days=st.lists(DAYS, min_size=1), instants=st.lists(INSTANTS), dues=st.lists(INSTANTS, min_size=1))
def test_the_last_deadline_counts_and_the_first_post_in_any_order(
    days: list[date], instants: list[datetime], dues: list[datetime]
) -> None:
    ends = [window(of(day=day), slots(*dues))[1] for day in days] + [instant + LAST for instant in instants]
    deadlines = [Deadline(f"d{at}", HERE, day=day) for at, day in enumerate(days)]
    deadlines += [Deadline(f"i{at}", HERE, instant=one, zone="UTC") for at, one in enumerate(instants)]
    world = replace(taking(settings()), deadlines={one.name: one for one in deadlines})
    assert window(world, slots(*dues)) == (min(dues), max(ends))
