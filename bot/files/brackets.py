"""``{accounts: a, b}``: a list whose brackets were forgotten, which YAML reads as one name and keys without a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from bot.files.tree import Mapping, Node, Scalar, Sequence
from bot.files.values import Fault
from bot.files.yaml import Document

LISTS = frozenset({"accounts", "to", "except", "languages", "hashtags", "poster"})
"""Keys that take a list of names."""

Path = tuple[str | int, ...]


def without_brackets(document: Document, faults: Iterable[tuple[Fault, Path]]) -> Iterator[tuple[Fault, Path]]:
    """The faults, those that come of one list without brackets as one."""
    said = set[Path]()
    for fault, path in faults:
        key = _list_of(document, path) if fault.code.startswith("unknown-key") else None
        if key is None:
            yield fault, path
            continue
        owner, names = path[:-1], _names(document, (*path[:-1], key))
        if (*owner, key) not in said:
            said.add((*owner, key))
            yield Fault("list-without-brackets", {"found": ", ".join(names)}), (*owner, key)


def _list_of(document: Document, path: Path) -> str | None:
    """The key whose list goes on in the key without a value that ends ``path``."""
    owner = _mapping(document.root, path[:-1])
    if owner is None or path[-1] not in owner.keys:
        return None
    names = list(owner.keys)
    above = names[: names.index(str(path[-1])) + 1]
    for name in reversed(above):
        if name in LISTS:
            return name if isinstance(owner.values[name], Scalar) else None
        if not _stands_alone(owner, name):
            return None
    return None


def _names(document: Document, path: Path) -> list[str]:
    owner = _mapping(document.root, path[:-1])
    assert owner is not None, "a key stands in a mapping"
    key = str(path[-1])
    names, first = list(owner.keys), owner.values[key]
    assert isinstance(first, Scalar), "a list without brackets begins with a name"
    return [first.text, *takewhile(lambda name: _stands_alone(owner, name), names[names.index(key) + 1 :])]


def _stands_alone(owner: Mapping, name: str) -> bool:
    """Whether no colon follows the key: in a block it could not stand, between braces it can."""
    value = owner.values[name]
    return isinstance(value, Scalar) and not value.text and not value.style and value.start == owner.keys[name].end


def _mapping(node: Node | None, path: Path) -> Mapping | None:
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.values.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node if isinstance(node, Mapping) else None
