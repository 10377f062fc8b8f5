"""How the duties that correspond with supporters reach them: the mailbox, the bots, the gazetteer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from bot import log
from bot.bootstrap.importing import IMPORTING
from bot.campaign.model import Account, Mailbox
from bot.daemon.live import Live
from bot.daemon.photos.chats import Chats
from bot.daemon.photos.correspondence import Correspondence
from bot.daemon.photos.gathering import Gathering
from bot.daemon.photos.kit import Kit, Line
from bot.daemon.photos.letters import MAIL, TELEGRAM
from bot.daemon.photos.mails import WAIT_S, Mails
from bot.files import secrets
from bot.ports import Received
from bot.ports.cities import Answer
from bot.ports.mailroom import Mailroom


class Gazetteer:
    """``ports.cities.Cities``, read when the first city is asked for."""

    def resolve(self, typed: str, language: str, *, listed: Collection[str]) -> Answer:
        """See there."""
        with IMPORTING:
            from bot.photos.cities import resolve  # noqa: PLC0415 -- 1.6 MB, only where photos come

        return resolve(typed, language, listed=listed)

    def shown(self, typed: str, language: str) -> str:
        """See there."""
        with IMPORTING:
            from bot.photos.cities import shown  # noqa: PLC0415 -- the same

        return shown(typed, language)


def mailrooms(folder: Path, live: Live) -> Callable[[Mailbox], Mailroom]:
    """Opens the mailbox, with the password as it is now; raises ``SecretsError``."""

    def opened(mailbox: Mailbox) -> Mailroom:
        with IMPORTING:
            from bot.mail.mailroom import ImapMailroom  # noqa: PLC0415 -- most campaigns read no mail

        campaign = live.snapshot.campaign
        assert campaign is not None, "the duty asks first"
        password = secrets.mailbox_password(folder, campaign.settings)
        log.REDACTOR.learn([password] if password else [])
        return ImapMailroom(mailbox, password)

    return opened


def mails_of(kit: Kit, rooms: Callable[[Mailbox], Mailroom], wait_s: float = WAIT_S) -> Mails:
    """The duty of the mailbox."""
    return Mails(kit, Correspondence(kit, MAIL, Gazetteer()), rooms, wait_s)


def chats_of(kit: Kit) -> Chats:
    """The duty of the private chats."""
    return Chats(kit, Correspondence(kit, TELEGRAM, Gazetteer()))


def collecting(kit: Kit) -> Callable[[Received], bool]:
    """What the desk hands on of a bot's updates."""
    with IMPORTING:
        from bot.networks.telegram_supporters import heard  # noqa: PLC0415 -- only where there is a bot

    return Gathering(kit, Correspondence(kit, TELEGRAM, Gazetteer()), heard).collect


def open_lines(kit: Kit, bots: Mapping[str, tuple[str, Account]]) -> None:
    """Have supporters answered by these bots, in place of those before: by number, the token and an account."""
    with IMPORTING:
        from bot.networks.telegram_chat import TelegramChat  # noqa: PLC0415 -- only where there is a bot

    before = kit.lines
    lines = {}
    for number, (token, account) in bots.items():
        chat = TelegramChat(token, account.address)
        lines[number] = Line(chat, account, chat.own_name)
    kit.lines = lines
    for line in before.values():
        line.chat.close()
