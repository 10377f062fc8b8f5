"""Everything that must hold before a delivery may go out, looked at again after every wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.campaign import truth
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Account, Limits, Post
from bot.campaign.outcome import CALL_S
from bot.campaign.render import render
from bot.daemon.live import Snapshot
from bot.ports import Delivery, Outbox
from bot.wording import problem_text

ACCOUNT_CHANGED = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Ready:
    """It may go, with these words."""

    post: Post


@dataclass(frozen=True, slots=True)
class Held:
    """It waits for a person."""

    reason: HeldFor


@dataclass(frozen=True, slots=True)
class Refused:
    """It does not go, or not now."""

    state: State
    reason: str
    retry_at: datetime | None = None


def examine(  # noqa: PLR0911 -- a gate a line; folding them would hide one
    delivery: Delivery, account: Account, running: Snapshot, outbox: Outbox, limits: Limits, now: datetime
) -> Ready | Held | Refused:
    """Whether ``delivery`` may go out at ``now``, and with which words."""
    due = running.plan.get(delivery.key)
    if running.campaign is None or (due is None and running.broken):
        return Held(HeldFor.BROKEN_FILE)
    if due is None:
        # An edit took it out a moment ago; the planner is about to remove the row.
        return Refused(State.PLANNED, "no longer in the plan", now + timedelta(seconds=10))
    if delivery.key in running.waiting:
        return Held(HeldFor.BROKEN_FILE)
    slot, settings = due.slot, running.campaign.settings
    if due.account != account:
        # An edit gave the account another address or channel; a sender of its own is about to take over.
        return Refused(State.PLANNED, "the account changed", now + ACCOUNT_CHANGED)
    # Whoever brought it forward has decided about lateness.
    refusal = None if delivery.expedited else _lateness(truth.lateness(slot, now), approved=bool(delivery.approved_by))
    if refusal is not None:
        return refusal
    if not truth.still_true(slot, settings, now, CALL_S):
        return Refused(State.MISSED, "no longer true")
    condition = slot.entry.only_if
    if condition is not None:
        stated = outbox.outcome_of(condition.deadline)
        if stated != condition.outcome:
            return Refused(State.CANCELLED, f"only-if: {condition.deadline} is {stated}")
    post = render(slot, account, running.campaign, truth.number_at(slot, settings, now), limits)
    if not isinstance(post, Post):
        language = settings.staff.language
        return Refused(State.REJECTED, " ".join(problem_text(problem, language)[0] for problem in post))
    if slot.entry.hold and not delivery.approved_by:
        return Held(HeldFor.APPROVAL)
    if slot.entry.hold and delivery.approved_text != post.text:
        return Held(HeldFor.CHANGED)
    return Ready(post)


def _lateness(verdict: truth.Verdict, *, approved: bool) -> Held | Refused | None:
    match verdict:
        case truth.Verdict.MISSED:
            return Refused(State.MISSED, "too late")
        case truth.Verdict.ASK:
            # A person who approved it after its time has answered the question.
            return None if approved else Held(HeldFor.LATE)
        case _:
            return None
