"""Case endings: what a name in a sentence (``Вильнюсе``, ``Երևանից``, ``Vilniuje``) may be called by itself."""

from __future__ import annotations

_Rules = tuple[tuple[str, tuple[str, ...]], ...]

_RUSSIAN: _Rules = (
    ("ии", ("ия", "ий")),
    ("ию", ("ия",)),
    ("ого", ("ый", "ий", "ое")),
    ("ом", ("", "ый", "ий", "ой", "ое", "о")),
    ("ем", ("ь", "ий", "й", "е")),
    ("ой", ("а", "ая")),
    ("ей", ("я", "а")),
    ("ах", ("ы", "и", "а")),
    ("ов", ("ы",)),
    ("е", ("", "а", "о", "я", "ь", "й")),
    ("ы", ("а",)),
    ("и", ("а", "ь", "я")),
    ("у", ("", "а")),
    ("ю", ("ь", "я", "й")),
    ("а", ("", "о")),
    ("я", ("ь", "й", "е")),
)
_LITHUANIAN: _Rules = (
    ("uose", ("ai",)),
    ("iuose", ("iai",)),
    ("ose", ("os",)),
    ("ėse", ("ės",)),
    ("iuje", ("ius",)),
    ("uje", ("us",)),
    ("yje", ("is", "ys")),
    ("oje", ("a",)),
    ("ėje", ("ė",)),
    ("je", ("",)),
    ("iaus", ("ius",)),
    ("aus", ("us",)),
    ("io", ("is", "ys")),
    ("os", ("a",)),
    ("ės", ("ė",)),
    ("ų", ("ai", "os")),
    ("e", ("as",)),
    ("o", ("as",)),
)
_ARMENIAN: _Rules = (("ներից", ("ներ",)), ("ից", ("", "ի")), ("ում", ("", "ի")), ("ով", ("",)), ("ու", ("ի",)))
_ARMENIAN_SHORT: _Rules = (("ի", ("",)), ("ը", ("",)), ("ն", ("",)))
SHORTEST_STEM = 3
SHORTEST_BEFORE_ONE_LETTER = 4
"""Armenian's endings of one letter end many names by themselves."""


def undeclined(word: str, language: str) -> list[str]:
    """What ``word`` may be a case of; Lithuanian, written as others are, is only read so when it is the language."""
    small = word.casefold()
    if "а" <= small[:1] <= "я" or small[:1] == "ё":
        rules: _Rules = _RUSSIAN
    elif "ա" <= small[:1] <= "ֆ":
        small, rules = small.replace("եւ", "և"), (*_ARMENIAN, *_ARMENIAN_SHORT)
    elif language.startswith("lt"):
        rules = _LITHUANIAN
    else:
        return []
    found: list[str] = []
    for ending, others in rules:
        stem = small.removesuffix(ending)
        least = SHORTEST_BEFORE_ONE_LETTER if (ending, others) in _ARMENIAN_SHORT else SHORTEST_STEM
        if stem != small and len(stem) >= least:
            found += [stem + other for other in others if stem + other not in found]
    return found
