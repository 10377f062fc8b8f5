"""What became of a call that should have published something: five values, decided once, by the adapter.

The rule (docs/decisions.md): whatever may have left this computer is ``Unknown`` until it is read back; only an
outcome *proved* not executed may be tried again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

CALL_S = 60.0
"""The total deadline of one call; the adapter keeps it, and a post must still be true when it ends."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the network answered."""

    remote_id: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """It is out."""

    receipt: Receipt


@dataclass(frozen=True, slots=True)
class NotSent:
    """Proved not executed: refused connection, 429, a failed upload. May be tried again."""

    reason: str
    retry_at: datetime | timedelta | None = None
    """UTC, when the network said, or how long to wait from the answer on; ``None``: our own back-off decides."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """The network refuses this post for good."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may or may not be out. Never sent again unread."""

    reason: str


@dataclass(frozen=True, slots=True)
class AccountBroken:
    """The account itself cannot post (401, suspended, no credit): it pauses alone and spends no attempts."""

    reason: str


Outcome = Sent | NotSent | Rejected | Unknown | AccountBroken
