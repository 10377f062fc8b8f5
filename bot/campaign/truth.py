"""How long a slot stays true, which number it may print, and what lateness makes of it.

A countdown's number is counted when the post goes out, in whole calendar days of the audience's city, and has to be
true still when the call ends.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from bot.campaign import calendar
from bot.campaign.model import Lateness, Settings, Slot, Unit

MIDNIGHT_MARGIN = timedelta(minutes=10)
"""A count of days stops being sent so long before the audience's midnight: readers see it later than we send it."""
HOURS_GRACE_LEAST = timedelta(minutes=5)
HOURS_GRACE_MOST = timedelta(minutes=30)
"""“3 hours” is still said of two and a half, not of less."""
EARLY = timedelta(minutes=5)
"""A person's "send now" may put “3 hours” out this much early; a count of days is counted again instead."""
START_MARGIN_S = 120.0
"""No call begins later than this before the end of validity (reference: reliability, late policy)."""
ON_TIME = timedelta(minutes=10)
"""Eight languages of one account, spaced by a minute, take seven minutes to go out: that is nobody's lateness."""


class Verdict(StrEnum):
    """What becomes of a slot at an instant, by its ``if-late``."""

    ON_TIME = "on time"
    LATE = "late but sendable"
    MISSED = "missed"
    ASK = "ask"


def number_at(slot: Slot, settings: Settings, now: datetime) -> int | None:
    """What the countdown's number is at ``now``; ``None`` when there is none, or none is true."""
    countdown = slot.countdown
    if countdown is None:
        return None
    if countdown.unit is Unit.HOURS:
        return countdown.number if slot.written_for - EARLY <= now < _hours_end(slot) else None
    zone = slot.audience.zone
    days = (calendar.day_of(settings.deadlines[countdown.deadline], zone) - calendar.local(now, zone).date()).days
    return days if days >= 0 else None


def number_when_sent(slot: Slot, settings: Settings, sent_at: datetime | None) -> int | None:
    """What the countdown's number was for a post that began to go out at ``sent_at``: what its correction says too.

    One that was brought forward said another number than its occurrence is named for.
    """
    if slot.countdown is None:
        return None
    counted = number_at(slot, settings, sent_at) if sent_at is not None else None
    return slot.countdown.number if counted is None else counted


def valid_until(slot: Slot, settings: Settings) -> datetime | None:  # noqa: ARG001 - what it counts to may come to matter
    """From when (UTC) the slot is no longer true; ``None`` when nothing limits it.

    Raises ``WallTimeError`` for a ``true-until`` that does not exist; a plan has no such slot.
    """
    limits = []
    if slot.countdown is not None:
        limits.append(_hours_end(slot) if slot.countdown.unit is Unit.HOURS else _day_end(slot))
    if slot.entry.true_until is not None:
        limits.append(calendar.instant(slot.entry.true_until, slot.audience.zone))
    return min(limits, default=None)


def _hours_end(slot: Slot) -> datetime:
    late = slot.entry.if_late
    grace = late.grace if late.kind is Lateness.GRACE else HOURS_GRACE_MOST
    return slot.written_for + max(HOURS_GRACE_LEAST, min(grace, HOURS_GRACE_MOST))


def _day_end(slot: Slot) -> datetime:
    zone = slot.audience.zone
    tomorrow = calendar.local(slot.written_for, zone).date() + timedelta(days=1)
    return calendar.first_instant(tomorrow, zone) - MIDNIGHT_MARGIN


def still_true(slot: Slot, settings: Settings, now: datetime, call_s: float = START_MARGIN_S) -> bool:
    """Whether a call begun at ``now``, which may last ``call_s``, ends while the slot is true."""
    if slot.countdown is not None and number_at(slot, settings, now) is None:
        return False
    until = valid_until(slot, settings)
    return until is None or now + timedelta(seconds=max(call_s, START_MARGIN_S)) <= until


def lateness(slot: Slot, now: datetime) -> Verdict:
    """What the entry's ``if-late`` makes of the slot at ``now``; whether it is still true is another question."""
    late = now - slot.due
    rule = slot.entry.if_late
    match rule.kind:
        case Lateness.GRACE if late > rule.grace:
            return Verdict.MISSED
        case Lateness.ASK if late > ON_TIME:
            return Verdict.ASK
    return Verdict.LATE if late > ON_TIME else Verdict.ON_TIME
