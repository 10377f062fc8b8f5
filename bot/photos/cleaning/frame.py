"""What the two children and the daemon say to each other: one header of fixed length, then pixels or a JPEG."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from struct import Struct, error

BYTES_MAX = 25_000_000
"""As much as a mail server lets through."""
PIXELS_MAX = 50_000_000
"""Phones make 12 to 50 million."""
SCANS_MAX = 64
"""A progressive JPEG of legal size can ask for minutes of work by repeating scans; photos have about ten."""
EDGE_MIN = 120
"""Of a smaller picture nobody can read the poster."""
RATIO_MAX = 20
"""Telegram takes no longer pictures (Bot API, sendPhoto)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What is taken from whom, and how it is encoded."""

    bytes_max: int
    edge_min: int
    ratio_max: int
    kinds: frozenset[str]
    subsampling: str
    quality: int
    wall_s: float


RULES: Mapping[str, Rules] = {
    "supporters": Rules(
        BYTES_MAX, EDGE_MIN, RATIO_MAX, frozenset({"JPEG", "PNG", "WEBP", "HEIF"}), "4:2:0", quality=85, wall_s=12.0
    ),
    # Logos are small and banners long; full colour resolution: a poster's red letters would fringe otherwise.
    "organisers": Rules(
        32 * 1024 * 1024, 1, PIXELS_MAX, frozenset({"JPEG", "PNG", "WEBP"}), "4:4:4", quality=88, wall_s=30.0
    ),
}
"""By whose pictures they are; the children are told the name."""
SUPPORTERS, ORGANISERS = RULES
LONGEST = 2048
"""Networks show no more."""
LONGEST_MAX = 4096
JPEG_BYTES_MAX = 5_000_000
"""X takes no larger picture, and the other networks take larger ones."""

EXIT_FAILED = 70
"""The child could not do its work, whatever the picture (``EX_SOFTWARE``)."""
MEMORY_BYTES = 1 << 30
"""Of each child: a 50-megapixel picture with transparency takes half of it."""

ORDER_BYTES_MAX = 1 << 16
STARTED = b"ready"
STATUSES = Struct("=ii")
"""How the decoder and the encoder ended, as the process that began them says it."""
READY = b"caged\n"
"""The decoder's first words, before it reads anything: what it does afterwards may be a stranger's doing."""
FINE = ""
NOT_READY = "not ready"
REFUSALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (FINE, ("width", "height")),
    ("photo-broken", ()),
    ("photo-bomb", ("width", "height")),
    ("photo-many-scans", ("scans",)),
    ("photo-too-small", ("width", "height")),
    ("photo-too-narrow", ("width", "height")),
    ("photo-too-heavy", ()),
    (NOT_READY, ()),
)
"""What a child may say, with the names of its numbers: nothing else can come out of one."""

_HEADER = Struct("<4sBIIQ")
_MARK = b"px01"
HEADER_BYTES = _HEADER.size
PIPE_BYTES = 1 << 20


class Refusal(Exception):  # noqa: N818  # a verdict on the file, not an error of the program
    """The picture is not taken: a code of ``REFUSALS`` and its numbers."""

    def __init__(self, code: str, first: int = 0, second: int = 0) -> None:
        super().__init__(code)
        self.header = Header(code, first, second)


@dataclass(frozen=True, slots=True)
class Header:
    """A verdict and its numbers; of a picture its size in pixels, and from the encoder its likeness."""

    code: str
    first: int = 0
    second: int = 0
    likeness: int = 0

    def packed(self) -> bytes:
        """As it travels."""
        number = next(index for index, (code, _) in enumerate(REFUSALS) if code == self.code)
        limit = (1 << 32) - 1
        return _HEADER.pack(_MARK, number, min(self.first, limit), min(self.second, limit), self.likeness)

    @property
    def facts(self) -> Mapping[str, int]:
        """The numbers by their names."""
        names = dict(REFUSALS)[self.code]
        return dict(zip(names, (self.first, self.second), strict=False))


def header_of(data: bytes) -> Header | None:
    """The header that ``data`` begins with; None when it is none."""
    try:
        mark, number, first, second, likeness = _HEADER.unpack_from(data)
    except error:
        return None
    if mark != _MARK or number >= len(REFUSALS):
        return None
    return Header(REFUSALS[number][0], first, second, likeness)


def read_up_to(most: int) -> bytearray:
    """Standard input to its end, or ``most`` bytes of it and one more."""
    # Not through sys.stdin: a buffered file asks the system for more than the cage lets pass.
    data = bytearray()
    while len(data) <= most:
        part = os.read(0, min(PIPE_BYTES, most + 1 - len(data)))
        if not part:
            break
        data += part
    return data


def write_all(*parts: bytes) -> None:
    """Everything to standard output."""
    for part in parts:
        rest = memoryview(part)
        while rest:
            rest = rest[os.write(1, rest) :]
