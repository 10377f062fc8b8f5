"""The sender's own spelling of the city, made safe to publish; never the gazetteer's."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import regex

from bot.photos.cities.around import AROUND
from bot.photos.cities.gazetteer import gazetteer
from bot.photos.cities.line import Line, Word, read_line
from bot.photos.cities.reading import Hit, Reading, one_run, read
from bot.photos.cities.resolving import nearly_whole

LONGEST_SHOWN = 60
"""Characters; a name cut short would be another name, so a longer one is not shown at all."""
MOST_WORDS = 5
"""In a name that the gazetteer does not know; more of them are a sentence."""
_SAFE = regex.compile(r"[\p{L}\p{M} '’ʼʻ`´.()‐‑-]+")
_MARKS_IN_A_ROW = 3


def shown(typed: str, language: str = "") -> str:
    """One line of the sender's own letters, cut at the place's name; empty when nothing safe remains.

    Never an address, an account, a number, a direction mark or an invisible character.
    """
    reading = read(gazetteer(), read_line(typed), language)
    words = reading.line.words
    if reading.rest and nearly_whole(gazetteer(), reading):
        span = one_run(reading)
    elif reading.towns:
        hit = _one_place(reading.towns)
        span = _with_hyphens(reading.line, hit.first, hit.last) if hit else None
    else:
        span = _unknown_name(reading)
    if span is None:
        return ""
    return _safe(reading.line.text[words[span[0]].start : words[span[1] - 1].end])


def _one_place(hits: Sequence[Hit]) -> Hit | None:
    """The first name, if all the others may mean the same town."""
    common = {named.town.id for named in hits[0].towns}.intersection(
        *({named.town.id for named in hit.towns} for hit in hits[1:])
    )
    return hits[0] if common else None


def _tied(line: Line, before: Word, word: Word) -> bool:
    between = line.text[before.end : word.start]
    return between in {"-", "‐", "‑"} or (between in {"'", "’", "ʼ"} and before.said not in AROUND)


def _with_hyphens(line: Line, first: int, last: int) -> tuple[int, int]:
    """With the words that hyphens tie to the name: «Neuville-lès-Dieppe» is not Dieppe; but «d’Erevan» is Erevan."""
    words = line.words
    while first and _tied(line, words[first - 1], words[first]):
        first -= 1
    while last < len(words) and _tied(line, words[last - 1], words[last]):
        last += 1
    return first, last


def _unknown_name(reading: Reading) -> tuple[int, int] | None:
    """The words of a place that the gazetteer lacks: one short run, whatever stands around it."""
    numbers = {word.start: number for number, word in enumerate(reading.line.words)}
    rest = [numbers[word.start] for word in reading.rest]
    if not rest or reading.line.more or reading.line.long_number:
        return None
    first, last = rest[0], rest[-1] + 1
    run = reading.line.words[first:last]
    return (first, last) if len(run) <= MOST_WORDS and all(word.joined for word in run[1:]) else None


def _safe(name: str) -> str:
    """``name`` when it is nothing but a name, else nothing."""
    name = unicodedata.normalize("NFC", name)
    if name.count("(") == name.count(")") + 1:
        name += ")"
    if not _SAFE.fullmatch(name) or regex.search(rf"\.\S|\p{{M}}{{{_MARKS_IN_A_ROW},}}", name):
        return ""
    return name if len(name) <= LONGEST_SHOWN else ""
