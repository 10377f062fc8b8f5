"""Holds what was published against the promise: nothing twice, nothing lost, nothing untrue, no row that lies.

It counts for itself: nothing here asks the product whether something is true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.campaign.model import Campaign, OnlyIf, Slot, Unit
from bot.ports import EVERYTHING, AlarmRow, Delivery, Outbox, Statement
from tests.simulation.oracle import Call, Copy

CALL = timedelta(seconds=60)
"""A post must be true while its call lasts; what a server does later is out of anybody's hands."""
QUIET_PERIOD = timedelta(seconds=150)
CLOCK = timedelta(seconds=31)
"""A wall clock may be off by so much before anybody can notice."""
ON_TIME = timedelta(minutes=10)
HOURS_EARLY, HOURS_LATE = timedelta(minutes=5), timedelta(minutes=30)
AUDITED = timedelta(hours=1)

_SAID = re.compile(r"entry (?P<entry>\d+) version (?P<version>\d+) in \w+: (?:(?P<number>\d+) (?P<unit>days|hours))?")


@dataclass(slots=True)
class Verdict:
    """What is to be said against one seed."""

    twice: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    lies: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    """Errors that no duty should have raised, and worlds without an end."""
    late: list[str] = field(default_factory=list)
    """Copies that no client could have prevented; all of them found by the auditor."""
    ends: Counter[str] = field(default_factory=Counter)
    """Deliveries by the state they ended in."""
    asked: int = 0
    """Of networks that can be read back."""
    readable: int = 0
    """Deliveries that were called for on networks that can be read back."""
    calls: int = 0
    crashes: int = 0
    steps: int = 0

    @property
    def bad(self) -> Sequence[str]:
        """Everything that breaks the promise, with its kind."""
        kinds = ("twice", "lost", "untrue", "lies", "faults")
        return [f"{kind}: {one}" for kind in kinds for one in getattr(self, kind)]


@dataclass(frozen=True, slots=True)
class Moment:
    """How the campaign stood when a call began."""

    campaign: Campaign
    slot: Slot | None
    wall: datetime
    stopped: bool


class Judge:
    """Looks on while a seed is played."""

    def __init__(self, outbox: Outbox) -> None:
        self.verdict = Verdict()
        self._outbox = outbox
        self._slots: dict[tuple[str, datetime], Moment] = {}

    def first_byte(self, call: Call, moment: Moment, now: datetime) -> None:
        """A call begins: may it?"""
        self.verdict.calls += 1
        key, slot = call.delivery.key, moment.slot
        self._slots[key, call.began] = moment
        untrue = self.verdict.untrue
        row = self._outbox.get(key)
        if moment.stopped:
            untrue.append(f"{key} called for while STOP is there")
        if any(pause.scope in {EVERYTHING, call.delivery.account} for pause in self._outbox.pauses()):
            untrue.append(f"{key} called for while paused")
        if slot is None:
            untrue.append(f"{key} called for though no file has it")
            return
        assert row is not None, "rows that are called for are kept"
        text = call.ready.post.text
        if _is_other_words(text, slot) and text != row.approved_text:
            untrue.append(f"{key} says {text!r}, which is not in the files")
        if slot.entry.hold and (not row.approved_by or row.approved_text != text):
            untrue.append(f"{key} says {text!r}, which nobody approved (but {row.approved_text!r})")
        if slot.entry.only_if and not _stands(slot.entry.only_if, self._outbox.statements()):
            untrue.append(f"{key} called for though it is not {slot.entry.only_if.outcome}")
        if row.expedited:
            return
        if now < slot.due - CLOCK:
            untrue.append(f"{key} called for {slot.due - now} early")
        if now - slot.due > ON_TIME + CLOCK and _is_quiet(slot, now):
            untrue.append(f"{key} called for late, in quiet hours")

    def published(self, copy: Copy) -> None:
        """Is what it says true at this moment?"""
        moment = self._slots.get((copy.key, copy.began))
        if moment is None or moment.slot is None:
            return
        at = min(copy.executed, copy.began + CALL)
        wrong = _untruth(copy.text, moment.slot, moment.campaign, at)
        if wrong:
            self.verdict.untrue.append(f"{copy.key} said at {at:%d %H:%M:%S}: {wrong}")

    def sum_up(self, copies: Sequence[Copy], reads: Mapping[str, datetime], alarms: Sequence[AlarmRow]) -> None:
        """Count copies: one of each thing said, unless a person had it said again."""
        del reads
        said: dict[tuple[str, ...], list[Copy]] = {}
        for copy in copies:
            if copy.key:
                said.setdefault((_root(copy), *copy.key.split("/")[1:], str(copy.generation)), []).append(copy)
        for alike in said.values():
            for earlier, later in pairwise(alike):
                if earlier.deleted is not None and earlier.deleted <= later.executed:
                    continue
                self._double(earlier, later, alarms)

    def _double(self, earlier: Copy, later: Copy, alarms: Sequence[AlarmRow]) -> None:
        late = [copy for copy in (earlier, later) if copy.executed - copy.began > QUIET_PERIOD]
        what = f"{later.key}#{later.generation} as {earlier.remote_id} and {later.remote_id}"
        if not late:
            self.verdict.twice.append(what)
            return
        told = any(
            alarm.code == "double-found" and (earlier.url in alarm.text or later.url in alarm.text) for alarm in alarms
        )
        if told or max(copy.executed for copy in late) > min(earlier.executed, later.executed) + AUDITED:
            self.verdict.late.append(what)
        else:
            self.verdict.twice.append(f"{what}, one late, and nobody was told")


def _root(copy: Copy) -> str:
    said = _SAID.match(copy.text)
    return said["entry"] if said else copy.text


def _is_other_words(text: str, slot: Slot) -> bool:
    said = _SAID.match(text)
    _, entry, version = slot.entry.message.split("-")
    return said is None or (said["entry"], said["version"]) != (entry, version)


def _untruth(text: str, slot: Slot, campaign: Campaign, at: datetime) -> str:
    zone = ZoneInfo(slot.audience.zone)
    until = slot.entry.true_until
    if until is not None:
        ends = until.local.replace(tzinfo=ZoneInfo(until.zone) if until.zone else zone)
        if at > ends + CLOCK:
            return f"true until {ends}"
    said = _SAID.match(text)
    if said is None or said["number"] is None or slot.countdown is None:
        return ""
    number, deadline = int(said["number"]), campaign.settings.deadlines[slot.countdown.deadline]
    if said["unit"] == Unit.HOURS.value:
        assert deadline.instant is not None, "hours are counted to an instant"
        exact = deadline.instant - timedelta(hours=number)
        return "" if exact - HOURS_EARLY <= at <= exact + HOURS_LATE + CLOCK else f"{text!r}, for {exact}"
    day = deadline.day or (deadline.instant.astimezone(zone).date() if deadline.instant else None)
    assert day is not None, "a deadline has a day"
    days = {(day - (at + off).astimezone(zone).date()).days for off in (-CLOCK, CLOCK)}
    return "" if number in days else f"{text!r}, but it is {days} days"


def _stands(condition: OnlyIf, statements: Sequence[Statement]) -> bool:
    words = [said.outcome for said in statements if said.deadline == condition.deadline]
    agree = sum(word == condition.outcome for word in words)
    return agree == len(words) and (condition.outcome == "open" or agree >= 2)


def _is_quiet(slot: Slot, now: datetime) -> bool:
    quiet = slot.entry.quiet_hours
    if quiet is None:
        return False

    def wall(at: datetime) -> time:
        return at.astimezone(ZoneInfo(slot.audience.zone)).time()

    # Both ends of what the clock may be off by: it is quiet only if it is quiet by either.
    return all(not quiet.end <= wall(now + off) < quiet.start for off in (-CLOCK, CLOCK))


def unsent_for_good(row: Delivery) -> bool:
    """Whether the row says that its post is not out and will not be."""
    return row.state.value in {"missed", "past", "cancelled", "rejected"}
