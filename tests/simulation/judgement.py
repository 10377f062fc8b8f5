"""Holds what was published against the promise: nothing twice, nothing lost, nothing untrue, no row that lies.

It counts for itself: nothing here asks the product whether something is true.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.campaign.approved import words
from bot.campaign.model import Campaign, OnlyIf, Slot, Unit
from bot.daemon.alarms import Told
from bot.ports import EVERYTHING, AlarmRow, Delivery, Outbox, Statement
from tests.simulation.oracle import OURS, Call, Copy

CALL = timedelta(seconds=60)
"""A post must be true while its call lasts; what a server does later is out of anybody's hands."""
QUIET_PERIOD = timedelta(seconds=150)
CLOCK = timedelta(seconds=31)
"""A wall clock may be off by so much before anybody can notice."""
ON_TIME = timedelta(minutes=10)
HOURS_EARLY, HOURS_LATE = timedelta(minutes=5), timedelta(minutes=30)
AUDITED = timedelta(hours=1)
"""The auditor looks for the last time so long after a post."""
AUDITED_FROM, AUDITED_UNTIL = AUDITED + timedelta(minutes=2), timedelta(days=1)
"""By when that look is due (an answer may take a minute), and until when it is made up for where the network could not
be read or no daemon ran."""

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
    left: list[str] = field(default_factory=list)
    """Photos that stand somewhere, and may not."""
    slow: list[str] = field(default_factory=list)
    """Photos that stood somewhere for longer than a minute after they were withdrawn, and nothing was in the way."""
    undone: int = 0
    """Reposts of withdrawn photos that nothing kept from being undone in time."""
    ends: Counter[str] = field(default_factory=Counter)
    """Deliveries by the state they ended in."""
    asked: int = 0
    """Deliveries that ever came to a person, of those that are ``readable``."""
    readable: int = 0
    """Deliveries that were called for, or came to a person, on networks that can be read back."""
    calls: int = 0
    crashes: int = 0
    steps: int = 0

    @property
    def bad(self) -> Sequence[str]:
        """Everything that breaks the promise, with its kind."""
        kinds = ("twice", "lost", "untrue", "lies", "left", "slow", "faults")
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
        self._keys: dict[tuple[str, int], str] = {}
        self.excused: Callable[[Copy, Copy], bool] = lambda _, __: False
        """Whether nobody could know of the first when the second was sent."""

    @property
    def called(self) -> frozenset[str]:
        """Keys of the deliveries that were called for."""
        return frozenset(key for key, _ in self._keys)

    def first_byte(self, call: Call, moment: Moment, now: datetime) -> None:
        """A call begins: may it?"""
        self.verdict.calls += 1
        said = call.delivery.key, call.delivery.generation
        if self._keys.setdefault(said, call.key) != call.key:
            self.verdict.faults.append(f"{call.delivery.key} called for under a second idempotency key")
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
        if _is_other_words(text, slot) and text != words(row.approved_text):
            untrue.append(f"{key} says {text!r}, which is not in the files")
        if slot.entry.hold and (not row.approved_by or words(row.approved_text) != text):
            untrue.append(f"{key} says {text!r}, which nobody approved (but {row.approved_text!r})")
        if slot.entry.only_if and not stands(slot.entry.only_if, self._outbox.statements()):
            untrue.append(f"{key} called for though it is not {slot.entry.only_if.outcome}")
        if row.expedited:
            return
        if now < slot.due - CLOCK:
            untrue.append(f"{key} called for {slot.due - now} early")
        if now - slot.due > ON_TIME + CLOCK and is_quiet(slot, now):
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

    def sum_up(
        self, copies: Sequence[Copy], reads: Mapping[str, Sequence[datetime]], alarms: Sequence[AlarmRow | Told]
    ) -> None:
        """Count copies: one of each thing said, unless a person had it said again."""
        self._false_alarms(copies, alarms)
        said: dict[tuple[str, ...], list[Copy]] = {}
        for copy in copies:
            if copy.key:
                said.setdefault((_root(copy), *copy.key.split("/")[1:], str(copy.generation)), []).append(copy)
        for alike in said.values():
            for earlier, later in pairwise(alike):
                if earlier.deleted is not None and earlier.deleted <= later.executed:
                    continue
                if earlier.key != later.key and earlier.text != later.text:
                    # An entry that is renamed and has other words is another post.
                    continue
                if self.excused(earlier, later):
                    continue
                self._double(earlier, later, reads.get(later.account, ()), alarms)

    def _false_alarms(self, copies: Sequence[Copy], alarms: Sequence[AlarmRow | Told]) -> None:
        """Whoever is told of a second copy may have it deleted: it must be one."""
        known = {copy.url: copy for copy in copies}
        for alarm in alarms:
            if alarm.code == "double-found":
                url = next(word.rstrip(".:") for word in alarm.text.split() if word.startswith(OURS))
                told = alarm.text.split()[0]
                if known[url].key != told and not self._is_one_too_many(known[url], told, copies):
                    whose = known[url].key or "nobody"
                    self.verdict.lies.append(f"{whose}'s is told of as a second copy: {alarm.text}")

    def _is_one_too_many(self, copy: Copy, told: str, copies: Sequence[Copy]) -> bool:
        """Whether more posts say this than rows do, and no row names this one: no reader can tell whose it is."""
        row = self._outbox.get(told)
        if row is None or (row.account, row.text) != (copy.account, copy.text):
            return False
        rows = [one for one in self._outbox.deliveries() if (one.account, one.text) == (copy.account, copy.text)]
        alike = [one for one in copies if (one.account, one.text) == (copy.account, copy.text)]
        named = {one.remote_id for one in rows}
        return copy.remote_id not in named and len(alike) > sum(one.remote_id != "" for one in rows)

    def _double(self, earlier: Copy, later: Copy, reads: Sequence[datetime], alarms: Sequence[AlarmRow | Told]) -> None:
        what = f"{later.key}#{later.generation} as {earlier.remote_id} and {later.remote_id}"
        if all(copy.executed - copy.began <= QUIET_PERIOD for copy in (earlier, later)):
            self.verdict.twice.append(what)
            return
        # A post that was found dates from its call, and so do its audits.
        both_shown, first = max(earlier.shown, later.shown), min((earlier, later), key=lambda copy: copy.executed).began
        told = any(
            alarm.code == "double-found" and (earlier.url in alarm.text or later.url in alarm.text) for alarm in alarms
        )
        row = self._outbox.get(later.key)
        if told:
            self.verdict.late.append(what)
        elif row is not None and unsent_for_good(row):
            # Each was executed later than any client waits for, and people know it as not sent: nobody audits that.
            self.verdict.late.append(f"{what}, after it was given up")
        elif both_shown < first + AUDITED and any(first + AUDITED_FROM <= at < first + AUDITED_UNTIL for at in reads):
            self.verdict.twice.append(f"{what}, one late, and nobody was told")
        else:
            self.verdict.late.append(f"{what}, after the last audit")


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


def stands(condition: OnlyIf, statements: Sequence[Statement]) -> bool:
    words = [said.outcome for said in statements if said.deadline == condition.deadline]
    agree = sum(word == condition.outcome for word in words)
    return agree == len(words) and (condition.outcome == "open" or agree >= 2)


def is_quiet(slot: Slot, now: datetime) -> bool:
    """Whether nothing late may go out."""
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
