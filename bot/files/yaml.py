"""YAML text to a tree that knows where everything stands.

PyYAML's C parser gives the events; the meaning of a plain scalar is YAML 1.2's core schema, so ``no`` is a word and
``18:30`` is not 1110. What a campaign's file never needs (anchors, aliases, tags, merge keys, a second document) is
refused by name. The tree is built from events and not by ``compose``, which recurses in C and lets a file of a few
thousand brackets end the process.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from yaml import CSafeLoader, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from bot.campaign.model import Place
from bot.campaign.problem import Problem, Severity
from bot.files import syntax, text
from bot.files.tree import Mapping, Node, Scalar, Sequence, typed

MAX_DEPTH = 20
MAX_FAULTS = 50
"""Of structure, in one file; whoever made them all will not read more."""

_BLOCK = re.compile(r"(?:[ \t]*\r?\n)+ *(?=[^ \r\n])")


@dataclass(frozen=True, slots=True)
class Document:
    """One file: its root when it could be read, the text its offsets count in, and what is wrong with it."""

    file: str
    text: str
    root: Mapping | None
    problems: tuple[Problem, ...]


@contextmanager
def without_collecting() -> Iterator[None]:
    """A tree is a burst of small objects that all live: the collector would walk them again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def read(file: str, source: str) -> Document:
    """Read one file. Never raises, whatever it holds."""
    problems = list(text.problems_in(file, source))
    words = text.for_people(source)
    if not any(problem.severity is Severity.ERROR for problem in problems):
        problems += text.hidden_in(file, words)
    if any(problem.severity is Severity.ERROR for problem in problems):
        # Some of these characters end lines for the parser but for no editor: its places would be wrong.
        return Document(file, words, None, tuple(problems))
    tab = syntax.leading_tab(file, words)
    if tab:
        return Document(file, words, None, (*problems, tab))
    builder = _Builder(file)
    with without_collecting():
        try:
            root = builder.build(words)
        except YAMLError as error:
            root = None
            stopped = syntax.problem(file, words, error)
            if not any(known.place.line == stopped.place.line for known in builder.problems):
                builder.problems.append(stopped)
    return Document(file, words, root, (*problems, *builder.problems))


class _Stop(Exception):  # noqa: N818 - not an error: the rest of the file is not worth reading
    pass


class _Builder:
    """Turns events into a tree, one level of ``stack`` per open collection."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.words = ""
        self.problems: list[Problem] = []
        self.stack: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []
        self.root: Node | None = None
        self.whole = True
        self.anchors: set[str] = set()
        """Reported where they are given: what repeats them is the same fault."""
        self.muted = 0
        """Deeper than this, nothing is said: a key written twice is the fault, and not what stands under it."""

    def build(self, words: str) -> Mapping | None:
        self.words = words
        loader = CSafeLoader(words)
        try:
            self._events(loader)
        except _Stop:
            self.whole = False
        finally:
            loader.dispose()
        if not self.whole:
            return None
        if self.root is None or (isinstance(self.root, Scalar) and self.root.value is None):
            self._fault("yaml-empty", 1, 1, file=self.file)
            return None
        if not isinstance(self.root, Mapping):
            self._fault("yaml-not-mapping", self.root.line, self.root.column)
            return None
        return self.root

    def _events(self, loader: CSafeLoader) -> None:
        documents = 0
        while True:
            event = loader.get_event()
            if isinstance(event, ScalarEvent):
                self._place(self._scalar(event))
            elif isinstance(event, MappingStartEvent):
                self._open(event, Mapping)
            elif isinstance(event, SequenceStartEvent):
                self._open(event, Sequence)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                self.keys.pop()
                self.stack.pop()
                if len(self.stack) < self.muted:
                    self.muted = 0
            elif isinstance(event, AliasEvent):
                if event.anchor not in self.anchors:
                    self._at(event, "yaml-alias", name=event.anchor)
                self.whole = False
                self._place(Scalar(0, 0, 0, 0, "*", event.anchor or "", None))
            elif isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._at(event, "yaml-documents")
                    return
            elif isinstance(event, StreamEndEvent):
                return

    def _scalar(self, event: ScalarEvent) -> Scalar:
        mark, end = event.start_mark, event.end_mark
        assert mark is not None and end is not None  # noqa: PT018 - whatever was read has a place
        style = event.style or ""
        if event.anchor or event.tag:
            self._unwanted(event)
        line, column = mark.line + 1, mark.column + 1
        if style in {"'", '"'}:
            column += 1
        elif style:
            line, column = self._block_start(mark.index, line, column)
        elif mark.index >= len(self.words):
            # Nothing, at the very end: the parser sees it on a line that the file does not have.
            last = text.place_of(self.file, self.words, len(self.words))
            line, column = last.line, last.column
        words = event.value
        if style == '"':
            for character in text.hidden_names(words):
                self._fault("text-character", line, column, character=character)
        return Scalar(line, column, mark.index, end.index, style, words, words if style else typed(words))

    def _block_start(self, index: int, line: int, column: int) -> tuple[int, int]:
        """The first character of a block scalar's words; its indicator when it has none."""
        end = self.words.find("\n", index)
        found = _BLOCK.match(self.words, end) if end >= 0 else None
        if found is None:
            return line, column
        start = found.end()
        return line + found.group().count("\n"), start - self.words.rfind("\n", 0, start)

    def _open(self, event: MappingStartEvent | SequenceStartEvent, kind: type[Mapping | Sequence]) -> None:
        if event.anchor or event.tag:
            self._unwanted(event)
        if len(self.stack) >= MAX_DEPTH:
            self._at(event, "yaml-too-deep", depth=MAX_DEPTH)
            raise _Stop
        assert event.start_mark is not None, "whatever was read has a place"
        node = kind(event.start_mark.line + 1, event.start_mark.column + 1)
        if self.stack and isinstance(self.stack[-1], Mapping) and self.keys[-1] is None:
            self._at(event, "yaml-key-not-text")
            raise _Stop
        self._place(node)
        self.stack.append(node)
        self.keys.append(None)

    def _place(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        owner = self.stack[-1]
        if isinstance(owner, Sequence):
            owner.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            assert isinstance(node, Scalar)
            self._key(node, owner)
            self.keys[-1] = node
            return
        self.keys[-1] = None
        if owner.keys.get(key.text, key) is not key:
            owner.again.append((key, node))
        # Of two equal keys the first stays; the second is the fault.
        owner.values.setdefault(key.text, node)

    def _key(self, key: Scalar, owner: Mapping) -> None:
        if len(self.stack) == self.muted:
            self.muted = 0
        if not key.style and key.text.strip() != key.text:
            self._fault("yaml-no-break-space", key.line, key.column + len(key.text.rstrip()) * key.text[0].isalnum())
            self.whole = False
        elif not key.text:
            self.whole = False
            self._fault("yaml-key-empty", key.line, key.column)
        elif key.text == "<<" and not key.style:
            self.whole = False
            self._fault("yaml-merge", key.line, key.column)
        elif key.text in owner.keys:
            self._fault("yaml-duplicate-key", key.line, key.column, key=key.text, first=owner.keys[key.text].line)
            self.muted = self.muted or len(self.stack)
        else:
            owner.keys[key.text] = key

    def _unwanted(self, event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> None:
        if event.anchor:
            self.anchors.add(event.anchor)
            self._at(event, "yaml-anchor", name=event.anchor)
        if event.tag:
            self._at(event, "yaml-tag", tag=event.tag)

    def _at(self, event: Event, code: str, **facts: object) -> None:
        mark = event.start_mark
        assert mark is not None, "whatever was read has a place"
        self._fault(code, mark.line + 1, mark.column + 1, **facts)

    def _fault(self, code: str, line: int, column: int, **facts: object) -> None:
        if self.muted and len(self.stack) > self.muted:
            return
        self.problems.append(Problem(code, Place(self.file, line, column), facts))
        if len(self.problems) >= MAX_FAULTS:
            raise _Stop
