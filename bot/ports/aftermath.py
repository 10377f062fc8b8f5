"""The store's verbs for what comes after a call: reading back, auditing, taking back, correcting, restoring."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.ports.rows import Attempt, Delivery, Errand, ErrandKind


class Aftermath(Protocol):
    """Each verb is one committed transaction. ``unknown`` rows are left by ``sent`` (found there) and ``settle``."""

    # reading back
    def unsure(self, now: datetime) -> Sequence[Delivery]:
        """``unknown`` rows whose ``not_before`` is over, or which have none, the oldest call first."""
        ...

    def next_look(self) -> datetime | None:
        """The earliest instant at which an ``unknown`` row wants to be looked for; one without ``not_before``: its
        ``updated_at``.
        """
        ...

    def looked(self, delivery: Delivery, *, absent: int, reason: str, look_at: datetime, now: datetime) -> bool:
        """One more look that settled nothing: the row stays ``unknown`` until ``look_at``; ``absent`` is set."""
        ...

    def attempts_of(self, key: str) -> Sequence[Attempt]:
        """Every call of a delivery, the first first."""
        ...

    def attempts_since(self, account: str, since: datetime) -> Sequence[Attempt]:
        """An account's calls begun at ``since`` or later, the first first: what its budgets are counted from."""
        ...

    def posts_of(self, account: str) -> Sequence[tuple[str, str]]:
        """Every remote id that is known to be the account's, with its delivery's key; retracted ones too."""
        ...

    def posted_mark(self) -> tuple[int, datetime | None]:
        """How many rows went out (those taken back too), and when one of them last changed: another pair, and the
        public page of posts is out of date.
        """
        ...

    # auditing
    def to_audit(self, now: datetime) -> Sequence[Delivery]:
        """``sent`` rows whose audit is due."""
        ...

    def next_audit(self) -> datetime | None:
        """When the next audit is due. ``sent`` sets a row's first one."""
        ...

    def audited(self, key: str, again_at: datetime | None, now: datetime) -> None:
        """Done, until ``again_at``."""
        ...

    # errands
    def order(self, key: str, kind: ErrandKind, by: str, now: datetime, *, text: str = "", remote_id: str = "") -> bool:
        """Order something to be done with a post. ``False``: there is nothing to do it to, or it is ordered already.

        ``retract`` and ``replace`` take a ``sent`` row to ``retracting`` with the order; of an ``unknown`` row they
        wait until it is known to be ``sent`` (then it goes on to ``retracting``). A row that was never sent is for
        ``cancel``.
        """
        ...

    def errands(self, now: datetime | None = None) -> Sequence[Errand]:
        """Open orders that can be carried out: all of them, or those whose ``not_before`` is over at ``now``.

        Those of a row that is not yet known to be sent are left out.
        """
        ...

    def errands_of(self, key: str) -> Sequence[Errand]:
        """Every order ever given of a delivery, ended ones and those that still wait too, the first first."""
        ...

    def next_errand(self) -> datetime | None:
        """When the next order wants to be carried out."""
        ...

    def put_off(self, errand: Errand, reason: str, not_before: datetime, now: datetime) -> None:
        """It could not be done now."""
        ...

    def carried_out(self, errand: Errand, now: datetime) -> None:
        """It is done: ``retract`` → ``retracted``; ``replace`` → ``retracted`` → ``planned``, due now, as a new
        generation with its approval kept for the new text; ``edit``: the row has the new text; ``double``: nothing.
        """
        ...

    def not_carried_out(self, errand: Errand, reason: str, now: datetime) -> None:
        """The network refuses for good: ``retracting`` → ``sent``; the order is closed with its reason."""
        ...

    # a store that was put back from a copy
    def distrust(self, now: datetime, reason: str, *, again: bool = False) -> Sequence[Delivery]:
        """``planned`` and ``held`` rows that were due by ``now`` → ``unknown``, to be read back before anything.

        Photos that wait to go out (``waiting``, and ``approved`` with a repost not out yet) → ``queued``,
        ``reconsidered``: what their senders said since the copy was made is not in it. Not ``again``.
        """
        ...

    def deeds_ever(self) -> int:
        """Of calls, errands and tombstones, how many there ever were.

        It only grows: a smaller number is an earlier copy of the store. Without the tombstones a copy from before a
        withdrawal would pass for the store itself, and show the photo again.
        """
        ...
