"""Parsed Fluent entries made into Python functions by fluent-compiler; imported only when words are asked for.

The compiler is given the trees that were read for ``check``: its own bundle would parse every file again, a third of
the time a check takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from babel import Locale
from fluent.syntax.ast import Message, Term
from fluent_compiler.builtins import BUILTINS
from fluent_compiler.compiler import ast_to_id, messages_to_module
from fluent_compiler.resource import FtlResource
from fluent_compiler.types import FluentInt

from bot.campaign.plurals import is_known, rule

Format = Callable[[dict[str, object], list[Exception]], str]


class Count(FluentInt):  # type: ignore[misc]  # the library ships no types
    """A countdown's number: plain digits in every language, and no locale's data needed to print it."""

    def format(self, locale: object) -> str:  # noqa: ARG002  the library's signature
        """``12``."""
        return str(int(self))


def _locale(language: str, *, prints_numbers: bool) -> Any:  # noqa: ANN401  what the compiler asks for is untyped
    if is_known(language) and not prints_numbers:
        return SimpleNamespace(plural_form=rule(language))
    return Locale.parse(language, sep="-")


def compiled(
    language: str, entries: Iterable[tuple[Message | Term, str]], *, prints_numbers: bool
) -> dict[str, Format]:
    """A function for each of ``launch``, ``launch.alt`` … in ``entries``, which come with their file's text."""
    trees: dict[str, Any] = {}
    for entry, text in entries:
        resource = FtlResource(text)
        # The compiler reads these from the nodes, to name the file of what it cannot resolve.
        for node in (entry, *entry.attributes):
            node.ftl_resource = resource  # type: ignore[union-attr]  # its own way to pass it on
        trees[ast_to_id(entry)] = entry
    module, names, scope, _ = messages_to_module(
        trees,
        _locale(language, prints_numbers=prints_numbers),
        use_isolating=False,
        functions=BUILTINS.copy(),
    )
    exec(compile(module.as_ast(), f"<messages/{language}>", "exec"), scope)  # noqa: S102  how the library runs it, too
    return {str(name): scope[function] for name, function in names.items()}
