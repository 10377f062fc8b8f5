"""Hashtags that a network would not make a link of, or only of their beginning."""

from __future__ import annotations

from collections.abc import Iterator

from bot.campaign.counting import bad_hashtag
from bot.campaign.model import NetworkName, Place
from bot.campaign.problem import Problem
from bot.files.rules.names import NETWORKS
from bot.files.rules.view import View


def hashtags(view: View) -> Iterator[Problem]:
    """Each tag of the settings, on every network the campaign has; each of an entry, on those it goes to."""
    everywhere = {account.network for account in view.settings.accounts.values()}
    start = view.find("hashtags", Place("settings.yaml"), lines=10_000) or Place("settings.yaml")
    for tag in view.settings.hashtags:
        yield from _wrong(view, tag, everywhere, start)
    for entry in view.campaign.entries.values():
        for tag in entry.hashtags:
            if tag not in view.settings.hashtags:
                reached = {account.network for _, account in view.reaches[entry.key]}
                yield from _wrong(view, tag, reached, entry.at("hashtags"))


def _wrong(view: View, tag: str, networks: set[NetworkName], start: Place) -> Iterator[Problem]:
    """One problem for a tag, naming every network that objects for the same reason."""
    reasons: dict[str, list[str]] = {}
    for network in NetworkName:
        if network in networks and (code := bad_hashtag(network, tag)) is not None:
            reasons.setdefault(code, []).append(NETWORKS[network])
    place = view.find(tag, start) or view.find(tag.removeprefix("#"), start) or start
    for code, names in reasons.items():
        yield Problem(code, place, {"tag": tag, "network": ", ".join(names)})
