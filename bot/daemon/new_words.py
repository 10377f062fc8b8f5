"""Whether a post that is out may get new words now, and which post that makes.

Nothing is deleted to be said anew that could not be said anew: the sender's own gates are asked first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import log
from bot.campaign import truth
from bot.campaign.approved import ANYTHING, approval
from bot.campaign.decisions import Stands, stands
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Account, Limits, PictureKind, PictureRequest, Post
from bot.campaign.readback import ACCOUNT_GONE
from bot.campaign.render import render
from bot.daemon.allowance import Allowance
from bot.daemon.gates import Guard, examine
from bot.daemon.means import Means
from bot.daemon.threshold import FAULT
from bot.daemon.verdicts import Held, Ready, Refused, Verdict
from bot.ports import EVERYTHING, Errand, ErrandKind

_log = log.logger("errands")

LOOK_AGAIN = timedelta(seconds=10)
AFTER_A_FAULT = timedelta(seconds=30)
RELOADED_AFTER = timedelta(minutes=2)
"""A saved edit is in force long before that; words that the files do not have by then were edited again."""
OTHER_WORDS = "the files say other words by now"
BUDGET = "budget used up"
UNDER_WAY = "being deleted"
"""Reasons: see ``bot.wording.reasons``."""


@dataclass(frozen=True, slots=True)
class Go:
    """Nothing stands against it."""


@dataclass(frozen=True, slots=True)
class NotYet:
    """It waits, at least until ``at``."""

    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Not:
    """It cannot be done any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Another order took its place: whatever is to be done, that one does."""


Standing = Go | NotYet | Not | Overtaken


@dataclass(slots=True)
class LastLook:
    """At one edit. Its network asks ``may_leave``, from whichever thread, before a byte that would change the post."""

    look: Callable[[], Standing]
    seen: Standing = Go()

    def may_leave(self) -> bool:
        """Look; asked again, look again."""
        self.seen = self.look()
        return isinstance(self.seen, Go)


class NewWords:
    """What the duty asks of an edit or a replacement."""

    def __init__(self, means: Means) -> None:
        self._means = means
        self._guard = Guard(means.outbox, means.alarm, means.stopped, means.clock_trusted, means.wall)

    def allowed(self, errand: Errand, account: Account | None, now: datetime) -> Standing:
        """Whether anything forbids ``errand`` at ``now``; nothing ever forbids a deletion that is only a deletion."""
        if errand.kind in {ErrandKind.RETRACT, ErrandKind.DOUBLE} or self._is_under_way(errand):
            return Go()
        if account is None:
            return NotYet(ACCOUNT_GONE, now + LOOK_AGAIN)
        stopped = self._stopped(account)
        if stopped:
            return NotYet(stopped, now + LOOK_AGAIN)
        running = self._means.live.snapshot
        if errand.key in running.waiting or (errand.key not in running.plan and running.broken):
            return NotYet(HeldFor.BROKEN_FILE.value, now + LOOK_AGAIN)
        return Go() if errand.key in running.plan else Not("no longer in the plan")

    def _stopped(self, account: Account) -> str:
        """What keeps all new words of the account back, if anything does."""
        if self._means.stopped():
            return "STOP"
        if not self._means.clock_trusted():
            return HeldFor.CLOCK.value
        paused = any(pause.scope in {EVERYTHING, account.name} for pause in self._means.outbox.pauses())
        return HeldFor.PAUSED.value if paused else ""

    def last_look(self, errand: Errand, account: Account) -> LastLook:
        """For whoever edits the post: it may take a while from the first look to the byte that changes it."""

        def look() -> Standing:
            now = self._means.clock.now()
            try:
                if all(order.number != errand.number for order in self._means.outbox.errands()):
                    return Overtaken()
                return self.allowed(errand, account, now)
            except Exception as bug:  # noqa: BLE001 -- whatever broke, nothing has changed yet
                _log.error("last look failed", exc_info=bug, key=errand.key)
                return NotYet(f"{FAULT} ({type(bug).__name__})", now + AFTER_A_FAULT)

        return LastLook(look)

    def sayable(self, errand: Errand, account: Account | None, limits: Limits, now: datetime) -> Standing:
        """Whether the sender would say now what is to be deleted first."""
        if errand.kind is not ErrandKind.REPLACE or self._is_under_way(errand) or account is None:
            return Go()
        # Until its account was open it may have taken a while: is it all still so?
        allowed = self.allowed(errand, account, now)
        if not isinstance(allowed, Go):
            return allowed
        row = self._means.outbox.get(errand.key)
        assert row is not None, "an order names a delivery"
        anew = replace(
            row,
            state=State.PLANNED,
            due=now,
            expedited=True,
            approved_by=errand.by,
            approved_text=approval(errand.text, ANYTHING),
            approved_at=now,
        )
        seen = examine(anew, account, self._means.live.snapshot, self._guard, limits, now)
        if isinstance(seen, Ready) and seen.post.text == errand.text:
            return Not(BUDGET) if Allowance(account, self._means.outbox).cannot_pay(seen.post, now) else Go()
        if seen == Held(HeldFor.DECISION) and self._is_contradicted(errand.key):
            # One word too few may still come; where people disagree, nothing would ever end this order.
            return Not(HeldFor.DECISION.value)
        return _why_not(seen, errand, now)

    def _is_contradicted(self, key: str) -> bool:
        """Whether somebody states another outcome than the one that its ``only-if`` names."""
        condition = self._means.live.snapshot.plan[key].slot.entry.only_if
        assert condition is not None, "it waits for one"
        return stands(condition, self._means.outbox.statements(condition.deadline)) is Stands.NO

    @staticmethod
    def _is_under_way(errand: Errand) -> bool:
        """Of a replacement: its deletion was begun, so it may be gone, and has to be said anew."""
        return errand.kind is ErrandKind.REPLACE and errand.tries > 0

    def point_of_no_return(self, errand: Errand) -> None:
        """Commit that the deletion begins: from now on the post is said anew, whatever becomes of this process."""
        now = self._means.clock.now()
        if not errand.tries:
            self._means.outbox.put_off(errand, UNDER_WAY, now, now)

    def post(self, errand: Errand, limits: Limits) -> Post:
        """The post with its new words; a warning and a picture are the entry's."""
        running, row = self._means.live.snapshot, self._means.outbox.get(errand.key)
        assert row is not None, "an order names a delivery"
        post: object = None
        due = running.plan.get(errand.key)
        if due is not None and running.campaign is not None:
            number = truth.number_when_sent(due.slot, running.campaign.settings, row.begun_at or row.sent_at)
            post = render(due.slot, due.account, running.campaign, number, limits)
        if not isinstance(post, Post):
            # The files have changed since the order; its words were measured then.
            post = Post(errand.text, row.language, 0, limits.characters)
        picture = None
        if row.picture_sha256:
            picture = post.picture or PictureRequest(PictureKind.PHOTO, row.language)
        return replace(post, text=errand.text, picture=picture)


def _why_not(seen: Verdict, errand: Errand, now: datetime) -> NotYet | Not:
    match seen:
        case Held(reason) if reason is not HeldFor.CHANGED:
            return NotYet(reason.value, now + LOOK_AGAIN)
        case Refused(State.PLANNED, reason, again):
            return NotYet(reason, again or now + LOOK_AGAIN)
        case Refused(_, reason):
            return Not(reason)
        case _:
            # The daemon may not have read yet what was saved a moment ago.
            pass
    # Either way: an order that was given while the clock was wrong may date from tomorrow.
    just_now = abs(now - errand.ordered_at) < RELOADED_AFTER
    return NotYet(OTHER_WORDS, now + LOOK_AGAIN) if just_now else Not(OTHER_WORDS)
