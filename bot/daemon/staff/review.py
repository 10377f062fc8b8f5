"""What reviewing photos in the chat is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.ports import Cabinet, Cleaner, Media
from bot.ports.cities import Answer

BESIDE = "+"
"""Between the hashes of pictures that are shown as one, beside each other."""


@dataclass(frozen=True, slots=True)
class Review:
    """All that is concrete about it."""

    cabinet: Cabinet
    cleaner: Callable[[], Cleaner]
    small: Callable[..., Media]
    """A cleaned picture, as small as people need it who look at it on a telephone; of several, beside each other."""
    cities: Callable[[str, str], Answer]
    """What a city as typed means, in a language of its sender's."""
    is_country: Callable[[str], bool]
    """Whether two capitals are a country's."""

    def picture(self, hashes: str) -> Media | None:
        """Of a photo, or of several (``BESIDE`` between their hashes); ``None``: one is not there any more."""
        found = [self.cabinet.read(sha256) for sha256 in hashes.split(BESIDE)]
        there = [data for data in found if data is not None]
        return self.small(*there) if len(there) == len(found) else None
