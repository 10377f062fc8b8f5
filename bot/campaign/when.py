"""Everything about the sentences of time, under one name: ``when.parse``, ``when.explain`` and the rest.

``when_types`` holds what they mean, ``when_words`` their words, ``when_parse`` the grammar of ``when:``,
``when_values`` the shorter sentences, ``explain`` the way back into natural language.
"""

from __future__ import annotations

from bot.campaign.explain import explain
from bot.campaign.when_parse import parse
from bot.campaign.when_types import (
    WEEKDAYS,
    Before,
    Edge,
    EdgeUnit,
    Every,
    Once,
    Span,
    When,
    WhenError,
    write_moment,
)
from bot.campaign.when_values import (
    SKIP_GRACE,
    parse_day_or_moment,
    parse_deadline,
    parse_duration,
    parse_if_late,
    parse_moment,
    parse_quiet_hours,
    parse_until,
)

__all__ = [
    "SKIP_GRACE",
    "WEEKDAYS",
    "Before",
    "Edge",
    "EdgeUnit",
    "Every",
    "Once",
    "Span",
    "When",
    "WhenError",
    "explain",
    "parse",
    "parse_day_or_moment",
    "parse_deadline",
    "parse_duration",
    "parse_if_late",
    "parse_moment",
    "parse_quiet_hours",
    "parse_until",
    "write_moment",
]
