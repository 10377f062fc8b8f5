"""One Fluent file: its entries and its comments, with the place of everything, and what could not be read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fluent.syntax import FluentParser
from fluent.syntax.ast import BaseComment, Junk, Message, SyntaxNode, Term

from bot.campaign.hidden import hidden_characters, name_of
from bot.campaign.model import Place
from bot.campaign.problem import Problem

_TRAP = re.compile(r"[ \t]*([*\[])")
_LOST_NAME = re.compile(r"(?:^|\n)(-?[A-Za-z][\w-]*)[ ]*(?:=|\n|$)")
_CODES = {
    "E0002": "ftl-not-an-entry",
    "E0003": "ftl-expected",
    "E0004": "ftl-expected-name",
    "E0005": "ftl-no-value",
    "E0006": "ftl-no-value",
    "E0010": "ftl-no-default",
    "E0012": "ftl-empty-variant",
    "E0015": "ftl-two-defaults",
    "E0019": "ftl-term-attribute",
    "E0020": "ftl-open-quote",
    "E0027": "ftl-stray-brace",
    "E0028": "ftl-no-expression",
}
"""fluent.syntax's names of what it found (its ``errors.py``) and ours; the rare others share one sentence."""


_NO_VALUE = frozenset({"E0005", "E0006"})
_NOT_SPACES = frozenset("\t\u00a0\u202f")
"""They look like a space; to Fluent they are none."""


@dataclass(frozen=True, slots=True)
class Source:
    """The text of one file, without a byte-order mark at its start."""

    path: str
    text: str
    _line_starts: list[int] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        """Line ends may be those of Windows; a mark at the very start says nothing about the words."""
        text = text.removeprefix("\ufeff")
        return cls(path, text, [0, *(match.end() for match in re.finditer("\n", text))])

    def place(self, offset: int) -> Place:
        """Line and column, from 1, in characters."""
        line = bisect_right(self._line_starts, offset)
        return Place(self.path, line, offset - self._line_starts[line - 1] + 1)


def start_of(node: SyntaxNode) -> int:
    """The offset in its file where a node begins."""
    assert node.span is not None, "the parser keeps positions unless told not to"
    return node.span.start


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file, read."""

    source: Source
    entries: tuple[Message | Term, ...]
    """Messages and terms, in order."""
    loose_comments: tuple[BaseComment, ...]
    """Comments that belong to no message, not even to one that could not be read."""
    lost: frozenset[str]
    """Names of messages that could not be read: what else mentions them is not at fault."""
    problems: tuple[Problem, ...]


def parse(path: str, text: str) -> Parsed:
    """Read ``text``; every fault is a problem with its exact place."""
    source = Source.of(path, text)
    body = FluentParser().parse(source.text).body
    junk = [node for node in body if isinstance(node, Junk)]
    return Parsed(
        source,
        tuple(node for node in body if isinstance(node, Message | Term)),
        tuple(_loose(body)),
        frozenset(name for node in junk for name in _LOST_NAME.findall(node.content or "")),
        (*_hidden(source), *_unreadable(source, junk)),
    )


def _loose(body: Sequence[SyntaxNode]) -> Iterator[BaseComment]:
    for node, following in zip(body, [*body[1:], None], strict=False):
        if not isinstance(node, BaseComment):
            continue
        assert node.span is not None, "the parser keeps positions unless told not to"
        if not (isinstance(following, Junk) and start_of(following) <= node.span.end + 1):
            yield node


def _hidden(source: Source) -> Iterator[Problem]:
    for offset in hidden_characters(source.text):
        facts = {"character": name_of(source.text[offset])}
        yield Problem("hidden-character", source.place(offset), facts)


def _unreadable(source: Source, junk: Sequence[Junk]) -> Iterator[Problem]:
    wordless_end = -1
    for node in junk:
        assert node.span is not None, "the parser keeps positions unless told not to"
        if start_of(node) == wordless_end:
            continue  # the words of the message above, which lack their indentation: said there
        if any(note.code in _NO_VALUE for note in node.annotations):
            wordless_end = node.span.end
        trap = _TRAP.match(node.content or "")
        if trap is not None:
            place = source.place(start_of(node) + trap.start(1))
            yield Problem("ftl-line-trap", place, {"character": trap[1]})
            continue
        for note in node.annotations:
            facts: dict[str, object] = {"token": "".join(map(str, note.arguments or ())), "code": note.code}
            offset = min(start_of(note), len(source.text))
            if note.code in _NO_VALUE:
                facts["name"] = ("-" if note.code == "E0006" else "") + str(facts["token"])
                offset = start_of(node)
            if note.code == "E0002":
                offset += len(source.text[offset:]) - len(source.text[offset:].lstrip(" \t"))
            code = _CODES.get(note.code, "ftl-unreadable")
            if source.text[offset : offset + 1] in _NOT_SPACES:
                code, facts = "ftl-space", {}
            yield Problem(code, source.place(offset), facts)
