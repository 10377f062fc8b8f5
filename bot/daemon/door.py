"""Opens an account before its first post: does it answer, and does it speak for whom it always spoke for?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot import log
from bot.campaign.model import Account, Limits, NetworkName
from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.sender import BOT, Means, Sender
from bot.ports import Identity

_log = log.logger("door")

ASK_AGAIN = timedelta(seconds=30)


class Door:
    """A sender that first makes sure of its account. Wakes like a sender, because it is one."""

    def __init__(self, sender: Sender, means: Means, learned: Callable[[str, Limits], None]) -> None:
        self.name = sender.name
        self.sender = sender
        self._means = means
        self._learned = learned
        self._open = False
        self._again: datetime | None = None

    def run_once(self, now: datetime) -> datetime | None:
        """Open the account if it is not open yet, then send what is due."""
        if not self._open:
            if self._again is not None and now < self._again:
                return self._again
            self._again = self._try(now)
            if self._again is not None:
                return self._again
            now = self._means.clock.now()
        return self.sender.run_once(now)

    def send_only(self, keys: Iterable[str], until: datetime) -> None:
        """Send exactly these deliveries, waiting for the account's spacing; whatever ``until`` leaves stays due."""
        pause = threading.Event()
        while not self._open:
            again = self._try(self._means.clock.now())
            if again is not None:
                if again > until:
                    return
                pause.wait((again - self._means.clock.now()).total_seconds())
        for key in keys:
            while (free := self.sender.send_one(key)) is not None:
                if free > until:
                    return
                pause.wait(max(0.0, (free - self._means.clock.now()).total_seconds()))

    def _try(self, now: datetime) -> datetime | None:
        """``None`` when the question is settled, one way or the other."""
        account = self.sender.account.name
        identity = self.sender.network.identity()
        match identity:
            case NotSent(reason, retry_at):
                _log.warning("not reached", account=account, reason=reason)
                return retry_at or now + ASK_AGAIN
            case AccountBroken(reason):
                self.sender.pause_account(reason, now)
            case _:
                wrong = misnamed(self.sender.account, identity)
                pinned = identity if wrong else self._means.outbox.pin(account, identity, now)
                if wrong:
                    self.sender.pause_account(f"other account: {identity.name} ≠ {wrong}", now)
                elif pinned.id != identity.id:
                    self.sender.pause_account(f"other account: {identity.name} ≠ {pinned.name}", now)
                else:
                    self._welcome(account)
                    _log.info("account answers", account=account, identity=identity.name)
                self._learned(account, self.sender.network.limits())
        self._open = True
        return None

    def _welcome(self, account: str) -> None:
        """A pause that the bot itself made, because the account was broken, ends when it is well again."""
        for pause in self._means.outbox.pauses():
            if pause.scope == account and pause.by == BOT:
                self._means.outbox.resume(account)


def misnamed(account: Account, identity: Identity) -> str:
    """The name the settings give the account, when its credentials speak for another; else nothing.

    Only X's settings name the account itself. A server on this computer that stands in for X has people of its own.
    """
    if account.network is not NetworkName.X or not account.handle or _is_stand_in(account.address):
        return ""
    return "" if identity.name.casefold() == account.handle.casefold() else account.handle


def _is_stand_in(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")
