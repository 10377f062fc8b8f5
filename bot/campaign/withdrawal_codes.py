"""Withdrawal codes: how a number is written for people, and read back from what they type.

Eight symbols of Crockford's base 32, which has no I, L, O and U: seven carry 35 bits, the last one checks them.
"""

from __future__ import annotations

import unicodedata

import regex

BITS = 35
"""How large a number may be: ``0 <= number < 2 ** BITS``. Drawn by chance, nobody guesses one."""

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SYMBOLS = 8
_GROUP = 4
_SAME = str.maketrans(
    # What people type for a symbol: letters that were left out, Cyrillic and Greek letters of the same shape.
    "OILОІӀЈАВЕКМНРСТХУЅЗΟΙΑΒΕΖΗΚΜΝΡΤΥΧ|",
    "011011JABEKMHPCTXYS3" + "01ABEZHKMNPTYX1",
)
_DASHES = r"[-\u2010-\u2015\u2212]"
_LOOSE = regex.compile(rf"[\s._]|{_DASHES}")
_WITH_DASH = regex.compile(
    rf"(?<![\p{{L}}\p{{N}}])[\p{{L}}\p{{N}}]{{4}} ?{_DASHES} ?[\p{{L}}\p{{N}}]{{4}}(?![\p{{L}}\p{{N}}])"
)
_WITH_DIGIT = regex.compile(r"(?=.*\d)[\p{L}\p{N}]{4} ?[\p{L}\p{N}]{4}")


def _times_alpha(value: int) -> int:
    """Multiplied by the generator of the field of 32 elements (x⁵ + x² + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _check(values: list[int]) -> int:
    """The sum of the symbols, each weighted by another power: one wrong symbol, or two swapped, change it."""
    total = 0
    for value in values:
        total = _times_alpha(total ^ value)
    return total


def written(number: int) -> str:
    """``number`` as a code in two groups, ``ABCD-EFGH``."""
    if not 0 <= number < 1 << BITS:
        message = f"a withdrawal code carries {BITS} bits, not {number}"
        raise ValueError(message)
    values = [number >> shift & 31 for shift in range(BITS - 5, -1, -5)]
    code = "".join(_ALPHABET[value] for value in (*values, _check(values)))
    return f"{code[:_GROUP]}-{code[_GROUP:]}"


def read(text: str) -> int | None:
    """The number of the code that ``text`` is, whatever its case, spaces, dashes and look-alikes; else ``None``."""
    bare = _LOOSE.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_SAME)
    if len(bare) != _SYMBOLS or not all(symbol in _ALPHABET for symbol in bare):
        return None
    *values, check = (_ALPHABET.index(symbol) for symbol in bare)
    if _check(values) != check:
        return None
    number = 0
    for value in values:
        number = number << 5 | value
    return number


def find(text: str) -> int | None:
    """The first code in running text: written with its dash, or alone on a line with a digit in it.

    Ordinary words (``Cape Town``, ``Grenoble``) are made of the same letters.
    """
    text = unicodedata.normalize("NFKC", text)
    found = [match.group() for match in _WITH_DASH.finditer(text)]
    found += [line for line in map(str.strip, text.splitlines()) if _WITH_DIGIT.fullmatch(line)]
    return next((number for number in map(read, found) if number is not None), None)
