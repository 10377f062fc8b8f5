"""Letters that look like other letters, and the shape of a word once all of them are told by one of each kind.

A small table for the scripts of the campaign's readers (Latin, Cyrillic, Greek, Armenian), with Cherokee's capitals,
digits used as letters, and the Arabic letters that have two codes. Its ground is Unicode's ``confusables.txt``
(UTS 39); faux-Cyrillic (``Я`` for ``R``) is ours. What shares a shape is only ever shown to a person, so it errs on
the wide side.
"""

from __future__ import annotations

import unicodedata

import regex

_SHAPES = {
    "a": "4ᏎΑАᎪᴀαɑаДЧч",
    "b": "68ᏮΒВᏴꞴʙвƄЬьᏏбϐβ",
    "c": "ϹСᏟϲсᴄꮯς",
    "d": "ᎠᴅԁᏧđƌɗ",
    "e": "3ȜꝪꞫΕЕᎬᴇεеҽꬲЭэЗзӠƷЄє",
    "f": "ϜꞘꜰſքẝꞙꬵƒ",
    "g": "9ԌᏀᏳɢƍɡցᶃ",
    "h": "ΗНᎻʜнhһհᏂħћ",
    "i": "ιіӏᎥɩɪꙇꭵıї",
    "j": "ͿЈᎫꞲᴊϳјյ",
    "k": "ΚКᏦᴋκкқķ",
    "l": "1I|ΙІӀᏞƖǀLլʟłɫ",
    "m": "ΜϺМᎷᴍм",
    "n": "ΝոՈηпɴИиռ",
    "o": "0ΟОՕοσоօᴏᴑꬽøө",
    "p": "ΡРᏢᴘρϱр",
    "q": "ԚԛգզɊ",
    "r": "ƦᎡᏒʀгᴦꭇꭈꮁЯя",
    "s": "5ЅՏᏕᏚƽѕꜱꮪ",
    "t": "7ΤТᎢᴛτтŧ",
    "u": "ՍʋυսᴜꞟꭎꭒμՄ",
    "v": "ѴᏙνѵᴠꮩ",
    "w": "ԜᎳᏔɯѡԝաᴡꮃШшωЩщ",
    "x": "ΧХꞳχхҳ",
    "y": "ΥϒУҮᎩᎽɣʏγуүᶌỿꭚ",
    "z": "2ΖᏃᴢꮓƶζ",
    "ی": "يىېۍ",
    "ک": "كڪ",
    "ه": "ةەھہ",
}
_SHAPE = {ord(letter): shape for shape, letters in _SHAPES.items() for letter in letters}
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
"""Two letters that stand as one."""

_HIDDEN = regex.compile(r"[\p{Cf}\p{Variation_Selector}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]")
_MARKS = regex.compile(r"\p{M}")


def without_hidden(word: str) -> str:
    """``word`` without the characters nobody sees: joiners, direction marks, selectors, fillers."""
    return str(_HIDDEN.sub("", word))


def without_marks(word: str) -> str:
    """``word`` without accents and other marks on its letters."""
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", word)))


def _shape(word: str) -> str:
    # Before and after NFKC: it would make the lunate ϲ a σ, and only it knows the letters of mathematics.
    told = unicodedata.normalize("NFKC", word.translate(_SHAPE)).translate(_SHAPE).casefold()
    for pair, letter in _PAIRS:
        told = told.replace(pair, letter)
    return told


def shapes(word: str) -> frozenset[str]:
    """What ``word`` looks like: as it is written, in small letters and in capitals (``Н`` is an ``H``, ``η`` an ``n``).

    Two words that have one of these in common can be taken for each other.
    """
    bare = without_marks(without_hidden(word))
    return frozenset(_shape(form) for form in (bare, bare.lower(), bare.upper()))
