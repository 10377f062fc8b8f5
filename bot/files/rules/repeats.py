"""The same words twice on one account: X refuses the second, readers elsewhere notice it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta

from bot.campaign.model import NetworkName
from bot.campaign.problem import Problem, Severity
from bot.files.rules.view import Going, View

WITHIN = timedelta(days=30)
"""How far apart X still takes two posts for one is not published; a month is on the safe side."""

TRAILING_TAGS = re.compile(r"(?:\s*#\w+)+\s*$")


def duplicates(view: View) -> Iterator[Problem]:
    """Two posts of one account whose words are the same within a month: the later one is pointed at."""
    last: dict[tuple[str, str], Going] = {}
    plain: dict[str, str] = {}
    said = set[tuple[object, ...]]()
    for going in view.firsts:
        text = going.post.text
        if text not in plain:
            plain[text] = _plain(text)
        key = (going.account.name, plain[text])
        earlier = last.get(key)
        last[key] = going
        if earlier is None or going.slot.due - earlier.slot.due > WITHIN:
            continue
        on_x = going.account.network is NetworkName.X
        if earlier.entry.key != going.entry.key and earlier.entry.message == going.entry.message:
            # One message in two entries: it is the later entry that asks for it again.
            place = going.entry.at("message")
        else:
            place = view.words_place(going.entry, going.language, going.account.network.value)
        if (place, on_x) in said:
            continue
        said.add((place, on_x))
        facts = {
            "account": going.account.name,
            "entry": going.entry.key,
            "language": going.language,
            "day": _day(going),
            "other": earlier.entry.key,
            "other_language": earlier.language,
            "other_day": _day(earlier),
        }
        if on_x:
            yield Problem("x-duplicate", place, facts)
        else:
            yield Problem("repeated-words", place, facts, Severity.NOTE)


def _plain(text: str) -> str:
    """What is left when nothing a reader would not notice counts: case, spaces, hashtags at the end."""
    words = unicodedata.normalize("NFC", TRAILING_TAGS.sub("", text))
    return " ".join(words.casefold().split())


def _day(going: Going) -> str:
    return going.slot.due.strftime("%Y-%m-%d")
