"""Whether an account may be posted from: one that is broken pauses alone, and the staff hear of it once."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot import log
from bot.campaign.model import Account
from bot.daemon.means import BOT, Means

_log = log.logger("standing")

SAME_ILLNESS = timedelta(days=1)
"""The same fault of the same account is not told again within this time, however often it was found well between."""


class Standing:
    """One account's."""

    def __init__(self, account: Account, means: Means) -> None:
        self.broken = False
        """It turned out not to be ours to post from; reset by whoever makes sure of it anew."""
        self.ask_at: datetime | None = None
        """Of a broken one: when it will be well again, if that is known."""
        self._account = account
        self._means = means
        self._told: tuple[str, datetime] | None = None

    def pause(
        self, reason: str, now: datetime, code: str = "account-broken", *, ask_at: datetime | None = None
    ) -> None:
        """Nothing more from this account until somebody resumes it, or whoever asks it finds it well."""
        self.broken, self.ask_at = True, ask_at
        known = self.paused_by()
        # A person's own pause stays theirs: ours would end by itself when the account is well again.
        if known in {"", BOT}:
            self._means.outbox.pause(self._account.name, BOT, reason, now)
        if self._told is not None and self._told[0] == reason and abs(now - self._told[1]) < SAME_ILLNESS:
            _log.warning("still broken", account=self._account.name, reason=reason)
            return
        self._told = (reason, now)
        self._means.alarm.tell(code, account=self._account.name, reason=reason)

    def paused_by(self) -> str:
        """Who paused the account; empty: nobody."""
        return next((pause.by for pause in self._means.outbox.pauses() if pause.scope == self._account.name), "")

    def looked_after(self) -> None:
        """A person resumed it: should it still be ill, they are told again."""
        self._told = None
