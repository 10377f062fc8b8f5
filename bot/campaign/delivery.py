"""A delivery's states and the one table of what may follow what. ``docs/states.md`` draws it; a test compares."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a delivery stands."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    ASK = "ask"
    HELD = "held"
    MISSED = "missed"
    PAST = "past"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    RETRACTING = "retracting"
    RETRACTED = "retracted"


class HeldFor(StrEnum):
    """Why a delivery is held."""

    APPROVAL = "approval"
    PAUSED = "paused"
    ACCOUNT = "account"
    CLOCK = "clock"
    BROKEN_FILE = "broken file"
    LATE = "late"
    CHANGED = "changed since approval"
    DECISION = "decision"
    """``only-if:`` something that people have not stated, or not both of them."""


RESTORED = "restored from a copy"
"""The reason of a delivery that may have gone out since the copy that took the store's place."""
FEWER_CALLS = "fewer calls than were made"
"""The same of a copy that nobody marked as one."""

NO_LONGER_PLANNED = "no longer planned"
"""The reason of a delivery that the files, not a person, cancelled."""


TRANSITIONS: Mapping[State, frozenset[State]] = {
    # Planned and held rows that are due become unknown only when the store was restored from a copy: what it says
    # was not sent may have gone out after the copy was made.
    State.PLANNED: frozenset(
        {State.CLAIMED, State.HELD, State.MISSED, State.PAST, State.CANCELLED, State.UNKNOWN},
    ),
    State.CLAIMED: frozenset({State.SENDING, State.PLANNED, State.HELD, State.MISSED, State.REJECTED, State.CANCELLED}),
    # Nothing goes from sending to a second call: planned only for what is proved not executed.
    State.SENDING: frozenset({State.SENT, State.PLANNED, State.REJECTED, State.UNKNOWN, State.HELD}),
    # Rejected when the network refused it as a duplicate, and the store knows of whose post.
    State.UNKNOWN: frozenset({State.SENT, State.PLANNED, State.ASK, State.REJECTED, State.CANCELLED}),
    State.ASK: frozenset({State.SENT, State.PLANNED, State.CANCELLED}),
    State.HELD: frozenset({State.PLANNED, State.MISSED, State.CANCELLED, State.PAST, State.UNKNOWN}),
    State.SENT: frozenset({State.RETRACTING}),
    # Back to sent when the network refuses to delete it (too old, no right to): it is still there, and staff are told.
    State.RETRACTING: frozenset({State.RETRACTED, State.SENT}),
    State.MISSED: frozenset(),
    # An edit can move a slot that was past from the start into the future: a mistyped year.
    State.PAST: frozenset({State.PLANNED, State.HELD}),
    State.REJECTED: frozenset(),
    # Only for NO_LONGER_PLANNED, when the files have it again; what a person cancelled stays cancelled.
    State.CANCELLED: frozenset({State.PLANNED, State.HELD}),
    # For a correction on a network that cannot edit, deleted first, then said anew; and for a repost that was taken
    # back and is approved again. Each is a new generation.
    State.RETRACTED: frozenset({State.PLANNED}),
}


def may_follow(before: State, after: State) -> bool:
    """Whether a delivery may go from ``before`` to ``after``."""
    return after in TRANSITIONS[before]


OPEN = frozenset({State.PLANNED, State.CLAIMED, State.SENDING, State.UNKNOWN, State.ASK, State.HELD})
"""States something is still to be done about."""

POSTED = frozenset({State.SENT, State.RETRACTING, State.RETRACTED})
"""States of what went out, and perhaps was taken back."""

AT_REST = frozenset({State.RETRACTED, State.CANCELLED, State.MISSED, State.REJECTED, State.PAST})
"""States of what is not out, and which nobody has to do anything about."""

EDITABLE = frozenset({State.PLANNED, State.HELD, State.PAST})
"""States in which an edit of the files may still move or remove a delivery that was never attempted."""
