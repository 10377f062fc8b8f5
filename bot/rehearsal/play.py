"""Plays a campaign from its first post to its last: the daemon's own duties, one after another, under a clock that
jumps to the next moment at which there is something to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Account, Limits, NetworkName, Post
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Rejected
from bot.ports import Duty, Identity, Media, Network, Outbox, Prepared

BEFORE_THE_FIRST = timedelta(minutes=5)
APPROVES_AHEAD = timedelta(hours=2)
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

    def limits(self) -> Limits:
        """Passes through."""
        return self._network.limits()

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """Passes through."""
        return self._network.prepare(post, media)

    def publish(self, ready: Prepared, key: str) -> Outcome:
        """Passes through, and is told."""
        outcome = self._network.publish(ready, key)
        self._seen(
            Published(self._account.name, self._account.network, self._clock.now(), ready.post, ready.media, outcome)
        )
        return outcome

    def close(self) -> None:
        """Passes through."""
        self._network.close()


class ScriptedPerson:
    """Approves what is held, two hours before it is due, as an organiser would."""

    name = "scripted person"

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def run_once(self, now: datetime) -> datetime | None:
        """Approve what is near; return when to look again."""
        ahead = []
        for row in self._outbox.deliveries(states=(State.HELD,)):
            if row.reason not in {HeldFor.APPROVAL.value, HeldFor.CHANGED.value}:
                continue
            if row.due <= now + APPROVES_AHEAD:
                self._outbox.approve(row.key, row.text, SCRIPT, now)
            else:
                ahead.append(row.due - APPROVES_AHEAD)
        return min(ahead, default=None)


def play(
    people: Sequence[Duty],
    doors: Sequence[Duty],
    clock: TurnableClock,
    turn_stage_clock: Callable[[datetime], None],
    until: datetime,
) -> Iterator[datetime]:
    """Run the duties in order at every moment at which one of them has something to do; yields each moment.

    What ``people`` decide may be work for the ``doors``: they are woken with them.
    """
    moments: dict[str, datetime | None] = {duty.name: clock.now() for duty in (*people, *doors)}
    while True:
        coming = [at for at in moments.values() if at is not None]
        if not coming or min(coming) > until:
            return
        now = max(min(coming), clock.now())
        clock.set(now)
        turn_stage_clock(now)
        if any(_is_due(moments[person.name], now) for person in people):
            moments.update({door.name: now for door in doors})
        for duty in (*people, *doors):
            if _is_due(moments[duty.name], now):
                moments[duty.name] = _later(duty.run_once(now), now)
        yield now


def _is_due(at: datetime | None, now: datetime) -> bool:
    return at is not None and at <= now


def _later(at: datetime | None, now: datetime) -> datetime | None:
    """A duty that asks to be woken at once is woken a little later: time must go on."""
    return None if at is None else max(at, now + timedelta(milliseconds=1))
