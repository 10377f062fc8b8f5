"""A rehearsal, put together: the daemon's own duties and adapters, a clock turned by hand, stand-ins for networks."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.actions.photo_ends import UNDOER
from bot.bootstrap.duties import Shift, duties
from bot.bootstrap.photo_kit import cleaner
from bot.bootstrap.rehearsing_letters import correspondents
from bot.bootstrap.sending import Crew, crew, network
from bot.campaign.approved import as_planned, beside
from bot.campaign.deliveries import Deliveries
from bot.campaign.model import Account, Campaign, Settings, Slot
from bot.campaign.plan import plan
from bot.clock import SystemClock, VirtualClock
from bot.daemon.live import deliveries
from bot.daemon.photos.kit import CARETAKER, CHATS, COLLECTOR, MAILS, REPOSTER
from bot.files.check import CheckReport
from bot.files.version import Running
from bot.outbox import open_outbox
from bot.ports import Delivery, Duty, Network, Outbox
from bot.rehearsal.album import Group
from bot.rehearsal.play import BEFORE_THE_FIRST, Play, Published, ScriptedPerson, Seldom, Watched, Woken
from bot.rehearsal.remembering import Remembering
from bot.rehearsal.report import Report, report
from bot.rehearsal.stage import Received, Stage
from bot.rehearsal.supporters import NUMBER
from bot.rehearsal.troupe import Troupe

BY_NAME = frozenset({COLLECTOR, REPOSTER, UNDOER, CARETAKER})
"""Duties for which it is nothing new that a post went out."""
NOTICED_WITHIN = timedelta(days=3)
FORGETS_EVERY = timedelta(hours=6)
AFTER_THE_LAST = timedelta(days=1)
"""How long after the last post the play goes on for what was delayed."""


@dataclass(frozen=True, slots=True)
class Performance:
    """What was played: for the report and the picture book."""

    report: Report
    rows: Sequence[Delivery]
    received: Sequence[Received]
    slots: Mapping[str, Slot]
    """By delivery key."""
    pictures: Mapping[str, bytes]
    """By SHA-256."""
    photos: Sequence[Group]
    """Supporters', for the picture book."""


class Rehearsal:
    """One performance of a campaign. Iterate over ``moments``, then ask for the ``performance``."""

    def __init__(
        self,
        folder: Path,
        checked: CheckReport,
        *,
        approvals: bool,
        stage: Callable[[], Stage] = Stage,
        supporters: int = NUMBER,
        hired: Callable[..., Sequence[Shift]] = duties,
        answering: Callable[[Crew, str], Sequence[Shift]] = correspondents,
    ) -> None:
        """``stage``: the stand-ins to play on, ``hired`` the duties, and ``answering`` those who answer supporters,
        with the mailbox's password; a test hands in some that fail. ``supporters`` send a photo each.
        """
        campaign = checked.loaded.campaign
        assert campaign is not None
        assert checked.slots
        self.folder = folder
        self.first = min(slot.due for slot in checked.slots)
        self.last = max(slot.due for slot in checked.slots)
        self.total = checked.deliveries
        self._campaign = campaign
        self._approvals = approvals
        self._stage, self._supporters, self._hired, self._answering = stage, supporters, hired, answering
        self._started_s = SystemClock().monotonic_s()
        self._performance: Performance | None = None

    def moments(self, seen: Callable[[Published], None]) -> Generator[datetime]:
        """Play; yields the campaign's clock at every step, and tells ``seen`` of every call."""
        with (
            tempfile.TemporaryDirectory(prefix="rehearsal-") as var,
            self._stage() as stage,
            contextlib.ExitStack() as opened,
        ):
            # Before anything is asked of the stand-ins, which are still starting.
            outbox = open_outbox("sqlite:///outbox.db", Path(var), thrown_away=True)
            opened.callback(outbox.close)
            settings, made_up = stage.cast(self._campaign.settings)
            settings, password = _with_mailbox(stage, settings)
            running = _staged(self._campaign, settings)
            clock = VirtualClock(self.first - BEFORE_THE_FIRST)
            stage.turn_clock(clock.now())

            assert running.campaign is not None
            troupe = Troupe(running.campaign, running.slots, stage, self._supporters)

            def watched(published: Published) -> None:
                troupe.seen(published)
                seen(published)

            def make(account: Account) -> Network:
                return Watched(account, network(account, made_up[account.name], staff_chat), clock, watched)

            def wake(name: str) -> None:
                played.wake(name)

            def shown(key: str) -> str:
                return beside(as_planned(running.plan.get(key), running.campaign))

            staff_chat = settings.staff.chat
            cast = crew(
                self.folder,
                running,
                outbox,
                clock,
                networks=make,
                var=Path(var),
                wake=wake,
                made_up=made_up,
                cleaner=lambda: Remembering(cleaner()),
            )
            doors = []
            for account in settings.accounts.values():
                doors.append(cast.open_door(account))
                opened.callback(doors[-1].close)
            followers = [shift for shift in self._hired(cast, rhythm=troupe.rhythm) if shift.rehearsed]
            for shift in followers:
                opened.callback(shift.close)
            person: list[Duty] = [ScriptedPerson(outbox, shown)] if self._approvals else []
            others = troupe.duties(outbox, running.campaign, wake, decides=self._approvals)
            if troupe.writes:
                letters = self._answering(cast, password)
                for shift in letters:
                    opened.callback(shift.close)
                others = [*others, *(_at_ease(shift.duty) for shift in letters)]
            working = [shift.duty for shift in followers if shift.duty.name not in BY_NAME]
            by_name = [_at_ease(shift.duty) for shift in followers if shift.duty.name in BY_NAME]
            played = Play(person, doors, working, clock, stage.turn_clock, [*by_name, *others])
            cast.planner.run_once(clock.now())
            yield from played.run(self.last + AFTER_THE_LAST)
            end = clock.now() + troupe.patience()
            while troupe.patience() and clock.now() < end:
                yield from played.run(clock.now() + AFTER_THE_LAST)
            if troupe.ledger.stories:
                # What was taken back last is still to be noticed.
                yield from played.run(clock.now() + NOTICED_WITHIN)
            self._performance = self._count(stage, outbox, running, troupe)

    @property
    def performance(self) -> Performance:
        """What came of it, once it is played to its end."""
        assert self._performance is not None
        return self._performance

    def _count(self, stage: Stage, outbox: Outbox, running: Running, troupe: Troupe) -> Performance:
        rows, received = outbox.deliveries(), stage.received()
        assert running.campaign is not None
        slots = {key: due.slot for key, due in deliveries(running.campaign, running.slots).items()}
        seconds = SystemClock().monotonic_s() - self._started_s
        photos = troupe.report(received)
        received = [post for post in received if not troupe.shows(post)]
        pictures = {sha: stage.picture(sha) for sha in {post.picture_sha256 for post in received} if sha}
        found = report(rows, received, seconds, photos)
        return Performance(found, rows, received, slots, pictures, troupe.album())


def _at_ease(duty: Duty) -> Duty:
    """Forgetting by the minute would be most of a rehearsal's work, and looking for letters much of it."""
    if duty.name in {MAILS, CHATS}:
        return Woken(duty, FORGETS_EVERY)
    return Seldom(duty, FORGETS_EVERY) if duty.name == CARETAKER else duty


def _with_mailbox(stage: Stage, settings: Settings) -> tuple[Settings, str]:
    """A campaign that takes photos takes them by mail too, on the stand-in; and the mailbox's password."""
    if settings.photos is None:
        return settings, ""
    mailbox, password = stage.open_mailbox(settings)
    return replace(settings, mailbox=mailbox), password


def _staged(campaign: Campaign, settings: Settings) -> Running:
    """The same campaign on the stand-ins' accounts."""
    staged = replace(campaign, settings=settings)
    slots, _ = plan(settings, campaign.entries.values())
    return Running(staged, Deliveries(staged, slots))
