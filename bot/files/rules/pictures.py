"""What a picture or a content warning needs beside its words: alt text, a card's lines, the warning itself."""

from __future__ import annotations

from collections.abc import Iterator

from bot.campaign.model import Entry, NetworkName, PictureKind
from bot.campaign.problem import Problem
from bot.files.rules.view import View


def alt(view: View) -> Iterator[Problem]:
    """A picture without alt text. Telegram has none, and a countdown's card repeats the words: it may lack there."""
    for entry, language, networks in _going_out(view):
        if entry.picture is None:
            continue
        if entry.picture is PictureKind.COUNTDOWN and networks == {NetworkName.TELEGRAM}:
            continue
        yield from _without(view, entry, language, "alt", "alt-missing")


def cards(view: View) -> Iterator[Problem]:
    """A countdown's card without words."""
    for entry, language, _ in _going_out(view):
        if entry.picture is PictureKind.COUNTDOWN:
            yield from _without(view, entry, language, "card", "card-missing")


def warnings(view: View) -> Iterator[Problem]:
    """``warning: yes`` without the words of the warning; only Mastodon shows it."""
    for entry, language, networks in _going_out(view):
        if entry.warning and NetworkName.MASTODON in networks:
            yield from _without(view, entry, language, "warning", "warning-missing")


def _going_out(view: View) -> Iterator[tuple[Entry, str, frozenset[NetworkName]]]:
    """Each entry in each of its languages, with the networks it goes out on."""
    for entry in view.campaign.entries.values():
        networks: dict[str, set[NetworkName]] = {}
        for audience, account in view.reaches[entry.key]:
            networks.setdefault(audience.language, set()).add(account.network)
        for language, reached in networks.items():
            yield entry, language, frozenset(reached)


def _without(view: View, entry: Entry, language: str, attribute: str, code: str) -> Iterator[Problem]:
    """The message lacks ``attribute``; words written in the schedule have no attributes, so a message must lend it."""
    catalogue = view.campaign.catalogue
    if catalogue.has_attribute(entry.message, language, attribute):
        return
    if not catalogue.has(entry.message, language) and not entry.text:
        return  # said already: it is not translated
    facts = {"entry": entry.key, "message": entry.message, "language": language}
    yield Problem(code, entry.at("text") if entry.text else catalogue.place(entry.message, language), facts)
