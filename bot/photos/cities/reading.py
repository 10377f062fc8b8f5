"""Which words of a line name towns, which name countries, which stand around them, and which are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.photos.cities.around import AROUND, PREPOSITIONS
from bot.photos.cities.endings import undeclined
from bot.photos.cities.fold import sound
from bot.photos.cities.gazetteer import Gazetteer, Named, Small
from bot.photos.cities.line import Line, Word

LONGEST_NAME = 7
"""Words in a name that is looked up: ``Saint-Maur-des-Fossés`` has four."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that name a town, a country, or either."""

    first: int
    last: int
    """The number of the word after."""
    towns: tuple[Named, ...]
    small: tuple[Small, ...]
    countries: frozenset[str]
    keys: tuple[str, ...]
    """As it stands, then without the case ending by which the towns were found, if so they were."""
    around: bool
    """Each of its words may also be one of those that stand around a name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A line, read. Hits do not overlap."""

    line: Line
    towns: tuple[Hit, ...]
    countries: frozenset[str]
    """Those one named country may be; empty when none is named."""
    country_named: bool
    rest: tuple[Word, ...]
    """Words that are explained by nothing."""


def _looked_up(gazetteer: Gazetteer, words: Sequence[Word], language: str) -> tuple[list[str], list[str]]:
    """The keys of the words as they stand, and those without case endings."""
    sounds = [word.said for word in words]
    if None in sounds:
        return [], []
    before = "".join(str(said) for said in sounds[:-1])
    plain = [before + str(sounds[-1])]
    if len(words) > 1 and sounds[0] in PREPOSITIONS and gazetteer.named(plain[0]):
        plain.append(plain[0].removeprefix(str(sounds[0])))
    stems = [sound(stem) for stem in undeclined(words[-1].text, language)]
    return plain, [before + stem for stem in stems if stem]


def both(one: Named, other: Named) -> Named:
    """A town that bears two names: the better of them counts."""
    return Named(one.town, own=one.own or other.own, familiar=one.familiar or other.familiar)


def _bearers(gazetteer: Gazetteer, keys: Sequence[str]) -> tuple[Named, ...]:
    found: dict[int, Named] = {}
    for key in keys:
        for named in gazetteer.named(key):
            known = found.get(named.town.id)
            found[named.town.id] = both(named, known) if known else named
    return tuple(found.values())


def _hit(gazetteer: Gazetteer, line: Line, first: int, last: int, language: str) -> Hit | None:
    words = line.words[first:last]
    plain, stems = _looked_up(gazetteer, words, language)
    before = line.words[first - 1].said if first else None
    towns, countries = _bearers(gazetteer, plain), frozenset().union(*map(gazetteer.countries, plain))
    small = plain
    if before in PREPOSITIONS or not (towns or countries):
        # In a sentence «Туле» is a case of «Тула»; without a preposition before it, a name is taken as it stands.
        towns = _bearers(gazetteer, [*plain, *stems])
        countries = countries.union(*map(gazetteer.countries, stems))
        small = [*plain, *stems]
    if not (towns or countries):
        return None
    return Hit(
        first,
        last,
        towns,
        tuple(place for key in dict.fromkeys(small) for place in gazetteer.small(key)),
        countries,
        tuple(dict.fromkeys((plain[0], next((key for key in (*plain, *stems) if gazetteer.named(key)), plain[0])))),
        around=all(word.said in AROUND for word in words),
    )


def _spans(line: Line) -> Iterator[tuple[int, int]]:
    """Runs of joined words, the longest first."""
    for length in range(min(LONGEST_NAME, len(line.words)), 0, -1):
        for first in range(len(line.words) - length + 1):
            if all(word.joined for word in line.words[first + 1 : first + length]):
                yield first, first + length


def _hits(gazetteer: Gazetteer, line: Line, language: str) -> list[Hit]:
    """What is named, the longest names first; words that stand around a name count only alone."""
    taken: set[int] = set()
    found: list[Hit] = []
    for first, last in _spans(line):
        if taken.isdisjoint(range(first, last)) and (hit := _hit(gazetteer, line, first, last, language)):
            if not hit.around:
                taken.update(range(first, last))
            found.append(hit)
    sure = [hit for hit in found if not hit.around]
    if sure or not found or any(word.said not in AROUND for word in line.words):
        return sure
    longest = max(hit.last - hit.first for hit in found)
    return [hit for hit in found if hit.last - hit.first == longest]


def read(gazetteer: Gazetteer, line: Line, language: str) -> Reading:
    """Tell towns, countries and the rest apart."""
    hits = sorted(_hits(gazetteer, line, language), key=lambda hit: hit.first)
    towns = [hit for hit in hits if hit.towns]
    # «Mexico» is both: beside another town it is the country; twice, it is first the one and then the other.
    countries = [hit for hit in hits if hit.countries and not hit.towns]
    both = [hit for hit in towns if hit.countries]
    if len(towns) > 1 and both and not countries:
        country = both[0] if len(both) < len(towns) else both[-1]
        towns.remove(country)
        countries.append(country)
    explained = {number for hit in (*towns, *countries) for number in range(hit.first, hit.last)}
    named = frozenset(countries[0].countries).intersection(*(hit.countries for hit in countries)) if countries else None
    return Reading(
        line,
        tuple(towns),
        named or frozenset(),
        named is not None,
        tuple(
            word
            for number, word in enumerate(line.words)
            if number not in explained and word.said not in AROUND and word.said != ""
        ),
    )


def one_run(reading: Reading) -> tuple[int, int] | None:
    """From the first to the last word that stands for something, if they may all be one name: «San Frncisco»."""
    words = reading.line.words
    real = [number for number, word in enumerate(words) if word.said not in AROUND and word.said != ""]
    if not real or reading.line.more or len(words) > LONGEST_NAME:
        return None
    first, last = real[0], real[-1] + 1
    run = words[first:last]
    together = all(word.joined for word in run[1:]) and all(word.said is not None for word in run)
    return (first, last) if together else None
