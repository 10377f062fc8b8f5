"""How long a text is, as each network counts, and which hashtags it takes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from bot.campaign.counting_links import links, mastodon_dialect
from bot.campaign.counting_x import x_has_url, x_length
from bot.campaign.model import Limits, NetworkName

__all__ = ["bad_hashtag", "length", "mastodon_length", "telegram_length", "x_has_url", "x_length"]

_LONGEST_DOMAIN = 253
_ONE_EACH = re.compile("[^\n -\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205f]")
"""Anything that may join its neighbour in one grapheme cluster; Latin, Greek, Cyrillic and Armenian letters do not."""

_MENTION = re.compile(r"(?<![=/\w])@([A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)(?:@([\w.-]+\w))?")
_NO_MENTION_BEFORE = re.compile("[@＠À-ÖØ-öø-ÿ]|://")
"""``Account::MENTION_RE`` and twitter-text's ``end_mention_match``, as Mastodon's ``Extractor`` uses them."""


def telegram_length(text: str) -> int:
    """UTF-16 units: whether Telegram's limit means these or characters is not documented; this is never too few."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _graphemes(text: str) -> int:
    if _ONE_EACH.search(text) is None:
        return len(text)
    import regex  # noqa: PLC0415  25 ms to import, and most texts do without

    return len(regex.findall(r"\X", text))


def _entities(text: str, per_url: int) -> Iterator[tuple[int, int, str]]:
    for start, end in links(text, mastodon_dialect()):
        yield start, end, "x" * per_url
    if "@" in text:
        for mention in _MENTION.finditer(text):
            too_long = len(mention[2] or "") > _LONGEST_DOMAIN
            if not too_long and _NO_MENTION_BEFORE.match(text, mention.end()) is None:
                yield mention.start(), mention.end(), f"@{mention[1]}"


def _shortened(text: str, per_url: int) -> Iterator[str]:
    """``text`` with every link as long as the server counts it and every remote account without its server."""
    position = 0
    for start, end, short in sorted(_entities(text, per_url)):
        if start >= position:
            yield text[position:start]
            yield short
            position = end
    yield text[position:]


@lru_cache(maxsize=4096)
def mastodon_length(text: str, warning: str = "", per_url: int = 23) -> int:
    """Grapheme clusters of the warning and the text together (Mastodon's ``StatusLengthValidator``)."""
    return _graphemes(warning + "".join(_shortened(text, per_url)))


def length(network: NetworkName, text: str, warning: str, limits: Limits) -> int:
    """As ``network`` counts."""
    match network:
        case NetworkName.X:
            return x_length(text)
        case NetworkName.MASTODON:
            return mastodon_length(text, warning, limits.per_url)
        case NetworkName.TELEGRAM:
            return telegram_length(text)


def _fits(network: NetworkName, letter: str) -> bool:
    category = unicodedata.category(letter)
    if letter == "_" or category[0] == "L" or category == "Nd":
        return True
    # Telegram ends a tag at a combining mark; the others take it as part of the letter before.
    return category[0] == "M" and network is not NetworkName.TELEGRAM


def bad_hashtag(network: NetworkName, tag: str) -> str | None:
    """Why ``network`` would not link ``tag`` as a whole: a code of ``bot.wording.words``; ``None`` when it would."""
    tag = unicodedata.normalize("NFC", tag)
    if not tag.startswith("#"):
        return "hashtag-without-hash"
    if not all(_fits(network, letter) for letter in tag[1:]):
        return "hashtag-bad-character"
    if not any(unicodedata.category(letter)[0] == "L" for letter in tag):
        return "hashtag-without-letter"
    return None
