"""When one account tries again what was proved not sent: as its network says, else ever later, at last not at all."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from bot.campaign.retry import as_told, next_try
from bot.daemon.allowance import Allowance
from bot.daemon.means import Means
from bot.ports import Delivery


class Tries:
    """One account's. Calls are counted in the store, uploads here: another run of the daemon begins them anew."""

    def __init__(self, allowance: Allowance, means: Means) -> None:
        self._allowance = allowance
        self._means = means
        self._uploads: Counter[str] = Counter()
        """By key, the uploads that failed one after the other; a call that was never begun is not spent."""

    def upload_failed(self, delivery: Delivery) -> None:
        """To be said before its next try is asked for."""
        self._uploads[delivery.key] += 1

    def upload_over(self, delivery: Delivery) -> None:
        """It is there, or nobody tries any more: the next one that fails is the first."""
        del self._uploads[delivery.key]

    def next_at(self, delivery: Delivery, told: datetime | timedelta | None, now: datetime) -> datetime | None:
        """When ``delivery``, as it was claimed, may be tried again; ``None``: a person decides.

        ``told``: what its network said of coming back. That holds for the account, not for this post alone.
        """
        again = as_told(told, now)
        if again is None:
            # Failed uploads, the last one among them; without any, it was the call.
            tried = delivery.attempts + max(1, self._uploads[delivery.key])
            again = next_try(tried, now, self._means.jitter())
        if told is None or again is None:
            return again
        return self._allowance.rest(again, now)
