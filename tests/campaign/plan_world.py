"""A small campaign to plan with: audiences in five cities, an instant to count to, and a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from bot.campaign import calendar, when
from bot.campaign.model import (
    Account,
    Audience,
    Deadline,
    Entry,
    IfLate,
    NetworkName,
    Place,
    QuietHours,
    ReadBack,
    Settings,
    Slot,
    Staff,
)
from bot.campaign.plan import plan
from bot.campaign.problem import Problem

HERE = Place("schedules/a.yaml", 3, 11)
NIGHT = QuietHours(time(22), time(7, 30))
CITIES = {"fr": "Paris", "hy": "Yerevan", "pt-BR": "São Paulo", "ru": "Moscow", "en": "London"}


def utc(text: str) -> datetime:
    """``2023-09-02 12:00`` as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def audience(language: str, city: str, accounts: tuple[str, ...] = ("mastodon", "x", "telegram")) -> Audience:
    """One audience, named after its language."""
    zone = calendar.zone_of(city)
    assert zone is not None, city
    return Audience(language, language, city, zone, accounts, HERE)


def instant(name: str, text: str) -> Deadline:
    """A deadline such as ``2023-09-02 at 14:00 in Paris``."""
    moment = when.parse_deadline(text)
    if isinstance(moment, date):
        return Deadline(name, HERE, day=moment)
    return Deadline(name, HERE, instant=calendar.instant(moment), zone=moment.zone)


def settings(
    cities: dict[str, str] | None = None, deadlines: Iterable[Deadline] = (), night: QuietHours | None = NIGHT
) -> Settings:
    """The campaign, with ``rally`` and ``release`` and whatever ``deadlines`` adds or replaces."""
    known = [
        instant("rally", "2023-09-02 at 14:00 in Paris"),
        Deadline("release", HERE, day=date(2023, 9, 4)),
        *deadlines,
    ]
    return Settings(
        campaign="Free Azat",
        hashtags=("#FreeAzat",),
        staff=Staff(),
        deadlines={deadline.name: deadline for deadline in known},
        audiences={language: audience(language, city) for language, city in (cities or CITIES).items()},
        accounts={name.value: Account(name.value, name, HERE) for name in NetworkName},
        quiet_hours=night,
        if_late=IfLate(),
        read_back=ReadBack(),
    )


def entry(sentence: str, key: str = "post", to: Iterable[str] = tuple(CITIES), **keys: object) -> Entry:
    """An entry without quiet hours, unless ``quiet_hours`` is given."""
    return Entry(key, key, when.parse(sentence), HERE, tuple(to), **keys)  # type: ignore[arg-type]


def slots_of(sentence: str, world: Settings | None = None, **keys: object) -> tuple[Slot, ...]:
    """The slots of one sentence, which has to be without fault."""
    found, problems = plan_of(sentence, world, **keys)
    assert problems == ()
    return found


def plan_of(
    sentence: str, world: Settings | None = None, **keys: object
) -> tuple[tuple[Slot, ...], tuple[Problem, ...]]:
    """The plan of one sentence, for all audiences unless ``to`` is given."""
    world = world or settings()
    keys.setdefault("to", tuple(world.audiences))
    return plan(world, [entry(sentence, **keys)])  # type: ignore[arg-type]


def dues(slots: Iterable[Slot]) -> dict[str, str]:
    """``3-days/fr`` → ``2023-08-30 07:00``, UTC."""
    return {f"{slot.occurrence}/{slot.audience.name}": f"{slot.due:%Y-%m-%d %H:%M}" for slot in slots}
