"""Who hears and answers those who write to a rehearsed campaign: the daemon's duties, which wait for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.bootstrap.duties import Shift
from bot.bootstrap.importing import IMPORTING
from bot.bootstrap.mailroom import chats_of, collecting, mails_of, open_lines
from bot.bootstrap.sending import Crew
from bot.bootstrap.staff import ears_of
from bot.campaign.model import Account, Mailbox, NetworkName
from bot.daemon.listener import Listener
from bot.ports.mailroom import Mailroom
from bot.rehearsal.ears import EARS, Ears


def correspondents(crew: Crew, password: str) -> Sequence[Shift]:
    """Ears on Telegram, and whoever answers there and by mail; ``password`` is the mailbox's."""

    def room(mailbox: Mailbox) -> Mailroom:
        with IMPORTING:
            from bot.mail.mailroom import ImapMailroom  # noqa: PLC0415 -- only a campaign that takes photos reads mail

        return ImapMailroom(mailbox, password)

    mails, chats = mails_of(crew.kit, room, wait_s=0), chats_of(crew.kit)
    shifts = [Shift(mails, mails.stop, mails.close), Shift(chats, chats.stop, chats.close)]
    bots = _bots(crew)
    if bots:
        shifts.insert(0, _ears(crew, bots))
    return shifts


def _ears(crew: Crew, bots: Mapping[str, tuple[str, Account]]) -> Shift:
    with IMPORTING:
        from bot.networks.telegram_chat import TelegramChat  # noqa: PLC0415 -- only where there is a bot

    means = crew.means
    listeners = []
    for number, (token, account) in bots.items():
        chat = TelegramChat(token, account.address)
        listeners.append(Listener(ears_of(crew, number, chat, lambda: means.wake(EARS)), wait_s=0))
    open_lines(crew.kit, bots)

    def close() -> None:
        open_lines(crew.kit, {})
        for listener in listeners:
            listener.close()

    return Shift(Ears(listeners, means.outbox, means.clock, collecting(crew.kit)), lambda: None, close)


def _bots(crew: Crew) -> Mapping[str, tuple[str, Account]]:
    """By number, the token and the first account that is its; without a staff chat nobody listens to them."""
    campaign = crew.live.snapshot.campaign
    assert campaign is not None, "it is rehearsed"
    bots: dict[str, tuple[str, Account]] = {}
    if campaign.settings.staff.chat is None:
        return bots
    for account in campaign.settings.accounts.values():
        if account.network is NetworkName.TELEGRAM:
            token = crew.given(account)["bot_token"]
            bots.setdefault(token.partition(":")[0], (token, account))
    return bots
