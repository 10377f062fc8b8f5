"""Who sends a photo to the campaign itself in a rehearsal, in a private chat or by mail, and what they answer."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product

from PIL import Image, ImageDraw

from bot.campaign.model import NetworkName
from bot.rehearsal.scenes import Snapshot
from bot.rehearsal.supporters import WORDS, How, Kind, Stage, Supporter, TakenBack, Way

ONE_OF = 8
"""Of all supporters so many write, on each way."""
CITIES = {
    "fr": "Lyon",
    "en": "Manchester",
    "de": "Leipzig",
    "lt": "Kaunas",
    "hy": "Գյումրի",
    "ru": "Алматы",
    "it": "Bologna",
    "pt": "Coimbra",
}
COUNTRIES = {"fr": "FR", "en": "GB", "de": "DE", "lt": "LT", "hy": "AM", "ru": "KZ", "it": "IT", "pt": "PT"}
"""Of these cities, as whoever decides says where there are namesakes."""
LISTED = ("ru", "Екатеринбург")
"""A language, and a city from which nobody is shown, whoever asks for it."""
YES = {
    "fr": "Oui",
    "en": "Yes",
    "de": "Ja",
    "lt": "Taip",
    "hy": "Այո",
    "ru": "Да",
    "it": "Sì",
    "pt": "Sim",
}
SHOWS_CITY = {
    "fr": "ville",
    "en": "city",
    "de": "Stadt",
    "lt": "miestas",
    "hy": "քաղաք",
    "ru": "город",
    "it": "città",
    "pt": "cidade",
}
"""On a line of its own: the name of their city may be shown."""
NO = {
    "fr": "Non",
    "en": "No",
    "de": "Nein",
    "lt": "Ne",
    "hy": "Ոչ",
    "ru": "Нет",
    "it": "No",
    "pt": "Não",
}
ANSWERING = frozenset({Kind.PLAIN, Kind.DECLINED})


@dataclass(frozen=True, slots=True)
class Part:
    """What one of them does."""

    kind: Kind = Kind.PLAIN
    back: TakenBack | None = None
    refused: bool = False


_BY_MAIL: Sequence[Part] = (
    Part(),
    Part(back=TakenBack(How.CODE, Stage.REPOSTED)),
    Part(Kind.DECLINED),
    Part(back=TakenBack(How.STOP, Stage.QUEUED)),
    Part(back=TakenBack(How.STOP, Stage.REPOSTED)),
    Part(Kind.LISTED),
    Part(refused=True),
    Part(Kind.BOMB),
)
_IN_A_CHAT: Sequence[Part] = (
    Part(back=TakenBack(How.STOP, Stage.REPOSTED)),
    Part(),
    Part(Kind.DECLINED),
    Part(back=TakenBack(How.BLOCKED, Stage.REPOSTED)),
    Part(back=TakenBack(How.CODE, Stage.QUEUED)),
    Part(Kind.SILENT),
    Part(refused=True),
    Part(back=TakenBack(How.CODE, Stage.APPROVED)),
)
PARTS = {Way.CHAT: _IN_A_CHAT, Way.MAIL: _BY_MAIL}
"""What is told first is played even where few take part."""
PARTS = {Way.CHAT: _IN_A_CHAT, Way.MAIL: _BY_MAIL}


def writers(
    ways: dict[Way, tuple[str, ...]],
    opens: datetime,
    step: timedelta,
    steps: int,
    *,
    pictures: int,
    number: int,
) -> list[Supporter]:
    """Those of ``number`` supporters who write, in order. ``ways``: on each, the accounts that post what came.

    They come in the first half of the time: a yes and a day's delay stand between them and their post. Each has a
    picture of their own, the first of them at the place ``pictures``, but for the bomb, the one before it.
    """
    many = min(number // ONE_OF, *map(len, PARTS.values()))
    # Numbered through: those who post come first.
    first = number - many * len(ways)
    found = []
    for place, (turn, way) in enumerate(product(range(many), ways)):
        at = opens + step * (turn * max(1, steps // 2) // many)
        found.append(_somebody(way, PARTS[way][turn], at, first + place, ways[way], pictures + place))
    bombs = {Kind.BOMB: pictures - 1}
    return [replace(one, picture=bombs.get(one.kind, one.picture)) for one in found]


def _somebody(way: Way, part: Part, at: datetime, number: int, goes_to: tuple[str, ...], picture: int) -> Supporter:
    language = tuple(WORDS)[number % len(WORDS)]
    city = CITIES[language]
    if part.kind is Kind.LISTED:
        language, city = LISTED
    network = NetworkName.TELEGRAM if way is Way.CHAT else None
    return Supporter(
        number, at, network, "", part.kind, picture, language, city, "", part.back, part.refused, way, goes_to
    )


def agreement(supporter: Supporter) -> str:
    """What they answer when they are asked; every other one lets their city be shown."""
    language = supporter.language
    if supporter.kind is Kind.DECLINED:
        return NO[language]
    return f"{YES[language]}\n{SHOWS_CITY[language]}" if supporter.number % 2 else YES[language]


def mark(number: int) -> bytes:
    """Stands in somebody's file, and must stand in nothing that goes out."""
    return f"MARK-OF-{number:04}".encode()


def own_picture(scene: Snapshot, number: int) -> Snapshot:
    """A photo that nobody else sends, with a phone's traces in it: who took it, where, with what, and a comment."""
    with Image.open(io.BytesIO(scene.data)) as picture:
        exif = picture.getexif()
        taken = picture.convert("RGB")
    pen = ImageDraw.Draw(taken)
    across, down = taken.width // 9, taken.height // 9
    shade = (40 + 23 * number % 200, 40 + 71 * number % 200, 40 + 127 * number % 200)
    left, top = number * 3 % 8 * across, number * 5 % 8 * down
    pen.rectangle((left, top, left + across, top + down), fill=shade)
    told = mark(number)
    # The artist, the camera's own number, and where it was.
    exif[0x013B] = told.decode()
    exif.get_ifd(0x8769)[0xA431] = told.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 3.0), 29: told.decode()})
    written = io.BytesIO()
    taken.save(written, "JPEG", quality=82, exif=exif, comment=told)
    return Snapshot(written.getvalue() + told, scene.what)


def traces(data: bytes, number: int) -> bool:
    """Whether something of what ``own_picture`` left in a file is still there."""
    with Image.open(io.BytesIO(data)) as picture:
        return mark(number) in data or bool(picture.getexif())
