"""Keys a few slips of the finger away: letters left out, put in, mistaken, or two neighbours swapped.

A key cut in one piece more than there are slips has at least one piece whole, near where it stood; ``bytes.find`` looks
for the pieces, and only what it meets is compared letter by letter. A swap across a cut spoils two pieces, so each cut
is also tried with its two letters swapped back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from rapidfuzz.distance import OSA

from bot.photos.cities.gazetteer import Keys


def slips_allowed(length: int) -> int:
    """How many slips a word of so many letters may have: short ones are soon another town's name."""
    return 0 if length <= 3 else 1 if length <= 6 else 2


def _cuts(length: int, pieces: int) -> list[int]:
    """Where each piece starts, and the end."""
    return [length * piece // pieces for piece in range(pieces + 1)]


def _with_a_whole_piece(keys: Keys, word: bytes, most: int) -> Iterator[tuple[int, bytes]]:
    """Keys of about the length of ``word`` that have one of its pieces about where it has it."""
    cuts = _cuts(len(word), most + 1)
    for length in range(max(1, len(word) - most), len(word) + most + 1):
        first, group = keys.of_length(length)
        for start, end in pairwise(cuts):
            piece = word[start:end]
            at = group.find(piece)
            while at >= 0:
                number, spot = divmod(at, length)
                if abs(spot - start) <= most and spot + len(piece) <= length:
                    yield first + number, group[number * length : (number + 1) * length]
                at = group.find(piece, at + 1)


def near(keys: Keys, word: bytes, most: int) -> Mapping[int, int]:
    """The numbers of the keys at most ``most`` slips from ``word``, each with its slips."""
    spellings = {word: most}
    for cut in _cuts(len(word), most + 1)[1:-1] if most else ():
        spellings[word[: cut - 1] + word[cut : cut + 1] + word[cut - 1 : cut] + word[cut + 1 :]] = most - 1
    seen: set[int] = set()
    found: dict[int, int] = {}
    for spelling, left in {**spellings, word: most}.items():
        for number, key in _with_a_whole_piece(keys, spelling, left):
            if number not in seen:
                seen.add(number)
                apart = OSA.distance(word, key, score_cutoff=most)
                if apart <= most:
                    found[number] = apart
    return found
