"""What the duties that deliver work with, and the names they know each other by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.campaign.model import Account
from bot.daemon.live import Live
from bot.ports import Alarm, Clock, Network, Outbox, Painter

BOT = "the bot"
"""Who paused what the bot itself paused."""
RECONCILER = "reconciler"


@dataclass(frozen=True, slots=True)
class Means:
    """What senders, doors and the duties that read work with."""

    live: Live
    outbox: Outbox
    clock: Clock
    alarm: Alarm
    painter: Painter
    owner: str
    jitter: Callable[[], float]
    """Between 0 and 1."""
    stopped: Callable[[], bool] = lambda: False
    """Whether the file ``STOP`` lies in the campaign's folder."""
    clock_trusted: Callable[[], bool] = lambda: True
    """Whether the computer's clock has not jumped since the networks' clocks last agreed with it."""
    networks: Callable[[Account], Network] = field(kw_only=True)
    """Opens another client of an account, for whoever reads; may raise ``CampaignError``."""
    wake: Callable[[str], None] = field(kw_only=True, default=lambda _: None)
    """Has the duty of that name look at once."""
