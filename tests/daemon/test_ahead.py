"""Posts are made ready before their instant, and not a byte of them leaves before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent
from bot.clock import VirtualClock
from bot.daemon.ahead import Ahead
from bot.daemon.means import Terms
from bot.daemon.sender import Sender
from tests.daemon.cast import NOON, Cast, at, cast

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
COUNTED = "posts:\n  counted:\n    when: 1 days before rally at 00:00\n    message: counted\n"
LEAD = timedelta(milliseconds=40)


@dataclass
class Passing:
    """A clock that goes on by ``step`` at every look, as time does for whoever waits."""

    clock: VirtualClock
    step: timedelta = timedelta(milliseconds=3)

    def now(self) -> datetime:
        self.clock.set(self.clock.now() + self.step)
        return self.clock.now()

    def monotonic_s(self) -> float:
        return self.clock.monotonic_s()


def early(played: Cast, step: timedelta = Passing.step) -> Cast:
    """The same cast, whose sender makes posts ready ``LEAD`` before their instant."""
    terms = Terms(lead_s=LEAD.total_seconds())
    means = replace(played.means, clock=Passing(played.clock, step), terms=terms)
    return replace(played, means=means, sender=Sender(played.sender.account, played.network, means))


def test_it_wakes_before_the_instant_and_calls_at_it(tmp_path: Path) -> None:
    played = early(cast(tmp_path, ONE, start=at(8)))
    assert played.run(at(9)) == NOON - LEAD
    assert played.only().state is State.PLANNED
    prepared: list[datetime] = []
    played.network.on_prepare = lambda: prepared.append(played.clock.now())
    played.run(NOON - LEAD)
    assert prepared[0] < NOON, "made ready before"
    (post,) = played.network.world
    assert NOON <= post.at < NOON + LEAD, "called not before, and not long after"
    assert played.only().state is State.SENT


def test_its_call_is_on_record_at_its_instant_so_that_the_next_keeps_the_spacing_from_there(tmp_path: Path) -> None:
    two = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"
    played = early(cast(tmp_path, two, start=at(8)))
    again = played.run(NOON - LEAD)
    assert again is not None
    spaced = again + LEAD
    assert NOON + timedelta(seconds=60) <= spaced < NOON + timedelta(seconds=61)
    played.run(again)
    first, second = played.network.world
    assert second.at - first.at >= timedelta(seconds=59, milliseconds=950)
    assert second.at >= spaced


def test_a_number_is_the_one_of_its_instant_though_it_is_made_ready_the_day_before(tmp_path: Path) -> None:
    played = early(cast(tmp_path, COUNTED, start=at(8), a="counted = Encore { $days } jours.\n"))
    midnight = played.only().due
    assert played.run(midnight - LEAD) is None
    assert played.network.there() == ["Encore 1 jours.\n#Small"]


def test_a_pause_while_it_waits_for_its_instant_keeps_every_byte_back(tmp_path: Path) -> None:
    played = early(cast(tmp_path, ONE, start=at(8)))
    outbox = played.outbox
    played.network.on_prepare = lambda: outbox.pause("everything", "Jean", "", played.clock.now())
    played.run(NOON - LEAD)
    assert played.network.published == []
    assert played.only().state is State.PLANNED


def test_a_paused_account_does_not_look_again_and_again_before_the_instant(tmp_path: Path) -> None:
    played = early(cast(tmp_path, ONE, start=at(8)))
    played.outbox.pause("masto", "Jean", "", NOON - LEAD)
    assert played.run(NOON - LEAD) is None


def test_a_clock_that_is_put_back_meanwhile_does_not_keep_it_in_hand(tmp_path: Path) -> None:
    played = early(cast(tmp_path, ONE, start=at(8)))
    played.network.on_prepare = lambda: played.clock.jump(-timedelta(minutes=20))
    clock = played.means.clock
    assert isinstance(clock, Passing)
    clock.step = timedelta(milliseconds=200)
    again = played.run(NOON - LEAD)
    assert played.network.published == []
    assert played.only().state is State.PLANNED
    assert again == NOON - LEAD, "and it is sent when the clock gets there"


def test_a_clock_that_is_put_back_meanwhile_calls_no_network_sooner_than_it_said(tmp_path: Path) -> None:
    played = early(cast(tmp_path, ONE, start=at(8)))
    told = NOON + timedelta(minutes=2)
    played.network.script = [NotSent("429: slow down", told)]
    assert played.run(NOON - LEAD) == told - LEAD
    # It is due by then, and every gate is open: only what the network said keeps it.
    played.network.on_prepare = lambda: played.clock.jump(-timedelta(seconds=30))
    clock = played.means.clock
    assert isinstance(clock, Passing)
    clock.step = timedelta(milliseconds=200)
    assert played.run(told - LEAD) == told - LEAD, "again, when the clock gets there"
    assert len(played.network.published) == 1
    assert (played.only().state, played.only().reason) == (State.PLANNED, "stopped just before sending")


def test_nobody_waits_longer_than_the_lead_and_a_second() -> None:
    clock = Passing(VirtualClock(NOON), timedelta(milliseconds=100))
    assert not Ahead(clock, 0.02).wait_until(NOON + timedelta(hours=1))
    assert clock.monotonic_s() < 2.5


def test_without_a_lead_nothing_is_waited_for() -> None:
    clock = VirtualClock(NOON)
    ahead = Ahead(clock, 0.0)
    assert (ahead.soon(NOON), ahead.wake_at(NOON), ahead.wait_until(NOON)) == (NOON, NOON, True)
    # Put back since: by a clock that is turned by hand that instant would never come.
    assert not ahead.wait_until(NOON + timedelta(seconds=1))
