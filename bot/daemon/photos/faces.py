"""Covers the faces that are found in a picture that was sent in, as a proposal: people add, take away, and decide."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot import log
from bot.daemon.photos.kit import Kit
from bot.ports import Box, Cleaned, NotLooked
from bot.wording import say

_log = log.logger("photos")


class Faces(StrEnum):
    """Flags: what became of the look. Without any of them nobody was to look, as the settings have it."""

    FOUND = "faces found"
    """Followed by their number, as ``faces found: 3``."""
    NONE = "no face found"
    NOT_LOOKED = "faces not looked for"
    """Something failed, or the extra is not installed: for who reviews it that is the same."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The picture as people are shown it."""

    made: Cleaned
    cover: tuple[Box, ...] = ()
    flags: frozenset[str] = frozenset()


class Proposing:
    """One for a channel."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._told = False

    def cover(self, data: bytes, made: Cleaned) -> Proposed:
        """``made`` of ``data``, with the faces covered that are found in it. Whatever fails, the picture goes on."""
        season, finder = self._kit.season(), self._kit.finder
        if season is None or not season.photos.faces_covered:
            return Proposed(made)
        if finder is None:
            return Proposed(made, flags=frozenset({Faces.NOT_LOOKED.value}))
        # Cleaning took a while and this does: a sign of life between them.
        self._kit.means.clock.now()
        found = finder.find(made.data)
        if isinstance(found, NotLooked):
            self._tell(found)
            return Proposed(made, flags=frozenset({Faces.NOT_LOOKED.value}))
        if not found:
            return Proposed(made, flags=frozenset({Faces.NONE.value}))
        covered = self._kit.cleaner.clean(data, found)
        if not isinstance(covered, Cleaned):
            _log.warning("faces not covered", reason=covered.code)
            return Proposed(made, flags=frozenset({Faces.NOT_LOOKED.value}))
        return Proposed(covered, tuple(found), frozenset({f"{Faces.FOUND}: {len(found)}"}))

    def _tell(self, why: NotLooked) -> None:
        """The staff, once, where no picture is looked at any more."""
        if why.off and not self._told:
            self._told = True
            means = self._kit.means
            means.alarm.tell("faces-off", why=say(why.code, means.live.snapshot.language))
