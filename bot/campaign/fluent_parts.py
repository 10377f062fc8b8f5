"""What a pattern of a message holds: its references, variables, choices, and its words laid flat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fluent.syntax.ast import (
    FunctionReference,
    InlineExpression,
    MessageReference,
    NumberLiteral,
    Pattern,
    Placeable,
    SelectExpression,
    StringLiteral,
    TermReference,
    TextElement,
    VariableReference,
    Variant,
)

Reference = MessageReference | TermReference
Expression = InlineExpression | Placeable | SelectExpression


@dataclass(slots=True)
class Part:
    """A message's value or one of its attributes (``attribute`` is empty for the value)."""

    owner: str
    """``launch``, or ``-heure`` for a term."""
    attribute: str
    start: int
    """Where it stands in its file: an offset."""
    pattern: Pattern
    references: list[Reference] = field(default_factory=list)
    variables: list[VariableReference] = field(default_factory=list)
    choices: list[SelectExpression] = field(default_factory=list)
    functions: list[FunctionReference] = field(default_factory=list)
    strings: list[StringLiteral] = field(default_factory=list)
    prints_numbers: bool = False
    """Whether it needs a locale's way to write numbers."""


def part_of(owner: str, attribute: str, start: int, pattern: Pattern) -> Part:
    """Look through ``pattern`` once."""
    part = Part(owner, attribute, start, pattern)
    _gather(part, pattern)
    return part


def _gather(part: Part, pattern: Pattern) -> None:
    for element in pattern.elements:
        if isinstance(element, Placeable):
            _gather_expression(part, element.expression)


def _gather_expression(part: Part, expression: Expression) -> None:
    match expression:
        case Placeable():
            _gather_expression(part, expression.expression)
        case SelectExpression():
            part.choices.append(expression)
            _gather_expression(part, expression.selector)
            for variant in expression.variants:
                _gather(part, variant.value)
        case MessageReference():
            part.references.append(expression)
        case TermReference():
            part.references.append(expression)
            for argument in expression.arguments.positional if expression.arguments else ():
                _gather_expression(part, argument)
        case VariableReference():
            part.variables.append(expression)
        case FunctionReference():
            part.functions.append(expression)
            part.prints_numbers = True
            for argument in expression.arguments.positional:
                _gather_expression(part, argument)
        case StringLiteral():
            part.strings.append(expression)
        case NumberLiteral():
            part.prints_numbers = True


def target(reference: Reference) -> tuple[str, str]:
    """The part a reference means: owner and attribute."""
    sigil = "-" if isinstance(reference, TermReference) else ""
    return sigil + reference.id.name, reference.attribute.name if reference.attribute else ""


def has_words(pattern: Pattern) -> bool:
    """Whether it prints a word of its own or another message's, not a bare number or a sign."""
    for element in pattern.elements:
        if isinstance(element, TextElement):
            if any(letter.isalpha() for letter in element.value):
                return True
        elif not isinstance(element.expression, VariableReference):
            return True
    return False


def counted_variable(choice: SelectExpression) -> str:
    """The variable whose number decides ``choice``; empty when something else does."""
    selector: Expression = choice.selector
    if isinstance(selector, FunctionReference) and selector.id.name == "NUMBER" and selector.arguments.positional:
        selector = selector.arguments.positional[0]
    return selector.id.name if isinstance(selector, VariableReference) else ""


def key_of(variant: Variant) -> str:
    """``one`` or ``3``."""
    return variant.key.value if isinstance(variant.key, NumberLiteral) else variant.key.name


def flat_text(pattern: Pattern, refer: Callable[[Reference], str]) -> str:
    """All its words, every variant on a line of its own, what it refers to put in by ``refer``."""
    pieces: list[str] = []
    for element in pattern.elements:
        if isinstance(element, TextElement):
            pieces.append(element.value)
        else:
            pieces.append(_flat_expression(element.expression, refer))
    return "".join(pieces)


def _string(literal: StringLiteral) -> str:
    """What is between the quotes; nothing if it names a character that does not exist, which is told elsewhere."""
    try:
        return str(literal.parse()["value"])
    except ValueError:
        return ""


def _flat_expression(expression: Expression, refer: Callable[[Reference], str]) -> str:
    match expression:
        case Placeable():
            return _flat_expression(expression.expression, refer)
        case SelectExpression():
            variants = (flat_text(variant.value, refer) for variant in expression.variants)
            return "\n" + "\n".join(variants) + "\n"
        case MessageReference() | TermReference():
            return refer(expression)
        case StringLiteral():
            return _string(expression)
        case NumberLiteral():
            return str(expression.value)
        case VariableReference() | FunctionReference():
            return ""
