from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from bot.campaign import when
from bot.campaign.model import IfLate, Lateness, Moment, QuietHours

EVENING = datetime.fromisoformat("2023-09-04 20:00")
THE_DAY = datetime.fromisoformat("2023-09-04 00:00")


def test_a_moment_is_a_wall_time_with_or_without_a_city() -> None:
    assert when.parse_moment("2023-09-04 at 20:00 in Paris") == Moment(EVENING, "Europe/Paris")
    assert when.parse_moment("2023-09-04 at 20:00") == Moment(EVENING)
    assert when.parse_moment("2023-09-04") == Moment(THE_DAY)


def test_a_deadline_is_a_day_or_a_moment_in_a_named_city() -> None:
    assert when.parse_deadline("2023-09-04") == date(2023, 9, 4)
    assert when.parse_deadline("2023-09-04 at 00:00 in UTC") == Moment(THE_DAY, "UTC")
    with pytest.raises(when.WhenError) as caught:
        when.parse_deadline("2023-09-04 at 20:00")
    assert (caught.value.code, caught.value.offset) == ("when.deadline-without-city", 19)


def test_true_until_a_bare_date_lasts_the_whole_day() -> None:
    assert when.parse_until("2023-09-04") == Moment(datetime.fromisoformat("2023-09-05"))
    assert when.parse_until("2023-09-04 at 20:00 in Paris") == Moment(EVENING, "Europe/Paris")
    assert when.parse_until("2023-09-04 at 00:00") == Moment(THE_DAY)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("22:00 to 07:30", QuietHours(time(22), time(7, 30))),
        ("22:00 - 7:30", QuietHours(time(22), time(7, 30))),
        ("13:00 until 14:00", QuietHours(time(13), time(14))),
        ("none", None),
        ("None", None),
    ],
)
def test_quiet_hours_are_two_times_or_none(text: str, quiet: QuietHours | None) -> None:
    assert when.parse_quiet_hours(text) == quiet


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("up to 3 hours", IfLate(Lateness.GRACE, timedelta(hours=3))),
        ("Up to 10 minutes", IfLate(Lateness.GRACE, timedelta(minutes=10))),
        ("90 s", IfLate(Lateness.GRACE, timedelta(seconds=90))),
        ("skip", IfLate(Lateness.GRACE, timedelta(minutes=5))),
        ("send", IfLate(Lateness.SEND)),
        ("ask", IfLate(Lateness.ASK)),
    ],
)
def test_if_late_is_a_grace_or_one_of_three_words(text: str, rule: IfLate) -> None:
    assert when.parse_if_late(text) == rule


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("60 s", 60),
        ("60s", 60),
        ("150 seconds", 150),
        ("10 min", 600),
        ("1 minute", 60),
        ("3 hours", 10_800),
        ("1 hour 30 minutes", 5400),
        ("1 h and 30 min", 5400),
        ("2 days", 172_800),
        ("1 week", 604_800),
        ("0 s", 0),
    ],
)
def test_a_duration_is_a_number_and_a_unit(text: str, seconds: int) -> None:
    assert when.parse_duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("parse", "text", "code", "offset"),
    [
        (when.parse_moment, "", "when.empty", 0),
        (when.parse_moment, "4 September", "when.unexpected", 0),
        (when.parse_moment, "2023-09-04 in Paris", "when.unfinished", 19),
        (when.parse_moment, "2023-09-04 at 20:00 in Paris please", "when.unknown-city", 23),
        (when.parse_quiet_hours, "22:00", "when.unfinished", 5),
        (when.parse_quiet_hours, "22:00 to 22:00", "when.quiet-all-day", 9),
        (when.parse_quiet_hours, "22:00 to 07:61", "when.no-such-time", 9),
        (when.parse_quiet_hours, "nonne", "when.unexpected-near", 0),
        (when.parse_quiet_hours, "none at all", "when.unexpected", 5),
        (when.parse_if_late, "", "when.unfinished", 0),
        (when.parse_if_late, "skipp", "when.unexpected-near", 0),
        (when.parse_if_late, "up to tea", "when.unexpected", 6),
        (when.parse_if_late, "ask me", "when.unexpected", 4),
        (when.parse_duration, "60", "when.unfinished", 2),
        (when.parse_duration, "60 m", "when.unexpected", 3),
        (when.parse_duration, "999999999999999 s", "when.number-too-large", 0),
        (when.parse_duration, "99999999 weeks", "when.number-too-large", 0),
    ],
)
def test_what_they_cannot_mean_is_refused_at_the_word(
    parse: Callable[[str], object], text: str, code: str, offset: int
) -> None:
    with pytest.raises(when.WhenError) as caught:
        parse(text)
    assert (caught.value.code, caught.value.offset) == (code, offset)
