"""One raw message of Telegram, read leniently: what is missing or odd is nothing, and never an error.

https://core.telegram.org/bots/api#message
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.ports import Shown

_LATEST = 2**37
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_OTHER_MEDIA = (
    *("animation", "audio", "live_photo", "paid_media", "sticker", "story", "video", "video_note", "voice"),
    "document",
)


def at(value: object, *path: str) -> object:
    """What stands at ``path``, ``None`` when nothing does."""
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def number_at(value: object, *path: str) -> int:
    """The same, as a whole number; 0 when it is none."""
    found = at(value, *path)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def text_at(value: object, *path: str) -> str:
    """The same, as text; halves of surrogate pairs, which nothing can write, are left out."""
    found = at(value, *path)
    return found.encode(errors="ignore").decode() if isinstance(found, str) else ""


def instant_at(value: object, *path: str) -> datetime | None:
    """The same, as an instant."""
    seconds = number_at(value, *path)
    return datetime.fromtimestamp(seconds, UTC) if 0 < seconds < _LATEST else None


@dataclass(frozen=True, slots=True)
class Place:
    """A chat."""

    id: int
    kind: str
    name: str
    """Its public name in lower case, without the sign; empty: it has none."""

    @staticmethod
    def of(value: object) -> Place:
        """From a ``Chat``."""
        return Place(number_at(value, "id"), text_at(value, "type"), text_at(value, "username").casefold())

    @property
    def names(self) -> frozenset[str]:
        """What the settings may call it."""
        return frozenset({str(self.id), self.name}) - {"", "0"}


def pictures(message: object) -> tuple[tuple[Shown, str], ...]:
    """The picture of a message, if it has one, and the id that another picture would not have."""
    sizes = at(message, "photo")
    known = [size for size in sizes if text_at(size, "file_id")] if isinstance(sizes, list) else []
    if known:
        largest = max(known, key=lambda size: number_at(size, "width") * number_at(size, "height"))
        return ((Shown(text_at(largest, "file_id")), text_at(largest, "file_unique_id")),)
    document = at(message, "document")
    is_picture = text_at(document, "mime_type").startswith("image/") and at(message, "animation") is None
    if is_picture and text_at(document, "file_id"):
        return ((Shown(text_at(document, "file_id")), text_at(document, "file_unique_id")),)
    return ()


def other_media(message: object) -> int:
    """Whether it shows, or sounds, something else."""
    shown = {name for name in _OTHER_MEDIA if at(message, name) is not None}
    if pictures(message):
        shown.discard("document")
    return int(bool(shown))


def words(message: object) -> str:
    """The text, or the caption."""
    return text_at(message, "text") or text_at(message, "caption")


def marked(message: object, kind: str) -> list[str]:
    """The parts of the text or caption that the network marks so; places are UTF-16 code units."""
    name = "entities" if text_at(message, "text") else "caption_entities"
    whole = at(message, "text") or at(message, "caption")
    entities = at(message, name)
    if not isinstance(whole, str) or not isinstance(entities, list):
        return []
    units = whole.encode("utf-16-le", "surrogatepass")
    spans = [
        (number_at(entity, "offset"), number_at(entity, "length"))
        for entity in entities
        if text_at(entity, "type") == kind
    ]
    return [
        units[2 * start : 2 * (start + length)].decode("utf-16-le", "ignore")
        for start, length in spans
        if start >= 0 and length > 0
    ]


def language_of(message: object) -> str:
    """The sender's, as their app tells it."""
    told = text_at(message, "from", "language_code")
    return told if _LANGUAGE.fullmatch(told) else ""
