"""A file's values as a tree that knows where each of them stands, and what YAML 1.2 takes a plain word for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_INT = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,30})")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,30}|(?:0|[1-9][0-9]{0,30})(?:\.[0-9]{0,30})?)(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(slots=True, eq=False)
class Scalar:
    """One value. ``line``, ``column``: its first character, inside the quotes of a quoted one."""

    line: int
    column: int
    start: int
    """Offset of its first character, quote or block indicator included, in the file's text."""
    end: int
    style: str
    """Empty for a plain one, else ``'``, ``"``, ``|`` or ``>``."""
    text: str
    value: str | int | float | bool | None


@dataclass(slots=True, eq=False)
class Sequence:
    """A list."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys, always text, each with where it stands, and their values."""

    line: int
    column: int
    keys: dict[str, Scalar] = field(default_factory=dict)
    values: dict[str, Node] = field(default_factory=dict)
    again: list[tuple[Scalar, Node]] = field(default_factory=list)
    """Keys that are there already, each with its value."""


Node = Scalar | Sequence | Mapping


def plain(node: Node) -> object:
    """The data alone."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.values.items()}


def typed(words: str) -> str | int | float | bool | None:
    """What a plain scalar means under YAML 1.2's core schema; ``012`` and ``1_000`` stay as written."""
    if words in _WORDS:
        return _WORDS[words]
    if words[0] not in "+-.0123456789":
        return words
    if _INT.fullmatch(words):
        return int(words)
    if _FLOAT.fullmatch(words):
        return float(words)
    return words
