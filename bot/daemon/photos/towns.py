"""Which city a supporter's words name: their own spelling, and the country only where one line leaves no doubt."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.ports.cities import Answer, Cities, Clear, Unknown, Unsure, Why

_LINES = 12
"""Read of one message; whoever writes more tells a story."""


@dataclass(frozen=True, slots=True)
class Named:
    """A city as its sender wrote it."""

    city: str
    country: str = ""
    """ISO 3166-1; empty: a person decides."""


def named_in(
    words: str, language: str, cities: Cities, listed: Collection[str], *, asked: bool = False
) -> Named | None:
    """The city that ``words`` name; ``None``: none that anybody could decide about.

    A name beneath a letter may be a town's too (Florence). So the country is known only of a first line that names
    one place clearly, while no other line names another. ``asked``: they answer the question for it, so a lone line
    may be a village that no gazetteer has.
    """
    lines = [line for line in map(str.strip, words.splitlines()) if line][:_LINES]
    answers = [(line, cities.resolve(line, language, listed=listed)) for line in lines]
    # Greetings name nothing.
    said = [(line, answer) for line, answer in answers if answer != Unknown(Why.NOTHING)]
    towns = [(line, answer) for line, answer in said if isinstance(answer, Clear | Unsure)]
    if not towns and not (asked and len(said) == 1):
        return None
    clear = [(line, answer) for line, answer in towns if isinstance(answer, Clear)]
    line, answer = next(iter(clear or towns or said))
    shown = cities.shown(line, language)
    if not shown:
        return None
    alone = line == said[0][0] and all(_is_same(other, answer) for _, other in towns)
    return Named(shown, answer.place.country if isinstance(answer, Clear) and alone else "")


def _is_same(other: Answer, answer: Answer) -> bool:
    return isinstance(other, Clear) and isinstance(answer, Clear) and other.place.id == answer.place.id
