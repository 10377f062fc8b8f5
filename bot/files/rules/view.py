"""What the rules look at: the campaign, its slots, and every delivery as it would read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.campaign.model import (
    DEFAULT_LIMITS,
    Account,
    Audience,
    Campaign,
    Entry,
    Limits,
    Place,
    Post,
    Settings,
    Slot,
)
from bot.campaign.plan import accounts_of, languages_on
from bot.campaign.problem import Problem
from bot.campaign.render import render
from bot.campaign.truth import number_at


@dataclass(frozen=True, slots=True)
class Going:
    """One delivery as it would read with one number of its countdown (``None``: it has none)."""

    slot: Slot
    account: Account
    number: int | None
    post: Post

    @property
    def entry(self) -> Entry:
        """The entry it comes from."""
        return self.slot.entry

    @property
    def language(self) -> str:
        """The language it speaks."""
        return self.slot.audience.language


@dataclass(frozen=True, slots=True)
class View:
    """Everything a rule may look at. Rules are pure: the same view, the same problems."""

    campaign: Campaign
    slots: tuple[Slot, ...]
    reaches: Mapping[str, tuple[tuple[Audience, Account], ...]]
    """By entry: to whom and on which account it goes, whatever its ``when`` says."""
    deliveries: tuple[tuple[Slot, Account], ...]
    goings: tuple[Going, ...]
    """By due time; a delivery that may meet several numbers stands here once for each, the planned one first."""
    limits: Mapping[str, Limits]
    """What a server told of its account; another account has its network's published limits."""
    faults: tuple[Problem, ...]
    """What could not be rendered, and why."""
    sources: Mapping[str, str]
    """The files' text by their name, to point at a word that has no place of its own."""
    broken: frozenset[str]
    """Files that could not be read whole: what they say about other files is not known."""
    now: datetime | None

    @property
    def settings(self) -> Settings:
        """``settings.yaml``."""
        return self.campaign.settings

    def limits_of(self, account: Account) -> Limits:
        """What the account's network takes."""
        return self.limits.get(account.name, DEFAULT_LIMITS[account.network])

    def firsts(self) -> Iterator[Going]:
        """One for each delivery: as planned."""
        seen = set[tuple[int, str]]()
        for going in self.goings:
            key = (id(going.slot), going.account.name)
            if key not in seen:
                seen.add(key)
                yield going

    def words_place(self, entry: Entry, language: str, *attributes: str) -> Place:
        """Where the words stand: the first of a message's ``attributes`` it has, else the message, else the entry."""
        if entry.text:
            return self.find(language + ":", entry.at("text")) or entry.at("text")
        catalogue = self.campaign.catalogue
        if not catalogue.has(entry.message, language):
            return entry.place
        for name in attributes:
            if catalogue.has_attribute(entry.message, language, name):
                return catalogue.place(entry.message, language, name)
        return catalogue.place(entry.message, language)

    def find(self, needle: str, start: Place, lines: int = 40) -> Place | None:
        """The first place of ``needle`` at or after ``start``, in its file, within ``lines`` lines."""
        text = self.sources.get(start.file, "").split("\n")
        for offset, line in enumerate(text[start.line - 1 : start.line - 1 + lines]):
            column = line.find(needle, start.column - 1 if offset == 0 else 0)
            if column >= 0:
                return Place(start.file, start.line + offset, column + 1)
        return None


def look(
    campaign: Campaign,
    slots: tuple[Slot, ...],
    limits: Mapping[str, Limits],
    sources: Mapping[str, str],
    broken: frozenset[str] = frozenset(),
    now: datetime | None = None,
) -> View:
    """Render every delivery, once for each text it can become; ``limits`` by account, else the network's own."""
    settings = campaign.settings
    deliveries = tuple((slot, account) for slot in slots for account in accounts_of(slot, settings))
    made: dict[tuple[object, ...], Post | tuple[Problem, ...]] = {}
    goings: list[Going] = []
    faults: list[Problem] = []
    numbers: dict[int, tuple[int | None, ...]] = {id(slot): numbers_met(slot, settings) for slot in slots}
    for slot, account in deliveries:
        taken = limits.get(account.name, DEFAULT_LIMITS[account.network])
        for number in numbers[id(slot)]:
            key = (slot.entry.key, slot.audience.language, account.network, taken, number)
            if key not in made:
                made[key] = render(slot, account, campaign, number, taken)
            post = made[key]
            if isinstance(post, Post):
                goings.append(Going(slot, account, number, post))
            else:
                faults.extend(post)
    reaches = {entry.key: tuple(_reached(entry, settings)) for entry in campaign.entries.values()}
    return View(campaign, slots, reaches, deliveries, tuple(goings), limits, tuple(faults), sources, broken, now)


def _reached(entry: Entry, settings: Settings) -> Iterator[tuple[Audience, Account]]:
    for audience in map(settings.audiences.__getitem__, entry.to):
        for account in map(settings.accounts.__getitem__, audience.accounts):
            if entry.accounts is not None and account.name not in entry.accounts:
                continue
            languages = languages_on(entry, account.network)
            if languages is None or audience.language in languages:
                yield audience, account


def numbers_met(slot: Slot, settings: Settings) -> tuple[int | None, ...]:
    """The numbers a slot's countdown can print while it may go out, the one it has when due first."""
    if slot.countdown is None:
        return (None,)
    moments = [slot.due] if slot.valid_until is None else [slot.due, slot.valid_until - timedelta(seconds=1)]
    met = dict.fromkeys(number_at(slot, settings, moment) for moment in moments)
    met.pop(None, None)
    return tuple(met) or (slot.countdown.number,)
