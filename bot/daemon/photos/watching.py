"""Looks at what stands reposted: is it still as it was approved? As often as its network, and its price, allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.campaign.delivery import State as Row
from bot.campaign.model import Account
from bot.campaign.photo import State
from bot.daemon.photos.kit import Kit, Season
from bot.daemon.photos.looking import GIVE_UP
from bot.daemon.photos.rhythm import EDITABLE, LOOKED_AFTER, MOST_LOOKED_AFTER, Rhythm
from bot.daemon.photos.sources import Sources
from bot.daemon.rests import Rests
from bot.ports import PHOTOS, Intake, Photo

_MAY_BE_OUT = (Row.SENDING, Row.SENT, Row.UNKNOWN, Row.ASK)


class _Young(NamedTuple):
    """A photo that is out, or may be, and was when its author could still edit it."""

    settles: datetime
    """From then on nobody can."""
    photo: Photo
    begun: datetime


class Watching:
    """Of the collector's thread."""

    def __init__(self, kit: Kit, rhythm: Rhythm, stopping: Callable[[], bool]) -> None:
        self._kit, self._rhythm, self._stopping = kit, rhythm, stopping
        self._sources = Sources(kit)
        self._rests = Rests[str]()
        self._born = kit.means.clock.now()
        """What was looked at before, another process knew."""
        self._settled: set[str] = set()
        """Photos that were looked at when they could be edited no more, since the instant that is noted."""

    def look(self, account: Account, intake: Intake, season: Season) -> None:
        """Some of them in each step."""
        if account.network in LOOKED_AFTER:
            self._always(account, intake, season)
        elif account.network in EDITABLE:
            self._while_editable(account, intake, season)

    def _always(self, account: Account, intake: Intake, season: Season) -> None:
        now = self._kit.means.clock.now()
        # Others that are out need no look: they would keep these from ever having their turn.
        due = [photo for photo, _ in self._out(account, Row.SENT) if self._rests.until(photo.id, now) is None]
        for photo in sorted(due, key=lambda each: each.id)[:MOST_LOOKED_AFTER]:
            if self._stopping():
                return
            self._rests.put_off(photo.id, now, now + self._rhythm.stands_for)
            self._sources.check(photo, intake, account, season)

    def _while_editable(self, account: Account, intake: Intake, season: Season) -> None:
        """Now and then while its author may edit it, and once when that is over.

        Each look is paid for, so how far the last ones have come is noted: no restart repeats them.
        """
        now, mark = self._kit.means.clock.now(), self._mark(account)
        young = [
            _Young(photo.posted_at + EDITABLE[account.network], photo, begun)
            for photo, begun in self._out(account, *_MAY_BE_OUT)
        ]
        # One that was reposted later was looked at then, when it could not be edited any more.
        young = sorted((one for one in young if one.settles > max(mark, one.begun)), key=lambda one: one.settles)
        self._settled &= {one.photo.id for one in young}
        unseen: list[datetime] = []
        for settles, photo, begun in young:
            if settles > now:
                if max(begun, self._born) + self._rhythm.stands_for <= now and self._rests.until(photo.id, now) is None:
                    self._rests.put_off(photo.id, now, now + self._rhythm.stands_for)
                    self._is_seen(photo, intake, account, season)
            elif photo.id not in self._settled:
                if len(unseen) < MOST_LOOKED_AFTER and self._is_seen(photo, intake, account, season):
                    self._settled.add(photo.id)
                else:
                    unseen.append(settles)
        if any(one.settles <= now for one in young):
            seen_until = min(unseen) - timedelta(microseconds=1) if unseen else now
            self._kit.means.outbox.note(_name(account), seen_until.isoformat())

    def _is_seen(self, photo: Photo, intake: Intake, account: Account, season: Season) -> bool:
        """Whether it is known now how it stayed."""
        if self._stopping():
            return False
        refused = self._sources.check(photo, intake, account, season)
        return refused is None or refused.state is not Row.PLANNED

    def _mark(self, account: Account) -> datetime:
        """What could be edited no more by then was looked at; what cannot be looked at for a day is let be."""
        now, noted = self._kit.means.clock.now(), self._kit.means.outbox.noted(_name(account))
        mark = datetime.fromisoformat(noted) if noted else now - GIVE_UP
        # Noted by a clock that ran ahead, it says nothing.
        return max(mark, now - GIVE_UP) if mark <= now else now - GIVE_UP

    def _out(self, account: Account, *states: Row) -> Iterator[tuple[Photo, datetime]]:
        """Photos that are out on it, or may be, and since when."""
        outbox = self._kit.means.outbox
        rows = [row for row in outbox.deliveries(states, PHOTOS) if row.account == account.name]
        begun = {row.occurrence: row.begun_at or row.due for row in rows}
        yield from ((photo, begun[photo.id]) for photo in outbox.photos((State.APPROVED,)) if photo.id in begun)


def _name(account: Account) -> str:
    return f"photos of {account.name} seen when they could be edited no more, until"
