"""A file's text before it means anything: its size, its encoding, its line ends, characters no eye can see.

A source is kept as read, undecodable bytes as lone surrogates, so that disk and memory are read by the same code.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.campaign.hidden import hidden_characters, name_of
from bot.campaign.model import Place
from bot.campaign.problem import Problem, Severity

MAX_BYTES = 1_000_000
"""No organiser writes more in one file; a bigger one is a mistake or an attack."""

MAX_REPORTED = 20
"""Hidden characters named per file; the rest are of the same kind."""

BOM = "\ufeff"
_STRAY_BYTE = re.compile("[\ud800-\udfff]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_CONFLICT = re.compile(r"^(<{7}|>{7})(?: |\r?$)", re.MULTILINE)
"""What git and its like leave where two people changed the same lines; the ======= between them may be decoration."""


def place_of(file: str, text: str, offset: int) -> Place:
    """Line and column of an offset."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Place(file, text.count("\n", 0, line_start) + 1, offset - line_start + 1)


def without_bom(source: str) -> str:
    """The text without the mark that Windows' editors put in front of it."""
    return source.removeprefix(BOM)


def for_people(source: str) -> str:
    """The text as it can be shown: every stray byte replaced by one visible mark, so that columns stay true."""
    return _STRAY_BYTE.sub("\ufffd", without_bom(source))


def problems_in(file: str, source: str) -> tuple[Problem, ...]:
    """What is wrong with a file's bytes, whatever they say."""
    if len(source) > MAX_BYTES or len(source.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return (Problem("text-too-large", Place(file), {"limit": MAX_BYTES // 1_000_000}),)
    text = without_bom(source)
    problems = []
    if source != text:
        problems.append(Problem("text-bom", Place(file), {}, Severity.NOTE))
    if "\r\n" in text:
        problems.append(Problem("text-crlf", place_of(file, text, text.index("\r\n")), {}, Severity.NOTE))
    # Bytes that are not UTF-8 come in runs; the first tells all there is to tell.
    if stray := _STRAY_BYTE.search(text):
        facts = {"byte": f"0x{ord(stray.group()) & 0xFF:02X}"}
        problems.append(Problem("text-not-utf8", place_of(file, text, stray.start()), facts))
    if conflict := _CONFLICT.search(text):
        problems.append(Problem("text-conflict", place_of(file, text, conflict.start()), {"mark": conflict.group(1)}))
    return tuple(problems)


def hidden_in(file: str, text: str) -> tuple[Problem, ...]:
    """Each hidden character of a text without stray bytes, a carriage return that ends no line among them."""
    return tuple(
        Problem("text-character", Place(file, line, column), {"character": name_of(character)})
        for line, column, character in islice(_hidden(text), MAX_REPORTED)
    )


def hidden_names(value: str) -> tuple[str, ...]:
    """Names of the hidden characters in one value, as its escapes may have made them."""
    return tuple(name_of(character) for _, _, character in islice(_hidden(value), MAX_REPORTED))


def _hidden(text: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and character of each. Line by line: what surrounds a character is looked at every time."""
    for number, line in enumerate(text.split("\n"), 1):
        # Most lines: decided at the speed of C.
        if line.isascii() and line.isprintable():
            continue
        returns = {found.start() for found in _LONE_RETURN.finditer(line.removesuffix("\r"))}
        for offset in sorted(returns | set(islice(hidden_characters(line), MAX_REPORTED))):
            yield number, offset + 1, line[offset]
