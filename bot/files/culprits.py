"""Where the mistake is when the YAML parser stumbles over what follows it: an open quote, a key without a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yaml import CSafeLoader, ScalarToken, Token, YAMLError, scan
from yaml.tokens import BlockEndToken, StreamEndToken, ValueToken

_SPACES = " \t"
_OPENS_AFTER = re.compile(r"[\s\[{,:(]")
"""What stands before a quotation mark that opens."""
_NOT_A_SPACE = re.compile(r"^[ ]*(?:[\w-]+:)?([\u00a0\u202f])")


@dataclass(frozen=True, slots=True)
class Culprit:
    """What is really wrong, and the offset at which it is."""

    code: str
    offset: int


def before(text: str, stumbled: int, code: str) -> Culprit | None:
    """The cause of ``code`` where it stands before the place at which the parser stumbled; ``None``: it is there."""
    if culprit := quote(text, stumbled):
        return culprit
    if (offset := not_a_space(text, stumbled)) is not None:
        return Culprit("yaml-no-break-space", offset)
    if code == "yaml-colon":
        return line_above(text, stumbled)
    if code == "yaml-indent":
        return Culprit("yaml-indent-under" if is_indented_under(text, stumbled) else code, parent(text, stumbled))
    return None


def quote(text: str, stumbled: int) -> Culprit | None:
    """A quotation mark that was never closed, or that closed too soon, just before the parser stumbled."""
    last = _last(_tokens(text, stumbled))
    if last is None or last.style not in {"'", '"'}:
        return None
    start, end = last.start_mark.index, last.end_mark.index
    adjacent = end == stumbled
    if text[end:stumbled].strip(_SPACES) or text[stumbled : stumbled + 1] in {"", "\n", "\r", "]", "}", ",", ":", "#"}:
        return None
    if last.start_mark.line != last.end_mark.line and (adjacent or _OPENS_AFTER.match(text[end - 2])):
        # The mark that ends it was meant to open the next words.
        return Culprit("yaml-quote-open", start)
    return Culprit("yaml-quote-inside", end - 1) if adjacent else None


def line_above(text: str, stumbled: int) -> Culprit | None:
    """A line without a colon, or one that is indented too far, above a colon that nobody expected."""
    tokens = _tokens(text, stumbled)
    last = _last(tokens)
    if last is None or last.style or last.start_mark.line == last.end_mark.line:
        return None
    start, line = last.start_mark.index, text.rfind("\n", 0, stumbled) + 1
    before = tokens[tokens.index(last) - 1]
    if isinstance(before, ValueToken) and before.start_mark.line == last.start_mark.line:
        return Culprit("yaml-indent-under", line + _width(text, line))
    return Culprit("yaml-no-colon", start)


def parent(text: str, stumbled: int) -> int:
    """Of a line that is indented like nothing above it: the line that broke off what it belongs with, or itself."""
    line = text.rfind("\n", 0, stumbled) + 1
    depth, inner, odd = _width(text, line), None, -1
    above = line
    while above > 0:
        above = text.rfind("\n", 0, above - 1) + 1
        bare = text[above : text.find("\n", above)].strip()
        if not bare or bare.startswith("#"):
            continue
        width = _width(text, above)
        if odd >= 0:
            if width == depth:
                return odd + _width(text, odd)
            if width < depth:
                break
        elif width < depth:
            if inner is None or inner <= depth:
                break
            odd = above
        else:
            inner = width
    return stumbled


def not_a_space(text: str, offset: int) -> int | None:
    """Where a no-break space stands for the plain one that YAML wants: at the beginning of a line, after a colon."""
    for line in {text.rfind("\n", 0, offset) + 1, text.rfind("\n", 0, max(text.rfind("\n", 0, offset), 0)) + 1}:
        if found := _NOT_A_SPACE.match(text[line:].split("\n", 1)[0]):
            return line + found.start(1)
    return None


def is_indented_under(text: str, offset: int) -> bool:
    """Whether a line is indented further than the line above it, which opens nothing."""
    line = text.rfind("\n", 0, offset) + 1
    above = text[:line].rstrip()
    bare = above[above.rfind("\n") + 1 :]
    opens = bare.split(" #")[0].rstrip().endswith((":", "-"))
    return bool(bare) and not opens and _width(text, line) > len(bare) - len(bare.lstrip(" "))


def _tokens(text: str, stumbled: int) -> list[Token]:
    found: list[Token] = []
    try:
        for token in scan(text[:stumbled], Loader=CSafeLoader):
            found.append(token)  # noqa: PERF402 - what came before an error is kept
    except YAMLError:
        pass
    return found


def _last(tokens: list[Token]) -> ScalarToken | None:
    """The last thing read, if it is a value or a key."""
    while tokens and isinstance(tokens[-1], StreamEndToken | BlockEndToken):
        tokens.pop()
    return tokens[-1] if tokens and isinstance(tokens[-1], ScalarToken) else None


def _width(text: str, line: int) -> int:
    return re.compile(r" *").match(text, line).end() - line  # type: ignore[union-attr]  # it always matches
