"""One campaign to be besieged: its folder, its accounts on the stand-ins, and the faults these are told to have."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from urllib.request import Request, urlopen

from bot.campaign.model import NetworkName

ROOT = Path(__file__).parent.parent.parent
STAFF_CHAT = -100_700_000
AFTER_S, AGAIN_S = 3, 1
"""``read-back``: after the longest call (``DEADLINE_S``) has ended, on a busy computer too."""
DEADLINE_S = 2.5
PUBLISH = {
    NetworkName.MASTODON: "/api/v1/statuses",
    NetworkName.X: "/2/tweets",
    NetworkName.TELEGRAM: "*/send[MP][eh][so][st][ao]*",
}
"""Telegram: ``sendMessage`` and ``sendPhoto``."""
WITHOUT_A_BELT = {"mastodon_idempotency": "ignored", "mastodon_boosts": "each", "x_duplicate_s": 0}
"""Servers that take the same post twice: there nothing but reading back keeps it from being there twice."""
LOST, REFUSED, SLOW, CUT = 0.40, 0.05, 0.20, 0.10
"""Shares of calls that are executed and not answered, executed and answered with 500, kept waiting, not executed."""


class Servers(Protocol):
    """What a siege needs of the servers a campaign posts to."""

    addresses: Mapping[str, str]

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """As the sandbox's control port takes it: ``POST accounts``, ``POST faults``, ``GET posts``."""
        ...


class StandIns:
    """The sandbox's process."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self.addresses = addresses

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Over its control port; each time on a connection of its own, so that no child inherits one."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.addresses['control']}/_control/{path}", data, method=method)  # noqa: S310 -- loopback
        with urlopen(request, timeout=30) as answer:  # noqa: S310 -- loopback
            return json.loads(answer.read() or b"null")


@contextmanager
def stand_ins() -> Iterator[StandIns]:
    """Running, with no limit to the number of calls: it is not limits that are tried here."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.sandbox"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        running = StandIns(json.loads(process.stdout.readline()))
        running.ask("POST", "settings", {"limits": False})
        yield running
    finally:
        process.stdin.close()
        process.wait(15)
        process.stdout.close()


@dataclass(frozen=True, slots=True)
class Shape:
    """How big a campaign is."""

    network: NetworkName
    accounts: int
    entries: int
    a_second: int = 2
    """How many entries are due in one."""
    database: str = ""
    """Its address; empty: a file in the campaign's own ``var``."""
    photos: int = 0
    """Of supporters, for each account to repost."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One campaign; its number keeps its accounts apart from the others' on the same stand-ins."""

    folder: Path
    number: int
    shape: Shape
    names: Sequence[str]
    """What the network calls its accounts."""

    @property
    def supporters(self) -> int:
        """On Telegram: the channel in which supporters post; the bot is in it."""
        return -100_000_000_500 - 1000 * self.number

    @property
    def keys(self) -> list[str]:
        """Of every delivery there is to be."""
        return [f"p{entry:03}" for entry in range(self.shape.entries)]


def prepare(
    folder: Path,
    number: int,
    shape: Shape,
    servers: Servers,
    now: datetime,
    chance: random.Random,
    more: str = "",
) -> Ground:
    """Write the files, open the accounts, plant the faults; the first post is due a second from ``now``.

    ``more``: what the settings say beside.
    """
    names = [f"c{number}a{place}" for place in range(shape.accounts)]
    ground = Ground(folder, number, shape, names)
    for sub in ("schedules", "messages/fr"):
        (folder / sub).mkdir(parents=True)
    _open_accounts(ground, servers)
    settings = _settings(ground, servers.addresses[shape.network.value], now) + more
    (folder / "settings.yaml").write_text(settings, "utf-8")
    (folder / "schedules" / "all.yaml").write_text(_schedule(ground, now), "utf-8")
    (folder / "messages" / "fr" / "all.ftl").write_text(_messages(ground), "utf-8")
    for name in names:
        servers.ask("POST", "faults", faults(shape.network, name, shape.entries * 4, chance))
    return ground


def faults(
    network: NetworkName, account: str, calls: int, chance: random.Random, path: str = ""
) -> list[dict[str, Any]]:
    """What goes wrong with an account's next ``calls`` calls to ``path``; by default, to publish."""
    planted: list[dict[str, Any]] = []
    # The first post of a Telegram channel cannot be read back: nobody knows where to begin.
    for nth in range(2, calls):
        drawn = chance.random()
        fault: dict[str, Any] = {"network": network.value, "times": 1}
        fault["when"] = {"method": "POST", "path": path or PUBLISH[network], "account": account, "nth": nth}
        if drawn < LOST:
            planted.append(fault | {"do": "cut_after", "bytes": chance.choice((0, 0, 20))})
        elif drawn < LOST + REFUSED:
            planted.append(fault | {"do": "execute_then_status", "status": 500})
        elif drawn < LOST + REFUSED + SLOW:
            planted.append(fault | {"do": "delay", "seconds": round(chance.uniform(0.02, 0.4), 3)})
        elif drawn < LOST + REFUSED + SLOW + CUT:
            planted.append(fault | {"do": "cut_before"})
    return planted


def _open_accounts(ground: Ground, servers: Servers) -> None:
    secrets: dict[str, str] = {}
    network, number = ground.shape.network, ground.number
    for place, name in enumerate(ground.names):
        own = f"A{place}"
        if network is NetworkName.MASTODON:
            secrets[f"{own}_ACCESS_TOKEN"] = f"mastodon-{name}"
            servers.ask("POST", "accounts", {"network": "mastodon", "name": name, "access_token": f"mastodon-{name}"})
        elif network is NetworkName.X:
            keys = {field: f"{field}-{name}" for field in ("consumer_key", "consumer_secret", "access_token_secret")}
            keys["access_token"] = f"{1000 + 100 * number + place}-{name}"
            secrets |= {f"{own}_{field.upper()}": value for field, value in keys.items()}
            servers.ask("POST", "accounts", {"network": "x", "handle": name, **keys})
    if network is NetworkName.TELEGRAM:
        secrets["BOT_BOT_TOKEN"] = f"{1_000_000 + number}:AAF0123456789012345678901234567-{number}"
        first = -100_000_000_000 - 1000 * number
        channels = [{"id": first - place, "username": name, "title": name} for place, name in enumerate(ground.names)]
        if ground.shape.photos:
            channels.append({"id": ground.supporters, "username": f"c{number}people", "title": "supporters"})
        chats = [{"id": STAFF_CHAT - number, "title": "staff"}]
        bot = {
            "bot_token": secrets["BOT_BOT_TOKEN"],
            "username": f"c{number}_bot",
            "channels": channels,
            "chats": chats,
        }
        servers.ask("POST", "accounts", {"network": "telegram", **bot})
    if ground.shape.photos:
        # The store is given its photos without a daemon, which would have made a key.
        secrets["PHOTOS_KEY"] = f"{number + 1:064x}"
    file = ground.folder / "secrets.env"
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={value}\n" for name, value in secrets.items()), "utf-8")


def _settings(ground: Ground, address: str, now: datetime) -> str:
    shape = ground.shape
    whose = {
        NetworkName.MASTODON: "kind: mastodon, server: '{address}', public: 999 a day",
        NetworkName.X: "kind: x, api: '{address}', account: '@{name}'",
        NetworkName.TELEGRAM: "kind: telegram, api: '{address}', channel: '@{name}', credentials: bot",
    }[shape.network]
    accounts = "".join(
        f"  a{place}: {{{whose.format(address=address, name=name)}, spacing: 0 s}}\n"
        for place, name in enumerate(ground.names)
    )
    chat = f", chat: {STAFF_CHAT - ground.number}" if shape.network is NetworkName.TELEGRAM else ""
    days = "".join(f"  day{n}: {(_local(now) + timedelta(days=n)).date()}\n" for n in _pictured(shape))
    everyone = ", ".join(f"a{n}" for n in range(len(ground.names)))
    return (
        f"campaign: Besieged\nstaff: {{language: en{chat}}}\ndeadlines:\n{days}  far: 2099-01-01\n"
        f"audiences:\n  all: {{language: fr, city: {_city(now)[0]}, accounts: [{everyone}]}}\naccounts:\n{accounts}"
        f"quiet-hours: none\nread-back: {{after: {AFTER_S} s, again: {AGAIN_S} s}}\n"
        + (f"database: '{shape.database}'\n" if shape.database else "")
    )


def _schedule(ground: Ground, now: datetime) -> str:
    first = _local(now) + timedelta(seconds=1)
    lines = ["posts:"]
    pictured = set(_pictured(ground.shape))
    for number, key in enumerate(ground.keys):
        at = first + timedelta(seconds=number // ground.shape.a_second)
        lines.append(f"  {key}:")
        if number in pictured:
            lines += [f"    when: {number} days before day{number} at {at:%H:%M:%S}", "    picture: countdown"]
        else:
            lines.append(f"    when: {at:%Y-%m-%d} at {at:%H:%M:%S}")
            lines.append(f"    text: {{fr: 'Numéro {number} de la campagne {ground.number}.'}}")
    return "\n".join(lines) + "\n"


def _messages(ground: Ground) -> str:
    photo = "supporter-photo = Photo : { $city }\n    .no-city = Photo\n" if ground.shape.photos else ""
    return f"# rien d’autre\n{photo}" + "".join(
        f"p{n:03} = Plus que {{ $days }} jours ({ground.number}).\n    .alt = {{ $days }} jours\n"
        f"    .card =\n        {{ $days }}\n        jours\n"
        for n in _pictured(ground.shape)
    )


def _pictured(shape: Shape) -> Sequence[int]:
    """Which entries have a picture: their number is also how many days they count."""
    return range(2, min(shape.entries, 20), 6)


def _city(now: datetime) -> tuple[str, int]:
    """A city in which it is nowhere near midnight, and how many hours it is ahead."""
    return ("Reykjavik", 0) if 3 <= now.hour < 21 else ("Tokyo", 9)


def _local(now: datetime) -> datetime:
    return now.replace(microsecond=0, tzinfo=None) + timedelta(hours=_city(now)[1])
