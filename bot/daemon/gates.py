"""Everything that must hold before a delivery may go out, looked at again after every wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.campaign import truth
from bot.campaign.approved import beside, is_for
from bot.campaign.decisions import Stands, stands
from bot.campaign.delivery import NO_LONGER_PLANNED, HeldFor, State
from bot.campaign.late import TOO_LATE, UNTRUE, catch_up_at, is_late, over
from bot.campaign.model import Account, Limits, PictureKind, Post, Settings, Slot
from bot.campaign.outcome import CALL_S
from bot.campaign.render import render
from bot.daemon.catchup import CatchUp
from bot.daemon.live import Snapshot
from bot.daemon.photos.gates import examine_photo
from bot.daemon.verdicts import QUIET, Held, Moved, Ready, Refused, Verdict
from bot.ports import LEAST, PHOTOS, Alarm, Delivery, Outbox, Wall
from bot.wording import problem_text
from bot.wording.mosaic import counted

LOOK_AGAIN = timedelta(seconds=10)
MOST_PHOTOS = 110
"""In one mosaic: as many as its grid has tiles."""
MOVED = "moved by an edit"
TOO_FEW_PHOTOS = "too few photos"
"""Reasons: see ``bot.wording.reasons``."""


class Guard:
    """What the gates look at beside the delivery and the files."""

    def __init__(
        self,
        outbox: Outbox,
        alarm: Alarm,
        stopped: Callable[[], bool],
        clock_trusted: Callable[[], bool],
        wall: Callable[[], Wall] = Wall,
    ) -> None:
        """``wall``: what a mosaic is made of, as it stands at that moment."""
        self.outbox = outbox
        self.wall = wall
        self.stopped = stopped
        self.clock_trusted = clock_trusted
        self.catch_up = CatchUp(outbox, alarm)


def examine(  # noqa: PLR0911 -- a gate a line; folding them would hide one
    delivery: Delivery, account: Account, running: Snapshot, guard: Guard, limits: Limits, now: datetime
) -> Verdict:
    """Whether ``delivery`` may go out at ``now``, and with which words."""
    nothing_goes = _nothing_goes(guard, now)
    if nothing_goes is not None:
        return nothing_goes
    if delivery.entry == PHOTOS:
        return examine_photo(delivery, account, running, guard.outbox, limits, now)
    due = running.plan.get(delivery.key)
    if running.campaign is None or (due is None and running.broken):
        return Held(HeldFor.BROKEN_FILE, told=True)
    if due is None:
        # An edit took it out while it was in hand, or unsure, and the planner passed it by. The planner plans it again
        # when the files have it again.
        return Refused(State.CANCELLED, NO_LONGER_PLANNED)
    if delivery.key in running.waiting:
        return Held(HeldFor.BROKEN_FILE, told=True)
    slot, settings = due.slot, running.campaign.settings
    if due.account != account:
        # An edit gave the account another address or channel; a sender of its own is about to take over.
        return Refused(State.PLANNED, "the account changed", now + LOOK_AGAIN)
    timing = _in_time(delivery, slot, settings, running, guard, now)
    if timing is not None:
        return timing
    condition = slot.entry.only_if
    if condition is not None and stands(condition, guard.outbox.statements(condition.deadline)) is not Stands.YES:
        return Held(HeldFor.DECISION)
    post = render(slot, account, running.campaign, truth.number_at(slot, settings, now), limits)
    if not isinstance(post, Post):
        language = settings.staff.language
        return Refused(State.REJECTED, " ".join(problem_text(problem, language)[0] for problem in post))
    if slot.entry.hold and not delivery.approved_by:
        # The desk reminds them.
        return Held(HeldFor.APPROVAL, told=True)
    if slot.entry.hold and not is_for(delivery.approved_text, post.text, beside(post)):
        return Held(HeldFor.CHANGED)
    return _with_photos(post, guard)


def _with_photos(post: Post, guard: Guard) -> Ready | Refused:
    """A mosaic with what stands now: looked at again before the first byte, so that nothing withdrawn is ever in it."""
    if post.picture is None or post.picture.kind is not PictureKind.MOSAIC:
        return Ready(post)
    wall = guard.wall()
    if len(wall.pictures) < LEAST and not wall.example:
        return Refused(State.MISSED, TOO_FEW_PHOTOS)
    words = counted(post.language, wall.photos, wall.cities)
    photos = tuple((picture.id, picture.sha256) for picture in wall.pictures[:MOST_PHOTOS])
    return Ready(replace(post, picture=replace(post.picture, lines=(words,), photos=photos)))


def _nothing_goes(guard: Guard, now: datetime) -> Held | Refused | None:
    """Why nothing at all may go out now."""
    if guard.stopped():
        return Refused(State.PLANNED, "STOP", now + LOOK_AGAIN)
    if not guard.clock_trusted():
        # Before anything that asks what time it is. Another daemon of the store may know it, and sends nothing held.
        return Refused(State.PLANNED, HeldFor.CLOCK.value) if guard.outbox.shared else Held(HeldFor.CLOCK, told=True)
    return None


def _in_time(
    delivery: Delivery, slot: Slot, settings: Settings, running: Snapshot, guard: Guard, now: datetime
) -> Held | Refused | Moved | None:
    """What its instant, its lateness, and what it says, make of it at ``now``."""
    if slot.due > now and not delivery.expedited:
        # An edit moved it while it was in hand, or unsure, and the planner passed it by.
        return Moved(slot.due)
    late = not delivery.expedited and is_late(slot, now)
    if late:
        # One that is over is seldom alone: the staff hear of the others together.
        guard.catch_up.sweep(running, now)
    # Whoever brought it forward has decided about lateness, and about the hour.
    if not delivery.expedited and over(slot, settings, now) == TOO_LATE:
        return Refused(State.MISSED, TOO_LATE)
    if not truth.still_true(slot, settings, now, CALL_S):
        return Refused(State.MISSED, UNTRUE)
    return _catch_up(delivery, slot, settings, guard, now) if late else None


def _catch_up(delivery: Delivery, slot: Slot, settings: Settings, guard: Guard, now: datetime) -> Held | Refused | None:
    """Whether a late post may go now: not with many others, not unasked, not in quiet hours."""
    # A person who approved it after its time has answered the question; one who approved its words before has not.
    answered = delivery.approved_at is not None and delivery.approved_at >= slot.due
    if not answered:
        if guard.catch_up.too_many(now):
            return Held(HeldFor.LATE, told=True)
        if truth.lateness(slot, now) is truth.Verdict.ASK:
            return Held(HeldFor.LATE)
    wait_until = catch_up_at(slot, now)
    if wait_until > now:
        hopeless = over(slot, settings, wait_until)
        return Refused(State.MISSED, hopeless) if hopeless else Refused(State.PLANNED, QUIET, wait_until)
    return None
