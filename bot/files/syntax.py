"""What the YAML parser says of a file it cannot read, as an organiser sees it: where, what, and the usual cause."""

from __future__ import annotations

import re

from yaml import MarkedYAMLError, YAMLError
from yaml.error import Mark

from bot.campaign.model import Place
from bot.campaign.problem import Problem
from bot.files import culprits

_LEADING_TAB = re.compile(r"^ *(\t)[ \t]*[^\s#]", re.MULTILINE)
_COMMENT = re.compile(r"(?:[\s\[{,])(#[^\n]*)")

# The parser's own words (libyaml's scanner.c and parser.c), and which of its two marks shows the cause.
_BY_PROBLEM = {
    "mapping values are not allowed in this context": ("yaml-colon", "problem"),
    "could not find expected ':'": ("yaml-no-colon", "context"),
    "found unexpected end of stream": ("yaml-quote-open", "context"),
    "found unexpected document indicator": ("yaml-quote-open", "context"),
    "did not find expected ',' or ']'": ("yaml-bracket-open", "context"),
    "did not find expected ',' or '}'": ("yaml-bracket-open", "context"),
    "did not find expected key": ("yaml-indent", "problem"),
    "did not find expected '-' indicator": ("yaml-indent", "problem"),
    "block sequence entries are not allowed in this context": ("yaml-dash", "problem"),
    "found unknown escape character": ("yaml-escape", "problem"),
    "did not find expected hexdecimal number": ("yaml-escape", "problem"),
    "found invalid Unicode character escape code": ("yaml-escape", "problem"),
    "found undefined tag handle": ("yaml-tag", "problem"),
}
_BY_CONTEXT = {
    "while scanning an alias": "yaml-start",
    "while scanning an anchor": "yaml-start",
    "while scanning a tag": "yaml-tag",
    "while parsing a tag": "yaml-tag",
}


def leading_tab(file: str, text: str) -> Problem | None:
    """A tab where the depth of a line is told by spaces."""
    found = _LEADING_TAB.search(text)
    if found is None:
        return None
    return Problem("yaml-tab", _place(file, text, found.start(1)), {})


def problem(file: str, text: str, error: YAMLError) -> Problem:
    """The parser's complaint as a problem of ours."""
    if not isinstance(error, MarkedYAMLError):
        return Problem("yaml-syntax", Place(file), {})
    stumbled = _within(text, error.problem_mark or error.context_mark)
    code, offset = _complaint(text, error, stumbled)
    culprit = culprits.before(text, stumbled, code)
    if culprit is not None:
        code, offset = culprit.code, culprit.offset
    facts: dict[str, object] = {}
    if code in {"yaml-start", "yaml-bracket-open", "yaml-bracket-stray", "yaml-quote-open", "yaml-quote-inside"}:
        facts["character"] = text[offset : offset + 1]
    if code == "yaml-tag":
        facts["tag"] = text[offset:].split(maxsplit=1)[0] if text[offset:].split() else "!"
    if code == "yaml-escape":
        offset = max(text.rfind("\\", 0, offset + 1), 0)
        facts["escape"] = text[offset : offset + 2]
    if code == "yaml-bracket-open":
        return _bracket(file, text, offset, facts)
    return Problem(code, _place(file, text, offset), facts)


def _complaint(text: str, error: MarkedYAMLError, stumbled: int) -> tuple[str, int]:
    """What the parser's own words mean, and the offset of its mark that shows the cause."""
    code, which = _BY_PROBLEM.get(error.problem or "", ("yaml-syntax", "problem"))
    if code == "yaml-syntax" and error.context in _BY_CONTEXT:
        code, which = _BY_CONTEXT[error.context], "context"
    offset = _within(text, error.context_mark) if which == "context" and error.context_mark else stumbled
    character = text[offset : offset + 1]
    if error.problem == "found character that cannot start any token":
        code = "yaml-tab" if character == "\t" else "yaml-start"
    if code in {"yaml-indent", "yaml-syntax"} and character == ":":
        code = "yaml-key-empty"
    if code == "yaml-indent" and character in {"]", "}"}:
        code = "yaml-bracket-stray"
    if code == "yaml-bracket-open" and _on_one_line(text, error):
        code, offset = "yaml-comma", stumbled
    return code, offset


def _bracket(file: str, text: str, offset: int, facts: dict[str, object]) -> Problem:
    """An open bracket; often what should close it stands behind a # that begins a comment."""
    facts["closing"] = {"[": "]", "{": "}"}.get(str(facts["character"]), "]")
    if comment := _COMMENT.search(text[offset:].split("\n", 1)[0]):
        facts["comment"] = comment.group(1).split()[0]
        return Problem("yaml-bracket-comment", _place(file, text, offset + comment.start(1)), facts)
    return Problem("yaml-bracket-open", _place(file, text, offset), facts)


def _on_one_line(text: str, error: MarkedYAMLError) -> bool:
    """Whether a bracket's list goes wrong on the line it began, before that line ends."""
    start, stop = error.context_mark, error.problem_mark
    return bool(start and stop and start.line == stop.line and text[stop.index : stop.index + 1].strip(" \t\r\n#"))


def _within(text: str, mark: Mark | None) -> int:
    """The mark's offset; one past the last word where the parser only noticed at the end of the file."""
    return min(mark.index if mark else 0, len(text.rstrip()))


def _place(file: str, text: str, offset: int) -> Place:
    start = text.rfind("\n", 0, offset) + 1
    return Place(file, text.count("\n", 0, start) + 1, offset - start + 1)
