"""What the judge wants of every delivery of the plan, and of what people are told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Entry, IfLate, Moment, NetworkName
from bot.campaign.when_types import Once
from bot.daemon.alarms import Told
from bot.ports import Delivery, Planned
from bot.wording import say
from tests.simulation.builds import OnDisk
from tests.simulation.campaigns import HERE, Version, made_up, message, version_of
from tests.simulation.judgement import Verdict
from tests.simulation.promised import Promised, promises, untold
from tests.simulation.store import fresh_store
from tests.simulation.world import Dice, World

AT_NOON = Moment(datetime(2030, 5, 4, 12, 0), "UTC")  # noqa: DTZ001 -- a wall clock's
GRACE = timedelta(minutes=10)
MISSED = "delivery-missed"


def files(mark: str = "0") -> Version:
    """One post at noon, which may be ten minutes late."""
    settings = made_up(Dice(1)).rules.settings
    audiences = tuple(settings.audiences)[:1]
    entry = Entry("entry1", message("plain", 1, 0), Once(AT_NOON), HERE, audiences, if_late=IfLate(grace=GRACE))
    return version_of(settings, {entry.key: entry}, mark)


class Kept:
    """A store whose plan was brought into it some time before noon, and what becomes of its first delivery."""

    def __init__(self, *, before: timedelta = timedelta(hours=1), brought: State = State.PLANNED) -> None:
        self.disk = OnDisk(files(), files())
        slots = promises(self.disk.good)
        self.noon = next(iter(slots.values())).due
        self.world = World(Dice(1), self.noon - before)
        self.promised = Promised(self.world, fresh_store(), self.disk)
        self.store = self.promised.outbox
        self.keys = tuple(slots)
        self.plan = [self._planned(key, brought) for key in self.keys]
        self.store.sync_plan(self.plan, self.world.now)

    def _planned(self, key: str, state: State) -> Planned:
        entry, occurrence, audience, account = key.split("/")
        place = (entry, occurrence, audience, account, NetworkName(account), "fr")
        return Planned(key, *place, self.noon, "words", state)

    def row(self) -> Delivery:
        found = self.store.get(self.keys[0])
        assert found is not None
        return found

    def end(self, state: State, after: timedelta, reason: str = "") -> None:
        self.world.now = self.noon + after
        assert self.store.settle(self.row(), state, reason, self.world.now)

    def told(self, code: str) -> Told:
        return Told(code, say(code, "en", key=self.keys[0], account="x", reason="too late"), {}, self.world.now)

    def lost(self, *heard: Told, cancelled: Collection[str] = ()) -> list[str]:
        verdict = Verdict()
        self.promised.hold_against_plan(self.store.deliveries(), heard, cancelled, verdict)
        return verdict.lost


def test_what_waits_for_its_time_is_not_lost() -> None:
    assert Kept().lost() == []


def test_a_delivery_of_the_plan_that_has_no_row_is_lost() -> None:
    kept = Kept()
    kept.store.sync_plan(kept.plan[1:], kept.world.now)
    assert kept.lost() == [f"{kept.keys[0]} of the plan has no row"]


def test_what_was_given_up_is_lost_unless_people_hear_of_it() -> None:
    kept = Kept()
    kept.end(State.MISSED, GRACE + timedelta(minutes=1), "too late")
    assert kept.lost() == [f"{kept.keys[0]} is missed (too late), and nobody was told"]
    assert kept.lost(kept.told("delivery-held")) != []
    assert kept.lost(kept.told(MISSED)) == []


def test_what_was_given_up_while_it_could_still_go_is_lost_although_people_hear_of_it() -> None:
    kept = Kept()
    kept.end(State.MISSED, GRACE - timedelta(minutes=1), "too late")
    assert kept.lost(kept.told(MISSED)) == [
        f"{kept.keys[0]} of the plan was given up too early, at 04 12:09:00: too late"
    ]


@pytest.mark.parametrize(("minutes", "lost"), [(-11, 0), (60, 1)])
def test_what_is_past_came_when_it_was_over(minutes: int, lost: int) -> None:
    kept = Kept(before=timedelta(minutes=minutes), brought=State.PAST)
    assert len(kept.lost()) == lost * len(kept.keys)


def test_what_nobody_cancelled_is_lost_when_it_is_cancelled() -> None:
    kept = Kept()
    kept.end(State.CANCELLED, timedelta())
    assert kept.lost() == [f"{kept.keys[0]} of the plan is cancelled by nobody: "]
    assert kept.lost(cancelled=kept.keys) == []


@pytest.mark.parametrize("reason", [HeldFor.CLOCK, HeldFor.APPROVAL, HeldFor.DECISION])
def test_what_waits_for_nothing_is_lost(reason: HeldFor) -> None:
    kept = Kept()
    kept.end(State.HELD, timedelta(), reason.value)
    assert len(kept.lost()) == 1


def test_files_that_are_not_in_force_are_told_of() -> None:
    kept = Kept()
    kept.disk.present = files("1")
    assert kept.lost() == ["the files are not in force (their version 1), and nobody was told"]
    refused = Told("edit-refused", "An edit is refused.", {}, kept.world.now)
    assert kept.lost(refused) == []


@pytest.mark.parametrize(("number", "lost"), [(7, 0), (6, 1)])
def test_of_many_that_were_given_up_at_once_the_alarm_tells_the_number(number: int, lost: int) -> None:
    kept = Kept()
    kept.end(State.MISSED, GRACE + timedelta(minutes=1), "too late")
    rows = [replace(kept.row(), key=f"entry{one}/once/fr/x") for one in range(7)]
    keys = ", ".join(row.key for row in rows[:5]) + ", …"
    many = Told("deliveries-missed", say("deliveries-missed", "en", number=number, keys=keys), {}, kept.world.now)
    assert len(list(untold(rows, [many]))) == lost


def test_what_a_network_refuses_and_what_is_asked_is_told() -> None:
    kept = Kept()
    for state, code in ((State.REJECTED, "delivery-rejected"), (State.ASK, "delivery-ask")):
        row = replace(kept.row(), state=state)
        assert len(list(untold([row], [kept.told(MISSED)]))) == 1
        assert list(untold([row], [kept.told(code)])) == []
