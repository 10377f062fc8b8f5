"""The towns of the world by the sound of their names: one file, read when the first city is asked for.

Keys of one length lie side by side, sorted, in one string of bytes: a quarter of a million names then take three
megabytes instead of forty, and a search for misspelt ones runs at the speed of ``bytes.find``.
"""

from __future__ import annotations

import json
import lzma
import sys
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Any

from bot.ports.cities import Town

FILE = "gazetteer.dat"
VERSION = 1
HEAD_END = b"\n\n"
OWN, FAMILIAR = 1, 2
"""What a link from a name to a town says of the name, in its lowest bits."""
SMALL_UNIT = 100
"""Small places' populations are kept in hundreds."""


class GazetteerError(RuntimeError):
    """The gazetteer's file is not what this program reads: the installation is damaged."""


@dataclass(frozen=True, slots=True)
class Named:
    """A town that bears a name."""

    town: Town
    own: bool
    """GeoNames' name, or CLDR's in one of its country's languages."""
    familiar: bool
    """Its own, or CLDR's in one of the campaign's languages."""


@dataclass(frozen=True, slots=True)
class Small:
    """A place of 1,000 to 15,000 people that bears a name: never an answer, but a reason to doubt one."""

    country: str
    population: int


class Keys:
    """Sorted keys, grouped by length, each with a number by which to find what it stands for."""

    def __init__(self, counts: Mapping[int, int], data: bytes) -> None:
        """``counts`` says how many keys of each length follow each other in ``data``, shortest first."""
        self._groups: dict[int, tuple[int, bytes]] = {}
        number = start = 0
        for length, count in sorted(counts.items()):
            self._groups[length] = (number, data[start : start + length * count])
            number, start = number + count, start + length * count

    def of_length(self, length: int) -> tuple[int, bytes]:
        """The number of the first key of ``length`` bytes, and all of them side by side."""
        return self._groups.get(length, (0, b""))

    def key(self, number: int) -> bytes:
        """The key that has ``number``."""
        for length, (first, group) in self._groups.items():
            start = (number - first) * length
            if 0 <= start < len(group):
                return group[start : start + length]
        raise IndexError(number)

    def number(self, key: bytes) -> int | None:
        """The number of ``key``."""
        first, group = self.of_length(len(key))
        low, high = 0, len(group) // len(key) if key else 0
        while low < high:
            middle = (low + high) // 2
            here = group[middle * len(key) : (middle + 1) * len(key)]
            if here == key:
                return first + middle
            low, high = (middle + 1, high) if here < key else (low, middle)
        return None


class Gazetteer:
    """What bears which name."""

    def __init__(self, content: bytes) -> None:
        """Read a file that ``tests/photos/cities/make_data.py`` made."""
        head, _, packed = content.partition(HEAD_END)
        try:
            described: dict[str, Any] = json.loads(head.rpartition(b"\n")[2])
            if described["version"] != VERSION:
                raise GazetteerError(f"{FILE} is of version {described['version']}, not {VERSION}")
            data = lzma.decompress(packed)
        except (ValueError, KeyError, lzma.LZMAError) as fault:
            raise GazetteerError(f"{FILE} cannot be read") from fault
        self._parts = dict(_parts(described["parts"], data))
        self._countries: list[str] = self._parts["countries"].decode().split()
        self._country_names: dict[str, list[str]] = json.loads(self._parts["country-names"])
        self._ids = _numbers("I", self._parts["ids"])
        self._populations = _numbers("I", self._parts["populations"])
        self._name_ends = _ends(self._parts["name-lengths"])
        self._region_ends = _ends(self._parts["region-lengths"])
        self.towns = Keys(_counts(described["towns"]), self._parts["town-keys"])
        self._town_ends = _ends(self._parts["town-counts"])
        self._town_links = _numbers("I", self._parts["town-links"])
        self._small = Keys(_counts(described["small"]), self._parts["small-keys"])
        self._small_ends = _ends(self._parts["small-counts"])
        self._small_links = _numbers("H", self._parts["small-links"])

    def __len__(self) -> int:
        """How many towns it knows."""
        return len(self._ids)

    def _town(self, index: int) -> Town:
        return Town(
            id=self._ids[index],
            name=_text(self._parts["names"], self._name_ends, index),
            country=self._countries[self._parts["town-countries"][index]],
            region=_text(self._parts["regions"], self._region_ends, index),
            population=self._populations[index],
        )

    def bearers(self, number: int) -> tuple[Named, ...]:
        """The towns that bear the name whose key has ``number`` among ``towns``."""
        start = self._town_ends[number - 1] if number else 0
        links = self._town_links[start : self._town_ends[number]]
        return tuple(
            Named(self._town(link >> 2), own=bool(link & OWN), familiar=bool(link & (OWN | FAMILIAR))) for link in links
        )

    def named(self, key: str) -> tuple[Named, ...]:
        """The towns that bear a name with this key."""
        number = self.towns.number(key.encode())
        return () if number is None else self.bearers(number)

    def small(self, key: str) -> tuple[Small, ...]:
        """The smaller places whose own name has this key."""
        number = self._small.number(key.encode())
        if number is None:
            return ()
        start = self._small_ends[number - 1] if number else 0
        links = self._small_links[start : self._small_ends[number]]
        return tuple(Small(self._countries[link >> 8], (link & 255) * SMALL_UNIT) for link in links)

    def countries(self, key: str) -> frozenset[str]:
        """The countries that go by a name with this key, in one of the campaign's languages or their own."""
        return frozenset(self._country_names.get(key, ()))


def _parts(lengths: list[list[Any]], data: bytes) -> Iterator[tuple[str, bytes]]:
    start = 0
    for name, length in lengths:
        yield name, data[start : start + length]
        start += length
    if start != len(data):
        raise GazetteerError(f"{FILE} is cut short")


def _counts(described: Mapping[str, int]) -> dict[int, int]:
    return {int(length): count for length, count in described.items()}


def _numbers(kind: str, data: bytes) -> array[int]:
    numbers: array[int] = array(kind, data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _ends(lengths: bytes) -> array[int]:
    return array("I", accumulate(lengths))


def _text(data: bytes, ends: array[int], index: int) -> str:
    return data[ends[index - 1] if index else 0 : ends[index]].decode()


@cache
def gazetteer() -> Gazetteer:
    """The shipped one, read once: a fifth of a second."""
    return Gazetteer(resources.files(__package__).joinpath(FILE).read_bytes())
