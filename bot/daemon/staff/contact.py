"""Whether the staff's chat can be reached: left alone after a failure, longer each time; told of by other ways."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import log
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.retry import as_told
from bot.daemon.rests import Rests
from bot.ports import Alarm, Outbox

_log = log.logger("desk")

STANDING = "staff chat"
"""The note that keeps how the chat is: ``{"ok", "reason", "at"}``."""
PATIENCE = timedelta(minutes=10)
"""A chat that cannot be reached for so long is told of otherwise; one that refuses us, at once."""
_FIRST_WAIT_S, _LONGEST_WAIT_S = 15.0, 900.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How the staff's chat is."""

    ok: bool
    reason: str
    at: datetime


def standing(outbox: Outbox) -> Standing | None:
    """As the desk last found it; ``None``: it has not spoken yet."""
    kept = outbox.noted(STANDING)
    if not kept:
        return None
    told = json.loads(kept)
    return Standing(told["ok"], told["reason"], datetime.fromisoformat(told["at"]))


def stand(outbox: Outbox, now: Standing) -> None:
    """Write it down."""
    outbox.note(STANDING, json.dumps({"ok": now.ok, "reason": now.reason, "at": now.at.isoformat()}))


class Contact:
    """One desk's."""

    def __init__(self, outbox: Outbox, alarm: Alarm) -> None:
        self._outbox = outbox
        self._alarm = alarm
        self._since: datetime | None = None
        self._failures = 0
        self._rest = Rests[str]()

    def quiet_until(self, now: datetime) -> datetime | None:
        """Until when the chat is left alone; ``None``: it may be written to."""
        return self._rest.until(STANDING, now)

    def lost(self, trouble: NotSent | AccountBroken, now: datetime) -> datetime:
        """The chat could not be written to; when to try again."""
        self._failures += 1
        # Later than now, it is of a clock that has been set back since.
        self._since = min(self._since or now, now)
        longest = now + timedelta(seconds=_LONGEST_WAIT_S)
        told = as_told(trouble.retry_at, now) if isinstance(trouble, NotSent) else None
        again = told or now + timedelta(seconds=_FIRST_WAIT_S * 2 ** min(self._failures - 1, 10))
        again = min(again, longest)
        self._rest.put_off(STANDING, now, again)
        _log.warning("staff chat not reached", reason=trouble.reason, again=again)
        if isinstance(trouble, AccountBroken) or now - self._since >= PATIENCE:
            known = standing(self._outbox)
            if known is None or known.ok or known.reason != trouble.reason:
                stand(self._outbox, Standing(ok=False, reason=trouble.reason, at=now))
                self._alarm.tell("desk-broken", reason=trouble.reason)
        return again

    def well(self, now: datetime) -> None:
        """The chat took something."""
        self._failures, self._since = 0, None
        self._rest.clear()
        known = standing(self._outbox)
        if known is None or not known.ok:
            stand(self._outbox, Standing(ok=True, reason="", at=now))
            _log.info("staff chat reached")
