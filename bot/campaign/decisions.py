"""What people's statements make of an ``only-if:``.

One person is enough to stop what depends on nothing having happened; two are needed for what an outcome publishes.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from bot.campaign.model import Campaign, OnlyIf

OPEN_OUTCOME = "open"
"""What is true of every deadline until people state another outcome."""
ENOUGH = 2
"""Different people who must state what an outcome would publish."""


class Stands(StrEnum):
    """Whether a condition holds."""

    YES = "yes"
    NOT_YET = "not yet"
    """Nobody says otherwise, but too few have said so."""
    NO = "no"
    """Somebody says otherwise."""


class Said(Protocol):
    """One person's latest word on a deadline."""

    @property
    def deadline(self) -> str:
        """Which."""

    @property
    def person(self) -> str:
        """Whose."""

    @property
    def outcome(self) -> str:
        """What they say came of it."""


def stands(condition: OnlyIf, statements: Iterable[Said]) -> Stands:
    """Whether ``condition`` holds, given everybody's latest word; words on other deadlines do not count.

    Whoever says ``open`` again withdraws what they said before, and from then on contradicts every other outcome.
    """
    latest = {said.person: said.outcome for said in statements if said.deadline == condition.deadline}
    if any(outcome != condition.outcome for outcome in latest.values()):
        return Stands.NO
    if condition.outcome == OPEN_OUTCOME or len(latest) >= ENOUGH:
        return Stands.YES
    return Stands.NOT_YET


OTHER_OUTCOME = "other"
"""A word for whatever no entry names: it publishes nothing, and stops what depends on ``open``."""


def outcomes(campaign: Campaign, deadline: str) -> tuple[str, ...]:
    """What the files know of ``deadline``: ``open``, and what entries depend on.

    People may state any other word too: it publishes nothing, and stops what depends on ``open``.
    """
    named = (
        entry.only_if.outcome
        for entry in campaign.entries.values()
        if entry.only_if is not None and entry.only_if.deadline == deadline
    )
    return tuple(dict.fromkeys((OPEN_OUTCOME, *named)))


def decidable(campaign: Campaign) -> tuple[str, ...]:
    """The deadlines whose outcome somebody waits for, in the settings' order."""
    wanted = {entry.only_if.deadline for entry in campaign.entries.values() if entry.only_if is not None}
    return tuple(name for name in campaign.settings.deadlines if name in wanted)
