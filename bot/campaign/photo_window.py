"""From when to when supporters' photos are taken. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from bot.campaign import calendar
from bot.campaign.model import Deadline, Settings, Slot
from bot.campaign.photo_settings import LAST, Photos

NEVER = datetime.min.replace(tzinfo=UTC)


def window(settings: Settings, slots: Iterable[Slot]) -> tuple[datetime, datetime]:
    """The first instant at which photos are taken, and the first that is too late again; both UTC.

    What ``photos:`` does not say is the first of ``slots``, and ``LAST`` after the last deadline. Where there is
    neither to go by, both are ``NEVER``: nothing is taken.
    """
    photos = settings.photos or Photos()
    opens = photos.opens or min((slot.due for slot in slots), default=None)
    ends = [_end(deadline, settings) for deadline in settings.deadlines.values()]
    closes = photos.closes or (max(ends) + LAST if ends else None)
    return (opens, closes) if opens and closes else (NEVER, NEVER)


def _end(deadline: Deadline, settings: Settings) -> datetime:
    """An instant; of a day, where it ends last: in the zone of the audience furthest west."""
    if deadline.instant is not None:
        return deadline.instant
    assert deadline.day is not None, "a deadline is a day or an instant"
    after = deadline.day + timedelta(days=1)
    return max(calendar.first_instant(after, audience.zone) for audience in settings.audiences.values())
