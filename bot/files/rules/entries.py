"""Entries that ask for something that cannot be, or that nothing will carry."""

from __future__ import annotations

from collections.abc import Iterator

from bot.campaign.model import Entry, NetworkName, Visibility
from bot.campaign.problem import Problem, Severity
from bot.files.rules.names import NETWORKS
from bot.files.rules.view import View


def nobody_approves(view: View) -> Iterator[Problem]:
    """``hold: until approved`` while the settings name nobody who may approve."""
    if view.settings.staff.people:
        return
    for entry in view.campaign.entries.values():
        if entry.hold:
            yield Problem("nobody-approves", entry.at("hold"), {"entry": entry.key}, Severity.NOTE)


def carried_by_nothing(view: View) -> Iterator[Problem]:
    """``silent``, ``visibility`` or ``warning`` on an entry that never goes out where they mean something."""
    if "settings.yaml" in view.broken:
        return  # an account that could not be read may carry them
    for key, reaches in view.reaches.items():
        entry, reached = view.campaign.entries[key], {account.network for _, account in reaches}
        for name, network in _asked(entry):
            # What the file's defaults say is meant for its other entries.
            if reached and network not in reached and entry.at(name).line >= entry.place.line:
                facts = {"entry": key, "key": name, "network": NETWORKS[network]}
                yield Problem("carried-by-nothing", entry.at(name), facts, Severity.NOTE)


def _asked(entry: Entry) -> Iterator[tuple[str, NetworkName]]:
    if entry.silent:
        yield "silent", NetworkName.TELEGRAM
    if entry.visibility is not Visibility.PUBLIC or entry.visibility_by_language:
        yield "visibility", NetworkName.MASTODON
    if entry.warning:
        yield "warning", NetworkName.MASTODON


def over(view: View) -> Iterator[Problem]:
    """A campaign whose last post was due before now: worth a note, not an error."""
    if view.now is None or not view.slots:
        return
    last = max(slot.due for slot in view.slots)
    if last < view.now:
        entry = next(slot.entry for slot in view.slots if slot.due == last)
        yield Problem("campaign-over", entry.at("when"), {"day": last.strftime("%Y-%m-%d")}, Severity.NOTE)
