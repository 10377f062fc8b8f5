"""The last word on a post whose connection stands: its instant, and every gate once more, before the first byte.

Until then a server may have been slow to answer the door: whatever people stopped meanwhile does not go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import log
from bot.actions.retract import is_ordered
from bot.campaign.model import Post
from bot.daemon.ahead import Ahead
from bot.daemon.means import Means
from bot.daemon.verdicts import Ready, Verdict
from bot.ports import EVERYTHING, Delivery, Intent

_log = log.logger("sender")

PAUSED = "paused just before sending"
STOPPED = "stopped just before sending"
LEASE_OVER = "lease over"
FAULT = "a fault of this program"
"""Reasons: see ``bot.wording.reasons``."""


@dataclass(slots=True)
class Threshold:
    """One call's. Its network asks ``may_leave``, from whichever thread."""

    delivery: Delivery
    post: Post
    intent: Intent
    at: datetime
    """The instant; no byte leaves before."""
    means: Means
    ahead: Ahead
    examine: Callable[[Delivery, datetime], Verdict]
    refusal: str = ""
    """Why not one byte may leave after all, though the intent is committed."""
    crossed: datetime | None = None
    """When it was let go."""

    def may_leave(self) -> bool:
        """Wait for the instant and look; asked again, look again."""
        now = self.at
        try:
            with self.means.doorway.standing(self.at):
                in_time = self.ahead.wait_until(self.at)
                now = self.means.clock.now()
                self.refusal = self._look(now) if in_time else STOPPED
        except Exception as bug:  # noqa: BLE001 -- whatever broke, no byte has left
            _log.error("last look failed", exc_info=bug, key=self.delivery.key)
            self.refusal = f"{FAULT} ({type(bug).__name__})"
        self.crossed = None if self.refusal else now
        return not self.refusal

    def _look(self, now: datetime) -> str:
        ours_until = max(self.delivery.lease_until or self.intent.deadline, self.intent.deadline)
        if now + timedelta(seconds=self.means.terms.call_s) > ours_until:
            # The process slept: its claim may be another's by now, and the post out.
            return LEASE_OVER
        if any(pause.scope in {EVERYTHING, self.delivery.account} for pause in self.means.outbox.pauses()):
            return PAUSED
        if is_ordered(self.means.outbox, self.delivery.key):
            # Turned back, the row ends as taken back.
            return STOPPED
        seen = self.examine(self.delivery, now)
        return "" if isinstance(seen, Ready) and seen.post == self.post else STOPPED
