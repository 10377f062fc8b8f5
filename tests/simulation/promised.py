"""Holds the rows against the plan: all that the files promise has a row, at an end for which there is a reason.

What is not out for good was told to people. It counts for itself: from the slots, from what people did, from what they
heard; nothing here asks the product whether something is over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.campaign.delivery import NO_LONGER_PLANNED, HeldFor, State
from bot.campaign.model import Lateness, Slot, Unit
from bot.daemon.alarms import Told
from bot.ports import AlarmRow, Delivery, Outbox, PlanChange, Planned
from tests.simulation.builds import OnDisk
from tests.simulation.campaigns import Version
from tests.simulation.judgement import CLOCK, ON_TIME, Verdict, is_quiet
from tests.simulation.world import World

TELLS: Mapping[State, Collection[str]] = {
    State.MISSED: ("delivery-missed", "deliveries-missed"),
    State.REJECTED: ("delivery-rejected", "repost-rejected"),
    State.ASK: ("delivery-ask",),
}
"""Ends that people must have heard of, and the alarms that say so."""
_MANY = re.compile(r"(?P<number>\d+) deliveries \((?P<keys>.*)\)")
BEFORE_ITS_END, BEFORE_MIDNIGHT = timedelta(minutes=2), timedelta(minutes=10)
"""Nobody begins to say something so shortly before it stops being true, nor counts days."""
HOURS_TRUE = timedelta(minutes=5)
"""A number of hours is true for so long at least."""
_PASSING = frozenset({HeldFor.CLOCK, HeldFor.BROKEN_FILE, HeldFor.PAUSED})
"""Reasons to be held that are over once the world is calm: its clock is right, its files are whole."""


class Promised:
    """One world's; it is the store too, for what became of a row leaves no trace of when in it."""

    def __init__(self, world: World, real: Outbox, disk: OnDisk) -> None:
        self._world = world
        self._real = real
        self._disk = disk
        self._of, self._slots = disk.good, promises(disk.good)
        self._came_over: dict[str, bool] = {}
        """Whether its time was over when the planner first brought a delivery."""
        self._missed: dict[str, tuple[datetime, Slot | None]] = {}
        """When a delivery was given up, in true time, and what the files said of it then."""

    def __getattr__(self, name: str) -> Any:
        """The real one's."""
        return getattr(self._real, name)

    @property
    def outbox(self) -> Outbox:
        """Itself, as a store."""
        return cast("Outbox", self)

    def sync_plan(self, planned: Sequence[Planned], now: datetime) -> PlanChange:
        """What comes too late was never promised."""
        change = self._real.sync_plan(planned, now)
        slots = self._promises()
        for key in change.added:
            self._came_over[key] = key in slots and _is_over(slots[key], self._world.now)
        return change

    def settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> bool:
        """No other verb gives a delivery up."""
        settled = self._real.settle(delivery, state, reason, now, not_before)
        if settled and state is State.MISSED:
            self._missed[delivery.key] = self._world.now, self._promises().get(delivery.key)
        return settled

    def hold_against_plan(
        self,
        rows: Sequence[Delivery],
        heard: Sequence[AlarmRow | Told],
        cancelled: Collection[str],
        verdict: Verdict,
    ) -> None:
        """``cancelled``: what people cancelled, or dropped."""
        known = {row.key: row for row in rows}
        for key, slot in self._promises().items():
            row = known.get(key)
            why = self._unjustified(row, slot, cancelled) if row is not None else "has no row"
            if why:
                verdict.lost.append(f"{key} of the plan {why}")
        present = self._disk.present.mark
        if present != self._disk.good.mark and all(alarm.code != "edit-refused" for alarm in heard):
            verdict.lost.append(f"the files are not in force (their version {present}), and nobody was told")
        verdict.lost += untold(rows, heard)

    def _promises(self) -> Mapping[str, Slot]:
        """Of the files in force."""
        if self._of is not self._disk.good:
            self._of, self._slots = self._disk.good, promises(self._disk.good)
        return self._slots

    def _unjustified(self, row: Delivery, slot: Slot, cancelled: Collection[str]) -> str:
        """Why this end of what was promised is none; empty: there is a reason for it."""
        why = ""
        match row.state:
            case State.MISSED:
                at, then = self._missed.get(row.key, (self._world.now, slot))
                if then is None or not _may_be_missed(row, then, at):
                    why = f"was given up too early, at {at:%d %H:%M:%S}: {row.reason}"
            case State.PAST if not self._came_over.get(row.key, False):
                why = "is over, and it came in time"
            case State.CANCELLED if row.reason == NO_LONGER_PLANNED:
                why = "is cancelled as if the files did not have it"
            case State.CANCELLED if row.key not in cancelled:
                why = f"is cancelled by nobody: {row.reason}"
            case State.HELD if row.reason in _PASSING:
                why = f"is held for what is over: {row.reason}"
            case State.HELD if row.reason == HeldFor.APPROVAL and not slot.entry.hold:
                why = "waits for an approval that nobody wants"
            case State.HELD if row.reason == HeldFor.DECISION and slot.entry.only_if is None:
                why = "waits for a decision that nobody wants"
            case _:
                pass
        return why


def promises(version: Version) -> Mapping[str, Slot]:
    """Every slot on every account that it is for, by delivery key."""
    return {
        f"{slot.entry.key}/{slot.occurrence}/{slot.audience.name}/{account}": slot
        for slot in version.slots
        for account in slot.audience.accounts
        if slot.entry.accounts is None or account in slot.entry.accounts
    }


def untold(rows: Sequence[Delivery], heard: Sequence[AlarmRow | Told]) -> Iterator[str]:
    """What people must know of, and do not: of many that are missed at once the alarm names a few, and their number."""
    said = {state: {alarm.text for alarm in heard if alarm.code in codes} for state, codes in TELLS.items()}
    unnamed = [row for row in rows if row.state in TELLS and not any(row.key in text for text in said[row.state])]
    many = [found for text in said[State.MISSED] if (found := _MANY.search(text))]
    spare = sum(int(found["number"]) - found["keys"].count("/") // 3 for found in many)
    for row in unnamed:
        if row.state is State.MISSED and spare:
            spare -= 1
        else:
            yield f"{row.key} is {row.state} ({row.reason}), and nobody was told"


def _is_over(slot: Slot, now: datetime) -> bool:
    late = slot.entry.if_late
    return late.kind is Lateness.GRACE and now - slot.due > late.grace - CLOCK


def _may_be_missed(row: Delivery, slot: Slot, at: datetime) -> bool:
    """Whether it was over by then, or would be before anybody in its city may be disturbed."""
    ends = _ends(slot)
    if _is_over(slot, at) or (ends is not None and at > ends - BEFORE_ITS_END - CLOCK):
        return True
    if row.expedited:
        # Whoever brought it forward may have done so to a time at which it is not true yet.
        return ends is not None
    waits = at > slot.due + ON_TIME - CLOCK and is_quiet(slot, at)
    return waits and (ends is not None or slot.entry.if_late.kind is Lateness.GRACE)


def _ends(slot: Slot) -> datetime | None:
    """The earliest that it may stop being true, if it ever does."""
    zone, until, ends = ZoneInfo(slot.audience.zone), slot.entry.true_until, []
    if until is not None:
        ends.append(until.local.replace(tzinfo=ZoneInfo(until.zone) if until.zone else zone))
    if slot.countdown is not None and slot.countdown.unit is Unit.HOURS:
        ends.append(slot.written_for + HOURS_TRUE)
    elif slot.countdown is not None:
        day = slot.written_for.astimezone(zone).date() + timedelta(days=1)
        ends.append(datetime.combine(day, time(), zone) - BEFORE_MIDNIGHT)
    return min(ends, default=None)
