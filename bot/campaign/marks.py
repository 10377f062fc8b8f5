"""Keyed hashes: by them the same person or post is known again, without anything kept that tells who or what it was."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

_KINDS = frozenset({"origin", "author", "code", "mail", "address", "key"})


@dataclass(frozen=True, slots=True)
class Marks:
    """Whoever has the database alone cannot try out names: the key is kept apart from it."""

    key: bytes = field(repr=False)
    """At least 16 bytes; the same for as long as tombstones are to hold."""

    def __post_init__(self) -> None:
        if len(self.key) < 16:
            raise ValueError("a key has 16 bytes or more")

    def of(self, kind: str, *parts: str) -> str:
        """The mark of one thing of a kind, 32 hexadecimal digits; empty parts alone have none."""
        if kind not in _KINDS:
            raise ValueError(f"{kind!r} is none of {sorted(_KINDS)}")
        if not any(parts):
            return ""
        # Lengths in front: ("ab", "c") is not ("a", "bc").
        told = b"".join(f"{len(part.encode())}:".encode() + part.encode() for part in parts)
        own = hashlib.blake2b(self.key, digest_size=64, person=kind.encode()).digest()
        return hashlib.blake2b(told, digest_size=16, key=own).hexdigest()
