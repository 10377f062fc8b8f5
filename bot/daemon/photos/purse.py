"""What reading a network for photos cost this month: noted in the outbox, held against the settings' cap."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from bot.campaign.budget import month_of
from bot.ports import Outbox


def pay(outbox: Outbox, account: str, usd: Decimal, now: datetime) -> None:
    """Note it. A look at a source is paid for too, and never left out for money: it protects its author."""
    if usd:
        outbox.note(_name(account, now), str(spent(outbox, account, now) + usd))


def spent(outbox: Outbox, account: str, now: datetime) -> Decimal:
    """In the month of ``now``."""
    return Decimal(outbox.noted(_name(account, now)) or "0")


def _name(account: str, now: datetime) -> str:
    return f"photos of {account} cost: {month_of(now):%Y-%m}"
