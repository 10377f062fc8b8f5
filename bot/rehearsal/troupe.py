"""All who play supporters and staff in one rehearsal, and when the networks are asked what they did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from bot.campaign.model import Account, Campaign, NetworkName, Settings, Slot
from bot.campaign.photo_settings import LAST
from bot.campaign.photo_window import window
from bot.campaign.photo_words import lacking
from bot.daemon.photos.rhythm import Rhythm
from bot.ports import Duty, Outbox
from bot.rehearsal.album import Group, album
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.photo_report import PhotoReport, photo_report
from bot.rehearsal.play import Published
from bot.rehearsal.posting import channel
from bot.rehearsal.reviewer import Reviewer
from bot.rehearsal.scenes import Snapshot, bomb, saved_again, snapshots
from bot.rehearsal.stage import Received, Stage
from bot.rehearsal.supporters import SEED, Kind, Supporter, Way, gathered, step_of
from bot.rehearsal.writers import own_picture, writers

SEEN_AFTER = timedelta(seconds=35)
"""X's search shows a post half a minute after it was made."""
LOOKED_AT_AFTER = timedelta(seconds=65)
STANDS_FOR = timedelta(hours=20)
_POSTER = ("FREE AZAT", "04.09")


class Troupe:
    """Of a campaign that takes photos; of one that takes none, nobody."""

    def __init__(self, campaign: Campaign, slots: Sequence[Slot], stage: Stage, number: int, seed: int = SEED) -> None:
        """``number`` photos are sent; ``campaign``: with the stand-ins' accounts."""
        settings = campaign.settings
        opens, ends = _time_for_photos(settings, slots)
        comes = settings.photos is not None and opens < ends
        self.step = step_of(opens, ends) if comes else timedelta.max
        self.pictures = _pictures(settings, seed) if comes else []
        people = self._cast(campaign, opens, ends, number, seed) if comes else []
        self.ledger = Ledger(people)
        self._stage = stage
        self._crowd = Crowd(stage, self.ledger, self.pictures, opens, self.step)
        self._per_day = settings.photos.per_day if settings.photos else 1
        self._open_channels(settings, people)

    def _cast(self, campaign: Campaign, opens: datetime, ends: datetime, number: int, seed: int) -> list[Supporter]:
        settings, many = campaign.settings, len(self.pictures)
        assert settings.photos is not None
        steps = max(1, (ends - opens) // self.step)
        writing = writers(_ways(campaign), opens, self.step, steps, pictures=many, number=number)
        posting = number - len(writing)
        self.pictures += [own_picture(self.pictures[at % (many - 2)], one.number) for at, one in enumerate(writing)]
        tags = settings.photos.tags or settings.hashtags
        sees = list(_seeing(settings))
        return [*gathered(sees, tags, opens, ends, pictures=many, number=posting, seed=seed), *writing]

    def _open_channels(self, settings: Settings, people: Sequence[Supporter]) -> None:
        for account in settings.accounts.values():
            theirs = [one for one in people if one.account == account.name and one.network is NetworkName.TELEGRAM]
            if theirs:
                self._stage.open_channels(account.name, [_channel(one) for one in theirs])

    def duties(
        self, outbox: Outbox, campaign: Campaign, wake: Callable[[str], None], *, decides: bool
    ) -> Sequence[Duty]:
        """To be played beside the daemon's."""
        if not self.ledger.stories:
            return []
        self._crowd.wake, self.ledger.decides = wake, decides
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
        self._crowd.seen(published)

    def patience(self) -> timedelta:
        """How long it may take until everything approved has had its turn; nothing: it has."""
        if not self.ledger.waiting:
            return timedelta(0)
        return timedelta(days=2 + len(self.ledger.stories) / self._per_day)

    def album(self) -> Sequence[Group]:
        """For the picture book."""
        return album(self.ledger, self.pictures)

    @property
    def writes(self) -> bool:
        """Whether anybody writes to the campaign itself, or in a channel its bot hears of."""
        return any(one.supporter.way is not Way.POSTED or _is_channel(one.supporter) for one in self.ledger.stories)

    def shows(self, post: Received) -> bool:
        """Whether it is a post of a photo that was sent to the campaign."""
        return self.ledger.shown(post.picture_sha256) is not None

    def report(self, received: Sequence[Received]) -> PhotoReport:
        """What became of it all; ``received``: everything of ours."""
        posts = [post for post in received if self.shows(post)]
        return photo_report(self.ledger, self._stage.reposts(), posts, self._stage.picture)

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


def _seeing(settings: Settings) -> Iterator[Account]:
    """The accounts that see what people post: every one, but of a Telegram bot's only the first, and only where there
    is a staff chat: without one nobody listens to the bot.
    """
    bots = set()
    for account in settings.accounts.values():
        if account.network is NetworkName.TELEGRAM:
            if settings.staff.chat is None or account.credentials in bots:
                continue
            bots.add(account.credentials)
        yield account


def _ways(campaign: Campaign) -> dict[Way, tuple[str, ...]]:
    """How people can write to the campaign, and the accounts that post what comes so."""
    settings, catalogue = campaign.settings, campaign.catalogue
    wanted = settings.photos.audiences if settings.photos else ()
    audiences = [each for each in settings.audiences.values() if not wanted or each.name in wanted]
    if any(True for audience in audiences for _ in lacking(catalogue, audience.language)):
        return {}
    everywhere = tuple(dict.fromkeys(name for audience in audiences for name in audience.accounts))
    on_telegram = tuple(name for name in everywhere if settings.accounts[name].network is NetworkName.TELEGRAM)
    # A person writes to one bot; which of several, nobody tells them here.
    bots = {settings.accounts[name].credentials for name in on_telegram}
    chats = {Way.CHAT: on_telegram} if len(bots) == 1 and settings.staff.chat is not None else {}
    return {**chats, Way.MAIL: everywhere} if everywhere else {}


def _is_channel(supporter: Supporter) -> bool:
    return supporter.way is Way.POSTED and supporter.network is NetworkName.TELEGRAM


def _channel(supporter: Supporter) -> Mapping[str, object]:
    """One for the people who were invited has no name."""
    named = {} if supporter.kind is Kind.FOLLOWERS else {"username": supporter.name}
    return {"id": channel(supporter), "title": supporter.name, "can_post": False, **named}
