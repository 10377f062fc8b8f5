"""Cities and the time zones they live by.

The names are IANA's (the ``tzdata`` package), then CLDR's in the campaign's languages. CLDR is loaded only when
IANA does not know a name: it takes a tenth of a second, which every start would pay.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

UTC_ZONE = "UTC"
LANGUAGES = ("fr", "en", "de", "it", "pt", "ru", "lt", "hy")
"""Whose names for foreign cities are understood: ``Erevan``, ``Eriwan``, ``Ереван``."""

_REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
"""IANA's folders of cities; its others (``US/Eastern``, ``Etc/GMT+3``) are not places where people live."""

_NAMESAKES: Mapping[str, tuple[str, ...]] = {
    "cordoba": ("America/Argentina/Cordoba", "Europe/Madrid"),
    "la paz": ("America/La_Paz", "America/Mazatlan"),
    "la rioja": ("America/Argentina/La_Rioja", "Europe/Madrid"),
    "merida": ("America/Merida", "Europe/Madrid"),
    "petersburg": ("America/Indiana/Petersburg", "Europe/Moscow"),
    "san juan": ("America/Argentina/San_Juan", "America/Puerto_Rico"),
    "san luis": ("America/Argentina/San_Luis", "America/Mexico_City"),
    "st johns": ("America/Antigua", "America/St_Johns"),
    "tripoli": ("Africa/Tripoli", "Asia/Beirut"),
    "vincennes": ("America/Indiana/Vincennes", "Europe/Paris"),
}
"""IANA knows one city of the name, organisers may well mean another: refused, the full name says which."""


def fold(name: str) -> str:
    """``name`` without accents, case, dots, apostrophes, and with one space for every run of ``_``, ``-``, spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[_\-‐‑–]", " ", re.sub(r"[.'’ʼ]", "", bare)).split())


@cache
def _zones() -> tuple[str, ...]:
    """Every zone that is a city's, by the pinned list: each can be loaded, from the system or from ``tzdata``."""
    names = resources.files("tzdata").joinpath("zones").read_text(encoding="ascii").split()
    return tuple(name for name in names if "/" in name and name.split("/", 1)[0] in _REGIONS)


@cache
def _links() -> Mapping[str, str]:
    """Other names of one zone: ``Asia/Istanbul`` → ``Europe/Istanbul``."""
    lines = resources.files("tzdata").joinpath("zoneinfo/tzdata.zi").read_text(encoding="utf-8").splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    return {alias: target for _, target, alias in links}


def _distinct(zones: Iterable[str]) -> tuple[str, ...]:
    """The zones that differ; of the several names of one, IANA's own."""
    by_root: dict[str, str] = {}
    for zone in sorted(zones):
        root = _links().get(zone, zone)
        if root not in by_root or zone == root:
            by_root[root] = zone
    return tuple(sorted(by_root.values()))


@cache
def _iana() -> Mapping[str, list[str]]:
    """Zones by folded name: ``sao paulo``, ``america/sao paulo``, ``argentina/mendoza``."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for zone in _zones():
        parts = zone.split("/")
        for start in range(len(parts)):
            index[fold("/".join(parts[start:]))].append(zone)
    return index


@cache
def _cldr() -> Mapping[str, list[str]]:
    """Zones by folded CLDR name, all of ``LANGUAGES`` together."""
    from babel import Locale  # noqa: PLC0415 - only a name that IANA lacks is worth the tenth of a second

    index: defaultdict[str, list[str]] = defaultdict(list)
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            if "city" in names and zone.split("/", 1)[0] in _REGIONS:
                index[fold(names["city"])].append(zone)
    return index


def zones_of(city: str) -> tuple[str, ...]:
    """The IANA zones a name may mean: none when it is unknown, several when one must be chosen."""
    name = fold(city)
    if name in {"utc", "etc/utc"}:
        return (UTC_ZONE,)
    if name in _NAMESAKES:
        return _NAMESAKES[name]
    found: Iterable[str] = _iana().get(name, ())
    return _distinct(found or (_cldr().get(name, ()) if name else ()))


def zone_of(city: str) -> str | None:
    """The one IANA zone of ``city``, accents and case apart (``Europe/Paris`` and ``UTC`` too), else ``None``."""
    zones = zones_of(city)
    return zones[0] if len(zones) == 1 else None


def city_of(zone: str, language: str = "en") -> str:
    """A name for the zone's city: one that ``zone_of`` reads back, ``Sao Paulo``; in French CLDR's, « Erevan »."""
    name = zone.rsplit("/", 1)[-1].replace("_", " ")
    if language == "en":
        return name if zone_of(name) == zone else zone
    from babel import Locale  # noqa: PLC0415 - as above

    return str(Locale.parse(language).time_zones.get(zone, {}).get("city", name))


@cache
def known_cities() -> tuple[str, ...]:
    """IANA's cities, for a did-you-mean."""
    return tuple(sorted({zone.rsplit("/", 1)[-1].replace("_", " ") for zone in _zones()} | {UTC_ZONE}))


def nearest_city(city: str) -> str:
    """The known city whose name is most like ``city``; empty when none is."""
    names = {fold(name): name for name in known_cities()}
    found = difflib.get_close_matches(fold(city), [*names, *_cldr()], n=1, cutoff=0.7)
    if not found:
        return ""
    return names.get(found[0]) or city_of(_distinct(_cldr()[found[0]])[0])
