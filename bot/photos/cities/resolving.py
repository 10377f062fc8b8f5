"""Which town a supporter meant; below a clear match a person decides, and nothing is ever guessed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.photos.cities.around import AROUND
from bot.photos.cities.deciding import FAR_MORE, MOST_CANDIDATES, decide, ranked
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
"""People of a town from which on one of its rarer names needs no person."""
SHORT_AND_RARE = 4
"""Letters up to which a rarer name is soon another one's, misspelt."""
TWO_SLIPS_FROM = 5
"""Letters of a weak name (a small town's, or one with a case ending) from which on others may be two slips away."""
MOST_MISSPELT = 4
"""Names looked for with slips in one line."""
LONGEST_MISSPELT = 30
SHORTEST_ALONE = 4
_HYPHENS = frozenset("-‐‑")


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
    if isinstance(answer, Clear) and (reading.line.more or (only and _hangs_on_a_word(reading, only))):
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
    town = next(named for named in hit.towns if named.town.id == answer.place.id)
    likelier = _a_slip_away(names, hit.keys, town, listed)
    if likelier:
        return Unsure((answer.place, *likelier)[:MOST_CANDIDATES], Why.MISSPELT)
    # With a case ending taken off, a rare name is soon what is left of another one, misspelt.
    poor = answer.place.population < CLEAR_FROM or len(hit.keys[0]) <= SHORT_AND_RARE or len(hit.keys) > 1
    return Unsure((answer.place,), Why.RARE) if poor and not town.familiar else answer


def _hangs_on_a_word(reading: Reading, hit: Hit) -> bool:
    """Whether a hyphen ties the name to another word: «Le-Yaan» is Le Mans with a slip, not Ya'an."""
    words, text = reading.line.words, reading.line.text
    pairs = [(first, first + 1) for first in (hit.first - 1, hit.last - 1) if 0 <= first < len(words) - 1]
    return any(set(text[words[one].end : words[other].start]) & _HYPHENS for one, other in pairs)


def _a_slip_away(names: Gazetteer, keys: Sequence[str], town: Named, listed: Collection[str]) -> tuple[Town, ...]:
    """Towns that were perhaps meant, if what was typed is a slip away from them: «Smara» for Samara."""
    found: dict[int, tuple[int, bool, Town]] = {}
    near_by = dict(near(names.towns, keys[-1].encode(), 1)) | dict(near(names.towns, keys[0].encode(), 1))
    weak = len(keys) > 1 or town.town.population < CLEAR_FROM
    if weak and len(keys[0]) >= TWO_SLIPS_FROM:
        # A letter of another script may be two here: «Сочия» is София with one letter mistaken, not a case of «Сочи».
        near_by = {**near(names.towns, keys[0].encode(), 2), **near_by}
    for number, slips in near_by.items():
        for named in names.bearers(number):
            if named.town.id != town.town.id and _as_likely(named, town, listed, cased=len(keys) > 1):
                known = found.get(named.town.id, (slips, not named.familiar, named.town))
                found[named.town.id] = (*min(known[:2], (slips, not named.familiar)), named.town)
    order = sorted(found.values(), key=lambda near: (near[:2], -near[2].population, near[2].id))
    return tuple(other for *_, other in order)


def _as_likely(other: Named, town: Named, listed: Collection[str], *, cased: bool) -> bool:
    """Whether ``other``, a slip away, is great enough beside ``town``, whose name was typed letter by letter.

    ``cased``: but for an ending that was taken for a case's.
    """
    people, most = town.town.population, other.town.population
    endangers = other.town.country in listed and town.town.country not in listed
    if not town.familiar and other.familiar and most >= CLEAR_FROM:
        return True  # «Paname», what few call Paris, is Panama with a slip
    if endangers or cased or not town.familiar:
        return most > people and (other.familiar or not cased)
    if most > FAR_MORE * people or (other.familiar and most > FAR_MORE_SLIPPED * people):
        return True
    # What foreigners call a town, «Daka», is soon what another calls itself, misspelt: «Dakar».
    return not town.own and other.own and most >= CLEAR_FROM and most * FAR_MORE_SLIPPED > people


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
    """The answer when no town is named letter by letter: never a clear one, however great and near the only town is."""
    found: dict[int, tuple[int, Town]] = {}
    small = False
    chunks = [(key, whole) for key, whole in _chunks(reading) if len(key) <= LONGEST_MISSPELT]
    for key, whole in chunks[:MOST_MISSPELT]:
        if found and len(chunks[0][0]) > len(key):
            break  # all of it together names something; its words alone would only confuse
        small = small or (whole and bool(names.small(key)))
        for number, slips in near(names.towns, key.encode(), slips_allowed(len(key))).items():
            for town in (named.town for named in names.bearers(number)):
                best = min(slips, found.get(town.id, (slips, town))[0])
                found[town.id] = (best, town)
    if not found:
        return Unknown(Why.SMALL if small else Why.NOT_FOUND)
    order = sorted(found.values(), key=lambda near: (near[0], -near[1].population, near[1].id))
    return Unsure(tuple(town for _, town in order[:MOST_CANDIDATES]), Why.SMALL if small else Why.MISSPELT)
