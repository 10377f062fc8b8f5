"""The staff's chat: what waits for a person stands there with its buttons, and what they press is done.

Whatever comes lies in the store's inbox first; whatever is shown is made anew from the store in every step. So a crash
at any point costs nothing but, at worst, one message said twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot import log
from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.staff.approvals import Approvals
from bot.daemon.staff.board import Board
from bot.daemon.staff.contact import Contact
from bot.daemon.staff.control import Control
from bot.daemon.staff.gallery import Gallery
from bot.daemon.staff.hearing import Hearing
from bot.daemon.staff.news import DESK
from bot.daemon.staff.notice import pages
from bot.daemon.staff.outcomes import Outcomes
from bot.daemon.staff.pace import Pace
from bot.daemon.staff.photos import Photos
from bot.daemon.staff.presses import ended
from bot.daemon.staff.room import Room
from bot.daemon.staff.scene import Scene
from bot.daemon.staff.section import Section
from bot.daemon.staff.troubles import Accounts, Files
from bot.daemon.staff.unsure import Doubles, Unsure
from bot.errors import CampaignError
from bot.ports import Matter, Received

_log = log.logger("desk")

LEASE = timedelta(minutes=3)
"""Longer than two calls that get no answer."""
ASK_AGAIN = timedelta(minutes=1)
MOST_WAITING = 1000
"""Updates that wait (see ``Room.collect``). Of a flood no more are kept: each look passes them all."""


class Desk:
    """The duty."""

    name = DESK

    def __init__(self, room: Room) -> None:
        self._room = room
        self._sections: Sequence[Section] = (
            *(Unsure(), Doubles(), Approvals(), Files(room.files), Accounts(), Outcomes(), Control()),
            *((Photos(room.review),) if room.review is not None else ()),
        )
        self._by_name = {section.name: section for section in self._sections}
        secret = room.secret()
        self._pace = Pace()
        pictures = room.review.picture if room.review is not None else lambda _: None
        gallery = Gallery(room.outbox, room.chat, room.number, secret, self._pace, pictures)
        self._board = Board(room.outbox, room.chat, room.number, secret, self._pace, gallery)
        self._hearing = Hearing(room, self._by_name, secret)
        self._contact = Contact(room.outbox, room.alarm)
        self._led: datetime | None = None
        """Since when the lease runs that is ours; ``None``: it is not."""
        self.stopping = False
        """Set from outside: begin nothing more."""

    def run_once(self, now: datetime) -> datetime | None:
        """Deal with what came, then bring the chat in step; when to look again."""
        if self.stopping or self._room.live.snapshot.campaign is None:
            return None
        # Before anything is asked of the store: it may be what is out of order.
        self._say_unkept(now)
        if not self._leads(now):
            return now + LEASE
        waiting = self._hear()
        for section in self._sections:
            if isinstance(section, Photos) and not self.stopping:
                section.work(self._room.scene())
        if self.stopping:
            return None
        again = self._show()
        return min(now + ASK_AGAIN, again or now + ASK_AGAIN) if waiting else again

    def _leads(self, now: datetime) -> bool:
        """Renewed when half of it is over: an idle desk writes nothing to the disk but that."""
        if self._led is None or not self._led <= now < self._led + LEASE / 2:
            outbox = self._room.outbox
            self._led = now if outbox.lead(DESK, self._room.owner, now + LEASE, now) else None
        return self._led is not None

    def _say_unkept(self, now: datetime) -> None:
        """In words alone, by whichever daemon it was that heard of it: who leads stands in the store."""
        room = self._room
        while room.unkept and not self.stopping and self._pace.may_say(now) and not self._contact.quiet_until(now):
            self._pace.said(now)
            answer = room.chat.say(room.number, room.unkept[0])
            if isinstance(answer, NotSent | AccountBroken):
                self._contact.lost(answer, room.clock.now())
                return
            room.unkept.popleft()

    def stop(self) -> None:
        """Begin nothing more, and end what is under way."""
        self.stopping = True
        self._room.chat.close()

    def close(self) -> None:
        """Leave the desk to another daemon."""
        self._room.chat.close()
        try:
            self._room.outbox.step_down(DESK, self._room.owner)
        except CampaignError as error:
            _log.warning("lease not given back", exc_info=error)

    def _hear(self) -> int:
        """How many updates have to wait."""
        outbox, waiting = self._room.outbox, 0
        last: Received | None = None
        while batch := outbox.unhandled(after=last):
            for update in batch:
                if self.stopping:
                    return waiting
                if self._hearing.deal_with(update) or waiting == MOST_WAITING:
                    outbox.handled(update.bot, update.update_id, self._room.clock.now())
                else:
                    waiting += 1
                last = update
        return waiting

    def _show(self) -> datetime | None:
        scene = self._room.scene()
        quiet = self._contact.quiet_until(scene.now)
        if quiet is not None:
            return quiet
        wanted = [page for section in self._sections for notice in section.notices(scene) for page in pages(notice)]
        trouble = self._board.show(wanted, lambda matter: self._ending(matter, scene), scene.language, scene.now)
        if trouble is not None:
            return None if self.stopping else self._contact.lost(trouble, self._room.clock.now())
        if self._board.spoke:
            self._contact.well(scene.now)
        changes = [at for section in self._sections if (at := section.next_change(scene)) is not None]
        if (again := self._board.again_at(scene.now)) is not None:
            changes.append(again)
        return min(changes, default=None)

    def _ending(self, matter: Matter, scene: Scene) -> str:
        return ended(matter, self._by_name.get(matter.name.partition("/")[0]), scene)
