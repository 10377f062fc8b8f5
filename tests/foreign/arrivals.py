"""What reached a server, in one shape for all of them, and what should have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, UnidentifiedImageError


@dataclass(frozen=True, slots=True)
class Arrived:
    """One post as a server keeps it; what its network does not have is empty."""

    text: str
    language: str = ""
    visibility: str = ""
    warning: str = ""
    silent: bool = False
    picture: bytes | None = None
    alt: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """One post as the campaign's files say it."""

    text: str
    language: str = ""
    visibility: str = ""
    warning: str = ""
    silent: bool = False
    picture: str = ""
    """``PNG``, ``JPEG`` or nothing."""
    alt: str = ""
    channel: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """The figures of one server, and every difference in words."""

    posts: int
    once: int
    pictures: int
    intact: int
    alts: int
    told: int
    faults: tuple[str, ...]

    def __add__(self, other: Count) -> Count:
        return Count(
            self.posts + other.posts,
            self.once + other.once,
            self.pictures + other.pictures,
            self.intact + other.intact,
            self.alts + other.alts,
            self.told + other.told,
            self.faults + other.faults,
        )


NOTHING = Count(0, 0, 0, 0, 0, 0, ())


def compare(server: str, expected: Sequence[Expected], arrived: Iterable[Arrived]) -> Count:
    """Match by text and channel: no two expected posts of a server share both."""
    came = list(arrived)
    faults: list[str] = []
    once = intact = told = 0
    for post in expected:
        mine = [each for each in came if (each.text, each.channel) == (post.text, post.channel)]
        if len(mine) != 1:
            faults.append(f"{server}: {len(mine)} times {post.text!r}")
            continue
        once += 1
        for name in ("language", "visibility", "warning", "silent", "alt"):
            wanted, found = getattr(post, name), getattr(mine[0], name)
            if wanted != found:
                faults.append(f"{server}: {name} is {found!r} instead of {wanted!r} on {post.text!r}")
        kind = picture_kind(mine[0].picture)
        if kind != post.picture:
            faults.append(f"{server}: picture is {kind!r} instead of {post.picture!r} on {post.text!r}")
        intact += bool(post.picture) and kind == post.picture
        told += bool(post.alt) and mine[0].alt == post.alt
    known = Counter((post.text, post.channel) for post in expected)
    faults += [f"{server}: nobody planned {each.text!r}" for each in came if (each.text, each.channel) not in known]
    pictures, alts = sum(bool(post.picture) for post in expected), sum(bool(post.alt) for post in expected)
    return Count(len(expected), once, pictures, intact, alts, told, tuple(faults))


def picture_kind(data: bytes | None) -> str:
    """``PNG`` or ``JPEG`` when every pixel can be decoded and nothing but pixels is in it; empty without one."""
    if data is None:
        return ""
    try:
        with Image.open(BytesIO(data)) as image:
            image.load()
            return f"{image.format} with metadata" if image.getexif() or image.info.get("xmp") else str(image.format)
    except (UnidentifiedImageError, OSError) as error:
        return f"no picture: {error}"
