"""Which town a supporter meant; below a clear match a person decides, and nothing is ever guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from bot.photos.cities.around import AROUND
from bot.photos.cities.deciding import MOST_CANDIDATES, decide, ranked
from bot.photos.cities.gazetteer import Gazetteer, Named, gazetteer
from bot.photos.cities.line import Word, read_line
from bot.photos.cities.misspelt import near, slips_allowed
from bot.photos.cities.reading import Hit, Reading, both, one_run, read
from bot.ports.cities import Answer, Clear, Town, Unknown, Unsure, Why

LISTED = frozenset({"RU", "BY"})
"""Countries whose supporters a published photo endangers most (reference: campaign, 3.3, point 4)."""
FAR_MORE_SLIPPED = 5
"""Times the people of a town from which on its misspelt name is likelier than the other's right one."""
CLEAR_FROM = 100_000
"""People of a town from which on one of its rarer names, or a slip in one, needs no person."""
SHORT_AND_RARE = 4
"""Letters up to which a rarer name is soon another one's, misspelt."""
CLEAR_FROM_IF_SHORT = 500_000
"""The same for a slip in a name of six letters or fewer."""
CLEAR_FROM_LETTERS = 5
"""Letters of a name from which on a slip, one and no more, may need no person."""
MOST_MISSPELT = 4
"""Names looked for with slips in one line."""
LONGEST_MISSPELT = 30
SHORTEST_ALONE = 4


@dataclass(frozen=True, slots=True)
class _Near:
    """A town whose name is a few slips away."""

    town: Town
    slips: int
    same_start: bool
    """Both begin with the same letter: few people mistake the first."""

    def sure(self, length: int) -> bool:
        """Whether, being the only one, it is great enough, and near enough to a word of ``length`` letters."""
        least = CLEAR_FROM_IF_SHORT if slips_allowed(length) <= 1 else CLEAR_FROM
        near_enough = self.slips == 1 and self.same_start and length >= CLEAR_FROM_LETTERS
        return near_enough and self.town.population >= least


def resolve(typed: str, language: str, *, listed: Collection[str] = LISTED) -> Answer:
    """What ``typed``, a city or a whole line about one, means.

    ``language`` (of the sender, BCP 47) only tells how endings are read; it never makes a place likelier.
    """
    names = gazetteer()
    reading = read(names, read_line(typed), language)
    if not reading.line.words:
        return Unknown(Why.NOTHING)
    if reading.towns:
        return _found(names, reading, listed)
    if not reading.rest:
        return Unknown(Why.COUNTRY if reading.country_named else Why.NOTHING)
    return _misspelt(names, reading)


def _found(names: Gazetteer, reading: Reading, listed: Collection[str]) -> Answer:
    """The answer when at least one town is named letter by letter."""
    towns, only = _in_all(reading.towns), reading.towns[0] if len(reading.towns) == 1 else None
    if not towns or (reading.country_named and not reading.countries):
        return Unsure(ranked(_in_any(reading.towns)), Why.SEVERAL)
    at_home = any(named.own and named.town.country in only.countries for named in towns) if only else False
    if only and only.countries and not reading.country_named and not at_home:
        # «Georgia» alone names a country; «Luxembourg» a town of its own country, too.
        return Unsure(ranked(towns), Why.COUNTRY)
    small = only.small if only else ()
    answer = decide(towns, small, reading.countries, listed, any_namesake=reading.line.long_number)
    if reading.rest and not isinstance(answer, Unknown):
        why = answer.why if isinstance(answer, Unsure) else Why.MORE_WORDS
        likelier = [town for _, town in nearly_whole(names, reading)]
        return Unsure(tuple(dict.fromkeys((*likelier, *ranked(towns))))[:MOST_CANDIDATES], why)
    if isinstance(answer, Clear) and reading.line.more:
        return Unsure(ranked(towns), Why.MORE_WORDS)
    if isinstance(answer, Clear) and only and not reading.country_named:
        return _doubted(names, only, answer, listed)
    return answer  # perhaps clear because two spellings agree, or the country does


def nearly_whole(names: Gazetteer, reading: Reading) -> list[tuple[int, Town]]:
    """The towns that all the words together nearly name, with their slips, the nearest first."""
    run = one_run(reading)
    key = "".join(str(word.said) for word in reading.line.words[slice(*run)]) if run else ""
    if not run or run[1] - run[0] == 1 or len(key) > LONGEST_MISSPELT:
        return []
    found: dict[int, tuple[int, Town]] = {}
    for number, slips in sorted(near(names.towns, key.encode(), slips_allowed(len(key))).items()):
        for named in names.bearers(number):
            best = min(slips, found.get(named.town.id, (slips, named.town))[0])
            found[named.town.id] = (best, named.town)
    return sorted(found.values(), key=lambda near: (near[0], -near[1].population, near[1].id))


def _doubted(names: Gazetteer, hit: Hit, answer: Clear, listed: Collection[str]) -> Answer:
    """The same answer, unless another town was perhaps meant."""
    town = answer.place
    familiar = any(named.familiar for named in hit.towns if named.town.id == town.id)
    likelier = _a_slip_away(names, hit.keys, town, listed, familiar=familiar)
    if likelier:
        return Unsure((town, *likelier)[:MOST_CANDIDATES], Why.MISSPELT)
    if not familiar and (town.population < CLEAR_FROM or len(hit.keys[0]) <= SHORT_AND_RARE):
        return Unsure((town,), Why.RARE)
    return answer


def _a_slip_away(
    names: Gazetteer, keys: Collection[str], town: Town, listed: Collection[str], *, familiar: bool
) -> tuple[Town, ...]:
    """Greater towns that were perhaps meant, if what was typed is one slip away from them: «Smara» for Samara."""
    found: dict[int, Town] = {}
    numbers = {number for key in keys for number in near(names.towns, key.encode(), 1)}
    for number in numbers:
        for named in names.bearers(number):
            other = named.town
            endangers = other.country in listed and town.country not in listed
            times = 1 if endangers or not familiar else FAR_MORE_SLIPPED
            comparable = named.familiar or endangers or not familiar
            if comparable and other.id != town.id and other.population > times * town.population:
                found[other.id] = other
    return tuple(sorted(found.values(), key=lambda other: (-other.population, other.id)))


def _in_all(hits: Sequence[Hit]) -> list[Named]:
    """The towns that every one of the names may mean: «München/Munich» is one."""
    found = {named.town.id: named for named in hits[0].towns}
    for hit in hits[1:]:
        here = {named.town.id: named for named in hit.towns}
        found = {number: both(named, here[number]) for number, named in found.items() if number in here}
    return list(found.values())


def _in_any(hits: Sequence[Hit]) -> list[Named]:
    return list({named.town.id: named for hit in hits for named in hit.towns}.values())


def _chunks(reading: Reading) -> Iterator[tuple[str, bool]]:
    """What may be a misspelt name: runs of unexplained words, then long words alone; and whether it is all there is."""
    words = reading.line.words
    runs: list[list[Word]] = []
    last = 0
    for number in (number for number, word in enumerate(words) if word in reading.rest):
        # What joins two of them belongs to the name: «Juiz de Foora».
        between = words[last + 1 : number + 1]
        if runs and all(word.joined for word in between) and all(word.said in AROUND for word in between[:-1]):
            runs[-1].extend(between)
        else:
            runs.append([words[number]])
        last = number
    for run in runs:
        if all(word.said is not None for word in run):
            yield "".join(str(word.said) for word in run), len(runs) == 1
    for word in reading.rest if len(reading.rest) > len(runs) else ():
        if word.said and len(word.said) >= SHORTEST_ALONE:
            yield word.said, False


def _misspelt(names: Gazetteer, reading: Reading) -> Answer:
    """The answer when no town is named letter by letter."""
    found: dict[int, _Near] = {}
    small, only = False, True
    chunks = [(key, whole) for key, whole in _chunks(reading) if len(key) <= LONGEST_MISSPELT]
    for key, whole in chunks[:MOST_MISSPELT]:
        if found and len(chunks[0][0]) > len(key):
            break  # all of it together names something; its words alone would only confuse
        small = small or (whole and bool(names.small(key)))
        for number, slips in near(names.towns, key.encode(), slips_allowed(len(key))).items():
            only = only and whole
            for town in (named.town for named in names.bearers(number)):
                known = found.get(town.id)
                if known is None or slips < known.slips:
                    found[town.id] = _Near(town, slips, same_start=names.towns.key(number)[:1] == key[:1].encode())
    if not found:
        return Unknown(Why.SMALL if small else Why.NOT_FOUND)
    order = sorted(found.values(), key=lambda near: (near.slips, -near.town.population, near.town.id))
    candidates = tuple(near.town for near in order[:MOST_CANDIDATES])
    if small:
        return Unsure(candidates, Why.SMALL)
    if len(found) > 1 or not only or reading.line.more or not order[0].sure(len(chunks[0][0])):
        return Unsure(candidates, Why.MISSPELT)
    if reading.country_named and order[0].town.country not in reading.countries:
        return Unsure(candidates, Why.ELSEWHERE)
    return Clear(order[0].town)
