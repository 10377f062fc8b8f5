"""When to look for a post that may be out, and what a look means: found, not there, or for a person to say.

A post that is found counts at once. That it is absent counts only once the call cannot go on any more (``read-back:
after``, from the call's start) and only twice, ``read-back: again`` apart: readers lag behind writers
(reference: reliability, per network).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName, ReadBack
from bot.campaign.outcome import Receipt
from bot.campaign.retry import MOST_ATTEMPTS, next_try

EARLY = timedelta(seconds=5)
"""How soon after a lost answer the post is looked for where looking is free."""
READING_COSTS = frozenset({NetworkName.X})
"""Networks that bill each read."""
READS_FOR_ABSENCE = 2
SOON = timedelta(seconds=15)
"""How soon what is to be gone is looked for again, or undone once more, while its call may go on."""

DUPLICATE = "duplicate"
"""How the reason begins when the network says that it has the post already."""
NOT_FOUND = "not found on the network"
DUPLICATE_NOT_FOUND = "called a duplicate, and not found"
SAID_ALREADY = "the same words are there as another post"
"""How the reason goes on with the key of the delivery whose post it is."""
REMEMBERED = timedelta(days=1)
"""A post older than this explains no duplicate: how long a network remembers words it does not say."""
TOO_MANY_CALLS = "not found after eight calls"
NOBODY_CAN_LOOK = "cannot be read back"
WHOSE = "others say the same, and nobody said which is whose"
ACCOUNT_GONE = "its account is no longer in the settings"


@dataclass(frozen=True, slots=True)
class Case:
    """One delivery whose call may have published it, as far as it was looked for."""

    network: NetworkName
    began: datetime | None
    """When the call began; ``None``: no call is known (the store was put back from a copy)."""
    attempts: int
    """Calls spent on it since a person last said "send"."""
    absent: int = 0
    """Reads in a row, after the quiet period, that did not find it."""
    looks: int = 0
    """How often it was looked at in all."""
    reason: str = ""
    """Why nobody knows."""
    said_by: str = ""
    """Another delivery, whose post with the same words was there when the network called this one a duplicate."""
    ordered: bool = False
    """Whether people ordered it taken back, or other words for it."""
    urgent: bool = False
    """Whether it is to be gone as soon as it is found: whatever a look costs, nobody waits for the quiet period."""


@dataclass(frozen=True, slots=True)
class Found:
    """It is there."""

    receipt: Receipt
    doubles: tuple[Receipt, ...] = ()
    """More of the same, younger."""


@dataclass(frozen=True, slots=True)
class Settled:
    """It goes to ``state``: ``planned``, proved absent (the store makes that ``cancelled`` if it was to be taken back),
    ``rejected``, proved absent and refused for good, or ``ask``.
    """

    state: State
    reason: str


@dataclass(frozen=True, slots=True)
class Again:
    """Nobody knows yet."""

    at: datetime
    absent: int


Verdict = Found | Settled | Again


def first_look(network: NetworkName, began: datetime, now: datetime, times: ReadBack) -> datetime:
    """When to look first for a post whose answer was found lost at ``now``."""
    quiet_until = began + timedelta(seconds=times.after_s)
    return quiet_until if network in READING_COSTS else min(now + EARLY, max(quiet_until, now))


def not_yet(case: Case, now: datetime, times: ReadBack) -> datetime | None:
    """Until when a look would be wasted; ``None``: look now."""
    if case.urgent:
        return None
    if case.began is None:
        # Whatever an earlier life of the store had in flight has ended one quiet period after we first heard of it.
        return None if case.looks or case.network not in READING_COSTS else now + timedelta(seconds=times.after_s)
    quiet_until = case.began + timedelta(seconds=times.after_s)
    return quiet_until if now < quiet_until and case.network in READING_COSTS else None


def read(case: Case, found: tuple[Receipt, ...], asked: datetime, now: datetime, times: ReadBack) -> Verdict:
    """What a read means that was begun at ``asked`` and ended at ``now``; ``found``: what matches, oldest first."""
    if found:
        return Found(found[0], found[1:])
    quiet_until = _quiet_until(case, asked, times)
    if asked < quiet_until:
        return Again(max(min(quiet_until, now + SOON) if case.urgent else quiet_until, now), 0)
    absent = case.absent + 1
    if absent < READS_FOR_ABSENCE:
        return Again(now + timedelta(seconds=times.again_s), absent)
    return _absent(case)


def _absent(case: Case) -> Settled:
    if case.reason.startswith(DUPLICATE) and not case.said_by:
        return Settled(State.ASK, DUPLICATE_NOT_FOUND)
    if case.reason.startswith(DUPLICATE) and not case.ordered:
        # A refused call makes no post, and no other call's is there: it is not out, and would be refused again.
        return Settled(State.REJECTED, f"{SAID_ALREADY}: {case.said_by}")
    if case.attempts >= MOST_ATTEMPTS:
        return Settled(State.ASK, TOO_MANY_CALLS)
    return Settled(State.PLANNED, NOT_FOUND)


def explains(posted: datetime, refused: datetime) -> bool:
    """Whether a call begun at ``refused`` may be called a duplicate of a post that went out at ``posted``."""
    return timedelta(0) <= refused - posted <= REMEMBERED


def blind(case: Case, why: str, asked: datetime, now: datetime, times: ReadBack) -> Verdict:
    """Nobody but a person can look; not before the call has ended, or they would look too early."""
    quiet_until = _quiet_until(case, asked, times)
    if asked < quiet_until:
        return Again(max(quiet_until, now), 0)
    return Settled(State.ASK, why or NOBODY_CAN_LOOK)


def read_again(failures: int, now: datetime, jitter: float, told: datetime | None = None) -> datetime:
    """When to ask a network again that could not be read ``failures`` times running; ``told``: when it said itself."""
    at = next_try(min(failures, MOST_ATTEMPTS - 1), now, jitter)
    assert at is not None, "reading is never given up"
    return max(at, told) if told is not None else at


def _quiet_until(case: Case, asked: datetime, times: ReadBack) -> datetime:
    if case.began is None:
        return asked if case.looks else asked + timedelta(seconds=times.after_s)
    return case.began + timedelta(seconds=times.after_s)
