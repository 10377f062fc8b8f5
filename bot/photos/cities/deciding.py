"""Whether one of the places that bear a name is far more likely than all the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.photos.cities.gazetteer import Named, Small
from bot.ports.cities import Answer, Clear, Town, Unknown, Unsure, Why

MOST_CANDIDATES = 8
FAR_MORE = 20
"""Times the people of any other place of the name: Paris in Texas does not disturb Paris."""
FAR_MORE_THAN_OWN = 100
"""The same when the greater is called so by foreigners, the lesser by itself: Vienna and Vienne, Munich and Monaco."""
FAR_MORE_AT_HOME = 10
"""The same within a country that is named: who says so much has mostly said all."""
LISTED_FROM = 5000
"""People of a place in a listed country from which on its name puts every namesake before a person."""


def ranked(towns: Collection[Named]) -> tuple[Town, ...]:
    """The likeliest first: the greatest of those that are called so by themselves, then the others."""
    order = sorted(towns, key=lambda named: (not named.own, -named.town.population, named.town.id))
    return tuple(named.town for named in order[:MOST_CANDIDATES])


def decide(
    towns: Sequence[Named],
    small: Sequence[Small],
    countries: frozenset[str],
    listed: Collection[str],
    *,
    any_namesake: bool,
) -> Answer:
    """``countries``: what the named country may be, if any; ``any_namesake``: even the least namesake is a doubt."""
    lands = {named.town.country for named in towns}
    lands |= {place.country for place in small if place.population >= LISTED_FROM}
    here, there = lands.intersection(listed), lands.difference(listed)
    if here and there:
        return Unsure(ranked(towns), Why.LISTED)
    if countries:
        inside = [named for named in towns if named.town.country in countries]
        small = [place for place in small if place.country in countries]
        if not inside:
            return Unsure(ranked(towns), Why.ELSEWHERE)
        towns = inside
    if not towns:
        return Unknown(Why.SMALL)
    best = max(towns, key=lambda named: (named.town.population, named.own))
    others = [(named.town.population, named.own) for named in towns if named is not best]
    others += [(place.population, True) for place in small]
    times = FAR_MORE_AT_HOME if countries else FAR_MORE
    if any(
        any_namesake or best.town.population <= people * (times if best.own or not own else FAR_MORE_THAN_OWN)
        for people, own in others
    ):
        return Unsure(ranked(towns), Why.NAMESAKES)
    return Clear(best.town)
