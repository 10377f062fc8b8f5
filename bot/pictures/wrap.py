"""Where a line of a card may break: pure, in units of whatever the caller measures words in."""

from __future__ import annotations

import re
from collections.abc import Sequence

NBSP = "\u00a0"

_DASHES = frozenset("–—-")
_NUMBER = re.compile(r"\d+\.?$")
_MONTH_FIRST = frozenset({"hy", "lt"})
"""Languages that say “September 4”: there a number belongs to the word before it too."""


def _belongs(left: str, right: str, language: str) -> bool:
    """Whether a break between two words would leave one of them stranded."""
    if right in _DASHES:
        return True
    if len(left) == 1 and left not in _DASHES:
        return True
    if _NUMBER.match(left):
        return True
    return language.partition("-")[0] in _MONTH_FIRST and right[:1].isdigit()


def words(text: str, language: str) -> tuple[str, ...]:
    """The pieces that a line of ``text`` is made of, to be joined by spaces.

    U+00A0 never breaks; neither does what follows a one-letter word (à, в, և) or a number, nor what stands before a
    dash.
    """
    pieces: list[str] = []
    last = ""
    for word in text.split(" "):
        if not word:
            continue
        if pieces and _belongs(last, word, language):
            pieces[-1] += NBSP + word
        else:
            pieces.append(word)
        last = word
    return tuple(pieces)


def balance(widths: Sequence[float], space: float, limit: float) -> tuple[int, ...] | None:
    """Where each line ends (as a count of pieces): the fewest lines within ``limit``, and of those the most even.

    ``widths`` are the pieces', ``space`` what stands between two; ``None`` if one piece is wider than ``limit``.
    """
    count = len(widths)
    # best[i]: (lines, unevenness, where the first line ends) for the pieces from i on
    best: list[tuple[int, float, int] | None] = [None] * count + [(0, 0.0, count)]
    for i in range(count - 1, -1, -1):
        taken = 0.0
        for j in range(i + 1, count + 1):
            # The first piece stands as it is: adding a space and taking it away again would not give it back exactly.
            taken = widths[j - 1] if j == i + 1 else taken + space + widths[j - 1]
            if taken > limit:
                break
            rest = best[j]
            if rest is not None:
                way = (rest[0] + 1, rest[1] + (limit - taken) ** 2, j)
                best[i] = min(way, best[i] or way)
    ends = []
    i = 0
    while i < count:
        step = best[i]
        if step is None:
            return None
        i = step[2]
        ends.append(i)
    return tuple(ends)
