"""What the duties about photos work with, beside what all duties have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from urllib.parse import urlsplit

from bot.campaign.marks import Marks
from bot.campaign.model import Account, NetworkName, Photos, Settings
from bot.campaign.photo import OVER, State
from bot.campaign.photo_window import NEVER, window
from bot.daemon.live import Snapshot
from bot.daemon.means import Means
from bot.errors import SecretsError
from bot.ports import Cabinet, Chat, Cleaner, Finder, Grave, Intake, Outbox, Wanted
from bot.wording import error_text

COLLECTOR = "collector"
REPOSTER = "reposter"
CARETAKER = "caretaker"
MAILS = "mails"
CHATS = "chats"
"""The names that the duties know each other by."""
LONG_AGO = datetime(1970, 1, 2, tzinfo=UTC)
"""Nothing is that old: what forgets all that is older only names files that nothing refers to."""


def is_begun(outbox: Outbox) -> bool:
    """Whether anything was ever taken, or is to be left alone: from then on another key knows nobody again."""
    return bool(outbox.photos(limit=1) or outbox.consents() or any(outbox.entombed(grave) for grave in Grave))


@dataclass(frozen=True, slots=True)
class Line:
    """One of the campaign's Telegram bots, as those who write to it are answered."""

    chat: Chat
    account: Account
    """Which what it hears of in public channels is forwarded by."""
    name: Callable[[], str]
    """Its user name, without the sign; empty: nobody knows now."""


@dataclass(frozen=True, slots=True)
class Season:
    """When photos are taken, and by what, as the version in force says."""

    settings: Settings
    photos: Photos
    opens: datetime
    closes: datetime


class Kit:
    """One for all of them."""

    def __init__(
        self,
        means: Means,
        *,
        marks: Callable[[], Marks],
        cleaner: Callable[[], Cleaner],
        cabinet: Cabinet,
        intakes: Callable[[Account], Intake],
        chance: Callable[[], str],
        finder: Callable[[], Finder | None] = lambda: None,
    ) -> None:
        """``marks`` and ``cleaner`` are made when the first photo comes; ``marks`` may raise ``SecretsError``.

        ``intakes`` opens another client of a Mastodon or X account and may raise ``CampaignError``; ``chance`` draws a
        photo's id; ``finder`` looks for faces, where the extra is installed.
        """
        self.means, self.cabinet, self.intakes, self.chance = means, cabinet, intakes, chance
        self._marks, self._cleaner, self._finder = marks, cleaner, finder
        self.lines: Mapping[str, Line] = {}
        """By the bot's number; whoever opens the bots sets it."""
        self._season: tuple[Snapshot, Season | None] | None = None

    @cached_property
    def marks(self) -> Marks:
        """By which people and posts are known again."""
        return self._marks()

    def locked(self) -> bool:
        """Whether the key by which people are known again is missing, or another's; the staff hear while it matters.

        No key is made to find out.
        """
        if "marks" in self.__dict__ or not is_begun(self.means.outbox):
            return False
        try:
            _ = self.marks
        except SecretsError as error:
            if self.season() is not None or self.aftermath() is not None:
                why, next_step = error_text(error, self.means.live.snapshot.language)
                self.means.alarm.tell("photos-locked", why=why, next_step=next_step)
            return True
        return False

    @cached_property
    def cleaner(self) -> Cleaner:
        """Makes strangers' files harmless."""
        return self._cleaner()

    @cached_property
    def finder(self) -> Finder | None:
        """Looks for faces; ``None``: nobody does here."""
        return self._finder()

    def wanted(self, network: NetworkName, season: Season) -> Wanted | None:
        """What an intake of ``network`` looks for; ``None``: not all of our own accounts there are known yet, and
        their posts would be taken for supporters'.
        """
        own: set[str] = set()
        for account in season.settings.accounts.values():
            if account.network is not network:
                continue
            if network is NetworkName.MASTODON:
                identity = self.means.outbox.pinned(account.name)
                if identity is None:
                    return None
                own.add(_full_name(identity.name, account.address))
            elif account.handle:
                own.add(account.handle.removeprefix("@").casefold())
        if network is NetworkName.TELEGRAM and season.settings.staff.chat is not None:
            own.add(str(season.settings.staff.chat))
        return Wanted(season.photos.tags or season.settings.hashtags, season.opens, frozenset(own))

    def season(self) -> Season | None:
        """Of the version in force; ``None``: it takes no photos, or nobody knows."""
        running, known = self.means.live.snapshot, self._season
        if known is None or known[0] is not running:
            known = self._season = (running, self._read(running))
        return known[1]

    def aftermath(self) -> Season | None:
        """Where the files take no photos any more, and some are not over: their senders must still be heard."""
        campaign = self.means.live.snapshot.campaign
        if campaign is None or not any(self.means.outbox.photo_counts()[state] for state in State if state not in OVER):
            return None
        return Season(campaign.settings, Photos(), NEVER, NEVER)

    def _read(self, running: Snapshot) -> Season | None:
        campaign = running.campaign
        if campaign is None or campaign.settings.photos is None:
            return None
        settings, photos = campaign.settings, campaign.settings.photos
        if photos.opens is None:
            # The plan may have a hundred thousand slots; its rows know the first one at once.
            photos = replace(photos, opens=self.means.outbox.first_due())
        opens, closes = window(replace(settings, photos=photos), ())
        return Season(settings, photos, opens, closes)


def _full_name(handle: str, address: str) -> str:
    """``name@host``, as every server but its own writes it."""
    bare = handle.removeprefix("@").casefold()
    return bare if "@" in bare else f"{bare}@{urlsplit(address).netloc.casefold()}"
