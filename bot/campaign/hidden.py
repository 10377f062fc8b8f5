"""Characters nobody sees: some reorder what is read, some cut a word in two, some only count against a limit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_SUSPECT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]",
)
_JOINERS = "\u200c\u200d"
_DIRECTION_MARKS = "\u061c\u200e\u200f"
_TAGS = re.compile("🏴[\U000e0020-\U000e007e]+\U000e007f")
_SHAPED = re.compile(r"[\u0600-\u08ff\u0900-\u109f\u1780-\u18af]")
"""Letters of scripts that are spelt with joiners: Arabic, the scripts of India and South-East Asia, Mongolian."""
_RIGHT_TO_LEFT = ("R", "AL")


def hidden_characters(text: str) -> Iterator[int]:
    """Where characters stand that a text of this campaign has no use for.

    Joiners are let through inside an emoji or a word of a script that needs them, direction marks beside letters
    that run from right to left, tag letters in a flag.
    """
    flags = [match.span() for match in _TAGS.finditer(text)]
    for match in _SUSPECT.finditer(text):
        offset, letter = match.start(), match.group()
        if letter in _JOINERS and _joins(text, offset):
            continue
        if letter in _DIRECTION_MARKS and _runs_from_right_to_left(text):
            continue
        if any(start < offset < end for start, end in flags):
            continue
        yield offset


def _runs_from_right_to_left(text: str) -> bool:
    letters = (letter for letter in text if letter not in _DIRECTION_MARKS)
    return any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in letters)


def _joins(text: str, offset: int) -> bool:
    before = text[:offset].rstrip("\ufe0f")[-1:]
    after = text[offset + 1 : offset + 2]
    if not before or not after:
        return False
    if unicodedata.category(before) in {"So", "Sk"}:
        return text[offset] == "\u200d" and unicodedata.category(after) == "So"
    return _SHAPED.match(before) is not None


def name_of(letter: str) -> str:
    """``U+200B ZERO WIDTH SPACE``."""
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".rstrip()
