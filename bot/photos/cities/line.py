"""What was typed, made harmless, and its words with what stands between them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import regex

from bot.campaign.tlds import ASCII_TLDS, OTHER_TLDS
from bot.photos.cities.fold import SAINTS, sound

LONGEST = 200
"""Characters that are read; whoever types more tells a story, which a person reads."""
MOST_WORDS = 24
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]*")
_NUMBER = re.compile(r"\d+")
_JOINS = re.compile(r"[ .]?|\.? ?[('’ʼʻ`´.‐‑-] ?")
"""What may stand between two words of one name: ``St. Gallen``, ``Halle (Saale)``, ``Villeneuve-d’Ascq``."""
_DROPPED = frozenset({"Cf", "Cs", "Co", "Cn", "Cc"})
_SPACES = frozenset("\x00\x0b\x0c\x1c\x1d\x1e\x1f\x85")
_SHORT_FORMS = frozenset({"г", "ք", "st", "ste", "с", "пос"})
"""What a dot without a space may follow in a name (``г.Москва``), though what comes after is a top-level domain."""
_LONGEST_ORDINAL = 4


def _leads_out(chunk: str) -> bool:
    """Whether a run of characters without a space is an address: of a page, a mailbox or an account."""
    plain = unicodedata.normalize("NFKC", chunk).replace("。", ".").casefold()
    if "@" in plain or "://" in plain or plain.startswith("www."):
        return True
    host = re.split(r"[/:?&=]", plain.strip("()[]<>«»„“”\"'.,;!"), maxsplit=1)[0]
    name, dot, domain = host.rpartition(".")
    return bool(dot) and name not in _SHORT_FORMS and (domain in ASCII_TLDS or domain in OTHER_TLDS)


def clean(typed: str) -> str:
    """One line in NFC without control, bidirectional, zero-width and unassigned characters or stray accents."""
    kept = []
    for char in unicodedata.normalize("NFC", typed[: LONGEST * 4]):
        if char.isspace() or char in _SPACES:
            kept.append(" ")
        elif unicodedata.category(char) not in _DROPPED and not 0x300 <= ord(char) <= 0x36F:
            kept.append(char)
    # What was dropped may have kept two characters apart that NFC joins.
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))[:LONGEST].strip()


@dataclass(frozen=True, slots=True)
class Word:
    """One run of letters, and where it stands in the line."""

    text: str
    start: int
    end: int
    said: str | None
    """Its sound; empty for an ordinal's ending (``14e``), ``None`` in a script the gazetteer does not have."""
    joined: bool
    """Whether it may belong to one name with the word before."""


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned line without addresses and hashtags, and its first words."""

    text: str
    words: tuple[Word, ...]
    more: bool
    """There was more to it than these words."""
    long_number: bool
    """It has a number of three digits or more: perhaps a postal code, of another place than the obvious one."""


def _word(text: str, start: int, end: int, before: int) -> Word:
    """The word of ``text`` between two places, the one before it ending at ``before`` (or -1)."""
    said = sound(unicodedata.normalize("NFKC", text[start:end]))
    joined = before >= 0 and _JOINS.fullmatch(text[before:start]) is not None
    if start and text[start - 1].isdigit() and end - start <= _LONGEST_ORDINAL:
        said = ""
    return Word(text[start:end], start, end, SAINTS.get(said, said) if said else said, joined=joined)


def read_line(typed: str) -> Line:
    """The words of what was typed."""
    chunks = clean(typed).split(" ")
    outward = [chunk for chunk in chunks if _leads_out(chunk)]
    text = " ".join(chunk for chunk in chunks if chunk not in outward and not chunk.startswith(("#", "＃")))
    words: list[Word] = []
    found = list(_WORD.finditer(text))
    for match in found[:MOST_WORDS]:
        words.append(_word(text, match.start(), match.end(), words[-1].end if words else -1))
    return Line(
        text,
        tuple(words),
        more=bool(outward) or len(found) > MOST_WORDS or len(" ".join(typed[: LONGEST * 4 + 1].split())) > LONGEST,
        long_number=any(len(number[0]) > 2 for number in _NUMBER.finditer(text)),
    )
