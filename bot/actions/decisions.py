"""What people state of a deadline, and what that stops and lets go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.campaign.decisions import OPEN_OUTCOME, Stands, outcomes, stands
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Campaign, OnlyIf
from bot.ports import Delivery, Outbox, Statement

_AHEAD = (State.PLANNED, State.CLAIMED, State.HELD)
"""What a decision still reaches."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What one outcome of a deadline would do, were nothing else stated."""

    outcome: str
    standing: Stands
    """As things are stated now."""
    going: Sequence[Delivery]
    """What depends on it, by due time."""
    stopped: Sequence[Delivery]
    """What depends on another outcome."""

    @property
    def needs_two(self) -> bool:
        """Whether one person's word is not enough for what it would publish."""
        return self.outcome != OPEN_OUTCOME


@dataclass(frozen=True, slots=True)
class Done:
    """What a statement changed."""

    stopped: Sequence[Delivery]
    """Might have gone before, and may not any more."""
    going: Sequence[Delivery]
    """Might not have gone before, and may now."""
    waiting: Sequence[Delivery]
    """Wait for a second person to say the same."""
    contested: Mapping[str, str]
    """By person, what they say, when not all say the same; else empty."""


def effects(campaign: Campaign, outbox: Outbox, deadline: str) -> Sequence[Effect]:
    """Each outcome that can be stated of ``deadline``, and what it would do."""
    statements = outbox.statements(deadline)
    depending = _depending(campaign, outbox, deadline)
    return [
        Effect(
            outcome,
            stands(OnlyIf(deadline, outcome), statements),
            [row for row, wanted in depending if wanted == outcome],
            [row for row, wanted in depending if wanted != outcome],
        )
        for outcome in outcomes(campaign, deadline)
    ]


def state(campaign: Campaign, outbox: Outbox, deadline: str, outcome: str, person: str, now: datetime) -> Done:
    """Take down one person's word; from this commit on every gate goes by it."""
    with outbox.together():
        before = outbox.statements(deadline)
        outbox.state_outcome(deadline, outcome, person, now)
        after = outbox.statements(deadline)
        # What may go now must not stay behind; the gates hold the rest again.
        outbox.release(HeldFor.DECISION.value, now)
    stopped, going, waiting = [], [], []
    for row, wanted in _depending(campaign, outbox, deadline):
        condition = OnlyIf(deadline, wanted)
        was, stands_now = stands(condition, before), stands(condition, after)
        if stands_now is Stands.NOT_YET:
            waiting.append(row)
        if was is Stands.YES and stands_now is not Stands.YES:
            stopped.append(row)
        elif was is not Stands.YES and stands_now is Stands.YES:
            going.append(row)
    return Done(stopped, going, waiting, _contested(after))


def _depending(campaign: Campaign, outbox: Outbox, deadline: str) -> Sequence[tuple[Delivery, str]]:
    """Deliveries still ahead whose entry waits for ``deadline``, each with the outcome it needs."""
    wanted = {
        entry.key: entry.only_if.outcome
        for entry in campaign.entries.values()
        if entry.only_if is not None and entry.only_if.deadline == deadline
    }
    return [(row, wanted[row.entry]) for row in outbox.deliveries(states=_AHEAD) if row.entry in wanted]


def _contested(statements: Sequence[Statement]) -> Mapping[str, str]:
    words = {said.person: said.outcome for said in statements}
    return words if len(set(words.values())) > 1 else {}
