"""What the gates can say of a delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Post

QUIET = "quiet hours"
"""A reason: see ``bot.wording.reasons``."""


@dataclass(frozen=True, slots=True)
class Ready:
    """It may go, with these words."""

    post: Post


@dataclass(frozen=True, slots=True)
class Held:
    """It waits: for a person, or for what ``reason`` says."""

    reason: HeldFor
    told: bool = False
    """The staff have heard of it already, together with others."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It does not go, or not now."""

    state: State
    reason: str
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Its instant is another by now, and not yet there."""

    due: datetime


Verdict = Ready | Held | Refused | Moved
