"""What the staff's chat reviews photos with."""

from __future__ import annotations

from functools import lru_cache

from bot.bootstrap.importing import IMPORTING
from bot.daemon.photos.kit import Kit
from bot.daemon.staff.review import Review
from bot.files.countries import CODES
from bot.ports import Media
from bot.ports.cities import Answer

_REMEMBERED = 64
"""Cities of the few photos that stand in the chat, which is looked at again and again."""


def review_of(kit: Kit) -> Review:
    """With the campaign's own cabinet and cleaner."""
    remembered = lru_cache(_REMEMBERED)(resolved)

    def cities(typed: str, language: str) -> Answer:
        season = kit.season()
        return remembered(typed, language, season.photos.listed_countries if season is not None else frozenset())

    return Review(kit.cabinet, lambda: kit.cleaner, smaller, cities, CODES.__contains__)


def resolved(typed: str, language: str, listed: frozenset[str]) -> Answer:
    """Which town was meant, by the gazetteer."""
    with IMPORTING:
        from bot.photos.cities import resolve  # noqa: PLC0415 -- 1.6 MB, only where a city was typed

    return resolve(typed, language, listed=listed)


def smaller(*pictures: bytes) -> Media:
    """With Pillow, which is loaded when the first photo is shown."""
    with IMPORTING:
        from bot.photos.small import small  # noqa: PLC0415 -- see above

    return small(*pictures)
