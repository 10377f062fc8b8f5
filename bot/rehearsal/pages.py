"""The order of the picture book: by day, then by moment, then by entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from bot.campaign.model import NetworkName
from bot.wording.rehearsal import DAYS, MONTHS

if TYPE_CHECKING:
    from bot.rehearsal.book import BookPost


_SHOWN = tuple(NetworkName)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One entry at one of its moments, for all its audiences."""

    id: str
    entry: str
    occurrence: str
    posts: tuple[BookPost, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What goes out at one wall time of every city (``09:00``), or at one instant (``10:30 UTC``)."""

    label: str
    local: str
    """For an instant, from which wall time to which it was (``12:30–14:30``); else empty."""
    entries: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """One local calendar day, in every city."""

    id: str
    label: str
    count: int
    moments: tuple[Moment, ...]


def days_of(posts: Sequence[BookPost], language: str) -> tuple[Day, ...]:
    """``posts`` in order. A day and a moment are those of each post's own city, as its followers live them."""
    days = []
    by_day = sorted(posts, key=lambda post: post.local.date())
    for day, of_the_day in groupby(by_day, key=lambda post: post.local.date()):
        todays = list(of_the_day)
        days.append(Day(f"d-{day.isoformat()}", day_name(day, language), len(todays), _moments(todays, day)))
    return tuple(days)


def day_name(day: date, language: str) -> str:
    """``Saturday 2 September 2023``, ``samedi 2 septembre 2023``; French says “1er”."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{DAYS[language][day.weekday()]} {number} {MONTHS[language][day.month - 1]} {day.year}"


def _moments(posts: Sequence[BookPost], day: date) -> tuple[Moment, ...]:
    by_entry = sorted(posts, key=lambda post: (post.entry, post.occurrence))
    groups = [list(some) for _, some in groupby(by_entry, key=lambda post: (post.entry, post.occurrence))]
    groups.sort(key=lambda some: (_place(some), _label(some), min(post.utc for post in some), some[0].entry))
    moments = []
    number = 0
    for (label, local), several in groupby(groups, key=_label):
        entries = []
        for some in several:
            # An audience's posts stand side by side, in the order in which the audiences got their first.
            first = {name: min(post.utc for post in some if post.audience == name) for name in _audiences(some)}
            ordered = sorted(
                some,
                key=lambda post: (first[post.audience], post.audience, _SHOWN.index(post.network), post.account),
            )
            head = ordered[0]
            entries.append(Occurrence(f"e-{day.isoformat()}-{number}", head.entry, head.occurrence, tuple(ordered)))
            number += 1
        moments.append(Moment(label, local, tuple(entries)))
    return tuple(moments)


def _audiences(posts: Sequence[BookPost]) -> set[str]:
    return {post.audience for post in posts}


def _place(posts: Sequence[BookPost]) -> datetime:
    """Where in the day it stands: an instant amid its wall times, not at the first, which may be an ocean away."""
    walls = _walls(posts)
    return walls[len(walls) // 2] if _label(posts)[1] else walls[0]


def _walls(posts: Sequence[BookPost]) -> list[datetime]:
    """Their wall times in order: as the clocks on the walls compare, not as the instants do."""
    return sorted(post.local.replace(tzinfo=None) for post in posts)


def _label(posts: Sequence[BookPost]) -> tuple[str, str]:
    """A moment's label, and its local times where it is one instant in several cities.

    An account's posts go out one after the other, so neither the wall times nor the instants are all the same: what the
    entry was written for is what they are closer to.
    """
    walls, instants = _walls(posts), sorted(post.utc for post in posts)
    if walls[-1] - walls[0] <= instants[-1] - instants[0]:
        return f"{walls[0]:%H:%M}", ""
    return f"{instants[0]:%H:%M} UTC", f"{walls[0]:%H:%M}–{walls[-1]:%H:%M}"
