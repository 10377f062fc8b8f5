"""Sources with their known faults taken out, so that what they hide can be seen: ``check`` reads again what is left.

Nothing repaired is ever sent or kept; lines keep their numbers, so that what a second reading finds stands where
it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence as Many
from dataclasses import dataclass

from bot.campaign.model import Place
from bot.campaign.problem import Problem, Severity
from bot.files import yaml
from bot.files.blanking import without_characters, without_syntax_faults
from bot.files.gather import language_of
from bot.files.text import without_bom
from bot.files.tree import Mapping, Node, Scalar, Sequence

NEVER = "every Tuesday at 00:00 from 2001-01-01 to 2001-01-01"
"""A sound ``when:`` without a single moment: that day was a Monday."""

_INSTEAD = {"city": "UTC", "server": "https://repaired.invalid", "account": '"@repaired"', "channel": '"@repaired_{}"'}
"""What stands in for a faulty value that cannot be left out."""

_UNKNOWABLE = frozenset({"kind", "language"})
"""Without these nothing can be made of an item."""

_NARROWING = frozenset({"to", "languages", "accounts", "text"})
"""Keys of an entry that say whom it reaches: without one, it would seem to reach others. Only a list's item can go."""

Edit = tuple[int, int, str]
"""From, to, and the text instead."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """``sources`` to read again, and the ``lines`` of each file that are no longer as written."""

    sources: ReadOnly[str, str]
    lines: ReadOnly[str, frozenset[int]]

    def touched(self, place: Place) -> bool:
        """Whether a fault at ``place`` may be the repair's own."""
        return place.line in self.lines.get(place.file, frozenset())


def repair(sources: ReadOnly[str, str], problems: Iterable[Problem]) -> Repaired | None:
    """Take out what ``problems`` name; ``None`` when there is nothing that could be."""
    faulty: dict[str, list[Problem]] = {}
    for problem in problems:
        file = problem.place.file
        # A fault in one message leaves the others readable: messages need no repair.
        # The items of a misplaced section are read where they belong: nothing of them is in the way.
        if problem.code.startswith("section-"):
            continue
        if problem.severity is Severity.ERROR and file in sources and language_of(file) is None:
            faulty.setdefault(file, []).append(problem)
    changed: dict[str, str] = {}
    lines: dict[str, frozenset[int]] = {}
    for file, found in faulty.items():
        if any(problem.code == "text-conflict" for problem in found):
            continue  # half of the file is not meant: what is wrong with it says nothing
        before = without_bom(sources[file])
        after = _repaired(file, before, found)
        if after != before:
            changed[file] = after
            lines[file] = _differing(before, after)
    return Repaired({**sources, **changed}, lines) if changed else None


def _repaired(file: str, source: str, problems: Many[Problem]) -> str:
    if "\0" in source:
        return source  # UTF-16, or no text at all
    visible = without_characters(source, problems)
    if visible != source:
        return visible  # nothing else was read of it yet
    document = yaml.read(file, source)
    if document.root is None:
        return without_syntax_faults(source, document.problems)
    edits = (
        _without_second(document, problem.place)
        if problem.code == "yaml-duplicate-key"
        else _edit(document, problem.place)
        for problem in problems
    )
    return _apply(source, [edit for edit in edits if edit is not None])


def _without_second(document: yaml.Document, place: Place) -> Edit | None:
    """A key that is written twice goes, the second time, with all that stands under it."""
    assert document.root is not None
    waiting: list[Node] = [document.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Mapping):
            for key, value in node.again:
                if (key.line, key.column) == (place.line, place.column):
                    return _cut(document, key, value, place)
            waiting += node.values.values()
        elif isinstance(node, Sequence):
            waiting += node.items
    return None


def _edit(document: yaml.Document, place: Place) -> Edit | None:
    """What to do about a fault at ``place``, by the keys that lead there."""
    assert document.root is not None
    steps = _path(document.root, place)
    match [key.text for key, _ in steps]:
        case ["posts", _, "when"]:
            return _replace(steps[2][1], NEVER)
        case ["posts", _, key, *_] | ["defaults", key, *_] | ["audiences", _, "accounts" as key] if key in _NARROWING:
            return _without_item(steps[-1][1], place)
        case ["audiences" | "accounts", _, key] if key in _INSTEAD:
            return _replace(steps[2][1], _INSTEAD[key].format(place.line))
        case ["posts" | "audiences" | "accounts", _, key, *_] if key not in _UNKNOWABLE:
            return _cut(document, *steps[2], place)
        case ["defaults", _, *_]:
            return _cut(document, *steps[1], place)
        case _:
            return None


def _path(root: Mapping, place: Place) -> list[tuple[Scalar, Node]]:
    """The keys that lead to ``place``, each with its value."""
    steps: list[tuple[Scalar, Node]] = []
    node: Node = root
    while isinstance(node, Mapping):
        before = [name for name, key in node.keys.items() if (key.line, key.column) <= (place.line, place.column)]
        if not before:
            break
        steps.append((node.keys[before[-1]], node.values[before[-1]]))
        node = node.values[before[-1]]
    return steps


def _replace(node: Node, words: str) -> Edit | None:
    return (node.start, node.end, words) if isinstance(node, Scalar) else None


def _without_item(node: Node, place: Place) -> Edit | None:
    """A list of names without the one at ``place``."""
    if not isinstance(node, Sequence):
        return None
    items = [item for item in node.items if isinstance(item, Scalar)]
    kept = [item.text for item in items if (item.line, item.column) != (place.line, place.column)]
    if not kept or len({item.line for item in items}) > 1:
        return None
    return items[0].start, items[-1].end, ", ".join(kept)


def _cut(document: yaml.Document, key: Scalar, value: Node, place: Place) -> Edit | None:
    """Without a key and its value: whole lines in a block, else up to the comma."""
    text = document.text
    end = max((scalar.end for scalar in _scalars(value)), default=key.end)
    line_start = text.rfind("\n", 0, key.start) + 1
    if not text[line_start : key.start].strip():
        stop = text.find("\n", max(end, _offset(text, place)))
        stop = len(text) if stop < 0 else stop
        return line_start, stop, "\n" * text.count("\n", line_start, stop)
    if not isinstance(value, Scalar):
        closed = re.compile(r"[^\]}\n]*[\]}]").match(text, end)
        if closed is None:
            return None
        end = closed.end()
    if comma := re.compile(r"\s*,").match(text, end):
        return key.start, comma.end(), ""
    start = text.rfind(",", line_start, key.start)
    return None if start < 0 else (start, end, "")


def _offset(text: str, place: Place) -> int:
    start = 0
    for _ in range(place.line - 1):
        start = text.find("\n", start) + 1
    return start


def _scalars(node: Node) -> Iterable[Scalar]:
    if isinstance(node, Scalar):
        yield node
    else:
        for inner in node.items if isinstance(node, Sequence) else [*node.keys.values(), *node.values.values()]:
            yield from _scalars(inner)


def _apply(text: str, edits: list[Edit]) -> str:
    """From the last to the first; of two that overlap the later one, which is the smaller."""
    limit = len(text)
    for start, end, words in sorted(set(edits), reverse=True):
        if end <= limit:
            text = text[:start] + words + text[end:]
            limit = start
    return text


def _differing(before: str, after: str) -> frozenset[int]:
    """Numbers of the lines that changed; a repair keeps their count."""
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return frozenset(number for number, (one, other) in enumerate(pairs, start=1) if one != other)
