"""The staff's chat, opened with the bot of the campaign's Telegram accounts, and shut when the settings say so."""

from __future__ import annotations

import secrets as secrets_of_chance
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot import log
from bot.bootstrap.importing import IMPORTING
from bot.bootstrap.mailroom import collecting, open_lines
from bot.bootstrap.reviewing import review_of
from bot.bootstrap.sending import Crew
from bot.campaign.model import Account, Campaign, NetworkName
from bot.daemon.desk import Desk
from bot.daemon.listener import Ears, Listener
from bot.daemon.loop import Loop
from bot.daemon.staff.news import DESK
from bot.daemon.staff.room import Room
from bot.daemon.staff.troubles import BrokenFiles
from bot.errors import CampaignError
from bot.files.gather import gather
from bot.files.last_good import LastGood
from bot.files.version import digest
from bot.ports import Chat
from bot.wording import error_text, say

_log = log.logger("staff")


@dataclass(frozen=True)
class Bot:
    """One bot that the campaign speaks through."""

    token: str
    base: str
    account: Account = field(compare=False)
    """The first that is its."""

    def __repr__(self) -> str:
        """Without its token."""
        return f"Bot({self.number})"

    @property
    def number(self) -> str:
        """The part of its token that is public: https://core.telegram.org/bots/api#authorizing-your-bot."""
        return self.token.partition(":")[0]


class Staff:
    """A duty that has something to do only after ``touch``: a new version is in force, or secrets were saved."""

    name = "staff"

    def __init__(self, folder: Path, crew: Crew, loop: Loop) -> None:
        self._folder = folder
        self._crew = crew
        self._loop = loop
        self._touched = threading.Event()
        self._lock = threading.Lock()
        self._open: tuple[int, tuple[Bot, ...]] | None = None
        self._duties: dict[str, Desk | Listener] = {}
        self._stopping = False
        self._said = ""

    def touch(self) -> None:
        """Look again, now."""
        self._touched.set()
        self._loop.wake(self.name)

    def run_once(self, now: datetime) -> datetime | None:  # noqa: ARG002 -- what is open does not depend on the time
        """Open what the settings want, shut what they want no more."""
        if not self._touched.is_set():
            return None
        self._touched.clear()
        try:
            self._settle()
        except BaseException:
            self._touched.set()
            raise
        return None

    def stop(self) -> None:
        """Listen no more, say no more."""
        with self._lock:
            self._stopping = True
            for duty in self._duties.values():
                duty.stop()
            for line in self._crew.kit.lines.values():
                line.chat.close()

    def _settle(self) -> None:
        campaign = self._crew.live.snapshot.campaign
        if campaign is None:
            return
        wanted = self._wanted(campaign)
        if wanted == self._open:
            return
        self._shut()
        if wanted is not None:
            self._run(*wanted)
        self._open = wanted

    def _wanted(self, campaign: Campaign) -> tuple[int, tuple[Bot, ...]] | None:
        """The chat, and the bots: the first one speaks there, all of them listen."""
        chat = campaign.settings.staff.chat
        if chat is None:
            self._say_once("desk-none")
            return None
        bots: dict[str, Bot] = {}
        for account in _telegram(campaign):
            bot = self._bot_of(account)
            if bot is not None:
                bots.setdefault(bot.number, bot)
        if not bots:
            self._say_once("desk-no-bot")
            return self._open
        return chat, tuple(bots.values())

    def _bot_of(self, account: Account) -> Bot | None:
        try:
            return Bot(self._crew.given(account)["bot_token"], account.address, account)
        except CampaignError as error:
            # The door tells the staff of it. A bot that is open goes on with the token it has: its account goes on
            # posting, and whoever withdraws a photo there must be heard.
            _log.warning("no bot", account=account.name, problem=error_text(error, "en")[0])
            before = self._open[1] if self._open else ()
            return next((bot for bot in before if bot.account.credentials == account.credentials), None)

    def _say_once(self, code: str) -> None:
        if self._said != code:
            self._said = code
            _log.warning("no staff chat", text=say(code, self._crew.live.snapshot.language))

    def _run(self, number: int, bots: tuple[Bot, ...]) -> None:
        # 0.25 s, only where it is used.
        with IMPORTING:
            from bot.networks.telegram_chat import TelegramChat  # noqa: PLC0415 -- see above

        means = self._crew.means
        self._said = ""
        with self._lock:
            if self._stopping:
                return
            for bot in bots:
                self._add(Listener(ears_of(self._crew, bot.number, TelegramChat(bot.token, bot.base), self._wake_desk)))
            speaker = bots[0]
            room = Room(
                means.live,
                means.outbox,
                means.clock,
                means.alarm,
                means.owner,
                TelegramChat(speaker.token, speaker.base),
                number,
                broken_files(self._folder),
                secrets_of_chance.token_urlsafe,
                self._loop.wake,
                means.stopped,
                review_of(self._crew.kit),
                collecting(self._crew.kit),
                self._crew.news.unkept,
            )
            open_lines(self._crew.kit, {bot.number: (bot.token, bot.account) for bot in bots})
            self._add(Desk(room))
        _log.info("staff chat", bots=len(bots))

    def _wake_desk(self) -> None:
        self._loop.wake(DESK)

    def _add(self, duty: Desk | Listener) -> None:
        self._duties[duty.name] = duty
        self._loop.add(duty, duty.close)

    def _shut(self) -> None:
        with self._lock:
            for name, duty in self._duties.items():
                duty.stop()
                self._loop.remove(name)
            self._duties.clear()
            open_lines(self._crew.kit, {})


def _telegram(campaign: Campaign) -> Iterable[Account]:
    return (account for account in campaign.settings.accounts.values() if account.network is NetworkName.TELEGRAM)


def ears_of(crew: Crew, bot: str, chat: Chat, heard: Callable[[], None]) -> Ears:
    """What hears ``bot``; whoever is to act on it is woken by ``heard``."""
    means = crew.means
    return Ears(
        bot,
        chat,
        means.outbox,
        means.clock,
        means.alarm,
        means.owner,
        lambda: channels(means.live.snapshot.campaign),
        heard,
    )


def channels(campaign: Campaign | None) -> Mapping[str, str]:
    """The account of each of the campaign's channels, by what the settings call it."""
    return {account.handle.casefold(): account.name for account in _telegram(campaign)} if campaign else {}


def broken_files(folder: Path) -> BrokenFiles:
    """What the desk must know of the folder's files."""
    kept = LastGood(folder / "var" / "last-good")

    def has_earlier(file: str) -> bool:
        last = kept.restore()
        return last is not None and file in last.sources

    return BrokenFiles(lambda file: digest(gather(folder).sources.get(file, "")), has_earlier)
