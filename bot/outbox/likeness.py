"""Which pictures look alike: an index of 64-bit difference hashes (made by the cleaning) that finds the near ones.

Hashes that differ in at most seven of 64 bits have at least one of their eight bytes in common (pigeonholes), so only
those that share a byte are compared. Pictures of one kind share many (skies are flat): then bytes that tell them apart
may differ in a bit or two themselves, and bytes that all share are not asked. Where even that would be more work than
to compare all of them, all are compared, some 8 to 15 ms for 100,000.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NEAR = 7
"""Bits that may differ. Eight may be spread over all eight bytes, and would be missed."""

_BYTES = 8
_MASK = (1 << 64) - 1
_MASKS = [[mask for mask in range(256) if mask.bit_count() == bits] for bits in range(_BYTES + 1)]
"""By how many of its bits are set: what a byte may differ in."""


def distance(one: int, other: int) -> int:
    """How many bits of two hashes differ: 0 to 64."""
    return (one ^ other).bit_count()


@dataclass(frozen=True, slots=True)
class Like:
    """A picture that looks alike: its number, and how many bits of its hash differ."""

    number: int
    bits: int


class Likenesses:
    """The hashes of pictures by number: some 45 bytes each, no object.

    Not for several threads at a time. A number (a row's, not negative) may stand once; hashes may be the same.
    """

    def __init__(self, pictures: Iterable[tuple[int, int]] = ()) -> None:
        """``pictures``: numbers and their hashes."""
        self._hashes = array("Q")
        self._numbers = array("q")
        self._free = array("I")
        """Places whose picture was forgotten."""
        self._latest = -1
        """The highest number that ever stood: a store counts upwards, so what is above it is new."""
        self._sharing = [[array("I") for _ in range(256)] for _ in range(_BYTES)]
        """By place of a byte and by its value: where hashes that have it stand."""
        for number, hashed in pictures:
            self.add(number, hashed)

    def __len__(self) -> int:
        return len(self._numbers) - len(self._free)

    def add(self, number: int, hashed: int) -> None:
        """Remember the picture ``number`` by its hash."""
        if not 0 <= hashed <= _MASK or number < 0:
            message = f"a hash has 64 bits and a picture's number is not negative, unlike {hashed} and {number}"
            raise ValueError(message)
        self._latest = max(self._latest, number)
        if self._free:
            place = self._free.pop()
            self._hashes[place], self._numbers[place] = hashed, number
        else:
            place = len(self._numbers)
            self._hashes.append(hashed)
            self._numbers.append(number)
        for sharing, value in zip(self._sharing, hashed.to_bytes(_BYTES, "big"), strict=True):
            sharing[value].append(place)

    def forget(self, number: int) -> bool:
        """Forget a picture, its hash included; whether it was known."""
        if number > self._latest:
            return False
        try:
            place = self._numbers.index(number)
        except ValueError:
            return False
        for sharing, value in zip(self._sharing, self._hashes[place].to_bytes(_BYTES, "big"), strict=True):
            sharing[value].remove(place)
        self._hashes[place], self._numbers[place] = 0, -1
        self._free.append(place)
        return True

    def near(self, hashed: int, bits: int = NEAR) -> list[Like]:
        """Every picture whose hash differs in at most ``bits``, the most alike first, then by number.

        Raises ``ValueError`` for more than seven bits: some would not be found.
        """
        if not 0 <= bits <= NEAR:
            message = f"pictures alike within {NEAR} bits are found, not within {bits}"
            raise ValueError(message)
        found = (
            Like(self._numbers[place], distance(self._hashes[place], hashed)) for place in self._places(hashed, bits)
        )
        return sorted(found, key=lambda like: (like.bits, like.number))

    def _places(self, hashed: int, bits: int) -> Iterable[int]:
        hashes = self._hashes
        candidates = self._candidates(hashed, bits)
        if sum(map(len, candidates)) < len(hashes):
            return {place for shared in candidates for place in shared if (hashes[place] ^ hashed).bit_count() <= bits}
        numbers = self._numbers
        return [
            place for place, other in enumerate(hashes) if (other ^ hashed).bit_count() <= bits and numbers[place] >= 0
        ]

    def _candidates(self, hashed: int, bits: int) -> Sequence[array[int]]:
        """Wherever one that differs in at most ``bits`` may stand.

        Each byte is given how many of its bits may differ, less one; where all these numbers add up to more than
        ``bits``, one byte at least stays within its own. They are given one at a time to where it adds the fewest.
        """
        values = hashed.to_bytes(_BYTES, "big")
        found: list[array[int]] = []
        nearest = [self._ring(byte, value, 0) for byte, value in enumerate(values)]
        apart = [0] * _BYTES
        for _ in range(bits + 1):
            byte = min(range(_BYTES), key=lambda each: sum(map(len, nearest[each])))
            found += nearest[byte]
            apart[byte] += 1
            nearest[byte] = self._ring(byte, values[byte], apart[byte])
        return found

    def _ring(self, byte: int, value: int, apart: int) -> Sequence[array[int]]:
        """Those that have a byte which differs from ``value`` in exactly so many bits."""
        return [self._sharing[byte][value ^ mask] for mask in _MASKS[apart]]
