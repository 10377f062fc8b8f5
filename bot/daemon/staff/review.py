"""What reviewing photos in the chat is handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.ports import Cabinet, Cleaner, Media
from bot.ports.cities import Answer


@dataclass(frozen=True, slots=True)
class Review:
    """All that is concrete about it."""

    cabinet: Cabinet
    cleaner: Callable[[], Cleaner]
    small: Callable[[bytes], Media]
    """A cleaned picture, as small as people need it who look at it on a telephone."""
    cities: Callable[[str, str], Answer]
    """What a city as typed means, in a language of its sender's."""
    is_country: Callable[[str], bool]
    """Whether two capitals are a country's."""

    def picture(self, sha256: str) -> Media | None:
        """Of a photo; ``None``: it is not there any more."""
        data = self.cabinet.read(sha256)
        return None if data is None else self.small(data)
