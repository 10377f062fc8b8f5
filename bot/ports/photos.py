"""What rooms know of a supporter's photo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the upright picture to cover, in fractions of its width and height from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def __post_init__(self) -> None:
        # What is not a number compares false, so this refuses it too.
        if not (self.left < self.right and self.top < self.bottom):
            raise ValueError(f"a box has a width and a height: {self}")
        if not (self.left < 1 and self.top < 1 and self.right > 0 and self.bottom > 0):
            raise ValueError(f"a box lies on the picture: {self}")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A photo of which nothing but its pixels is left, covers drawn."""

    data: bytes
    """A baseline JPEG without metadata, at most 5 MB."""
    width: int
    height: int
    sha256: str
    """Of ``data``, in hexadecimal: what a person approves."""
    likeness: int
    """A 64-bit difference hash of the picture without its covers: two photos alike differ in few bits."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not taken: ``bot.wording.photos.refusal_text`` says why, to staff or to whoever sent it."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Cleaner(Protocol):
    """Makes a stranger's picture file harmless."""

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """The picture, upright, in sRGB, on white, with ``cover`` blotted out; or why it is not taken.

        Takes at most 12 s. Raises ``CampaignError`` when this computer cannot clean safely: no picture is then taken.
        """


@dataclass(frozen=True, slots=True)
class NotLooked:
    """Nobody looked for faces in a picture: ``bot.wording.faces`` says why."""

    code: str
    off: bool = False
    """It is no fault of the picture: there will be no look at the next one either."""


class Finder(Protocol):
    """Looks for faces. It overlooks some: it proposes what to cover, and a person decides."""

    def find(self, picture: bytes) -> Sequence[Box] | NotLooked:
        """Where faces are in a picture that ``Cleaner`` made, from the top down. Takes at most 12 s; never raises."""
