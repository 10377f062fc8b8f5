"""Quiet hours: when a post that falls into them may go instead."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from bot.campaign import calendar
from bot.campaign.model import QuietHours


def is_quiet(wall: time, quiet: QuietHours) -> bool:
    """Whether the time of day lies inside; the end itself does not."""
    if quiet.start <= quiet.end:
        return quiet.start <= wall < quiet.end
    return wall >= quiet.start or wall < quiet.end


def after_quiet(at: datetime, quiet: QuietHours | None, zone: str) -> datetime:
    """``at``, or the end of the quiet hours of ``zone`` it lies in."""
    if quiet is None:
        return at
    if not is_quiet(calendar.time_of_day(at, zone), quiet):
        return at
    wall = calendar.local(at, zone)
    day = wall.date() if wall.time() < quiet.end else wall.date() + timedelta(days=1)
    # Where the clocks go back over the end, the night is quiet until they show it for the last time.
    return calendar.not_before(datetime.combine(day, quiet.end), zone)
