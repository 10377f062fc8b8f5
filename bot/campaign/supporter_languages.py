"""In which of the eight languages somebody wrote, by the commonest words: a letter's language, nothing more."""

from __future__ import annotations

from collections.abc import Iterable

import regex

LANGUAGES = ("en", "fr", "de", "it", "pt", "hy", "lt", "ru")

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_SCRIPTS = (("hy", regex.compile(r"\p{Armenian}")), ("ru", regex.compile(r"\p{Cyrillic}")))
_COMMON = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and is my your from here with for of this photo please hello hi thanks thank regards you",
        "fr": "le la les et est mon ma mes voici depuis avec pour de une bonjour merci cordialement vous oui je",
        "de": "der die das und ist mein meine aus hier mit für ein eine hallo danke bitte grüße ich ja nicht",
        "it": "il lo gli e è mio mia ecco con per di una ciao buongiorno grazie saluti sono sì foto della dalla non",
        "pt": "o os e é meu minha aqui com para de uma olá bom obrigado obrigada abraços sim não foto da do em",
        "lt": "ir yra mano čia su iš nuotrauka labas sveiki ačiū pagarbiai taip ne aš prašau mieste diena",
    }.items()
}
"""Words that say something of a language; some belong to two."""


def spoken(text: str, hints: Iterable[str], default: str) -> str:
    """The language of ``text``, else the first of ``hints`` (BCP 47) that is one of the eight, else ``default``."""
    for language, script in _SCRIPTS:
        if len(script.findall(text)) > len(text) / 4:
            return language
    words = {word.casefold() for word in _WORD.findall(text)}
    found = sorted(((len(words & common), language) for language, common in _COMMON.items()), reverse=True)
    if found[0][0] > found[1][0]:
        return found[0][1]
    hinted = (hint[:2].lower() for hint in hints)
    return next((hint for hint in hinted if hint in LANGUAGES), default)
