"""What a picture or a content warning needs beside its words: alt text, a card's lines, the warning itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.campaign.model import Entry, NetworkName, PictureKind, Place
from bot.campaign.problem import Problem
from bot.campaign.when_types import Before
from bot.files.repair import NEVER
from bot.files.rules.view import View


def alt(view: View) -> Iterator[Problem]:
    """A picture without alt text. Telegram has none, and a countdown's card repeats the words: it may lack there."""
    yield from _once(
        _without(view, entry, language, "alt", "alt-missing")
        for entry, language, networks in _going_out(view)
        if entry.picture is not None
        and not (entry.picture is PictureKind.COUNTDOWN and networks == {NetworkName.TELEGRAM})
        and not _counts_nothing(view, entry)
    )


def cards(view: View) -> Iterator[Problem]:
    """A countdown's card without words; where nothing is counted, the card itself is what is wrong."""
    said = set[Place]()
    for entry in view.campaign.entries.values():
        place = entry.at("picture")
        if _counts_nothing(view, entry) and place not in said:
            said.add(place)
            yield Problem("card-counts-nothing", place, {"entry": entry.key})
    yield from _once(
        _without(view, entry, language, "card", "card-missing")
        for entry, language, _ in _going_out(view)
        if entry.picture is PictureKind.COUNTDOWN and not _counts_nothing(view, entry)
    )


def mosaics(view: View) -> Iterator[Problem]:
    """A mosaic of a campaign that takes no photos: it would be missed each time."""
    for entry in view.campaign.entries.values():
        if entry.picture is PictureKind.MOSAIC and view.settings.photos is None:
            yield Problem("mosaic-without-photos", entry.at("picture"), {"entry": entry.key})


def warnings(view: View) -> Iterator[Problem]:
    """``warning: yes`` without the words of the warning; only Mastodon shows it."""
    yield from _once(
        _without(view, entry, language, "warning", "warning-missing")
        for entry, language, networks in _going_out(view)
        if entry.warning and NetworkName.MASTODON in networks
    )


def _counts_nothing(view: View, entry: Entry) -> bool:
    """A countdown's card on an entry that counts down to nothing, and nobody has written other words for it."""
    if entry.picture is not PictureKind.COUNTDOWN or isinstance(entry.when, Before) or str(entry.when) == NEVER:
        return False
    catalogue = view.campaign.catalogue
    return not any(catalogue.has_attribute(entry.message, language, "card") for language in catalogue.languages)


def _once(found: Iterable[Iterator[Problem]]) -> Iterator[Problem]:
    """What several entries miss in one message is missed once."""
    said = set[tuple[Place, object]]()
    for problem in chain.from_iterable(found):
        key = problem.place, problem.args["message"]
        if key not in said:
            said.add(key)
            yield problem


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
