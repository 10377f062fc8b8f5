"""All who play supporters and staff in one rehearsal, and when the networks are asked what they did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from random import Random

from bot.campaign.model import Campaign, NetworkName, Settings, Slot
from bot.campaign.photo_settings import LAST
from bot.campaign.photo_window import window
from bot.daemon.photos.rhythm import Rhythm
from bot.ports import Duty, Outbox
from bot.rehearsal.album import Group, album
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.photo_report import PhotoReport, photo_report
from bot.rehearsal.play import Published
from bot.rehearsal.reviewer import Reviewer
from bot.rehearsal.scenes import Snapshot, bomb, saved_again, snapshots
from bot.rehearsal.stage import Stage
from bot.rehearsal.supporters import SEED, gathered, step_of

SEEN_AFTER = timedelta(seconds=35)
"""X's search shows a post half a minute after it was made."""
LOOKED_AT_AFTER = timedelta(seconds=65)
STANDS_FOR = timedelta(hours=20)
_POSTER = ("FREE AZAT", "04.09")
_SEEN_ON = (NetworkName.MASTODON, NetworkName.X)


class Troupe:
    """Of a campaign that takes photos; of one that takes none, nobody."""

    def __init__(self, settings: Settings, slots: Sequence[Slot], stage: Stage, number: int, seed: int = SEED) -> None:
        """``number`` photos are sent; ``settings``: with the stand-ins' accounts."""
        opens, ends = _time_for_photos(settings, slots)
        accounts = [each for each in settings.accounts.values() if each.network in _SEEN_ON]
        comes = settings.photos is not None and opens < ends
        self.step = step_of(opens, ends) if comes else timedelta.max
        self.pictures = _pictures(settings, seed) if comes else []
        tags = settings.photos.tags or settings.hashtags if settings.photos else ()
        many = len(self.pictures)
        self.ledger = Ledger(
            gathered(accounts, tags, opens, ends, pictures=many, number=number, seed=seed) if comes else []
        )
        self._stage = stage
        self._crowd = Crowd(stage, self.ledger, self.pictures, opens, self.step)
        self._per_day = settings.photos.per_day if settings.photos else 1

    def duties(
        self, outbox: Outbox, campaign: Campaign, wake: Callable[[str], None], *, decides: bool
    ) -> Sequence[Duty]:
        """To be played beside the daemon's."""
        if not self.ledger.stories:
            return []
        look = self._after_step(LOOKED_AT_AFTER)
        return [self._crowd, Reviewer(outbox, campaign, self.ledger, wake, look, decides=decides)]

    @property
    def rhythm(self) -> Rhythm:
        """The networks are asked when what people did can be found."""
        return Rhythm(self._next_round, STANDS_FOR)

    def _next_round(self, _network: NetworkName, now: datetime) -> datetime:
        return self._after_step(SEEN_AFTER)(now) if self.ledger.stories else now + timedelta(days=1)

    def seen(self, published: Published) -> None:
        """A call was made."""
        if published.post.repost_of:
            self._crowd.seen(published)

    def patience(self) -> timedelta:
        """How long it may take until everything approved has had its turn; nothing: it has."""
        if not self.ledger.waiting:
            return timedelta(0)
        return timedelta(days=2 + len(self.ledger.stories) / self._per_day)

    def album(self) -> Sequence[Group]:
        """For the picture book."""
        return album(self.ledger, self.pictures)

    def report(self) -> PhotoReport:
        """What became of it all."""
        return photo_report(self.ledger, self._stage.reposts())

    def _after_step(self, delay: timedelta) -> Callable[[datetime], datetime]:
        return lambda now: self._crowd.step_after(now - delay) + delay


def _time_for_photos(settings: Settings, slots: Sequence[Slot]) -> tuple[datetime, datetime]:
    """From the opening to the last deadline or post; where that is none, to the end."""
    opens, closes = window(settings, slots)
    last = max([closes - LAST, *(slot.due for slot in slots)])
    return opens, min(closes, last) if last > opens else closes


def _pictures(settings: Settings, seed: int) -> list[Snapshot]:
    made = snapshots(settings.poster or _POSTER, Random(seed))  # noqa: S311 -- chance of a play, not of a lock
    return [*made, saved_again(made[0]), bomb()]
