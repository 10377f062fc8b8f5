"""One campaign with a few messages, and slots of it to render."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from bot.campaign.catalogue import Catalogue, build
from bot.campaign.model import (
    DEFAULT_LIMITS,
    Account,
    Campaign,
    Countdown,
    Entry,
    Limits,
    NetworkName,
    Place,
    Post,
    Slot,
    Unit,
)
from bot.campaign.problem import Problem
from bot.campaign.render import render
from tests.campaign.plan_world import audience, entry, settings

TAGS = ("#FreeAzat",)
SCHEDULE = Place("schedules/a.yaml", 3, 3)

FRENCH = """\
who =
    Liberté pour Azat !
    .x = Liberté !
    .warning = Prison, torture
    .alt = Affiche : FREE AZAT.

days =
    { $days ->
        [1] Demain
       *[other] Plus que { $days } jours
    }
    .alt = Carte : { $days } jours
    .card =
        { $days }

        jours avant la libération

bare = Liberté !
tagged = Nous sommes #FREEAZAT, tous.
nearly = Voir #FreeAzatov et x#FreeAzat.
hours = Dans { $hours } h
long = { bare }
    .x = { who } { who } { who } { who } { who } { who } { who } { who } { who } { who } { who } { who } { who } { who }
"""


def made(key: str, **keys: object) -> Entry:
    """An entry for the message ``key``."""
    sentence = "3, 1 days before release at 09:00"
    fields: dict[str, object] = {"place": SCHEDULE, "message": key, **keys}
    return replace(entry(sentence, key), **fields)  # type: ignore[arg-type]


@cache
def _words() -> Catalogue:
    texts = {"fr": FRENCH, "de": "bare = Freiheit!\n"}
    words, faults = build({language: {f"messages/{language}/m.ftl": text} for language, text in texts.items()})
    assert faults == ()
    return words


def campaign(one: Entry) -> Campaign:
    """The campaign with that entry."""
    return Campaign(replace(settings(), hashtags=TAGS), {one.key: one}, _words())


def rendered(
    one: Entry,
    network: NetworkName = NetworkName.MASTODON,
    number: int | None = None,
    *,
    language: str = "fr",
    unit: Unit = Unit.DAYS,
    limits: Limits | None = None,
) -> Post | tuple[Problem, ...]:
    """The entry's slot for ``language``, on ``network``."""
    due = datetime(2023, 9, 1, 7, tzinfo=UTC)
    countdown = None if number is None else Countdown("release", unit, number)
    slot = Slot(one, "once", audience(language, "Paris"), due, due, countdown)
    account = Account(network.value, network, SCHEDULE)
    return render(slot, account, campaign(one), number, limits or DEFAULT_LIMITS[network])


def post(one: Entry, network: NetworkName = NetworkName.MASTODON, number: int | None = None, **keys: object) -> Post:
    """The same, when it has to be a post."""
    made_of_it = rendered(one, network, number, **keys)  # type: ignore[arg-type]
    assert isinstance(made_of_it, Post), made_of_it
    return made_of_it


def problems(
    one: Entry, network: NetworkName = NetworkName.MASTODON, number: int | None = None, **keys: object
) -> list[Problem]:
    """The same, when it cannot be one."""
    made_of_it = rendered(one, network, number, **keys)  # type: ignore[arg-type]
    assert not isinstance(made_of_it, Post), made_of_it
    return list(made_of_it)
