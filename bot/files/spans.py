"""From a character of a value to the character of the file that it came from.

Folding, indentation, escapes and doubled quotes only ever change blank space and the spelling of single characters:
the n-th visible character of the value is the n-th visible one in the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.campaign.model import Place
from bot.files.text import place_of
from bot.files.tree import Scalar
from bot.files.yaml import Document

_BLANK_ESCAPES = frozenset(" \t\r\nntvfrNL_P")
_HEX_DIGITS = {"x": 2, "u": 4, "U": 8}


def place_in(document: Document, scalar: Scalar, offset: int) -> Place:
    """Where the character at ``offset`` of the scalar's text stands; blank space counts as what follows it."""
    if "\n" not in document.text[scalar.start : scalar.end] and not scalar.style:
        return Place(document.file, scalar.line, scalar.column + min(offset, len(scalar.text)))
    seen = sum(not character.isspace() for character in scalar.text[:offset])
    last = scalar.start
    for position in _visible(document.text, scalar):
        if seen == 0:
            return place_of(document.file, document.text, position)
        seen -= 1
        last = position + 1
    return place_of(document.file, document.text, last)


def _visible(source: str, scalar: Scalar) -> Iterator[int]:
    """Offsets in the file of the value's characters that are not blank."""
    position, end = scalar.start, scalar.end
    if scalar.style in {"'", '"'}:
        position, end = position + 1, end - 1
    elif scalar.style:
        position = source.find("\n", position, end)
        position = end if position < 0 else position
    while position < end:
        character = source[position]
        width = 1
        if scalar.style == "'" and character == "'":
            width = 2
        elif scalar.style == '"' and character == "\\":
            width, character = _escape(source, position)
        if not character.isspace():
            yield position
        position += width


def _escape(source: str, position: int) -> tuple[int, str]:
    """How long the escape at ``position`` is, and the character it means, a blank for any blank."""
    kind = source[position + 1]
    digits = _HEX_DIGITS.get(kind, 0)
    if digits:
        return 2 + digits, chr(int(source[position + 2 : position + 2 + digits], 16))
    return 2, " " if kind in _BLANK_ESCAPES else kind
