"""Which plural form a whole number takes, by language (Unicode CLDR's cardinal rules)."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.plural import PluralRule

_MANY_MILLIONS = "i != 0 and i % 1000000 = 0 and v = 0"
_RULES: dict[str, dict[str, str]] = {
    "de": {"one": "i = 1 and v = 0"},
    "en": {"one": "i = 1 and v = 0"},
    "fr": {"one": "i = 0,1", "many": _MANY_MILLIONS},
    "hy": {"one": "i = 0,1"},
    "it": {"one": "i = 1 and v = 0", "many": _MANY_MILLIONS},
    "lt": {
        "one": "n % 10 = 1 and n % 100 != 11..19",
        "few": "n % 10 = 2..9 and n % 100 != 11..19",
        "many": "f != 0",
    },
    "pt-BR": {"one": "i = 0..1", "many": _MANY_MILLIONS},
    "ru": {
        "one": "v = 0 and i % 10 = 1 and i % 100 != 11",
        "few": "v = 0 and i % 10 = 2..4 and i % 100 != 12..14",
        "many": "v = 0 and i % 10 = 0 or v = 0 and i % 10 = 5..9 or v = 0 and i % 100 = 11..14",
    },
}
"""The languages we ship; a locale's whole data takes Babel 10 ms to load, its rule alone nothing."""


def is_known(language: str) -> bool:
    """Whether its rule stands here, without Babel's data."""
    return language in _RULES


@cache
def rule(language: str) -> PluralRule:
    """The rule itself; a language nobody knows has one form, ``other``."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  25 ms that only formatting needs
    from babel.plural import PluralRule  # noqa: PLC0415

    if language in _RULES:
        return PluralRule(_RULES[language])
    try:
        found: PluralRule = Locale.parse(language, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        found = PluralRule({})
    return found


@lru_cache(maxsize=4096)
def category(language: str, number: int) -> str:
    """``one``, ``few``, ``many`` … ``other``."""
    form: str = rule(language)(number)
    return form
