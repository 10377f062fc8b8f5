"""Faults in data: what a module says once, when it is imported. mutmut only mutates what functions do.

Each table of states loses an edge or gains one; each number is one more or less; each text, truth value and ``None``
becomes another. Of a class, its fields' defaults, an enum's values and ``frozen`` are data.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Enums = Mapping[str, Sequence[str]]
"""Members of each enum, by the enum's name."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault in one module."""

    name: str
    source: str


def enums(sources: Iterable[str]) -> Enums:
    """Every enum that these modules define."""
    found: dict[str, list[str]] = {}
    for source in sources:
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "StrEnum" for base in node.bases):
                found[node.name] = [name for field in node.body for name in _targets(field)]
    return found


def data_mutants(source: str, known: Enums) -> Iterator[Mutant]:
    """Every fault that the data of a module can have, each in a module of its own."""
    tree = ast.parse(source)
    for where, family, node in list(_data(tree)):
        for what, other in list(_faults(node, known.get(family, ()), family)):
            _Swap(node, other).visit(tree)
            yield Mutant(f"{where}: {what}", ast.unparse(ast.fix_missing_locations(tree)))
            _Swap(other, node).visit(tree)


class _Swap(ast.NodeTransformer):
    """One node for another, wherever it stands."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self._old, self._new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self._new if node is self._old else self.generic_visit(node)


def _data(tree: ast.Module) -> Iterator[tuple[str, str, ast.AST]]:
    """Where a piece of data stands, the enum it speaks of, and the piece."""
    for statement in tree.body:
        yield from _in_statement(statement, "")
        if isinstance(statement, ast.ClassDef):
            for field in statement.body:
                yield from _in_statement(field, f"{statement.name}.")
            for decorator in statement.decorator_list:
                # Slots save memory; whether they are there changes nothing that anybody promised.
                said = [keyword for node in ast.walk(decorator) for keyword in getattr(node, "keywords", ())]
                yield from ((f"{statement.name} {one.arg}", "", one.value) for one in said if one.arg != "slots")


def _in_statement(statement: ast.stmt, of: str) -> Iterator[tuple[str, str, ast.AST]]:
    value = statement.value if isinstance(statement, ast.Assign | ast.AnnAssign) else None
    if value is None:
        return
    where = of + ", ".join(_targets(statement))
    family = next((ast.unparse(node.value) for node in ast.walk(value) if isinstance(node, ast.Attribute)), "")
    if isinstance(value, ast.Dict):
        for key, told in zip(value.keys, value.values, strict=True):
            yield from ((f"{where}[{ast.unparse(key) if key else '**'}]", family, node) for node in ast.walk(told))
    else:
        yield from ((where, family, node) for node in ast.walk(value))


def _targets(statement: ast.stmt) -> list[str]:
    match statement:
        case ast.Assign(targets=targets):
            return [ast.unparse(target) for target in targets]
        case ast.AnnAssign(target=target):
            return [ast.unparse(target)]
        case _:
            return []


def _faults(node: ast.AST, members: Sequence[str], family: str) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Constant(value=bool() as truth):
            yield f"{not truth}", ast.Constant(not truth)
        case ast.Constant(value=int() | float() as number):
            yield f"{number + 1} for {number}", ast.Constant(number + 1)
            yield f"{number - 1} for {number}", ast.Constant(number - 1)
        case ast.Constant(value=str() as text):
            yield f"another text for {text!r}", ast.Constant(f"XX{text}XX")
        case ast.Constant(value=None):
            yield "a text for None", ast.Constant("")
        case ast.Call(func=ast.Name(id="frozenset"), args=arguments):
            here = {
                item.attr for argument in arguments for item in ast.walk(argument) if isinstance(item, ast.Attribute)
            }
            for member in members:
                sign, now = ("-", here - {member}) if member in here else ("+", here | {member})
                yield f"{sign} {member}", _frozenset(family, sorted(now))
        case _:
            pass


def _frozenset(family: str, members: Sequence[str]) -> ast.expr:
    return ast.parse(f"frozenset([{', '.join(f'{family}.{member}' for member in members)}])", mode="eval").body
