"""What a supporter's words about a city came to. For the staff and for decisions; nothing of it is ever published.

What may be shown outside is the sender's own spelling alone: a gazetteer's names and countries take sides
(reference: campaign, 3.3, point 7).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Town:
    """A place of 15,000 people or more, or a capital."""

    id: int
    """GeoNames'."""
    name: str
    """GeoNames'; for the staff to choose by, never for publication."""
    country: str
    """ISO 3166-1, two capitals: whether it is among the listed countries is asked of this."""
    region: str
    """GeoNames' code of the part of the country: ``IL`` in the United States, a number in most others."""
    population: int


class Why(StrEnum):
    """Why a person must look: each is a sentence in ``bot.wording.cities``."""

    NAMESAKES = "city-namesakes"
    LISTED = "city-listed-namesake"
    RARE = "city-rare-name"
    MISSPELT = "city-misspelt"
    SEVERAL = "city-several"
    MORE_WORDS = "city-more-words"
    ELSEWHERE = "city-elsewhere"
    COUNTRY = "city-country"
    SMALL = "city-small"
    NOT_FOUND = "city-not-found"
    NOTHING = "city-nothing"


@dataclass(frozen=True, slots=True)
class Clear:
    """One place is far more likely than any other."""

    place: Town


@dataclass(frozen=True, slots=True)
class Unsure:
    """A person decides, among ``candidates`` (the likeliest first, eight at most) or otherwise."""

    candidates: tuple[Town, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Unknown:
    """No town answers to what was typed; a person decides."""

    why: Why


Answer = Clear | Unsure | Unknown


class Cities(Protocol):
    """The gazetteer, as the daemon is handed it."""

    def resolve(self, typed: str, language: str, *, listed: Collection[str]) -> Answer:
        """Which town ``typed`` means; nothing is guessed."""
        ...

    def shown(self, typed: str, language: str) -> str:
        """The sender's own spelling of it, safe to publish; empty: nothing of it is."""
        ...
