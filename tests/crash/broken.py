"""Builds that are broken on purpose: what the harness must not let pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from bot.campaign.delivery import State
from bot.ports import Delivery, Outbox


class _RetryUnread:
    """What may be out goes again at once, without a look."""

    def __init__(self, real: Outbox) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def settle(
        self, delivery: Delivery, state: State, reason: str, now: datetime, not_before: datetime | None = None
    ) -> bool:
        if state is not State.UNKNOWN:
            return self._real.settle(delivery, state, reason, now, not_before)
        return self._real.settle(delivery, State.PLANNED, reason, now)

    def recover(self, owner: str, now: datetime) -> Sequence[Delivery]:
        for row in self._real.recover(owner, now):
            self._real.settle(row, State.PLANNED, "", now)
        return ()


class _NoRecovery:
    """What a stop left in hand is never looked at again."""

    def __init__(self, real: Outbox) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def recover(self, owner: str, now: datetime) -> Sequence[Delivery]:
        del owner, now
        return ()


def broken(name: str, real: Outbox) -> Outbox:
    """``real`` as the build called ``name`` uses it; without a name, as it is."""
    builds = {"retry-unread": _RetryUnread, "no-recovery": _NoRecovery}
    return cast("Outbox", builds[name](real)) if name else real


BUILDS = ("retry-unread", "no-recovery")
