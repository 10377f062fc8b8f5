"""Short names for the outbox's contract: a moment, and makers of what its verbs take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import NetworkName
from bot.campaign.outcome import Receipt
from bot.ports import Delivery, Intent, Outbox, Planned

NOON = datetime(2023, 9, 1, 12, 0, tzinfo=UTC)
RECEIPT = Receipt("111", "https://mastodon.example/@azat/111")
LEASE_S = 300.0


@dataclass(frozen=True)
class Backend:
    """One store that can be closed and opened again: what a database has to bring to the contract."""

    open: Callable[[], Outbox]


def after(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


def planned(
    entry: str = "rally",
    *,
    account: str = "mastodon",
    due: datetime = NOON,
    text: str = "Trois jours.",
    state: State = State.PLANNED,
    reason: str = "",
) -> Planned:
    return Planned(
        f"{entry}/once/france/{account}",
        entry,
        "once",
        "france",
        account,
        NetworkName.MASTODON,
        "fr",
        due,
        text,
        state,
        reason,
    )


def held(reason: HeldFor = HeldFor.APPROVAL, *, text: str = "Trois jours.", due: datetime = NOON) -> Planned:
    return planned(state=State.HELD, reason=reason.value, text=text, due=due)


def intent(text: str = "Trois jours.", began: datetime = NOON) -> Intent:
    return Intent(text, "0" * 64, "key-1", ("m1",), ("3_1",), "f" * 64, began + timedelta(seconds=60))


KEY = planned().key


def claim(outbox: Outbox, now: datetime = NOON, account: str = "mastodon", owner: str = "first run") -> Delivery:
    claimed = outbox.claim(account, now, owner, LEASE_S)
    assert claimed is not None
    return claimed


def begin(outbox: Outbox, now: datetime = NOON, owner: str = "first run") -> Delivery:
    """Claimed and begun: the value that a sender holds during its call."""
    claimed = claim(outbox, now, owner=owner)
    assert outbox.begin(claimed, intent(claimed.text, now), now)
    return claimed


def row(outbox: Outbox, key: str = KEY) -> Delivery:
    found = outbox.get(key)
    assert found is not None
    return found


def standing(outbox: Outbox, key: str = KEY) -> tuple[State, str]:
    found = row(outbox, key)
    return found.state, found.reason
