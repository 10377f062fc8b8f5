"""Campaigns made from chance: up to twenty deliveries on three networks, and the edits people make to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache

from bot.campaign import calendar
from bot.campaign.catalogue import Catalogue, build
from bot.campaign.deliveries import Deliveries
from bot.campaign.model import (
    Account,
    Audience,
    Campaign,
    Deadline,
    Entry,
    IfLate,
    Lateness,
    Moment,
    NetworkName,
    OnlyIf,
    PictureKind,
    Place,
    QuietHours,
    ReadBack,
    Settings,
    Slot,
    Staff,
    Unit,
)
from bot.campaign.plan import plan
from bot.campaign.problem import Problem
from bot.campaign.when_types import EVERY_DAY, Before, Edge, Every, Once
from tests.simulation.world import Dice

HERE = Place("schedules/a.yaml")
MOST_DELIVERIES = 20
ENTRIES = 7
VERSIONS = 3
CITIES = {
    "fr": ("Paris", "Europe/Paris"),
    "hy": ("Yerevan", "Asia/Yerevan"),
    "en": ("Los Angeles", "America/Los_Angeles"),
}
NIGHT = QuietHours(time(22), time(7, 30))
IF_LATE = (
    IfLate(),
    IfLate(grace=timedelta(minutes=10)),
    IfLate(grace=timedelta(minutes=5)),
    IfLate(Lateness.SEND, timedelta(0)),
    IfLate(Lateness.ASK, timedelta(0)),
)


@dataclass(frozen=True, slots=True)
class Version:
    """What was read of the files; see ``bot.daemon.live.Version``."""

    campaign: Campaign | None
    slots: tuple[Slot, ...]
    problems: tuple[Problem, ...] = ()
    broken: frozenset[str] = frozenset()
    waiting: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""
    plan: Deliveries = field(default_factory=lambda: Deliveries(None))

    @property
    def rules(self) -> Campaign:
        """There always is one here."""
        assert self.campaign is not None, "these files are never broken as a whole"
        return self.campaign


@cache
def catalogue() -> Catalogue:
    """For each entry and version a message that prints days, one that prints hours, and one that prints neither."""
    texts = {}
    for language in CITIES:
        messages = []
        for entry in range(ENTRIES):
            for version in range(VERSIONS):
                said = f"entry {entry} version {version} in {language}"
                messages += [
                    f"days-{entry}-{version} = {said}: {{ $days }} days\n    .alt = A card.\n",
                    f"hours-{entry}-{version} = {said}: {{ $hours }} hours\n    .alt = A card.\n",
                    f"plain-{entry}-{version} = {said}: no number\n    .alt = A card.\n",
                ]
        messages.append("supporter-photo = Photo: { $city }\n    .no-city = A photo.\n")
        texts[language] = {f"messages/{language}/m.ftl": "".join(messages)}
    words, faults = build(texts)
    assert not faults, faults
    return words


def made_up(dice: Dice) -> Version:
    """A campaign that begins some time in 2030 and lasts up to five days."""
    start = datetime(2030, dice.number(1, 12), dice.number(1, 28), dice.number(0, 23), dice.number(0, 59), tzinfo=UTC)
    spacing = dice.one_of(0.0, 60.0, 60.0, 300.0)
    accounts = {
        name.value: Account(name.value, name, HERE, handle=f"@{name.value}", spacing_s=spacing) for name in NetworkName
    }
    if dice.happens(0.3):
        accounts.pop(dice.one_of(*accounts))
    languages = [language for language in CITIES if dice.happens(0.5)] or ["fr"]
    rally = start + timedelta(days=dice.number(1, 4), hours=dice.number(0, 12))
    day = (start + timedelta(days=dice.number(2, 5))).date()
    settings = Settings(
        campaign="Simulated",
        hashtags=(),
        staff=Staff(),
        deadlines={
            "rally": Deadline("rally", HERE, instant=rally, zone="Europe/Paris"),
            "release": Deadline("release", HERE, day=day),
        },
        audiences={
            language: Audience(language, language, *CITIES[language], tuple(accounts), HERE) for language in languages
        },
        accounts=accounts,
        quiet_hours=NIGHT if dice.happens(0.4) else None,
        if_late=IfLate(),
        read_back=ReadBack(),
    )
    entries: dict[str, Entry] = {}
    made = version_of(settings, entries)
    number, wanted = 0, dice.number(1, ENTRIES)
    while number < wanted or not entries:
        number += 1
        entry = _entry(dice, settings, number % ENTRIES, start)
        fuller = version_of(settings, {**entries, entry.key: entry})
        if 0 < len(fuller.plan) <= MOST_DELIVERIES:
            entries, made = dict(fuller.rules.entries), fuller
    return made


def version_of(settings: Settings, entries: Mapping[str, Entry], mark: str = "0") -> Version:
    """The files as they would be read; ``mark`` tells them from others."""
    slots, _ = plan(settings, entries.values())
    campaign = Campaign(settings, entries, catalogue())
    return Version(campaign, slots, mark=mark, plan=Deliveries(campaign, slots))


def message(kind: str, number: int, version: int) -> str:
    """The name of a message."""
    return f"{kind}-{number}-{version}"


def _entry(dice: Dice, settings: Settings, number: int, start: datetime) -> Entry:
    deadline = dice.one_of("rally", "rally", "release")
    at = time(dice.number(6, 23), dice.one_of(0, 0, 30, 59))
    kind, when = "plain", _once(dice, start)
    match dice.number(0, 3):
        case 0:
            numbers = tuple(dict.fromkeys(dice.number(0, 4) for _ in range(3)))
            kind, when = "days", Before(numbers, Unit.DAYS, deadline, at, dice.one_of("", "", "Europe/Paris"))
        case 1:
            numbers = tuple(dict.fromkeys(dice.number(1, 30) for _ in range(dice.number(1, 4))))
            kind, when = "hours", Before(numbers, Unit.HOURS, "rally")
        case 2:
            first = (start + timedelta(days=dice.number(0, 1))).date()
            when = Every(EVERY_DAY, at, Edge(first), Edge(first + timedelta(days=dice.number(0, 3))))
        case _:
            pass
    accounts = None
    if dice.happens(0.4):
        accounts = frozenset(name for name in settings.accounts if dice.happens(0.5)) or None
    late = dice.one_of(*IF_LATE)
    only_if = dice.one_of(OnlyIf("release", "open"), OnlyIf("release", "freed")) if dice.happens(0.15) else None
    true_until = (
        Moment(when.moment.local + timedelta(hours=dice.number(0, 5), minutes=10)) if isinstance(when, Once) else None
    )
    return Entry(
        f"entry{number}",
        message(kind, number, 0),
        when,
        HERE,
        tuple(name for name in settings.audiences if dice.happens(0.7)) or tuple(settings.audiences),
        accounts=accounts,
        picture=PictureKind.POSTER if dice.happens(0.4) else None,
        hold=dice.happens(0.15),
        only_if=only_if,
        true_until=true_until if dice.happens(0.4) else None,
        if_late=late,
        quiet_hours=settings.quiet_hours,
    )


def _once(dice: Dice, start: datetime) -> Before | Every | Once:
    local = calendar.local(start + timedelta(minutes=dice.number(5, 5000)), "Europe/Paris").replace(
        second=0, microsecond=0
    )
    return Once(Moment(local, "Europe/Paris"))


def edited(dice: Dice, version: Version) -> tuple[Version, str]:
    """The files after somebody edited one entry, and what was done."""
    campaign = version.rules
    if not campaign.entries:
        return version, "nothing"
    entries = dict(campaign.entries)
    key = dice.one_of(*entries)
    entry = entries[key]
    done = dice.one_of("other words", "other words", "other time", "removed", "renamed", "held", "not held")
    match done:
        case "other words":
            kind, number, _ = entry.message.split("-")
            entries[key] = replace(entry, message=message(kind, int(number), dice.number(0, VERSIONS - 1)))
        case "other time":
            entries[key] = replace(entry, when=_moved(dice, entry))
        case "removed":
            del entries[key]
        case "renamed":
            del entries[key]
            entries[f"{key}r"] = replace(entry, key=f"{key}r")
        case _:
            entries[key] = replace(entry, hold=done == "held")
    return version_of(campaign.settings, entries, f"{int(version.mark) + 1}"), f"{key}: {done}"


def _moved(dice: Dice, entry: Entry) -> Before | Every | Once:
    match entry.when:
        case Once(moment):
            by = timedelta(minutes=dice.number(-600, 1500))
            return Once(replace(moment, local=(moment.local + by).replace(second=0)))
        case Every() as when:
            return replace(when, at=time(dice.number(6, 23), dice.number(0, 59)))
        case Before(at=None) as when:
            return replace(when, numbers=tuple(dict.fromkeys((*when.numbers, dice.number(1, 30)))))
        case Before() as when:
            return replace(when, at=time(dice.number(6, 23), dice.number(0, 59)))
