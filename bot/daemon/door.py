"""Opens an account before its first post: does it answer, and does it speak for whom it always spoke for?"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot import log
from bot.campaign.model import Account, Limits, NetworkName
from bot.campaign.outcome import CALL_S, AccountBroken, NotSent
from bot.campaign.readback import READING_COSTS
from bot.campaign.retry import as_told
from bot.daemon.means import BOT, Means
from bot.daemon.sender import Sender
from bot.ports import Identity

_log = log.logger("door")

ASK_AGAIN = timedelta(seconds=30)
"""Until an account that nobody vouches for has answered, nothing of it goes out."""
ASK_LATER = timedelta(hours=1)
"""One that is vouched for sends meanwhile; one that is broken is asked whether it is well; one that is well, too."""
ASK_SOON = timedelta(minutes=5)
"""One that was found broken, and whose network cannot be asked now whether it is well."""
STRANGE = "unreadable answer"
"""How a reason begins: see ``bot.wording.networks``."""
STRANGE_FOR = timedelta(minutes=10)
"""From then on an account that nobody vouches for is broken, if its answers are: what the settings call a server, say,
is none. A proxy's fault is over by then.
"""
ASK_RARELY = timedelta(hours=12)
"""Where the question is billed."""
VOUCHED = "vouched for "
"""With an account's name, the note that keeps the proof of the credentials it last answered with."""


class Door:
    """A sender that first makes sure of its account. Wakes like a sender, because it is one.

    ``proof`` names the account's credentials without telling them. Those with which it once answered as itself vouch
    for it while its network cannot be asked; others may be another account's, and wait for the answer.
    """

    def __init__(
        self,
        sender: Sender,
        means: Means,
        learned: Callable[[str, Limits], None],
        proof: str = "",
        *,
        asks_again: bool = True,
    ) -> None:
        """``asks_again``: an account that is well is asked again now and then whom it speaks for."""
        self.name = sender.name
        self.sender = sender
        self.proof = proof
        self._means = means
        self._learned = learned
        self._asks_again = asks_again
        self._open = False
        self._again: datetime | None = None
        """When to ask next; ``None``: now, or of an open account never."""
        self._strange_since: datetime | None = None
        """Whoever answers is not known for the network."""

    def run_once(self, now: datetime) -> datetime | None:
        """Open the account if it is not open yet, then send what is due."""
        if self.sender.standing.broken:
            by = self.sender.standing.paused_by()
            if by not in {"", BOT}:
                # Resuming wakes us.
                return None
            if by and self._again is not None and now < self._again:
                return self._again
            if not by:
                # Whoever resumed it may have mended it, or not.
                self.sender.standing.looked_after()
            self.sender.standing.broken, self._open, self._again = False, False, None
        if not self._open:
            if self._again is not None and now < self._again:
                return self._again
            self._ask(now)
            if not self._open:
                return self._again
        next_at = self.sender.run_once(self._means.clock.now())
        if self.sender.standing.broken:
            self._open, self._again = False, self._when_well(self._means.clock.now())
            return self._again
        return next_at if self._again is None else self._ask_between(next_at, self._again)

    def send_only(self, keys: Iterable[str], until: datetime) -> None:
        """Send exactly these deliveries, waiting for the account's spacing; whatever ``until`` leaves stays due."""
        pause = threading.Event()
        while not self._open:
            self._ask(self._means.clock.now())
            if self._again is None or self._open:
                break
            if self._again > until or self.sender.standing.broken:
                return
            pause.wait((self._again - self._means.clock.now()).total_seconds())
        for key in keys:
            while (free := self.sender.send_one(key)) is not None:
                if free > until:
                    return
                pause.wait(max(0.0, (free - self._means.clock.now()).total_seconds()))

    def close(self) -> None:
        """Give back connections."""
        self.sender.network.close()

    def _ask_between(self, next_at: datetime | None, again: datetime) -> datetime | None:
        """Ask an account that sends unasked, but never so that the answer could keep a post waiting."""
        now = self._means.clock.now()
        if now < again:
            return again if next_at is None else min(next_at, again)
        if next_at is not None and next_at <= now + timedelta(seconds=CALL_S):
            return next_at
        was_paused = self.sender.standing.paused_by() == BOT
        self._ask(now)
        if self._open and was_paused and not self.sender.standing.paused_by():
            # Found well: what waited may be due.
            next_at = self.sender.run_once(self._means.clock.now())
        if not self._open or next_at is None:
            return self._again
        return next_at if self._again is None else min(next_at, self._again)

    def _ask(self, now: datetime) -> None:
        """Ask the network whom the credentials speak for; what it says opens the account, or shuts it."""
        account = self.sender.account.name
        identity = self.sender.network.identity()
        strange = isinstance(identity, NotSent) and identity.reason.startswith(STRANGE)
        self._strange_since = (self._strange_since or now) if strange else None
        match identity:
            case NotSent(reason) if self._is_none(now):
                self._shut(reason, now)
                self._again = now + ASK_SOON
            case NotSent(reason, retry_at):
                self._open = self._open or self._is_vouched_for()
                told = as_told(retry_at, self._means.clock.now())
                # An open one does not spend the next allowance of a network that just ran out of patience.
                well = ASK_SOON if self.sender.standing.paused_by() == BOT else ASK_LATER
                self._again = max(told or now, now + well) if self._open else told or now + ASK_AGAIN
                _log.warning("not reached", account=account, reason=reason, sends=self._open)
            case AccountBroken(reason):
                self._shut(reason, now)
            case _:
                wrong = misnamed(self.sender.account, identity)
                pinned = identity if wrong else self._means.outbox.pin(account, identity, now)
                if wrong:
                    self._shut(f"other account: {identity.name} ≠ {wrong}", now)
                elif pinned.id != identity.id:
                    self._shut(f"other account: {identity.name} ≠ {pinned.name}", now)
                else:
                    self._welcome(account, identity)

    def _is_none(self, now: datetime) -> bool:
        """Whether an account that nobody vouches for has been answered strangely for too long."""
        since = self._strange_since
        return since is not None and now - since >= STRANGE_FOR and not self._open and not self._is_vouched_for()

    def _shut(self, reason: str, now: datetime) -> None:
        self.sender.standing.pause(reason, now)
        self._open, self._again = False, self._when_well(now)

    def _when_well(self, now: datetime) -> datetime:
        """When to ask a broken account whether it is well again."""
        return self.sender.standing.ask_at or now + ASK_LATER

    def _welcome(self, account: str, identity: Identity) -> None:
        """A pause that the bot itself made, because the account was broken, ends when it is well again."""
        every = ASK_RARELY if self.sender.account.network in READING_COSTS else ASK_LATER
        self._open, self._again = True, self._means.clock.now() + every if self._asks_again else None
        if not self._is_vouched_for():
            self._means.outbox.note(VOUCHED + account, self.proof)
        for pause in self._means.outbox.pauses():
            if pause.scope == account and pause.by == BOT:
                self._means.outbox.resume(account)
        told = self.sender.network.limits()
        if told is not None:
            self._learned(account, told)
        _log.info("account answers", account=account, identity=identity.name)

    def _is_vouched_for(self) -> bool:
        return self._means.outbox.noted(VOUCHED + self.sender.account.name) == self.proof


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
