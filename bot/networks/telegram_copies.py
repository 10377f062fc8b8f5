"""What copies of a channel's messages say, and what is remembered of them."""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from weakref import WeakKeyDictionary

from bot.networks.http import Answer
from bot.networks.telegram_loop import SharedBot

_REMEMBERED = 500
"""Messages of a channel, so that weeks of running cost no memory to speak of."""

_LATEST = 2**37
"""Epoch seconds that ``datetime`` still takes."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_DROPPED = re.compile(r"[\u2028-\u202e\u0333\u033f\u030a]")
_MARKS = re.compile(r"[\u200e\u200f]{2,}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of the channel."""

    text: str
    has_picture: bool
    at: datetime | None
    home: str
    """The channel's public name, where the copy tells it."""
    foreign: bool
    """Itself forwarded from elsewhere."""
    origin: frozenset[str] = frozenset()
    """The channel post that it forwards, by its channel's number and by its name: ``-1001/7``, ``@name/7``."""


@dataclass(slots=True)
class Memory:
    """What probing one channel has taught, kept as long as anybody uses its bot: no id is copied a second time."""

    seen: dict[int, Seen] = field(default_factory=dict)
    gaps: dict[int, int] = field(default_factory=dict)
    """Of a look that was broken off: ids that did not exist, with the highest that was known to when it asked."""
    copies: set[int] = field(default_factory=set)
    """Those in the staff's chat that could not be deleted yet."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def finish(self) -> None:
        """A look has come to its end: the next one reads gaps afresh."""
        self.gaps.clear()
        for own in sorted(self.seen)[:-_REMEMBERED]:
            del self.seen[own]


_memories: WeakKeyDictionary[SharedBot, dict[tuple[str | int, int], Memory]] = WeakKeyDictionary()


def memory_of(bot: SharedBot, channel: str | int, staff_chat: int) -> Memory:
    """What is remembered of ``channel`` as it was read by way of ``staff_chat``."""
    return _memories.setdefault(bot, {}).setdefault((channel, staff_chat), Memory())


def read_copy(heard: Answer, own: int, channel: str | int) -> Seen:
    """What a forward of the message ``own`` of ``channel`` shows of it."""
    # Servers before Bot API 7.0 (December 2023) have forward_date, forward_from_chat and forward_from_message_id.
    modern = isinstance(heard.at("result", "forward_origin"), dict)
    origin = ("result", "forward_origin")
    place = (*origin, "chat") if modern else ("result", "forward_from_chat")
    said = heard.at(*origin, "date") if modern else heard.at("result", "forward_date")
    theirs = heard.at(*origin, "message_id") if modern else heard.at("result", "forward_from_message_id")
    number, name = heard.text(*place, "id"), heard.text(*place, "username").casefold()
    ours = str(channel).casefold() in {number, f"@{name}"} or not (name or number)
    foreign = isinstance(theirs, int) and (theirs != own or not ours)
    names = [number] * bool(number) + [f"@{name}"] * bool(name)
    return Seen(
        as_kept(heard.text("result", "text") or heard.text("result", "caption")),
        bool(heard.at("result", "photo")),
        datetime.fromtimestamp(said, UTC) if isinstance(said, int) and 0 < said < _LATEST else None,
        "" if foreign else heard.text(*place, "username"),
        foreign,
        frozenset(f"{one}/{theirs}" for one in names) if foreign else frozenset(),
    )


def as_kept(text: str) -> str:
    """A text as Telegram keeps it, so that what was sent and what stands there compare (tdlib, clean_input_string)."""
    text = unicodedata.normalize("NFC", text).replace("\r", "")
    text = _DROPPED.sub("", _CONTROL.sub(" ", text))
    return _MARKS.sub(lambda run: "\u200c" * (len(run[0]) - 1) + run[0][-1], text).strip()
