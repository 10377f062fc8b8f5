"""IMAP4rev1's command line, as values: https://www.rfc-editor.org/rfc/rfc3501#section-9."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    rb'\s*(?:(?P<quoted>"(?:[^"\\\r\n]|\\["\\])*")|(?P<open>\()|(?P<close>\))|(?P<literal>\{\d+\}\r\n)|'
    rb'(?P<atom>[^\s()"{]+(?:\[[^\]]*\](?:<[\d.]+>)?)?))'
)

Value = bytes | list["Value"]


class BadCommandError(ValueError):
    """Not a command as the grammar has it."""


def values(line: bytes) -> list[Value]:
    """A command's words: atoms and strings as bytes, parentheses as lists."""
    found: list[Value] = []
    stack = [found]
    place, end = 0, len(line.rstrip(b" "))
    while place < end:
        match = _TOKEN.match(line, place)
        if match is None:
            raise BadCommandError(f"not understood at byte {place}")
        place = match.end()
        if match["open"]:
            inner: list[Value] = []
            stack[-1].append(inner)
            stack.append(inner)
        elif match["close"]:
            if len(stack) == 1:
                raise BadCommandError("a parenthesis too many")
            stack.pop()
        elif match["literal"]:
            size = int(match["literal"][1:-3])
            stack[-1].append(line[place : place + size])
            place += size
        elif match["quoted"]:
            stack[-1].append(re.sub(rb"\\(.)", rb"\1", match["quoted"][1:-1]))
        else:
            stack[-1].append(match["atom"])
    if len(stack) > 1:
        raise BadCommandError("a parenthesis is not closed")
    return found


def numbers(told: bytes, last: int) -> Iterator[tuple[int, int]]:
    """The ranges of a sequence set; ``*`` is ``last``, and a range is the same both ways round."""
    if not re.fullmatch(rb"(?:\d+|\*)(?::(?:\d+|\*))?(?:,(?:\d+|\*)(?::(?:\d+|\*))?)*", told):
        raise BadCommandError("no sequence set")
    for part in told.split(b","):
        first, _, second = part.partition(b":")
        ends = sorted(last if end == b"*" else int(end) for end in (first, second or first))
        yield ends[0], ends[1]


def quoted(text: str) -> bytes:
    """As a quoted string."""
    return b'"' + text.replace("\\", "\\\\").replace('"', '\\"').encode("ascii", "replace") + b'"'


def literal(data: bytes) -> bytes:
    """As a literal."""
    return b"{%d}\r\n%s" % (len(data), data)
