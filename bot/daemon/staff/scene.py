"""What the desk looks at in one step: the version in force, the outbox, the time, and whose clock it is told by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.campaign.delivery import State
from bot.campaign.model import Account, Campaign, NetworkName
from bot.daemon.live import Snapshot
from bot.ports import EVERYTHING, Delivery, Outbox, Pause
from bot.wording.desk_dates import day_and_time

EVENING = time(18)
"""Of the day before, in the first audience's city: when the staff are shown what will need their yes."""
SOON = timedelta(hours=2)
"""Before it is due they are asked again."""


@dataclass(frozen=True)
class Scene:
    """One look; what is read of the outbox is read once."""

    now: datetime
    snapshot: Snapshot
    campaign: Campaign
    outbox: Outbox
    stopped: bool = False
    """By a file ``STOP`` in the campaign's folder, which only deleting it undoes."""

    @property
    def language(self) -> str:
        """The staff's."""
        return self.campaign.settings.staff.language

    @cached_property
    def zone(self) -> str:
        """The first audience's: whose evening it is."""
        return next(iter(self.campaign.settings.audiences.values())).zone

    @cached_property
    def city(self) -> str:
        """Its city."""
        return next(iter(self.campaign.settings.audiences.values())).city

    @cached_property
    def held(self) -> Sequence[Delivery]:
        """By due time."""
        return self.outbox.deliveries(states=(State.HELD,))

    @cached_property
    def unsure(self) -> Sequence[Delivery]:
        """``unknown`` and ``ask``."""
        return self.outbox.deliveries(states=(State.UNKNOWN, State.ASK))

    @cached_property
    def pauses(self) -> Sequence[Pause]:
        """The oldest first."""
        return self.outbox.pauses()

    @property
    def paused(self) -> Pause | None:
        """The pause of everything."""
        return next((pause for pause in self.pauses if pause.scope == EVERYTHING), None)

    def at(self, instant: datetime, zone: str = "", city: str = "") -> str:
        """``Fri 1 Sep, 12:30 (Paris)``: in an audience's city, else in the staff's."""
        local = instant.astimezone(ZoneInfo(zone or self.zone))
        return day_and_time(local, city or self.city, self.language)

    def evening_before(self, due: datetime) -> datetime:
        """18:00 of the day before, UTC."""
        zone = ZoneInfo(self.zone)
        day = due.astimezone(zone).date() - timedelta(days=1)
        return datetime.combine(day, EVENING, zone).astimezone(UTC)


def address(account: Account) -> str:
    """Where a person can look."""
    match account.network:
        case NetworkName.X:
            return f"https://x.com/{account.handle.removeprefix('@')}"
        case NetworkName.TELEGRAM if account.handle.startswith("@"):
            return f"https://t.me/{account.handle.removeprefix('@')}"
        case NetworkName.TELEGRAM:
            return account.handle
        case _:
            return account.address
