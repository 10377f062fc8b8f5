"""Whether a post carries one of the campaign's tags, or something that only looks like it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import regex

from bot.campaign.lookalikes import shapes, without_hidden, without_marks

_BODY = regex.compile(r"[\p{L}\p{M}\p{N}\p{Cf}\p{Variation_Selector}_·・\u034f\u115f\u1160\u3164\uffa0]+")
_SIGN = regex.compile("[#＃﹟]")
_GLUED = regex.compile(r"[\w/&]")
"""What a tag's sign may not follow, by the networks' own rules."""
_SHORTEST = 5
"""Of shorter tags, one letter more or less makes an ordinary word."""


class Why(StrEnum):
    """What makes a tag look like the campaign's without being it."""

    HIDDEN = "hidden characters"
    ACCENTS = "other accents"
    LETTERS = "letters that look alike"
    SPELLING = "one letter off"


@dataclass(frozen=True, slots=True)
class Exact:
    """The post carries ``tag``, as the settings write it."""

    tag: str


@dataclass(frozen=True, slots=True)
class LookAlike:
    """The post carries ``tag`` (as it writes it), which can be taken for ``wanted``: for a person to decide."""

    tag: str
    wanted: str
    why: Why


@dataclass(frozen=True, slots=True)
class Nothing:
    """The post carries no tag of the campaign."""


Match: TypeAlias = Exact | LookAlike | Nothing


def fold(tag: str) -> str:
    """``tag`` without its sign, and with one spelling for case, width, compatibility forms and Turkish dots on i.

    Unicode's caseless match (D146), then ``İ`` and ``ı`` as ``i``: whoever types ``MİFTAKHOV`` means the same tag.
    """
    folded = unicodedata.normalize("NFD", tag)
    for _ in range(2):
        folded = unicodedata.normalize("NFKC", folded.casefold())
    folded = folded.replace("i\u0307", "i").replace("ı", "i")
    return unicodedata.normalize("NFC", folded).removeprefix("#")


def match(listed: Sequence[str], text: str, wanted: Sequence[str]) -> Match:
    """The best that the tags ``listed`` by the network, or written in ``text``, have to do with the ``wanted`` ones.

    What the network lists counts as it is: it files the post there. ``text`` is plain, not HTML; in it a tag needs its
    sign, and is none inside a web address.
    """
    found = [*(_listed(tag) for tag in listed), *_written(text)]
    folded = {fold(tag) for tag in found}
    for tag in wanted:
        if fold(tag) in folded:
            return Exact(tag)
    likenesses = (
        LookAlike(tag, aim, why) for tag in found for aim in wanted if (why := _likeness(tag, aim)) is not None
    )
    return min(likenesses, key=lambda likeness: list(Why).index(likeness.why), default=Nothing())


def _listed(tag: str) -> str:
    # Telegram lists a tag that is to be looked for in one channel with the channel: #FreeAzat@example.
    return tag.split("@", 1)[0]


def _written(text: str) -> Iterator[str]:
    for word in text.split():
        first = _SIGN.search(word)
        if first is None or _is_address(word[: first.start()]):
            continue
        scheme = word.find("://")
        for sign in _SIGN.finditer(word):
            start = sign.start()
            if scheme >= 0 and start > scheme:
                break
            body = _BODY.match(word, sign.end())
            if body and not (start and _GLUED.match(word, start - 1)):
                yield _trimmed(body.group())


def _trimmed(body: str) -> str:
    """``body`` without what follows its last visible letter: marks of direction come in pairs, around the tag."""
    end = len(body)
    while end and not without_hidden(body[end - 1]):
        end -= 1
    return body[:end]


def _is_address(before: str) -> bool:
    host, path, _ = before.replace("?", "/").partition("/")
    return before.lower().startswith("www.") or (path == "/" and "." in host.strip("."))


def _likeness(tag: str, wanted: str) -> Why | None:
    seen, aim = fold(without_hidden(tag)), fold(wanted)
    if seen == aim:
        return Why.HIDDEN
    bare, bare_aim = without_marks(seen), without_marks(aim)
    if bare == bare_aim:
        return Why.ACCENTS
    looks, looks_aim = shapes(tag.lstrip("#＃﹟")), shapes(wanted.lstrip("#＃﹟"))
    if looks & looks_aim:
        return Why.LETTERS
    if len(bare_aim) >= _SHORTEST and (
        _one_off(bare, bare_aim) or any(_one_off(look, look_aim) for look in looks for look_aim in looks_aim)
    ):
        return Why.SPELLING
    return None


def _one_off(one: str, other: str) -> bool:
    """Whether one letter more, less, another, or two neighbours swapped lead from ``one`` to ``other``."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    swapped = len(rest) > 1 and rest[1::-1] + rest[2:] == other_rest
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:] or swapped
