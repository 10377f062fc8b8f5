"""What supporters are told by mail or in a chat, in the campaign's eight languages: plain text, one letter a step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from bot.wording import replies_east, replies_en_fr, replies_west
from bot.wording.replies_channels import MAIL, Phrases

NOTICE = "2026-12"
"""The version of the receipt's words, kept with a consent; changed with any change of what it promises."""
SHOWN_TOGETHER = frozenset({NOTICE})
"""Versions that say that the photo may also be shown with others, in a picture of many and on the campaign's page."""


class Reply(StrEnum):
    """What a letter is for."""

    RECEIPT = "receipt"
    """Photos came: what becomes of them, the choices, the code, and the question. ``campaign``, ``address``,
    ``number``, ``where``, ``hours`` (from a yes to the earliest post), ``code``, ``days`` (patience with an answer),
    ``keep`` (hours)."""
    CITY = "city"
    """Which city? ``campaign``, ``address``."""
    REMINDER = "reminder"
    """The one there is. ``campaign``, ``address``, ``code``, ``days``."""
    POSTED = "posted"
    """``campaign``, ``address``, ``links`` (one a line)."""
    WITHDRAWN = "withdrawn"
    """``campaign``, ``address``."""
    DECLINED = "declined"
    """``campaign``, ``address``."""
    LISTED_COUNTRY = "listed country"
    """``campaign``, ``address``."""
    UNREADABLE = "unreadable"
    """``campaign``, ``address``."""
    NOT_UNDERSTOOD = "not understood"
    """``campaign``, ``address``."""
    NO_PHOTO = "no photo"
    """``campaign``, ``address``."""
    TOO_MANY = "too many"
    """``campaign``, ``address``, ``most`` (photos a sender and day)."""


class Words(NamedTuple):
    """What is typed back: yes, and the two permissions."""

    yes: str
    city: str
    faces: str


WORDS: Mapping[str, Words] = {
    "en": Words("YES", "CITY", "FACES"),
    "fr": Words("OUI", "VILLE", "VISAGES"),
    "de": Words("JA", "STADT", "GESICHTER"),
    "it": Words("SÌ", "CITTÀ", "VOLTI"),
    "pt": Words("SIM", "CIDADE", "ROSTOS"),
    "hy": Words("ԱՅՈ", "ՔԱՂԱՔ", "ԴԵՄՔԵՐ"),
    "lt": Words("TAIP", "MIESTAS", "VEIDAI"),
    "ru": Words("ДА", "ГОРОД", "ЛИЦА"),
}
TEXTS: Mapping[str, Mapping[str, str]] = {**replies_en_fr.TEXTS, **replies_west.TEXTS, **replies_east.TEXTS}
"""By language; each has ``subject``, ``foot`` and every ``Reply``."""

_PERMISSIONS = {
    word.casefold(): choice
    for words in WORDS.values()
    for word, choice in ((words.city, "city"), (words.faces, "faces"))
}
_GAP = re.compile("[ \n]+")


def reply(kind: Reply, language: str, channel: Mapping[str, Phrases] = MAIL, /, **facts: object) -> tuple[str, str]:
    """Subject and body, in ``language`` (``pt-BR``) or else in English; the facts of each kind stand with it.

    ``channel`` is ``MAIL`` or ``CHAT``; ``NO_PHOTO`` is for mails alone.
    """
    code = language[:2].lower() if language[:2].lower() in TEXTS else "en"
    texts = TEXTS[code]
    told = {**WORDS[code]._asdict(), **channel[code]._asdict(), **facts}
    body = "\n\n".join(_paragraph(part).format(**told) for part in texts[kind].strip().split("\n\n"))
    foot = "\n".join(_paragraph(line).format(**told) for line in texts["foot"].strip().split("\n\n"))
    # Below the usual mark, so that a quoted copy is not taken for the words of whoever answers.
    return texts["subject"].format(**told), f"{body}\n\n-- \n{foot}\n"


def _paragraph(text: str) -> str:
    """One line, or a list's lines; no-break spaces stay."""
    if text.startswith("- "):
        return "\n".join("- " + _GAP.sub(" ", item).strip() for item in re.split(r"(?:^|\n)- ", text)[1:])
    return _GAP.sub(" ", text).strip()


def permissions(text: str) -> tuple[frozenset[str], str]:
    """The permissions (``city``, ``faces``) that stand on lines of their own, in any of the languages, and the rest.

    The rest is what ``campaign.supporters.meaning`` judges: a yes has nothing beside it.
    """
    given: set[str] = set()
    rest: list[str] = []
    for line in text.splitlines():
        words = re.findall(r"\w+", line)
        found = [_PERMISSIONS.get(word.casefold()) for word in words]
        if words and all(found):
            given.update(choice for choice in found if choice)
        else:
            rest.append(line)
    return frozenset(given), "\n".join(rest).strip()
