"""Which approved photo is reposted next on an account, and when: seldom, spaced, never in quiet hours, and fairly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from bot.campaign.candidate import Source
from bot.campaign.model import QuietHours
from bot.campaign.quiet import after_quiet

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Approved:
    """An approved photo that is not reposted yet."""

    id: str
    account: str
    source: Source
    approved_at: datetime
    """UTC."""
    author: str = ""
    """A token, never a name; empty: unknown, and like nobody else."""
    city: str = ""
    """As it is shown; empty: none, and like no other."""


@dataclass(frozen=True, slots=True)
class Repost:
    """A repost that was made, or that is planned: ``at`` is UTC."""

    account: str
    at: datetime
    source: Source
    author: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an account reposts, in any sixty minutes and any 24 hours, and when it is silent."""

    per_hour: int = 2
    per_day: int = 12
    spacing: timedelta = timedelta(minutes=10)
    quiet: QuietHours | None = None
    zone: str = "UTC"
    """IANA: where the quiet hours are."""
    patience: timedelta = timedelta(days=2)
    """No photo is overtaken by one that was approved so much later, however rare that one's city is."""

    @property
    def reach(self) -> timedelta:
        """How far from it a repost has a say."""
        return max(DAY, self.spacing)


@dataclass(frozen=True, slots=True)
class Turn:
    """Photo ``id`` goes out on ``account`` at ``at`` (UTC), not earlier."""

    id: str
    account: str
    at: datetime


def next_reposts(
    photos: Iterable[Approved],
    reposts: Iterable[Repost],
    now: datetime,
    paces: Mapping[str, Pace],
    until: datetime | None = None,
) -> list[Turn]:
    """Turns for ``photos`` from ``now`` on, in order, beside the ``reposts`` made or planned; all, or those ``until``.

    ``reposts`` go back a day at least. A photo approved later than ``now``, or for an account without a pace or with
    one of nought, has no turn yet. The same arguments give the same turns, in whatever order the photos come.
    """
    waiting: dict[str, list[Approved]] = {}
    for photo in photos:
        if photo.approved_at <= now:
            waiting.setdefault(photo.account, []).append(photo)
    known: dict[str, list[Repost]] = {}
    for repost in reposts:
        known.setdefault(repost.account, []).append(repost)
    turns = [
        turn
        for account, pace in paces.items()
        if account in waiting
        for turn in _turns(waiting[account], known.get(account, []), now, pace, until)
    ]
    return sorted(turns, key=lambda turn: (turn.at, turn.account))


def _turns(
    waiting: list[Approved], known: list[Repost], now: datetime, pace: Pace, until: datetime | None
) -> list[Turn]:
    if pace.per_hour < 1 or pace.per_day < 1:
        return []
    waiting = sorted(waiting, key=lambda photo: (photo.approved_at, photo.id))
    known = sorted(known, key=lambda repost: repost.at)
    times = [repost.at for repost in known]
    turns: list[Turn] = []
    at = now
    while waiting:
        at = _first_free(times, at, pace)
        if until is not None and at >= until:
            break
        photo = _fairest(waiting, [repost for repost in known if repost.at <= at], pace.patience)
        waiting.remove(photo)
        turns.append(Turn(photo.id, photo.account, at))
        known.append(Repost(photo.account, at, photo.source, photo.author, photo.city))
        known.sort(key=lambda repost: repost.at)
        times = sorted([*times, at])
    return turns


def _first_free(times: Sequence[datetime], start: datetime, pace: Pace) -> datetime:
    """The first instant from ``start`` on at which one more repost keeps to ``pace`` beside those at ``times``.

    What forbids an instant ends a spacing, an hour or a day after a repost, or with the quiet hours.
    """
    times = [at for at in times if at > start - pace.reach]
    ends = (at + wait for at in times for wait in (pace.spacing, HOUR, DAY))
    for instant in sorted({start, *(end for end in ends if end > start)}):
        at = after_quiet(instant, pace.quiet, pace.zone)
        if _keeps(times, at, pace):
            return at
    message = "where the last of these ends nothing forbids a repost"
    raise AssertionError(message)


def _keeps(times: Sequence[datetime], at: datetime, pace: Pace) -> bool:
    near = sorted([*(other for other in times if abs(other - at) < pace.reach), at])
    if any(later - earlier < pace.spacing for earlier, later in pairwise(near) if at in {earlier, later}):
        return False
    return _within(near, at, HOUR, pace.per_hour) and _within(near, at, DAY, pace.per_day)


def _within(near: Sequence[datetime], at: datetime, window: timedelta, most: int) -> bool:
    """Whether no stretch of ``window`` that holds ``at`` holds more than ``most`` of ``near``."""
    return not any(
        first <= at <= last and last - first < window for first, last in zip(near, near[most:], strict=False)
    )


def _fairest(waiting: Sequence[Approved], before: Sequence[Repost], patience: timedelta) -> Approved:
    """Of what waits: another author, city and source than the last, then those longest unseen, then the oldest."""
    latest = waiting[0].approved_at + patience
    authors = {repost.author: turn for turn, repost in enumerate(before, start=1)}
    cities = {repost.city: turn for turn, repost in enumerate(before, start=1)}
    sources = {repost.source: turn for turn, repost in enumerate(before, start=1)}
    # Unknown authors and photos without a city are like no other.
    authors.pop("", None)
    cities.pop("", None)

    def unfairness(photo: Approved) -> tuple[list[bool], list[int], datetime, str]:
        seen = [authors.get(photo.author, 0), cities.get(photo.city, 0), sources.get(photo.source, 0)]
        return [turn == len(before) > 0 for turn in seen], seen, photo.approved_at, photo.id

    return min((photo for photo in waiting if photo.approved_at <= latest), key=unfairness)
