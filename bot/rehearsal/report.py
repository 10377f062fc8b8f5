"""What a rehearsal found, counted from what the stand-ins received and not from what we believe was sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.campaign.cost import x_cost_usd
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import NetworkName
from bot.ports import PHOTOS, Delivery
from bot.rehearsal.photo_report import PhotoReport
from bot.rehearsal.stage import Received

NOT_EXPECTED = frozenset({State.MISSED, State.PAST, State.CANCELLED, State.REJECTED})
"""States in which nothing should have reached a stand-in."""
NOBODY_APPROVED = frozenset({HeldFor.APPROVAL.value, HeldFor.CHANGED.value})
"""Held until a person has said yes: until then it is not due. Held for any other reason, it was, and is lost."""


@dataclass(frozen=True, slots=True)
class Report:
    """``lost``: due and not received. ``twice``: received more often than due, or never due at all."""

    planned: int
    sent: int
    missed: int
    held: int
    ask: int
    rejected: int
    lost: int
    twice: int
    x_cost_usd: Decimal
    seconds: float
    accounts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    photos: PhotoReport = field(default_factory=PhotoReport)

    @property
    def good(self) -> bool:
        """Every post and repost that was due reached its stand-in exactly once, and nothing else stands."""
        return self.photos.good and not (self.lost or self.twice or self.missed or self.rejected or self.ask)

    def as_json(self) -> dict[str, object]:
        """The contract's shape."""
        return {
            "planned": self.planned,
            "sent": self.sent,
            "missed": self.missed,
            "held": self.held,
            "ask": self.ask,
            "rejected": self.rejected,
            "lost": self.lost,
            "twice": self.twice,
            "x_cost_usd": float(self.x_cost_usd),
            "seconds": round(self.seconds, 2),
            "photos": self.photos.as_json(),
            "accounts": {name: dict(counts) for name, counts in self.accounts.items()},
        }


def report(
    all_rows: Sequence[Delivery],
    received: Sequence[Received],
    seconds: float,
    photos: PhotoReport = PhotoReport(),  # noqa: B008 -- frozen
) -> Report:
    """Hold the outbox's rows against what arrived; those of ``photos`` are counted by themselves, but for the sums of
    what was lost and doubled.
    """
    rows = [row for row in all_rows if row.entry != PHOTOS]
    expected = Counter(_mark(row) for row in rows if _was_due(row))
    arrived = Counter((post.account, post.text, post.picture_sha256) for post in received)
    lost, twice = expected - arrived, arrived - expected
    networks = {row.account: row.network for row in rows}
    on_x = [post for post in received if networks.get(post.account) is NetworkName.X]
    cost = sum((x_cost_usd(post.text, post.alt) for post in on_x), Decimal(0))
    states = Counter(row.state for row in rows)
    accounts = {
        account: {
            "planned": sum(row.account == account for row in rows),
            "sent": sum(row.account == account and row.state is State.SENT for row in rows),
            "received": sum(post.account == account for post in received),
            "lost": sum(count for mark, count in lost.items() if mark[0] == account) + photos.lost.get(account, 0),
            "twice": sum(count for mark, count in twice.items() if mark[0] == account) + photos.twice.get(account, 0),
            "reposts": photos.stands.get(account, 0),
        }
        # Something may have reached an account that nothing was planned for.
        for account in dict.fromkeys([*networks, *(post.account for post in received), *photos.stands])
    }
    return Report(
        len(rows),
        states[State.SENT],
        states[State.MISSED],
        states[State.HELD],
        # Of a repost too somebody would be asked.
        sum(row.state in {State.ASK, State.UNKNOWN} for row in all_rows),
        states[State.REJECTED],
        lost.total() + sum(photos.lost.values()),
        twice.total() + sum(photos.twice.values()),
        cost,
        seconds,
        accounts,
        photos,
    )


def _was_due(row: Delivery) -> bool:
    return row.state not in NOT_EXPECTED and not (row.state is State.HELD and row.reason in NOBODY_APPROVED)


def _mark(row: Delivery) -> tuple[str, str, str]:
    return row.account, row.text, row.picture_sha256
