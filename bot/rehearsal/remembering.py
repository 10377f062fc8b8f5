"""A cleaner that cleans the same file once: supporters have few pictures in a rehearsal, and cleaning one is slow."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from bot.ports import Box, Cleaned, Cleaner, Refused


class Remembering:
    """The real one, and what it said; equal files come out equal."""

    def __init__(self, cleaner: Cleaner) -> None:
        self._cleaner = cleaner
        self._known: dict[tuple[str, tuple[Box, ...]], Cleaned | Refused] = {}

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """See ``bot.ports.Cleaner``."""
        key = sha256(data).hexdigest(), tuple(cover)
        if key in self._known:
            return self._known[key]
        found = self._cleaner.clean(data, cover)
        # What took too long on a busy computer may do better the next time.
        if isinstance(found, Cleaned) or found.code != "photo-too-slow":
            self._known[key] = found
        return found
