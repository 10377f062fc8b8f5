"""What an account may still do: calls a network lets through in a while, and the money it may cost in a month.

Mastodon: https://docs.joinmastodon.org/api/rate-limits/; Telegram: https://core.telegram.org/bots/faq (my bot is
hitting limits). X's own limits come with its answers; what it needs is a purse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.campaign.model import NetworkName

NEARLY = Decimal("0.8")
"""The share of a month's money from which the staff are told."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call that was begun."""

    at: datetime
    picture: bool = False
    usd: Decimal = Decimal(0)
    """What the network bills for it."""


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``most`` calls begin ``within`` any such stretch of time."""

    most: int
    within: timedelta
    pictures: bool = False
    """Only calls with a picture count."""


WINDOWS: Mapping[NetworkName, tuple[Window, ...]] = {
    NetworkName.MASTODON: (
        Window(300, timedelta(hours=3)),
        Window(30, timedelta(minutes=30), pictures=True),
    ),
    NetworkName.X: (),
    NetworkName.TELEGRAM: (Window(1, timedelta(seconds=1)), Window(20, timedelta(minutes=1))),
}
"""Of one account: a Mastodon account, a Telegram chat."""


def free_at(network: NetworkName, calls: Sequence[Call]) -> datetime | None:
    """When all of the network's windows have room for one more; ``None``: they have. ``calls``: the first first."""
    instants = []
    for window in WINDOWS[network]:
        counted = [call.at for call in calls if call.picture or not window.pictures]
        if len(counted) >= window.most:
            instants.append(counted[-window.most] + window.within)
    return max(instants, default=None)


def counts_from(network: NetworkName, now: datetime) -> datetime:
    """The earliest call that still counts at ``now``."""
    if network is NetworkName.X:
        return month_of(now)
    return now - max(window.within for window in WINDOWS[network])


def month_of(now: datetime) -> datetime:
    """The first instant of the calendar month, UTC: what X bills by."""
    return now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_after(now: datetime) -> datetime:
    """The first instant of the next one."""
    return month_of(month_of(now) + timedelta(days=32))


def spent_usd(calls: Sequence[Call], now: datetime) -> Decimal:
    """What the calls of this month cost."""
    first = month_of(now)
    return sum((call.usd for call in calls if call.at >= first), Decimal(0))
