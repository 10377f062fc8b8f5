"""What the rules look at: the campaign, its slots, and every delivery as it would read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.campaign.deliveries import Texts, rendered
from bot.campaign.model import (
    DEFAULT_LIMITS,
    Account,
    Audience,
    Campaign,
    Countdown,
    Entry,
    Limits,
    Place,
    Post,
    Settings,
    Slot,
)
from bot.campaign.plan import accounts_of, languages_on
from bot.campaign.problem import Problem
from bot.campaign.truth import number_at
from bot.campaign.when_types import Before

_NO_TIME = datetime.min.replace(tzinfo=UTC)


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
    unscheduled: tuple[Going, ...]
    """What would go out if its ``when`` could be used: its words are looked at, it counts for nothing else."""
    faults: tuple[Problem, ...]
    """What could not be rendered, and why."""
    sources: Mapping[str, str]
    """The files' text by their name, to point at a word that has no place of its own."""
    firsts: tuple[Going, ...]
    """One for each delivery: as planned."""
    texts: Texts
    """What was rendered, by all that it depends on."""
    broken: frozenset[str]
    """Files that could not be read whole: what they say about other files is not known."""
    now: datetime | None

    @property
    def settings(self) -> Settings:
        """``settings.yaml``."""
        return self.campaign.settings

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
    reaches = {entry.key: tuple(_reached(entry, settings)) for entry in campaign.entries.values()}
    maker = _Maker(campaign, limits)
    numbers = {id(slot): numbers_met(slot, settings) for slot in slots}
    goings: list[Going] = []
    firsts: list[Going] = []
    for slot, account in deliveries:
        made = maker.made(slot, account, numbers[id(slot)])
        goings += made
        firsts += made[:1]
    unscheduled = [
        going
        for slot, account in _without_moment(
            campaign, reaches, {(slot.entry.key, slot.audience.name) for slot in slots}
        )
        for going in maker.made(slot, account, (slot.countdown.number if slot.countdown else None,))
    ]
    return View(
        campaign,
        slots,
        reaches,
        deliveries,
        tuple(goings),
        tuple(unscheduled),
        tuple(maker.faults),
        sources,
        tuple(firsts),
        maker.texts,
        broken,
        now,
    )


class _Maker:
    """Renders each text once, however many slots and accounts share it."""

    def __init__(self, campaign: Campaign, limits: Mapping[str, Limits]) -> None:
        self.campaign = campaign
        self.limits = limits
        self.faults: list[Problem] = []
        self.texts: Texts = {}

    def made(self, slot: Slot, account: Account, numbers: tuple[int | None, ...]) -> list[Going]:
        """One for each number, unless something is wrong."""
        limits = self.limits.get(account.name, DEFAULT_LIMITS[account.network])
        made = []
        for number in numbers:
            post = rendered(slot, account, self.campaign, number, limits, self.texts)
            if isinstance(post, Post):
                made.append(Going(slot, account, number, post))
            else:
                self.faults.extend(post)
        return made


def _without_moment(
    campaign: Campaign, reaches: Mapping[str, tuple[tuple[Audience, Account], ...]], planned: set[tuple[str, str]]
) -> Iterator[tuple[Slot, Account]]:
    """Slots at no time in particular, for entries and audiences that the plan has none for."""
    for entry in campaign.entries.values():
        counted: list[Countdown | None] = [None]
        if isinstance(entry.when, Before):
            counted = [Countdown(entry.when.deadline, entry.when.unit, number) for number in entry.when.numbers]
        for audience, account in reaches[entry.key]:
            if (entry.key, audience.name) not in planned:
                for countdown in counted:
                    yield Slot(entry, "", audience, _NO_TIME, _NO_TIME, countdown), account


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
