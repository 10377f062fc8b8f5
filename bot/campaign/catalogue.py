"""The campaign's words: messages in Fluent, in every language, by network.

Fluent (https://projectfluent.org) is compiled by fluent-compiler, a language when it is first asked for. Everything
that can be wrong with the files is found when they are built, with its place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from bot.campaign.catalogue_language import LanguageWords, PartKey
from bot.campaign.dates_in_words import spells_a_date
from bot.campaign.fluent_faults import VARIABLES, variables_of
from bot.campaign.fluent_parts import Part, counted_variable, has_words, key_of
from bot.campaign.fluent_source import start_of
from bot.campaign.model import NetworkName, Place
from bot.campaign.plurals import category
from bot.campaign.problem import Problem
from bot.campaign.true_for import TrueFor

if TYPE_CHECKING:
    from fluent.syntax.ast import SelectExpression

    from bot.campaign.fluent_compile import Format

__all__ = ["Catalogue", "NotFormattedError", "TrueFor", "Words", "build"]

_TRAILING_SPACES = re.compile(r"[ \t]+$", re.MULTILINE)


class NotFormattedError(Exception):
    """A message could not be printed with the numbers given; ``check`` finds every cause beforehand."""


@dataclass(frozen=True, slots=True)
class Words:
    """A message as one network gets it, NFC; what it does not have is empty."""

    text: str
    warning: str = ""
    alt: str = ""
    card: str = ""


class Catalogue:
    """Every language's messages. Safe to use from many threads."""

    def __init__(self, languages: Iterable[LanguageWords]) -> None:
        self._languages = {words.language: words for words in languages}
        self._compiled: dict[str, dict[str, Format]] = {}
        self._words: dict[tuple[object, ...], Words] = {}
        self._lock = Lock()

    @property
    def languages(self) -> tuple[str, ...]:
        """Those with a folder of messages."""
        return tuple(self._languages)

    def messages(self, language: str) -> tuple[str, ...]:
        """The names of a language's messages (not its terms), in the files' order."""
        words = self._languages.get(language)
        return tuple(name for name in words.entries if not name.startswith("-")) if words else ()

    def has(self, message: str, language: str) -> bool:
        """Whether ``language`` has words for ``message``."""
        return self._has(message, language, "")

    def has_attribute(self, message: str, language: str, name: str) -> bool:
        """Whether the message has ``.name`` (``alt``, ``x`` …) there."""
        return self._has(message, language, name)

    def _has(self, message: str, language: str, attribute: str) -> bool:
        words = self._languages.get(language)
        return words is not None and (message, attribute) in words.parts

    def place(self, message: str, language: str, attribute: str | None = None) -> Place:
        """Where the message, or its attribute, stands; ``KeyError`` when the language does not have it."""
        return self._languages[language].place(message, attribute or "")

    def format(self, message: str, language: str, network: NetworkName, **numbers: int) -> Words:
        """Print a message for ``network``: its own variant where there is one. ``numbers``: ``days=3``.

        Raises ``KeyError`` when the language does not have it, ``NotFormattedError`` when a number is wanting.
        """
        key = (message, language, network, *numbers.items())
        known = self._words.get(key)
        if known is None:
            variant = network.value if self.has_attribute(message, language, network.value) else ""
            known = self._words[key] = Words(
                self._print(message, language, variant, numbers),
                *(self._print(message, language, name, numbers) for name in ("warning", "alt", "card")),
            )
        return known

    def spoken(self, message: str, language: str, attribute: str = "", **texts: str) -> str:
        """Print one part of a message with somebody's own words in it, of which nothing is kept here.

        Empty when the message has no such part; raises as ``format`` does.
        """
        return self._print(message, language, attribute, texts)

    def _print(self, message: str, language: str, attribute: str, values: Mapping[str, int | str]) -> str:
        if attribute and not self.has_attribute(message, language, attribute):
            return ""
        from bot.campaign.fluent_compile import Count  # noqa: PLC0415  60 ms that a command without words does not need

        errors: list[Exception] = []
        name = f"{message}.{attribute}" if attribute else message
        try:
            given: dict[str, object] = {
                key: Count(value) if isinstance(value, int) else value for key, value in values.items()
            }
            text = self._functions(language)[name](given, errors)
        except Exception as fault:
            raise NotFormattedError(name, language, str(fault)) from fault
        if errors:
            raise NotFormattedError(name, language, str(errors[0]))
        return unicodedata.normalize("NFC", _TRAILING_SPACES.sub("", text)).strip(" \n")

    def _functions(self, language: str) -> dict[str, Format]:
        with self._lock:
            if language not in self._compiled:
                from bot.campaign.fluent_compile import compiled  # noqa: PLC0415  as above

                words = self._languages[language]
                self._compiled[language] = compiled(
                    language,
                    (
                        (entry, source.text)
                        for name, (entry, source) in words.entries.items()
                        if name not in words.unprintable
                    ),
                    prints_numbers=any(part.prints_numbers for part in words.parts.values()),
                )
            return self._compiled[language]

    def _reach(self, message: str, language: str) -> dict[PartKey, Part]:
        words = self._languages.get(language)
        return words.reach(words.parts_of(message)) if words else {}

    def variables(self, message: str, language: str) -> frozenset[str]:
        """What it prints or chooses by, through what it refers to as well: ``days``, ``hours``, ``city``."""
        return frozenset(
            variable.id.name
            for (owner, _), part in self._reach(message, language).items()
            for variable in part.variables
            if variable.id.name in variables_of(owner)
        )

    def missing_forms(self, message: str, language: str, numbers: Iterable[int]) -> tuple[Problem, ...]:
        """The plural forms that ``numbers`` need and a choice lacks, each once, with the first few numbers.

        A choice by exact numbers whose default prints no word (``*[other] { $days }``) needs none.
        """
        found: list[Problem] = []
        asked = sorted(set(numbers))
        for (owner, _), part in self._reach(message, language).items():
            if owner.startswith("-"):
                continue
            source = self._languages[language].entries[owner][1]
            for choice in part.choices:
                if counted_variable(choice) in VARIABLES:
                    place = source.place(start_of(choice))
                    for form, wanting in _missing(choice, language, asked).items():
                        facts = {"message": owner, "language": language, "form": form, "numbers": _few(wanting)}
                        found.append(Problem("plural-form-missing", place, facts))
        return tuple(found)

    def true_for(self, language: str, message: str | None = None) -> tuple[TrueFor, ...]:
        """The ``# true for:`` lines of a language; of one message: its own, and those of what it refers to."""
        words = self._languages.get(language)
        if words is None:
            return ()
        if message is None:
            return tuple(words.true_for)
        owners = {owner for owner, _ in self._reach(message, language)}
        return tuple(one for one in words.true_for if one.message in owners)

    def spells_a_date(self, message: str, language: str) -> bool:
        """Whether any of its variants, alt text or what it refers to names a day of the year."""
        words = self._languages.get(language)
        if words is None:
            return False
        return any(spells_a_date(words.flat(key), language) for key in words.parts_of(message))


def _missing(choice: SelectExpression, language: str, numbers: list[int]) -> dict[str, list[int]]:
    keys = {key_of(variant) for variant in choice.variants}
    default = next(variant for variant in choice.variants if variant.default)
    if not has_words(default.value):
        return {}
    missing: dict[str, list[int]] = {}
    for number in numbers:
        form = category(language, number)
        if str(number) not in keys and form not in keys:
            missing.setdefault(form, []).append(number)
    return missing


def _few(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:3])) + (" …" if len(numbers) > 3 else "")


def build(files: Mapping[str, Mapping[str, str]]) -> tuple[Catalogue, tuple[Problem, ...]]:
    """A catalogue from language → path → text, and everything wrong with the files, by file and place.

    What is well written is in the catalogue even when something else is not.
    """
    languages = [LanguageWords.read(language, sorted(texts.items())) for language, texts in files.items()]
    return Catalogue(languages), tuple(sorted(_once(languages), key=_position))


def _once(languages: Iterable[LanguageWords]) -> Iterator[Problem]:
    seen: set[tuple[str, Place]] = set()
    for words in languages:
        for problem in words.problems:
            if (problem.code, problem.place) not in seen:
                seen.add((problem.code, problem.place))
                yield problem


def _position(problem: Problem) -> tuple[str, int, int]:
    return problem.place.file, problem.place.line, problem.place.column
