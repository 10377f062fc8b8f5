"""A section whose own line is missing, or indented: its items are put back where they were meant to stand.

One problem says it; read where they are, every one of them would be several faults of the section above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as ReadOnly

from bot.campaign.model import Place
from bot.campaign.problem import Problem
from bot.files.tree import Mapping, Node, Scalar
from bot.files.yaml import Document

_OWNERS = frozenset({"", "staff", "deadlines", "audiences", "accounts", "read-back", "defaults"})
"""What items end up under when their own line is missing; under a misspelt key they are where they belong."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d\b")


def _holding(key: str) -> Callable[[Node], bool]:
    return lambda node: isinstance(node, Mapping) and key in node.values


def _dated(node: Node) -> bool:
    return isinstance(node, Scalar) and _DAY.match(node.text) is not None


OF_SETTINGS: ReadOnly[str, Callable[[Node], bool]] = {
    "deadlines": _dated,
    "audiences": _holding("city"),
    "accounts": _holding("kind"),
}
OF_SCHEDULES: ReadOnly[str, Callable[[Node], bool]] = {"posts": _holding("when")}
"""By section, what its items look like; nothing else in its file does."""


def put_back(document: Document, sections: ReadOnly[str, Callable[[Node], bool]]) -> list[Problem]:
    """Put the document's items back in place; a problem for each section that was not above its own."""
    root = document.root
    assert root is not None
    return [problem for name, fits in sections.items() for problem in _one(document.file, root, name, fits)]


def _one(file: str, root: Mapping, name: str, fits: Callable[[Node], bool]) -> Iterator[Problem]:
    if not _is_bare(root.values.get(name)):
        return
    for owner_name, owner in [*root.values.items(), ("", root)]:
        if not isinstance(owner, Mapping) or owner_name not in _OWNERS:
            continue
        header = owner.keys.get(name) if owner is not root and _is_bare(owner.values.get(name)) else None
        items = [key for key, node in owner.values.items() if fits(node)]
        if not items:
            continue
        first = header or owner.keys[items[0]]
        code = "section-indented" if header else "section-flat" if name in root.values else "section-missing"
        yield Problem(code, Place(file, first.line, first.column), {"section": name, "owner": owner_name})
        section = Mapping(first.line, first.column)
        for key in items:
            section.keys[key], section.values[key] = owner.keys.pop(key), owner.values.pop(key)
        if header:
            del owner.keys[name], owner.values[name]
        root.keys.setdefault(name, first)
        root.values[name] = section
        return


def _is_bare(node: Node | None) -> bool:
    """Nothing stands there, or a key alone."""
    return node is None or (isinstance(node, Scalar) and not node.text)
