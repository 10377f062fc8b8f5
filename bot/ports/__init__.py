"""What the rooms know of each other: Protocols and their plain data.

Concrete classes are picked in ``bot.bootstrap`` and handed in.
"""

from bot.ports.outside import (
    Alarm,
    Clock,
    Duty,
    Identity,
    Media,
    Network,
    Painter,
    Prepared,
)
from bot.ports.store import (
    EVERYTHING,
    GO_ON,
    AlarmRow,
    Delivery,
    Intent,
    Outbox,
    Pause,
    PlanChange,
    Planned,
)

__all__ = [
    "EVERYTHING",
    "GO_ON",
    "Alarm",
    "AlarmRow",
    "Clock",
    "Delivery",
    "Duty",
    "Identity",
    "Intent",
    "Media",
    "Network",
    "Outbox",
    "Painter",
    "Pause",
    "PlanChange",
    "Planned",
    "Prepared",
]
