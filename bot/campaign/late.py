"""What becomes of posts whose time has passed: which are over, which may still go, and when."""

from __future__ import annotations

from datetime import datetime

from bot.campaign import truth
from bot.campaign.model import Settings, Slot
from bot.campaign.quiet import after_quiet
from bot.campaign.truth import Verdict

MOST_LATE = 5
"""More late posts than this are not caught up with before a person has looked (reference: reliability, late policy)."""
TOO_LATE = "too late"
UNTRUE = "no longer true"


def over(slot: Slot, settings: Settings, now: datetime, *, expedited: bool = False) -> str:
    """Why the slot cannot go out any more at ``now`` or later; empty while it still may.

    Whoever brought it forward (``expedited``) has decided about lateness, not about truth.
    """
    if not expedited and truth.lateness(slot, now) is Verdict.MISSED:
        return TOO_LATE
    if now >= slot.due and not truth.still_true(slot, settings, now):
        return UNTRUE
    return ""


def is_late(slot: Slot, now: datetime) -> bool:
    """Whether its time passed longer ago than anybody would call on time."""
    return now - slot.due > truth.ON_TIME


def catch_up_at(slot: Slot, now: datetime) -> datetime:
    """When a late slot may go: never in the quiet hours of its audience's city."""
    return after_quiet(now, slot.entry.quiet_hours, slot.audience.zone)
