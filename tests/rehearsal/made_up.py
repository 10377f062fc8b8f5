"""A campaign's worth of made-up posts for the picture book, with real cards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName, Visibility
from bot.pictures import card_png, poster_png
from bot.rehearsal.book import BookPost

AUDIENCES = {
    "france": ("fr", "Paris", "Europe/Paris", "jours avant le 4 septembre"),
    "english": ("en", "London", "Europe/London", "days to go until 4 September"),
    "germany": ("de", "Berlin", "Europe/Berlin", "Tage bis zum 4. September"),
    "lithuania": ("lt", "Vilnius", "Europe/Vilnius", "dienos iki rugsėjo 4-osios"),
    "armenia": ("hy", "Yerevan", "Asia/Yerevan", "օր մինչև սեպտեմբերի 4-ը"),
    "russian": ("ru", "Moscow", "Europe/Moscow", "дня до 4 сентября"),
    "italy": ("it", "Rome", "Europe/Rome", "giorni al 4 settembre"),
    "brazil": ("pt-BR", "São Paulo", "America/Sao_Paulo", "dias para o dia 4 de setembro"),
}
LIMITS = {NetworkName.MASTODON: 500, NetworkName.X: 280, NetworkName.TELEGRAM: 1024}
FIRST = datetime(2023, 8, 31, 9, 0)  # noqa: DTZ001  # a wall time, in whichever city
SUMMARY = {
    "campaign": "Free Azat",
    "planned": 264,
    "sent": 260,
    "missed": 1,
    "held": 2,
    "rejected": 1,
    "ask": 0,
    "lost": 0,
    "twice": 0,
    "x_cost_usd": 1.23,
}


@cache
def book() -> tuple[list[BookPost], dict[str, bytes]]:
    """264 posts over eleven mornings and evenings, and their pictures by hash."""
    pictures: dict[str, bytes] = {}
    posts = list(_posts(pictures))
    return posts, pictures


def _posts(pictures: dict[str, bytes]) -> Iterator[BookPost]:
    poster = poster_png(width=620)
    for turn in range(11):
        entry, occurrence = ("release-countdown", f"{4 - turn // 2}-days") if turn % 2 else ("who", "once")
        for audience, (language, city, zone, words) in AUDIENCES.items():
            local = FIRST + timedelta(hours=12 * turn)
            utc = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
            number = str(4 - turn // 2)
            data = card_png((number, words), language, "FREE AZAT 04.09") if turn % 2 else poster
            digest = sha256(data).hexdigest()
            pictures[digest] = data
            for network in NetworkName:
                account = f"telegram-{language[:2]}" if network is NetworkName.TELEGRAM else network.value
                text = (
                    f"{number} {words}. {words.capitalize()}, Azat Miftakhov !\nlibertepourazat@gmail.com\n\n#FreeAzat"
                )
                yield BookPost(
                    key=f"{entry}/{occurrence}/{audience}/{account}",
                    network=network,
                    account=account,
                    audience=audience,
                    language=language,
                    city=city,
                    local=local,
                    utc=utc,
                    text=text,
                    length=len(text),
                    limit=LIMITS[network],
                    warning="Prison, torture" if network is NetworkName.MASTODON and entry == "who" else "",
                    visibility=Visibility.PUBLIC if language == "fr" else Visibility.UNLISTED,
                    silent=turn % 2 == 1,
                    picture=digest,
                    alt=f"{number} {words}" if turn % 2 else "Affiche FREE AZAT 04.09, noire sur blanc",
                    state=State.MISSED if (turn, language, network) == (3, "de", NetworkName.X) else State.SENT,
                    url=f"https://{network.value}.example/@free/{turn}",
                )
