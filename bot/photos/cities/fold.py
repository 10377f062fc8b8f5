"""One key for one sound: how spellings in Latin, Cyrillic and Armenian letters become comparable."""

from __future__ import annotations

import unicodedata

_CYRILLIC = (
    "а:a б:b в:v г:g ґ:g д:d е:e ё:e є:e ж:zh з:z и:i і:i ї:i й:i к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u "
    "ў:u ф:f х:kh ц:ts ч:ch ш:sh щ:shch ъ: ы:y ь: э:e ю:yu я:ya ј:j љ:lj њ:nj ћ:c ђ:dj џ:dz ѓ:g ќ:k ѕ:dz "
    "ә:a қ:k ң:n ғ:g ү:u ұ:u ө:o һ:h ҷ:j ҳ:h ӯ:u ӣ:i "
)
_ARMENIAN = (
    "ա:a բ:b գ:g դ:d ե:e զ:z է:e ը:y թ:t ժ:zh ի:i լ:l խ:kh ծ:ts կ:k հ:h ձ:dz ղ:gh ճ:ch մ:m յ:y ն:n շ:sh "
    "ո:o չ:ch պ:p ջ:j ռ:r ս:s վ:v տ:t ր:r ց:ts ւ:v փ:p ք:k օ:o ֆ:f և:ev "
)
_LATIN = "ł:l ø:o đ:d ð:d þ:th æ:ae œ:oe ı:i ħ:h ŋ:n ə:e"
_LETTERS = {
    **dict(pair.split(":") for pair in (_CYRILLIC + _ARMENIAN + _LATIN).split()),
    **{chr(code): chr(code) for code in range(ord("a"), ord("z") + 1)},
}

SAINTS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
"""Short forms that both the names and what is typed are spelled out from."""


def sound(word: str) -> str | None:
    """``word`` in letters from a to z; ``None`` when it has a letter of another script."""
    said = []
    for char in word.casefold().replace("ու", "u"):
        if char in _LETTERS:
            said.append(_LETTERS[char])
            continue
        for part in unicodedata.normalize("NFKD", char):
            if part in _LETTERS:
                said.append(_LETTERS[part])
            elif part.isalpha() and not unicodedata.category(part).startswith("Lm"):
                return None
    return "".join(said)


def key(words: list[str]) -> str | None:
    """What a name of one or more ``words`` is looked up by; ``None`` as for ``sound``."""
    sounds = [sound(word) for word in words]
    if None in sounds:
        return None
    return "".join(SAINTS.get(said, said) for said in sounds if said)
