"""Plays a campaign from its first post to its last: the daemon's own duties, one after another, under a clock that
jumps to the next moment at which there is something to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Account, Limits, NetworkName, PictureKind, Post
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Rejected
from bot.ports import Blind, Done, Duty, Identity, Looked, Media, Network, Outbox, Prepared, Sought, at_once

BEFORE_THE_FIRST = timedelta(minutes=5)
APPROVES_AHEAD = timedelta(hours=2)
LOOKS_EVERY = timedelta(minutes=10)
"""Daemon's duties that wait elsewhere, or for others' word, look by themselves so often."""
A_MOMENT = timedelta(milliseconds=1)
SCRIPT = "the rehearsal's scripted person"


class TurnableClock(Protocol):
    """A clock that the play turns."""

    def now(self) -> datetime:
        """The instant it was last set to."""
        ...

    def set(self, instant: datetime) -> None:
        """Turn it forward."""
        ...


@dataclass(frozen=True, slots=True)
class Published:
    """One call that was made, and what came of it."""

    account: str
    network: NetworkName
    at: datetime
    post: Post
    media: Media | None
    outcome: Outcome

    @property
    def is_supporters(self) -> bool:
        """Whether it is a supporter's photo, and no post of the plan."""
        picture = self.post.picture
        return bool(self.post.repost_of) or (picture is not None and picture.kind is PictureKind.SUPPORTER)


class Watched:
    """A network whose publishing is seen as it happens; everything else passes through untouched."""

    def __init__(
        self, account: Account, network: Network, clock: TurnableClock, seen: Callable[[Published], None]
    ) -> None:
        self._account = account
        self._network = network
        self._clock = clock
        self._seen = seen

    def identity(self) -> Identity | NotSent | AccountBroken:
        """Passes through."""
        return self._network.identity()

    def limits(self) -> Limits | None:
        """Passes through."""
        return self._network.limits()

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Passes through."""
        return self._network.prepare(post, media)

    def publish(
        self,
        ready: Prepared,
        key: str,
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        """Passes through, and is told."""
        outcome = self._network.publish(ready, key, may_leave, may_listen)
        self._seen(
            Published(self._account.name, self._account.network, self._clock.now(), ready.post, ready.media, outcome)
        )
        return outcome

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        """Passes through."""
        return self._network.find_own_posts(sought)

    def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
        """Passes through."""
        return self._network.delete(remote_id, repost_of)

    def edit(
        self, remote_id: str, post: Post, may_leave: Callable[[], bool] = at_once
    ) -> Done | NotSent | Rejected | Blind | AccountBroken:
        """Passes through."""
        return self._network.edit(remote_id, post, may_leave)

    def server_time(self) -> datetime | None:
        """Passes through."""
        return self._network.server_time()

    def close(self) -> None:
        """Passes through."""
        self._network.close()


class ScriptedPerson:
    """Approves what is held, two hours before it is due, as an organiser would."""

    name = "scripted person"

    def __init__(self, outbox: Outbox, beside: Callable[[str], str]) -> None:
        """``beside`` tells what goes out with a delivery's words: see ``campaign.approved``."""
        self._outbox = outbox
        self._beside = beside

    def run_once(self, now: datetime) -> datetime | None:
        """Approve what is near; return when to look again."""
        ahead = []
        for row in self._outbox.deliveries(states=(State.HELD,)):
            if row.reason not in {HeldFor.APPROVAL.value, HeldFor.CHANGED.value}:
                continue
            if row.due <= now + APPROVES_AHEAD:
                self._outbox.approve(row.key, row.text, SCRIPT, now, self._beside(row.key))
            else:
                ahead.append(row.due - APPROVES_AHEAD)
        return min(ahead, default=None)


class Seldom:
    """A duty that has nothing to do with what goes out: once in a while is enough, however often it is woken."""

    def __init__(self, duty: Duty, every: timedelta) -> None:
        self.name = duty.name
        self._duty, self._every = duty, every
        self._again: datetime | None = None

    def run_once(self, now: datetime) -> datetime | None:
        """When its while is over."""
        if self._again is not None and now < self._again:
            return self._again
        next_at = self._duty.run_once(now)
        self._again = now + self._every
        # Without an appointment of its own it would be woken with all the others.
        return self._again if next_at is None else max(next_at, self._again)


class Woken:
    """A duty that is woken when something came, and looks every ten minutes in case it was not: here it always is."""

    def __init__(self, duty: Duty, every: timedelta) -> None:
        self.name = duty.name
        self._duty, self._every = duty, every

    def run_once(self, now: datetime) -> datetime | None:
        """What it waits for itself comes soon; other looks are far between."""
        next_at = self._duty.run_once(now)
        soon = next_at is None or next_at < now + LOOKS_EVERY
        return next_at if soon else now + self._every


class Play:
    """The daemon's duties, one after another. What they wake each other for happens at the same moment."""

    def __init__(
        self,
        people: Sequence[Duty],
        doors: Sequence[Duty],
        followers: Sequence[Duty],
        clock: TurnableClock,
        turn_stage_clock: Callable[[datetime], None],
        others: Sequence[Duty] = (),
    ) -> None:
        """What ``people`` decide may be work for the ``doors``; what the doors did, for the ``followers``; the
        ``others`` have their own times, and are woken by name.
        """
        self._people, self._doors, self._followers, self._others = people, doors, followers, others
        self._clock = clock
        self._turn_stage_clock = turn_stage_clock
        self._moments: dict[str, datetime | None] = {
            duty.name: clock.now() for duty in (*people, *doors, *followers, *others)
        }

    def wake(self, name: str) -> None:
        """A duty has something to do now."""
        if name in self._moments:
            self._moments[name] = self._clock.now()

    def run(self, until: datetime) -> Iterator[datetime]:
        """Every moment at which one of them has something to do; yields each."""
        while True:
            coming = [at for at in self._moments.values() if at is not None]
            if not coming or min(coming) > until:
                return
            now = max(min(coming), self._clock.now())
            self._clock.set(now)
            self._turn_stage_clock(now)
            if any(_is_due(self._moments[person.name], now) for person in self._people):
                self._wake_all(self._doors)
            for duty in self._people:
                self._step(duty, now)
            if sum(self._step(door, now) for door in self._doors):
                self._wake_all(self._followers)
            for duty in (*self._followers, *self._others):
                self._step(duty, now)
            yield now

    def _wake_all(self, duties: Sequence[Duty]) -> None:
        for duty in duties:
            self.wake(duty.name)

    def _step(self, duty: Duty, now: datetime) -> bool:
        """Whether it had something to do."""
        if not _is_due(self._moments[duty.name], now):
            return False
        self._moments[duty.name] = None
        next_at = _later(duty.run_once(now), now)
        # Somebody may have woken it meanwhile.
        woken = self._moments[duty.name]
        self._moments[duty.name] = next_at if woken is None else now + A_MOMENT
        return True


def _is_due(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now


def _later(at: datetime | None, now: datetime) -> datetime | None:
    """A duty that asks to be woken at once is woken a little later: time must go on."""
    return None if at is None else max(at, now + A_MOMENT)
