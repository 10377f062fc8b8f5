"""How long a text is for X: the weighted length of twitter-text's configuration 3.

https://github.com/twitter/twitter-text/blob/master/config/v3.json: NFC, a link counts 23, an emoji 2, the characters
up to U+10FF and most punctuation 1, every other character 2. Ports for Python differ from it; ``tests/oracles`` proves
that this does not.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from bot.campaign.counting_emoji import emoji
from bot.campaign.counting_links import links, x_dialect

_HEAVY = re.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")
_LINK = 23
_EMOJI = 2


def _units(text: str) -> str:
    """One character per UTF-16 unit, as JavaScript sees it."""
    if max(text, default="") <= "\uffff":
        return text
    return "".join(map(chr, array("H", text.encode("utf-16-le", "surrogatepass"))))


def _weight(units: str) -> int:
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return len(text) + len(_HEAVY.findall(text))


def _emoji(text: str) -> Iterator[tuple[int, int]]:
    """Where each emoji begins and ends, in UTF-16 units; every one holds a heavy character."""
    if _HEAVY.search(text) is None:
        return
    unit_at = [0, *accumulate(2 if letter > "\uffff" else 1 for letter in text)]
    for match in emoji().finditer(text):
        yield unit_at[match.start()], unit_at[match.end()]


@lru_cache(maxsize=4096)
def x_length(text: str) -> int:
    """The weighted length, of which a post may have 280."""
    text = unicodedata.normalize("NFC", text)
    units = _units(text)
    entities = {start: (end, _EMOJI) for start, end in _emoji(text)}
    entities |= {start: (end, _LINK) for start, end in links(units, x_dialect())}
    length = position = 0
    for start in sorted(entities):
        if start < position:
            continue
        end, weight = entities[start]
        length += _weight(units[position:start]) + weight
        position = end
    return length + _weight(units[position:])


@lru_cache(maxsize=4096)
def x_has_url(text: str) -> bool:
    """Whether X would bill ``text`` as a post with a link."""
    return next(links(_units(unicodedata.normalize("NFC", text)), x_dialect()), None) is not None
