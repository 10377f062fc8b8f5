"""Quiet hours: when a post that falls into them may go instead."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.campaign import calendar
from bot.campaign.model import QuietHours


def is_quiet(wall: datetime, quiet: QuietHours) -> bool:
    """Whether the wall time lies inside; the end itself does not."""
    if quiet.start <= quiet.end:
        return quiet.start <= wall.time() < quiet.end
    return wall.time() >= quiet.start or wall.time() < quiet.end


def after_quiet(at: datetime, quiet: QuietHours | None, zone: str) -> datetime:
    """``at``, or the end of the quiet hours of ``zone`` it lies in."""
    if quiet is None:
        return at
    wall = calendar.local(at, zone)
    if not is_quiet(wall, quiet):
        return at
    day = wall.date() if wall.time() < quiet.end else wall.date() + timedelta(days=1)
    # Where the clocks go back over the end, the night is quiet until they show it for the last time.
    return calendar.not_before(datetime.combine(day, quiet.end), zone)
