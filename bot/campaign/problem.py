"""What is wrong with a campaign's files: a code, a place and the facts; ``bot.wording`` says it in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.campaign.model import Place


class Severity(StrEnum):
    """An error keeps its file from being used; a note is worth knowing."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. ``code`` names its sentence in ``bot.wording``; ``args`` fill it in."""

    code: str
    place: Place
    args: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR
