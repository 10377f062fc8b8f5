"""Posts whose time passed while nothing could go: the hopeless are settled together, the many wait for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.campaign.delivery import State
from bot.campaign.late import MOST_LATE, is_late, over
from bot.campaign.truth import ON_TIME
from bot.daemon.live import Snapshot
from bot.ports import Alarm, Delivery, Outbox

SWEEP_AGAIN = timedelta(minutes=1)
NAMED = 5
"""How many posts one alarm names."""


class CatchUp:
    """One sender's. Two that do the same at once are harmless: a row is settled by one of them."""

    def __init__(self, outbox: Outbox, alarm: Alarm) -> None:
        self._outbox = outbox
        self._alarm = alarm
        self._swept: datetime | None = None

    def too_many(self, now: datetime) -> bool:
        """Whether so many posts are late that all of them wait, as ``late``, for a person who says which still go."""
        if not self._outbox.hold_if_many_late(now - ON_TIME, MOST_LATE, now):
            return False
        # In the same words by every account, so that the staff hear it once.
        self._alarm.tell("many-late", most=MOST_LATE)
        return True

    def sweep(self, running: Snapshot, now: datetime) -> None:
        """What can never go any more is missed, not late: it must not make the rest wait for a person."""
        if self._swept is not None and timedelta(0) <= now - self._swept < SWEEP_AGAIN:
            return
        self._swept = now
        settle_over(
            self._outbox, self._alarm, running, self._outbox.deliveries(states=(State.PLANNED,), until=now), now
        )


def settle_over(
    outbox: Outbox, alarm: Alarm, running: Snapshot, rows: Sequence[Delivery], now: datetime
) -> Sequence[Delivery]:
    """Make ``missed`` of what can no longer go out, and tell the staff once; the rows it was done to."""
    if running.campaign is None:
        return ()
    hopeless = []
    for row in rows:
        if row.due > now:
            continue
        due = running.plan.get(row.key)
        # What a broken file says of the time is not known: mended, it may have another.
        if due is None or row.key in running.waiting or not (row.expedited or is_late(due.slot, now)):
            continue
        reason = over(due.slot, running.campaign.settings, now, expedited=row.expedited)
        if reason:
            hopeless.append((row, reason))
    return _miss(outbox, alarm, hopeless, now)


def _miss(outbox: Outbox, alarm: Alarm, hopeless: Sequence[tuple[Delivery, str]], now: datetime) -> Sequence[Delivery]:
    """One alarm, however many there are, and kept with them: whatever ends the process, none is missed in silence."""
    missed: list[Delivery] = []

    def settle() -> tuple[str, Mapping[str, object]] | None:
        done = [(row, reason) for row, reason in hopeless if outbox.settle(row, State.MISSED, reason, now)]
        missed[:] = [row for row, _ in done]
        match done:
            case []:
                return None
            case [(row, reason)]:
                return "delivery-missed", {"key": row.key, "account": row.account, "reason": reason}
            case _:
                keys = ", ".join(row.key for row in missed[:NAMED]) + (", …" if len(missed) > NAMED else "")
                return "deliveries-missed", {"number": len(missed), "keys": keys}

    if hopeless:
        alarm.tell_with(settle)
    return missed
