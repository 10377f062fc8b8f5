from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.campaign import truth, when
from bot.campaign.model import IfLate, Lateness, Slot
from bot.campaign.truth import Verdict
from tests.campaign.plan_world import instant, settings, slots_of, utc

WORLD = settings()


def one(sentence: str, city: str = "fr", **keys: object) -> Slot:
    (slot,) = slots_of(sentence, WORLD, to=(city,), **keys)
    return slot


def test_days_are_the_calendars_not_24_hour_blocks() -> None:
    # 31 March 10:00 in Berlin, seen on the 28th at 10:30: the calendar says 3, timedelta.days says 2.
    world = settings({"de": "Berlin"}, [instant("event", "2024-03-31 at 10:00 in Berlin")])
    (slot,) = slots_of("3 days before event at 10:30", world)
    assert truth.number_at(slot, world, slot.due) == 3


def test_days_are_those_of_the_audiences_city_at_that_moment() -> None:
    world = settings({"ir": "Tehran", "us": "Los Angeles"}, [instant("event", "2026-12-10")])
    late = utc("2026-12-07 23:30")
    slots = {slot.audience.name: slot for slot in slots_of("3 days before event at 09:00", world)}
    assert truth.number_at(slots["ir"], world, late) == 2
    assert truth.number_at(slots["us"], world, late) == 3


def test_the_number_follows_the_days_down_to_the_day_itself_and_then_is_none() -> None:
    slot = one("2 days before release at 09:00")
    told = [truth.number_at(slot, WORLD, utc(f"2023-09-0{day} 12:00")) for day in range(1, 6)]
    assert told == [3, 2, 1, 0, None]


def test_a_day_counts_until_its_own_midnight_in_the_city() -> None:
    slot = one("1 day before release at 09:00", "hy")
    assert truth.number_at(slot, WORLD, utc("2023-09-03 19:59:59")) == 1
    assert truth.number_at(slot, WORLD, utc("2023-09-03 20:00")) == 0


def test_a_post_without_a_countdown_has_no_number() -> None:
    assert truth.number_at(one("2023-09-01 at 12:30"), WORLD, utc("2023-09-01 10:30")) is None


def test_hours_are_the_planned_number_while_it_is_valid_and_none_else() -> None:
    slot = one("3 hours before rally")
    told = {at: truth.number_at(slot, WORLD, utc(f"2023-09-02 {at}")) for at in ("08:54", "08:55", "09:29", "09:30")}
    assert told == {"08:54": None, "08:55": 3, "09:29": 3, "09:30": None}


@pytest.mark.parametrize(
    ("if_late", "ends"),
    [
        ("up to 3 hours", "09:30"),
        ("up to 10 minutes", "09:10"),
        ("skip", "09:05"),
        ("up to 1 minute", "09:05"),
        ("send", "09:30"),
        ("ask", "09:30"),
    ],
)
def test_a_count_of_hours_holds_for_its_grace_five_minutes_at_least_thirty_at_most(if_late: str, ends: str) -> None:
    slot = one("3 hours before rally", if_late=when.parse_if_late(if_late))
    assert slot.valid_until == truth.valid_until(slot, WORLD) == utc(f"2023-09-02 {ends}")


def test_a_count_of_days_holds_until_ten_minutes_before_the_citys_midnight() -> None:
    assert one("2 days before rally at 09:00", "hy").valid_until == utc("2023-08-31 19:50")
    assert one("2 days before rally at 09:00", "pt-BR").valid_until == utc("2023-09-01 02:50")


def test_a_midnight_that_the_clocks_skip_ends_the_day_where_they_jump() -> None:
    world = settings({"lb": "Beirut"}, [instant("event", "2025-03-31")])
    (slot,) = slots_of("2 days before event at 09:00", world)
    assert slot.valid_until == utc("2025-03-29 21:50")


def test_true_until_caps_everything_in_its_city_or_each_audiences_own() -> None:
    evening = when.parse_until("2023-09-04 at 20:00")
    in_paris = when.parse_until("2023-09-04 at 20:00 in Paris")
    assert one("2023-09-04 at 12:30", "hy", true_until=evening).valid_until == utc("2023-09-04 16:00")
    assert one("2023-09-04 at 12:30", "hy", true_until=in_paris).valid_until == utc("2023-09-04 18:00")
    day = "0 days before release at 12:30"
    assert one(day, true_until=when.parse_until("2023-09-06")).valid_until == utc("2023-09-04 21:50")
    assert one(day, true_until=in_paris).valid_until == utc("2023-09-04 18:00")


def test_nothing_limits_a_plain_post() -> None:
    slot = one("2023-09-01 at 12:30")
    assert slot.valid_until is None
    assert truth.still_true(slot, WORLD, slot.due + timedelta(days=365), 60)


def test_a_call_starts_two_minutes_before_the_end_at_the_latest() -> None:
    slot = one("2 days before rally at 09:00")
    assert truth.still_true(slot, WORLD, utc("2023-08-31 21:48"), 60)
    assert not truth.still_true(slot, WORLD, utc("2023-08-31 21:48:01"), 60)


def test_a_longer_call_has_to_start_earlier() -> None:
    slot = one("2 days before rally at 09:00")
    assert truth.still_true(slot, WORLD, utc("2023-08-31 21:45"), 300)
    assert not truth.still_true(slot, WORLD, utc("2023-08-31 21:45:01"), 300)


def test_hours_are_not_true_long_before_their_time() -> None:
    slot = one("3 hours before rally")
    assert not truth.still_true(slot, WORLD, utc("2023-09-02 07:00"), 60)
    assert truth.still_true(slot, WORLD, utc("2023-09-02 08:56"), 60)


def test_a_count_of_days_brought_forward_counts_again() -> None:
    slot = one("1 day before rally at 09:00")
    early = utc("2023-08-31 12:00")
    assert truth.still_true(slot, WORLD, early, 60)
    assert truth.number_at(slot, WORLD, early) == 2


def test_a_grace_that_no_if_late_asks_for_shortens_no_count_of_hours() -> None:
    slot = one("3 hours before rally", if_late=IfLate(Lateness.SEND, timedelta(0)))
    assert slot.valid_until == utc("2023-09-02 09:30")


def test_a_correction_says_the_number_that_was_sent_not_the_one_the_post_is_named_for() -> None:
    slot = one("1 day before rally at 09:00")
    brought_forward = utc("2023-08-31 12:00")
    assert truth.number_when_sent(slot, WORLD, brought_forward) == 2
    assert truth.number_when_sent(slot, WORLD, slot.due) == 1


def test_a_correction_of_a_post_of_unknown_time_says_the_number_it_is_named_for() -> None:
    slot = one("1 day before rally at 09:00")
    assert truth.number_when_sent(slot, WORLD, None) == 1
    assert truth.number_when_sent(slot, WORLD, utc("2023-09-05 12:00")) == 1, "no number was true then"


def test_a_correction_of_a_post_without_a_countdown_has_no_number() -> None:
    assert truth.number_when_sent(one("2023-09-01 at 12:30"), WORLD, utc("2023-09-01 10:30")) is None


def late(rule: IfLate, by: timedelta) -> Verdict:
    slot = replace(one("2023-09-01 at 12:30"), due=utc("2023-09-01 10:30"))
    slot = replace(slot, entry=replace(slot.entry, if_late=rule))
    return truth.lateness(slot, slot.due + by)


@pytest.mark.parametrize(
    ("rule", "minutes", "verdict"),
    [
        ("up to 3 hours", -5, Verdict.ON_TIME),
        ("up to 3 hours", 10, Verdict.ON_TIME),
        ("up to 3 hours", 11, Verdict.LATE),
        ("up to 3 hours", 180, Verdict.LATE),
        ("up to 3 hours", 181, Verdict.MISSED),
        ("skip", 5, Verdict.ON_TIME),
        ("skip", 6, Verdict.MISSED),
        ("send", 10, Verdict.ON_TIME),
        ("send", 100_000, Verdict.LATE),
        ("ask", 10, Verdict.ON_TIME),
        ("ask", 11, Verdict.ASK),
    ],
)
def test_lateness_is_what_if_late_says(rule: str, minutes: int, verdict: Verdict) -> None:
    assert late(when.parse_if_late(rule), timedelta(minutes=minutes)) is verdict


def test_lateness_is_counted_from_where_quiet_hours_moved_the_post_to() -> None:
    due: datetime = utc("2023-09-01 05:30")
    slot = replace(one("2023-09-01 at 03:00"), due=due)
    slot = replace(slot, entry=replace(slot.entry, if_late=IfLate(Lateness.GRACE, timedelta(minutes=30))))
    assert truth.lateness(slot, due + timedelta(minutes=30)) is Verdict.LATE
