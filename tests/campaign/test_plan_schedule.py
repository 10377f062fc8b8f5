"""The shipped schedule (30 August to 4 September 2023), in this grammar, at the right instants in five cities."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.campaign import when
from bot.campaign.model import IfLate, Unit
from bot.campaign.plan import plan
from tests.campaign.plan_world import CITIES, NIGHT, entry, instant, settings, slots_of

UTC_HOURS = {"fr": 2, "hy": 4, "pt-BR": -3, "ru": 3, "en": 1}
"""Ahead of UTC in those days (reference: campaign practice, zones), Paris, Yerevan, São Paulo, Moscow, London."""


def clock(hour: int, minute: int = 0) -> dict[str, str]:
    """That time of each city's clock, in UTC."""
    return {language: f"{hour - ahead:02}:{minute:02}" for language, ahead in UTC_HOURS.items()}


def everywhere(at: str) -> dict[str, str]:
    return dict.fromkeys(CITIES, at)


@pytest.mark.parametrize(
    ("sentence", "occurrence", "day", "instants"),
    [
        ("2023-08-30 at 12:00", "once", "2023-08-30", clock(12)),
        ("2023-08-30 at 15:30", "once", "2023-08-30", clock(15, 30)),
        ("2023-08-30 at 18:30", "once", "2023-08-30", clock(18, 30)),
        ("2 days before rally at 09:00", "2-days", "2023-08-31", clock(9)),
        ("2023-08-31 at 12:30", "once", "2023-08-31", clock(12, 30)),
        ("4 days before release at 18:30", "4-days", "2023-08-31", clock(18, 30)),
        ("1 day before rally at 09:00", "1-days", "2023-09-01", clock(9)),
        ("2023-09-01 at 12:30", "once", "2023-09-01", clock(12, 30)),
        ("3 days before release at 18:30", "3-days", "2023-09-01", clock(18, 30)),
        ("0 days before rally at 09:00", "0-days", "2023-09-02", clock(9)),
        ("on the day of rally at 09:00", "0-days", "2023-09-02", clock(9)),
        ("3 hours before rally", "3-hours", "2023-09-02", everywhere("09:00")),
        ("1 hour before rally", "1-hours", "2023-09-02", everywhere("11:00")),
        ("2 days before release at 18:30", "2-days", "2023-09-02", clock(18, 30)),
        ("1 day before release at 09:00", "1-days", "2023-09-03", clock(9)),
        ("2023-09-03 at 18:30 in Paris", "once", "2023-09-03", everywhere("16:30")),
        ("0 days before release at 12:30 in Paris", "0-days", "2023-09-04", everywhere("10:30")),
    ],
)
def test_each_line_of_the_schedule_goes_out_at_its_instants(
    sentence: str, occurrence: str, day: str, instants: dict[str, str]
) -> None:
    slots = slots_of(sentence)
    assert {slot.audience.name: f"{slot.due:%Y-%m-%d %H:%M}" for slot in slots} == {
        language: f"{day} {at}" for language, at in instants.items()
    }
    assert {slot.occurrence for slot in slots} == {occurrence}
    assert all(slot.due == slot.written_for for slot in slots)


def test_the_rally_hours_are_11_and_13_o_clock_in_paris_and_ten_minutes_late_at_most() -> None:
    slots = slots_of("3, 1 hours before rally", to=("fr",), if_late=when.parse_if_late("up to 10 minutes"))
    assert [f"{slot.due:%H:%M}" for slot in slots] == ["09:00", "11:00"]
    assert [slot.countdown and (slot.countdown.unit, slot.countdown.number) for slot in slots] == [
        (Unit.HOURS, 3),
        (Unit.HOURS, 1),
    ]
    assert [slot.valid_until and f"{slot.valid_until:%H:%M}" for slot in slots] == ["09:10", "11:10"]


def test_the_whole_schedule_keeps_out_of_quiet_hours_and_has_no_fault() -> None:
    world = settings(night=NIGHT)
    lines = [
        "2023-08-30 at 12:00",
        "2023-08-30 at 15:30",
        "2023-08-30 at 18:30",
        "2 days before rally at 09:00",
        "1 day before rally at 09:00",
        "0 days before rally at 09:00",
        "4, 3, 2 days before release at 18:30",
        "1 day before release at 09:00",
        "0 days before release at 12:30 in Paris",
        "2023-09-03 at 18:30 in Paris",
    ]
    entries = [entry(line, f"post-{n}", quiet_hours=NIGHT, if_late=IfLate()) for n, line in enumerate(lines)]
    slots, problems = plan(world, entries)
    assert problems == ()
    assert len(slots) == (len(lines) + 2) * len(CITIES)
    assert [slot.due for slot in slots] == sorted(slot.due for slot in slots)


def test_slots_due_together_keep_the_order_of_the_file_and_of_the_audiences() -> None:
    world = settings()
    entries = [entry("2023-08-30 at 15:30 in Paris", key, to=("hy", "fr")) for key in ("supporters-2", "supporters-1")]
    slots, _ = plan(world, entries)
    assert [(slot.entry.key, slot.audience.name) for slot in slots] == [
        ("supporters-2", "hy"),
        ("supporters-2", "fr"),
        ("supporters-1", "hy"),
        ("supporters-1", "fr"),
    ]


def test_every_day_from_launch_to_the_eve_is_one_slot_a_day_by_local_date() -> None:
    slots = slots_of("every day at 18:30 from 2023-08-31 to 2023-09-03", to=("pt-BR",))
    assert [slot.occurrence for slot in slots] == ["2023-08-31", "2023-09-01", "2023-09-02", "2023-09-03"]
    assert slots[0].due == datetime.fromisoformat("2023-08-31T21:30+00:00")


def test_mondays_and_thursdays_go_from_six_weeks_before_to_the_deadline() -> None:
    world = settings(deadlines=[instant("petition", "2026-12-31 at 23:59 in Vilnius")])
    slots = slots_of("every Monday and Thursday at 18:30, from 6 weeks before petition", world, to=("fr",))
    assert [slot.occurrence for slot in slots][:2] == ["2026-11-19", "2026-11-23"]
    assert slots[-1].occurrence == "2026-12-31"
    assert len(slots) == 13


def test_a_period_that_ends_with_an_instant_ends_with_it_and_not_with_its_day() -> None:
    # The rally is at 14:00 in Paris on 2 September, 9:00 in São Paulo: no post of the period follows it.
    slots = slots_of("every day at 18:30 from 2023-08-31 to rally", to=("fr",))
    assert [slot.occurrence for slot in slots] == ["2023-08-31", "2023-09-01"]
    slots = slots_of("every day at 12:30 from 2 days before rally to rally", to=("fr", "pt-BR"))
    assert [slot.occurrence for slot in slots if slot.audience.name == "fr"][-1] == "2023-09-02"
    assert [slot.occurrence for slot in slots if slot.audience.name == "pt-BR"][-1] == "2023-09-01"


def test_a_period_that_begins_with_an_instant_begins_after_it() -> None:
    slots = slots_of("every day at 12:30 from rally to release", to=("fr",))
    assert [slot.occurrence for slot in slots] == ["2023-09-03", "2023-09-04"]


def test_in_a_named_city_the_days_are_those_of_that_city() -> None:
    # 14:00 in Paris is already 3 September in Kiritimati, whose day before is the 2nd: 1 September, 21:00, in Paris.
    (slot,) = slots_of("1 day before rally at 09:00 in Kiritimati", to=("fr",))
    assert f"{slot.due:%Y-%m-%d %H:%M}" == "2023-09-01 19:00"
