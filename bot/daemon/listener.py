"""Hears what people write and press, by long polling: each update lies in the store before the next are asked for.

Asking for what comes after an update tells Telegram to forget it, so it is asked only by what the store keeps. One
poller a token (a second gets 409): several daemons agree by a lease.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import log
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.retry import as_told
from bot.daemon.staff import seen
from bot.daemon.staff.heard import Posted, understood
from bot.daemon.staff.kept import as_kept
from bot.errors import CampaignError
from bot.ports import Alarm, Chat, Clock, Outbox, Update

_log = log.logger("listener")

WAIT_S = 50.0
"""Of one long poll."""
LEASE = timedelta(minutes=3)
"""Longer than a poll that gets no answer."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=5)
PATIENCE = timedelta(minutes=10)
"""A server that does not answer for so long is told of; one that refuses us, at once."""
SAME_FAULT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ears:
    """What a listener works with."""

    bot: str
    """The bot's number, which is public; its token is in ``chat`` alone."""
    chat: Chat
    outbox: Outbox
    clock: Clock
    alarm: Alarm
    owner: str
    channels: Callable[[], Mapping[str, str]]
    """The campaign's own channels, by number or ``@username`` in lower case: the account's name."""
    wake: Callable[[], None]
    """Somebody should look into the inbox."""


class Listener:
    """The duty of one bot."""

    def __init__(self, ears: Ears, wait_s: float = WAIT_S) -> None:
        """``wait_s`` 0: a rehearsal, whose clock stands still meanwhile."""
        self.name = f"listener {ears.bot}"
        self._ears, self._wait_s = ears, wait_s
        self._failures = 0
        self._failing_since: datetime | None = None
        self._until: datetime | None = None
        self._told: dict[str, datetime] = {}
        self.stopping = False
        """Set from outside: begin nothing more."""

    def run_once(self, now: datetime) -> datetime | None:
        """One poll; the next begins at once, or after a while when something was in the way."""
        if self.stopping:
            return None
        # Never longer: further ahead it was set by a clock that has been set back since.
        if self._until is not None and now < self._until <= now + LONGEST_WAIT:
            return self._until
        ears = self._ears
        if not ears.outbox.lead(self.name, ears.owner, now + LEASE, now):
            return now + LEASE
        heard = ears.chat.updates(ears.outbox.last_update(ears.bot), self._wait_s)
        if self.stopping:
            # What came stays unconfirmed, and comes again.
            return None
        now = ears.clock.now()
        if isinstance(heard, NotSent | AccountBroken):
            return self._deaf(heard, now)
        self._failures, self._failing_since, self._until = 0, None, None
        if heard:
            self._keep(heard, now)
            ears.wake()
        return now

    def stop(self) -> None:
        """Begin nothing more; a poll under way ends."""
        self.stopping = True
        self._ears.chat.close()

    def close(self) -> None:
        """Let another daemon listen."""
        self._ears.chat.close()
        try:
            self._ears.outbox.step_down(self.name, self._ears.owner)
        except CampaignError as error:
            _log.warning("lease not given back", exc_info=error)

    def _keep(self, updates: Sequence[Update], now: datetime) -> None:
        """In one commit, and no more of them than somebody needs."""
        channels = self._ears.channels()
        kept = [Update(update.id, as_kept(update.body)) for update in updates]
        outbox = self._ears.outbox
        with outbox.together():
            new = outbox.receive(self._ears.bot, kept, now)
            for update in kept:
                posted = understood(update.body)
                if isinstance(posted, Posted):
                    account = channels.get(str(posted.chat)) or channels.get(f"@{posted.username.casefold()}")
                    if account is not None:
                        seen.remember(outbox, account, posted.message, posted.date)
        _log.info("heard", bot=self._ears.bot, updates=len(updates), new=new)

    def _deaf(self, trouble: NotSent | AccountBroken, now: datetime) -> datetime:
        self._failures += 1
        self._failing_since = self._failing_since or now
        again = now + min(FIRST_WAIT * 2.0 ** min(self._failures - 1, 10), LONGEST_WAIT)
        told = as_told(trouble.retry_at, now) if isinstance(trouble, NotSent) else None
        if told is not None:
            again = min(told, now + LONGEST_WAIT)
        self._until = again
        _log.warning("not heard", bot=self._ears.bot, reason=trouble.reason, again=again)
        refused = isinstance(trouble, AccountBroken) or _occupied(trouble.reason)
        if refused or now - self._failing_since >= PATIENCE:
            self._tell(trouble.reason, now)
        return again

    def _tell(self, reason: str, now: datetime) -> None:
        """Once a day for the same fault: two pollers that take turns would tell it for ever."""
        why = reason.partition(":")[0]
        told = self._told.get(why)
        if told is None or now - told >= SAME_FAULT:
            self._told[why] = now
            self._ears.alarm.tell("listener-deaf", bot=self._ears.bot, reason=reason)


def _occupied(reason: str) -> bool:
    """Whether another program takes this bot's updates: see ``bot.wording.networks``."""
    return reason.startswith(("another poller", "webhook set"))
