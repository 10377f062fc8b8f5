"""What the duties that deliver work with, and the names they know each other by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.campaign.model import DEFAULT_LIMITS, Account, Limits
from bot.campaign.outcome import CALL_S
from bot.daemon.doorway import Doorway
from bot.daemon.live import Live
from bot.daemon.verdicts import Refused
from bot.ports import Alarm, Clock, Delivery, Network, Outbox, Painter, Wall

BOT = "the bot"
"""Who paused what the bot itself paused."""
RECONCILER = "reconciler"
ERRANDS = "errands"
JANITOR = "janitor"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a claim is its owner's, and what that must be enough for, in seconds."""

    lease_s: float = 300.0
    """Longer than picture, upload and call together may take."""
    call_s: float = CALL_S
    """The total deadline that the adapters keep."""
    commit_s: float = 15.0
    """The most that may pass between the intent and the first byte: a locked database, no sleep."""
    silence_s: float = 300.0
    """A duty that gives no sign of life for so long is stuck: whatever it had claimed is not its own any more."""
    lead_s: float = 0.0
    """How long before its instant a post is claimed and made ready; its call begins at the instant."""


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
    store: Callable[[], str] = field(kw_only=True)
    """What tells the store from every other one but its copies; may raise ``StoreError`` (``intents.StoreName``)."""
    terms: Terms = field(kw_only=True, default=Terms())
    limits: Callable[[Account], Limits] = field(kw_only=True, default=lambda account: DEFAULT_LIMITS[account.network])
    """As an account's network told them last: nobody asks it for them before a call."""
    fresh: Callable[[Delivery, Account], Refused | None] = field(kw_only=True, default=lambda _delivery, _account: None)
    """Asks the network whether what a repost shows is still as it was approved; ``None``: it is."""
    wall: Callable[[], Wall] = field(kw_only=True, default=Wall)
    """What stands of supporters' photos now, for a mosaic."""
    wake: Callable[[str], None] = field(kw_only=True, default=lambda _: None)
    """Has the duty of that name look at once."""
    doorway: Doorway = field(kw_only=True, default_factory=Doorway)
    """Where posts of all accounts stand until their instant."""
