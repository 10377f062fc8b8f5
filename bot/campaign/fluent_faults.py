"""What can be wrong with messages that were read well: references, variables, attributes, names used twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from fluent.syntax.ast import FunctionReference, Message, SelectExpression, Term, VariableReference

from bot.campaign.fluent_parts import Part, Reference, key_of, target
from bot.campaign.fluent_source import Source, start_of
from bot.campaign.hidden import hidden_characters, name_of
from bot.campaign.problem import Problem

ATTRIBUTES = ("x", "mastodon", "telegram", "alt", "warning", "card")
VARIABLES = ("days", "hours")

SUPPORTER_PHOTO = "supporter-photo"
"""The message of a new post with a photo that was sent to the campaign."""
NO_CITY = "no-city"
"""Its words for a photo whose city is not shown."""
CITY = "city"
"""Its one variable: the city in its sender's own spelling."""

_FUNCTIONS = ("NUMBER",)
_DIGITS = frozenset("123456789")


def near(word: str, known: tuple[str, ...] | list[str]) -> str:
    """The likeliest meant, for a did-you-mean; empty when nothing is close."""
    close = get_close_matches(word, known, n=1)
    return close[0] if close else ""


def _maybe_near(code: str, word: str, known: tuple[str, ...] | list[str]) -> tuple[str, dict[str, object]]:
    close = near(word, known)
    return (f"{code}-near", {"near": close}) if close else (code, {})


def variables_of(owner: str) -> tuple[str, ...]:
    """What a message (not a term: those are given theirs) may print or choose by."""
    if owner.startswith("-"):
        return ()
    return (CITY,) if owner == SUPPORTER_PHOTO else VARIABLES


def _attributes_of(message: str) -> tuple[str, ...]:
    return (*ATTRIBUTES, NO_CITY) if message == SUPPORTER_PHOTO else ATTRIBUTES


def of_entry(source: Source, entry: Message | Term) -> Iterator[Problem]:
    """A message without words, or with an attribute nothing reads."""
    if isinstance(entry, Term):
        return
    if entry.value is None:
        yield Problem("ftl-no-value", source.place(start_of(entry.id)), {"name": entry.id.name})
    known, written = _attributes_of(entry.id.name), set[str]()
    for attribute in entry.attributes:
        name, place = attribute.id.name, source.place(start_of(attribute))
        if name not in known:
            code, facts = _maybe_near("ftl-unknown-attribute", name, known)
            facts |= {
                "attribute": name,
                "message": entry.id.name,
                "known": " ".join(f".{one}" for one in known),
            }
            yield Problem(code, place, facts)
        elif name in written:
            yield Problem("ftl-attribute-twice", place, {"attribute": name, "message": entry.id.name})
        written.add(name)


def of_part(
    source: Source, part: Part, parts: Mapping[tuple[str, str], Part], lost: frozenset[str]
) -> Iterator[Problem]:
    """What a pattern names and nothing has, or what would print nothing."""
    for reference in part.references:
        yield from _of_reference(source, reference, parts, lost)
    for variable in part.variables:
        name, place = variable.id.name, source.place(start_of(variable))
        known = variables_of(part.owner)
        if part.owner.startswith("-"):
            if name in VARIABLES:
                yield Problem("ftl-variable-in-term", place, {"variable": name, "term": part.owner})
        elif name not in known:
            code, facts = _maybe_near("ftl-unknown-variable", name, known)
            yield Problem(code, place, {**facts, "variable": name, "message": part.owner})
    for function in part.functions:
        if function.id.name not in _FUNCTIONS:
            yield Problem("ftl-unknown-function", source.place(start_of(function)), {"function": function.id.name})
        elif not _takes(function):
            yield Problem("ftl-function-arguments", source.place(start_of(function)), {"function": function.id.name})
    for choice in part.choices:
        yield from _of_choice(source, part, choice)
    yield from _of_strings(source, part)
    if len(part.pattern.elements) == 0:
        yield Problem("ftl-no-value", source.place(part.start), {"name": part.owner})


def _of_choice(source: Source, part: Part, choice: SelectExpression) -> Iterator[Problem]:
    """Two variants for one number or form: the second would never be printed."""
    first: dict[str, int] = {}
    for variant in choice.variants:
        key, place = key_of(variant), source.place(start_of(variant.key))
        if key in first:
            yield Problem("ftl-variant-twice", place, {"variant": key, "message": part.owner, "first": first[key]})
        first.setdefault(key, place.line)


def _of_strings(source: Source, part: Part) -> Iterator[Problem]:
    for literal in part.strings:
        try:
            words = str(literal.parse()["value"])
        except ValueError:
            # An escape such as \\UFFFFFF that names no character there is.
            yield Problem("ftl-string-escape", source.place(start_of(literal)), {"string": literal.value})
            continue
        for offset in hidden_characters(words):
            yield Problem("hidden-character", source.place(start_of(literal)), {"character": name_of(words[offset])})


def _takes(function: FunctionReference) -> bool:
    """Whether a NUMBER is one that prints: of one number, at most padded; the library trips over the rest."""
    arguments = function.arguments
    if len(arguments.positional) != 1 or not isinstance(arguments.positional[0], VariableReference):
        return False
    return all(
        option.name.name == "minimumIntegerDigits" and str(option.value.value) in _DIGITS for option in arguments.named
    )


def _of_reference(
    source: Source, reference: Reference, parts: Mapping[tuple[str, str], Part], lost: frozenset[str]
) -> Iterator[Problem]:
    owner, attribute = target(reference)
    if (owner, attribute) in parts or owner in lost:
        return
    shown = f"{owner}.{attribute}" if attribute else owner
    sigil = owner.startswith("-")
    known = [f"{name}.{part}" if part else name for name, part in parts if name.startswith("-") is sigil]
    code, facts = _maybe_near("ftl-unknown-term" if sigil else "ftl-unknown-message", shown, known)
    yield Problem(code, source.place(start_of(reference)), {**facts, "name": shown})
