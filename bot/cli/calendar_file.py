"""The plan as an iCalendar file (RFC 5545): one event a post, in UTC, which every calendar shows in its own time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event

from bot.campaign.itinerary import Item

LENGTH = timedelta(minutes=5)
"""Calendars hide events of no length."""


def calendar(items: Iterable[Item], name: str) -> bytes:
    """The whole plan; deliveries of one slot are one event that names its accounts."""
    file = Calendar()
    file.add("prodid", "-//rebours//plan//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", name)
    together: dict[tuple[str, str, str], list[Item]] = {}
    for item in items:
        together.setdefault((item.slot.entry.key, item.slot.occurrence, item.slot.audience.name), []).append(item)
    for (entry, occurrence, audience), group in together.items():
        slot = group[0].slot
        event = Event()
        event.add("uid", f"{entry}/{occurrence}/{audience}@rebours")
        # A calendar wants to know when the event was written; the plan does not change with the hour it is asked for.
        event.add("dtstamp", slot.due)
        event.add("dtstart", slot.due)
        event.add("dtend", slot.due + LENGTH)
        event.add("summary", f"{entry} · {slot.audience.language}")
        event.add("location", ", ".join(item.account.name for item in group))
        event.add("description", group[0].post.text)
        file.add_component(event)
    return bytes(file.to_ical())
