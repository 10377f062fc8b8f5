"""A photo's states and the one table of what may follow what. ``docs/states.md`` draws it; a test compares.

A photo is decided about here; its repost is a delivery, with the states of ``delivery.py``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a photo stands."""

    FOUND = "found"
    ASKED = "asked"
    WAITING = "waiting"
    QUEUED = "queued"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    EXPIRED = "expired"
    QUARANTINED = "quarantined"


class Reason(StrEnum):
    """Why a photo stands where it stands; ``REASONS`` says which belong to which state."""

    CONSENT = "consent"
    CITY = "city"
    DELAY = "delay"
    UNUSUAL = "unusual"
    CHANGED = "changed since approval"
    RECONSIDERED = "reconsidered"
    REFUSED = "refused"
    LISTED_COUNTRY = "listed country"
    DUPLICATE = "duplicate"
    STOP = "stop"
    CODE = "code"
    NO_CONSENT = "no consent"
    BY_STAFF = "by staff"
    DELETED = "deleted"
    PICTURE_CHANGED = "picture changed"
    TAG_REMOVED = "tag removed"
    NOT_PUBLIC = "no longer public"
    OPTED_OUT = "opted out"
    NO_ANSWER = "no answer"
    NOT_REVIEWED = "not reviewed"
    CAMPAIGN_OVER = "campaign over"
    KEPT_LONG_ENOUGH = "kept long enough"
    UNREADABLE_PICTURE = "unreadable picture"
    UNREADABLE_MAIL = "unreadable mail"
    TOO_MANY = "too many from one sender"


REASONS: Mapping[State, frozenset[Reason]] = {
    State.FOUND: frozenset(),
    State.ASKED: frozenset({Reason.CONSENT, Reason.CITY}),
    State.WAITING: frozenset({Reason.DELAY}),
    # The ordinary photo in the queue needs none.
    State.QUEUED: frozenset({Reason.UNUSUAL, Reason.CHANGED, Reason.RECONSIDERED}),
    State.APPROVED: frozenset(),
    State.REJECTED: frozenset({Reason.REFUSED, Reason.LISTED_COUNTRY, Reason.DUPLICATE}),
    State.WITHDRAWN: frozenset({Reason.STOP, Reason.CODE, Reason.NO_CONSENT, Reason.BY_STAFF}),
    State.GONE: frozenset(
        {Reason.DELETED, Reason.PICTURE_CHANGED, Reason.TAG_REMOVED, Reason.NOT_PUBLIC, Reason.OPTED_OUT}
    ),
    State.EXPIRED: frozenset(
        {Reason.NO_ANSWER, Reason.NOT_REVIEWED, Reason.CAMPAIGN_OVER, Reason.KEPT_LONG_ENOUGH},
    ),
    State.QUARANTINED: frozenset({Reason.UNREADABLE_PICTURE, Reason.UNREADABLE_MAIL, Reason.TOO_MANY}),
}

OVER = frozenset({State.WITHDRAWN, State.GONE, State.EXPIRED})
"""States that nothing follows, and in which nothing of the picture is kept."""

_ALWAYS = OVER
"""Whatever is decided about a photo, its sender can take it back, its source can vanish, its time can run out."""

TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.FOUND: _ALWAYS | {State.ASKED, State.WAITING, State.QUEUED, State.REJECTED, State.QUARANTINED},
    # Asked once more for the other answer is the same state; rejected: the city typed lies in a listed country.
    State.ASKED: _ALWAYS | {State.WAITING, State.QUEUED, State.REJECTED},
    State.WAITING: _ALWAYS | {State.QUEUED, State.REJECTED},
    # Asked: the reviewer cannot tell the city.
    State.QUEUED: _ALWAYS | {State.APPROVED, State.REJECTED, State.ASKED},
    # An approval is for pixels and words; queued: they changed.
    State.APPROVED: _ALWAYS | {State.QUEUED, State.REJECTED},
    # Queued, never approved: whoever reconsiders looks at it again.
    State.REJECTED: _ALWAYS | {State.QUEUED},
    # Found: a person lets it through, or a version that can read it tries anew.
    State.QUARANTINED: _ALWAYS | {State.FOUND, State.REJECTED},
    State.WITHDRAWN: frozenset(),
    State.GONE: frozenset(),
    State.EXPIRED: frozenset(),
}

PUBLISHABLE = frozenset({State.APPROVED})
"""The only state in which a photo may go out, and stay out."""

WITH_SENDER = frozenset({State.ASKED})
"""States in which the sender's answer is waited for."""

WITH_STAFF = frozenset({State.QUEUED, State.QUARANTINED})
"""States in which a person's look is waited for."""

TAKEN_BACK = frozenset({State.WITHDRAWN, State.GONE, State.REJECTED})
"""States of which nothing may stay out, because somebody said so or its source is gone."""

REMEMBERED = frozenset({State.WITHDRAWN, State.GONE})
"""States that leave a tombstone, a keyed hash, so that the same photo is not collected again."""


def may_follow(before: State, after: State) -> bool:
    """Whether a photo may go from ``before`` to ``after``."""
    return after in TRANSITIONS[before]


def may_say(state: State, reason: Reason | None) -> bool:
    """Whether ``reason`` explains ``state``; only found, queued and approved photos need none."""
    if reason is None:
        return state in {State.FOUND, State.QUEUED, State.APPROVED}
    return reason in REASONS[state]


def must_be_undone(before: State, after: State) -> bool:
    """Whether going from ``before`` to ``after`` takes back what may have been published meanwhile."""
    return before in PUBLISHABLE and after not in PUBLISHABLE
