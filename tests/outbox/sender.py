"""The order of writes, as the sender keeps it, for tests that make the database fail at any of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.errors import CampaignError
from bot.outbox.store import SqlOutbox
from bot.ports import Delivery
from tests.contracts.outbox_world import LEASE_S, NOON, intent, planned

POSTS = 1
PLAN = [planned(f"entry-{number}", text="x" * 900) for number in range(POSTS)]
"""Words of such length that a full page is never far."""


def remote_id(key: str) -> str:
    """What the network of these tests calls a post."""
    return f"post of {key}"


@dataclass
class Sending:
    """One daemon's work: what it called, and what it still owes the database."""

    called: Counter[str] = field(default_factory=Counter)
    """By key: everything that left this computer."""
    owed: Delivery | None = None
    unbegun: Delivery | None = None
    refused: int = 0
    """How often the database failed."""

    def go(self, outbox: SqlOutbox, owner: str = "first run", now: datetime = NOON) -> bool:
        """Send all that is due; ``False``: the database failed, and what is owed is remembered."""
        try:
            self._pay(outbox, now)
            while claimed := outbox.claim("mastodon", now, owner, LEASE_S):
                self.unbegun = claimed
                begun = outbox.begin(claimed, intent(claimed.text, now), now)
                self.unbegun = None
                assert begun
                self.called[claimed.key] += 1
                self.owed = claimed
                self._pay(outbox, now)
        except CampaignError:
            self.refused += 1
            return False
        return True

    def _pay(self, outbox: SqlOutbox, now: datetime) -> None:
        if self.unbegun is not None:
            outbox.settle(self.unbegun, State.PLANNED, "", now)
            self.unbegun = None
        if self.owed is not None:
            outbox.sent(self.owed, Receipt(remote_id(self.owed.key)), now)
            self.owed = None


def faults(outbox: SqlOutbox, sending: Sending, *, unknown_allowed: int = 0) -> list[str]:
    """What is untrue at the end: a call that nobody recorded, a post called twice, a receipt that is wrong."""
    found, unknown = [], 0
    for row in outbox.deliveries():
        calls = sending.called[row.key]
        if calls > 1:
            found.append(f"{row.key} called {calls} times")
        if row.state is State.SENT and row.remote_id != remote_id(row.key):
            found.append(f"{row.key} is sent as {row.remote_id!r}")
        if calls and row.state not in {State.SENT, State.UNKNOWN}:
            found.append(f"{row.key} is out, and {row.state}")
        if not calls and row.state is State.SENT:
            found.append(f"{row.key} is sent, and never left")
        unknown += row.state is State.UNKNOWN
    if unknown > unknown_allowed:
        found.append(f"{unknown} are unknown")
    return found
