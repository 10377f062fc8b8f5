"""What stands of supporters' photos, and what of it may be shown again: in a mosaic, and on the wall."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 4
"""Pictures that a mosaic is made of at least: fewer are no mosaic, and would show whoever sent them."""


@dataclass(frozen=True, slots=True)
class Hung:
    """One cleaned picture that is out, and may be shown again."""

    id: str
    """The photo's."""
    sha256: str
    """Of the very file that was approved and went out, in the cabinet."""
    alt: str
    city: str
    """As its sender typed it; empty: not to be shown."""
    language: str
    """The sender's."""


@dataclass(frozen=True, slots=True)
class Wall:
    """All of them, and how many there are."""

    photos: int = 0
    """That stand reposted now, those included that are never copied."""
    cities: int = 0
    """Different ones, of those whose senders let them be shown."""
    pictures: tuple[Hung, ...] = ()
    """The latest first."""
    example: bool = False
    """In a rehearsal nobody has sent a photo: a made-up mosaic stands for the real one."""


EXAMPLE = Wall(photos=128, cities=47, example=True)
