"""The people who run the campaign, and where they hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mail:
    """Where alarms are mailed to, by which server; its password is no setting."""

    to: tuple[str, ...]
    sender: str
    host: str
    port: int
    user: str


@dataclass(frozen=True, slots=True)
class Staff:
    """The people who run the campaign."""

    language: str = "en"
    """``fr`` or ``en``."""
    chat: int | None = None
    people: Mapping[str, int] = field(default_factory=dict)
    mail: Mail | None = None
