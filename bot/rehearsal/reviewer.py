"""Plays the staff: looks at every photo in the queue, and decides about it a step later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.actions.photo_posts import approval_of
from bot.actions.photos import approve, faces_are_open, reject, set_city
from bot.campaign.candidate import Path
from bot.campaign.model import Campaign
from bot.campaign.photo import Reason, State
from bot.ports import Outbox, Photo
from bot.rehearsal.ledger import Ledger, Story
from bot.rehearsal.play import SCRIPT
from bot.rehearsal.writers import COUNTRIES

_ALT = "A poster, photographed by a supporter."


class Reviewer:
    """The duty. ``decides``: else the queue is only looked at."""

    name = "reviewer"

    def __init__(
        self,
        outbox: Outbox,
        campaign: Campaign,
        ledger: Ledger,
        wake: Callable[[str], None],
        next_look: Callable[[datetime], datetime],
        *,
        decides: bool,
    ) -> None:
        self._outbox, self._campaign, self._ledger = outbox, campaign, ledger
        self._wake, self._next_look, self._decides = wake, next_look, decides

    def run_once(self, now: datetime) -> datetime | None:
        """Decide about what was seen before, and see what is new."""
        decided = False
        for photo in self._outbox.photos((State.QUEUED,)):
            story = self._ledger.of(photo)
            if story is None:
                self._ledger.strangers.add(photo.id)
            elif photo.id not in story.queued_as:
                story.queued_as.add(photo.id)
            elif self._decides:
                self._decide(photo, story, now)
                decided = True
        if decided:
            self._wake("reposter")
        return self._next_look(now)

    def _decide(self, photo: Photo, story: Story, now: datetime) -> None:
        if story.supporter.refused:
            reject(self._outbox, photo, Reason.REFUSED, SCRIPT, now, self._wake)
            story.refused_at = now
            return
        if photo.city and not photo.country:
            photo = set_city(self._outbox, photo, COUNTRIES[story.supporter.language], now, named=True)
        alt = _ALT if photo.path is Path.CLEANED and not photo.alt else None
        seen = approval_of(photo, self._campaign)
        # What it sends is drawn: there is no face in it.
        bare = faces_are_open(photo, self._campaign)
        approve(self._outbox, photo, self._campaign, SCRIPT, now, seen=seen, alt=alt, faceless=bare)
        story.approved_at = now
