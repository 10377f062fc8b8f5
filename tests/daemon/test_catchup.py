"""What goes out after a computer, a network or the staff kept everything back for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.actions import people
from bot.campaign import cities
from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent
from tests.daemon.cast import NOON, SETTINGS, Cast, at, cast

ZONES = cities._zones()[::10][:40]
NIGHT = SETTINGS.replace("quiet-hours: none", "quiet-hours: 22:00 to 07:30")
COUNTS = """\
posts:
  days:
    when: 4, 3, 2, 1, 0 days before rally at 09:00
    if-late: LATE
  evening:
    when: 3, 2, 1 days before rally at 21:40
    message: days
    if-late: send
  hours:
    when: 6, 3, 1 hours before rally
    if-late: LATE
  news:
    when: every day at 12:30 from 2030-06-06 to rally
    if-late: LATE
"""
WORDS = "days = Encore { $days } jours.\nhours = Encore { $hours } heures.\nnews = Ce jour.\n"
RALLY = at(12, day=10)
MINUTE = timedelta(minutes=1)


def posts(number: int, more: str = "if-late: send", hour: int = 10) -> str:
    """So many entries, a minute apart from noon in Paris."""
    head = "posts:\n"
    return head + "".join(
        f"  p{i}:\n    when: 2030-06-08 at {hour + 2}:{i:02} in Paris\n    text: {{fr: Texte {i}.}}\n    {more}\n"
        for i in range(number)
    )


def play_on(played: Cast, until: datetime) -> None:
    """As the loop does: woken at what the duty asks for, and by the heartbeat."""
    now = played.clock.now()
    while now <= until:
        next_at = played.run(now)
        now = max(now + timedelta(seconds=20), min(next_at or until + MINUTE, until + MINUTE))


def test_late_posts_go_in_order_and_spaced(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(5), start=at(8))
    played.clock.set(at(11))
    play_on(played, at(12))
    assert [post.text[:8] for post, _ in played.network.published] == [f"Texte {i}." for i in range(5)]
    sent = [row.sent_at for row in played.rows(State.SENT)]
    assert all(later - earlier >= MINUTE for earlier, later in pairwise(filter(None, sent)))


def test_more_than_five_late_posts_wait_together_and_staff_hear_once(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(6), start=at(8))
    played.clock.set(at(11))
    play_on(played, at(12))
    assert played.network.published == []
    assert {(row.state, row.reason) for row in played.rows()} == {(State.HELD, "late")}
    assert played.alarms() == ["many-late"]
    people.approve(played.outbox, played.rows(State.HELD)[:2], "Maria", at(12))
    play_on(played, at(12, 30))
    assert len(played.network.published) == 2, "those, one after the other, and no other"


def test_words_approved_ahead_of_time_are_no_yes_to_lateness(tmp_path: Path) -> None:
    held = "hold: until approved\n    if-late: ask"
    played = cast(tmp_path, posts(1, held), start=at(8))
    people.approve(played.outbox, played.rows(), "Maria", at(8))
    played.run(at(11))
    assert (played.network.published, played.only().reason) == ([], "late")
    people.approve(played.outbox, played.rows(), "Maria", at(11))
    played.run(at(11, 1))
    assert len(played.network.published) == 1


def test_what_is_over_is_missed_with_one_alarm_and_keeps_nothing_waiting(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(20, "if-late: up to 1 hour").replace("p19:", "last:"), start=at(8))
    played.clock.set(at(11, 18, 8))
    play_on(played, at(11, 30))
    assert len(played.rows(State.MISSED)) == 18
    assert len(played.rows(State.SENT)) == 2
    assert sorted(played.alarms()) == ["deliveries-missed", "delivery-missed"]


def test_a_late_post_waits_for_the_end_of_quiet_hours_if_it_is_still_true_by_then(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(1, "if-late: send", hour=19), start=at(8), settings=NIGHT)
    played.clock.set(at(21))
    assert played.run(at(21)) == at(5, 30, day=9)
    assert (played.only().state, played.only().reason) == (State.PLANNED, "quiet hours")
    played.run(at(5, 30, day=9))
    assert len(played.network.published) == 1


def test_a_late_post_that_would_be_over_after_quiet_hours_is_missed_at_once(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(1, "if-late: up to 3 hours", hour=19), start=at(8), settings=NIGHT)
    played.run(at(21))
    assert (played.only().state, played.alarms()) == (State.MISSED, ["delivery-missed"])


def test_an_approved_late_post_keeps_quiet_hours_but_one_that_a_person_posts_now_does_not(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(1, "if-late: ask", hour=19), start=at(8), settings=NIGHT)
    played.run(at(21))
    people.approve(played.outbox, played.rows(), "Maria", at(21))
    assert played.run(at(21, 1)) == at(5, 30, day=9)
    people.bring_forward(played.outbox, played.rows(), "Maria", at(21, 2))
    played.run(at(21, 2))
    assert len(played.network.published) == 1


def test_a_network_that_says_come_back_when_it_is_over_gets_nothing(tmp_path: Path) -> None:
    played = cast(tmp_path, posts(1, "true-until: 2030-06-08 at 12:30 in Paris"))
    played.network.script = [NotSent("429", at(10, 40))]
    play_on(played, at(12))
    assert (len(played.network.published), played.only().state) == (1, State.MISSED)


@pytest.mark.parametrize("minutes", [0, 9])
def test_a_few_minutes_are_nobodys_lateness(tmp_path: Path, minutes: int) -> None:
    played = cast(tmp_path, posts(1, "if-late: ask", hour=19), start=at(8), settings=NIGHT.replace("22:00", "21:01"))
    played.run(at(19, minutes))
    assert len(played.network.published) == 1


@given(
    zone=st.sampled_from(ZONES),
    rule=st.sampled_from(["send", "ask", "skip", "up to 3 hours"]),
    starts=st.integers(0, 5 * 24 * 60),
    lasts=st.integers(1, 3 * 24 * 60),
)
@example(zone="Europe/Malta", rule="send", starts=5519, lasts=4320)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_after_any_downtime_no_number_is_wrong_nothing_bursts_and_nights_stay_quiet(
    zone: str, rule: str, starts: int, lasts: int
) -> None:
    with TemporaryDirectory() as folder:
        words = NIGHT.replace("city: Paris", f"city: {zone}").replace("14:00 in Paris", "12:00 in UTC")
        begin = at(0, day=5)
        played = cast(Path(folder), COUNTS.replace("LATE", rule), start=begin, settings=words, a=WORDS)
        down = begin + starts * MINUTE
        play_on(played, down)
        played.clock.set(down + lasts * MINUTE)
        # Whoever wakes at the edge of the third night says the rest in the morning.
        play_on(played, at(22, day=12))
        _check(played, ZoneInfo(zone))
        played.outbox.close()


def _check(played: Cast, zone: ZoneInfo) -> None:
    rows = played.rows()
    assert {row.state for row in rows} <= {State.SENT, State.MISSED, State.PAST, State.HELD}
    sent = sorted((row for row in rows if row.state is State.SENT), key=lambda row: str(row.sent_at))
    assert len(sent) == len(played.network.published)
    for row in sent:
        assert row.sent_at is not None
        assert row.sent_at >= row.due, row
        local = row.sent_at.astimezone(zone)
        left = (RALLY.astimezone(zone).date() - local.date()).days
        if row.entry in {"days", "evening"}:
            assert row.text.startswith(f"Encore {left} jours."), (row, local)
        if row.entry == "hours":
            assert row.text.startswith(f"Encore {row.occurrence.split('-')[0]} heures."), row
            assert row.sent_at - row.due <= timedelta(minutes=30), row
        if row.sent_at - row.due > timedelta(minutes=10):
            assert 7.5 <= local.hour + local.minute / 60 < 22, (row, local)
    for earlier, later in pairwise(sent):
        assert earlier.sent_at is not None
        assert later.sent_at is not None
        assert later.sent_at - earlier.sent_at >= MINUTE


def test_the_days_and_zones_are_many_enough_to_mean_something() -> None:
    assert len(set(ZONES)) == 40
    assert at(12, day=10) == RALLY
    assert NOON < RALLY
