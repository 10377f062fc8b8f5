"""The three networks as ``python -m bot.sandbox`` plays them, in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

from bot.campaign.model import Account, NetworkName, Place
from bot.networks.mastodon import MastodonNetwork
from bot.networks.telegram import TelegramNetwork
from bot.networks.x import XNetwork
from bot.ports import Network
from tests.contracts.stage_venues import (
    MASTODON_REFUSALS,
    MASTODON_SECRETS,
    TELEGRAM_REFUSALS,
    TELEGRAM_SECRETS,
    X_REFUSALS,
    X_SECRETS,
    Refusals,
)

NOW = "2023-08-30T12:00:00Z"
ACCOUNTS = (
    {"network": "mastodon", "name": "azat", "language": "fr", **MASTODON_SECRETS},
    {"network": "x", "handle": "@azat", **X_SECRETS},
    {
        "network": "telegram",
        "username": "azat_bot",
        "channels": [{"id": -1001234567890, "username": "azat_fr", "title": "Azat"}],
        **TELEGRAM_SECRETS,
    },
)
MAKERS: Mapping[NetworkName, tuple[Callable[[Account, Mapping[str, str], float], Network], Mapping[str, str], str]] = {
    NetworkName.MASTODON: (MastodonNetwork, MASTODON_SECRETS, ""),
    NetworkName.X: (XNetwork, X_SECRETS, "@azat"),
    NetworkName.TELEGRAM: (TelegramNetwork, TELEGRAM_SECRETS, "@azat_fr"),
}
PATHS = {
    NetworkName.MASTODON: {
        "identity": "*/verify_credentials",
        "upload": "/api/v2/media",
        "publish": "/api/v1/statuses",
    },
    NetworkName.X: {"identity": "/2/users/me", "upload": "/2/media/upload", "publish": "/2/tweets"},
    NetworkName.TELEGRAM: {"identity": "*/getMe", "publish": "*/send*"},
}
CAN = {
    NetworkName.MASTODON: frozenset({"language", "visibility", "warning", "alt", "upload"}),
    NetworkName.X: frozenset({"alt", "upload"}),
    NetworkName.TELEGRAM: frozenset({"silence"}),
}
REFUSALS: Mapping[NetworkName, Refusals] = {
    NetworkName.MASTODON: MASTODON_REFUSALS,
    NetworkName.X: X_REFUSALS,
    NetworkName.TELEGRAM: TELEGRAM_REFUSALS,
}


class Sandbox:
    """The process, and its control interface."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self.addresses = addresses

    def ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.addresses['control']}/_control/{path}", data, method=method)  # noqa: S310 -- loopback
        request.add_header("Content-Type", "application/json")
        with urlopen(request, timeout=10) as answer:  # noqa: S310 -- loopback
            return json.loads(answer.read() or b"null")


@contextmanager
def sandbox() -> Iterator[Sandbox]:
    """Start it; it ends when its standard input closes."""
    command = [sys.executable, "-m", "bot.sandbox", "--port", "0"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Sandbox(json.loads(process.stdout.readline()))
        process.stdin.close()


class SandboxVenue:
    """One network of a sandbox, as the contract drives it."""

    def __init__(self, running: Sandbox, network: NetworkName) -> None:
        self._sandbox, self._network = running, network
        running.ask("DELETE", "faults")
        running.ask("DELETE", "posts")
        running.ask("POST", "clock", {"now": NOW})
        running.ask("POST", "accounts", list(ACCOUNTS))
        self.can = CAN[network]
        self.refusals = REFUSALS[network]
        self.secrets = tuple(MAKERS[network][1].values())
        self.url = {"mastodon": "http", "x": "https://x.com/azat/status/", "telegram": "https://t.me/azat_fr/"}[network]

    def open(self, deadline_s: float = 20.0) -> Network:
        return self._open(self._sandbox.addresses[self._network], deadline_s)

    def open_as_nobody(self) -> Network:
        # The last character differs: everything else about the credentials is as it should be.
        secrets = {name: f"{value[:-1]}0" for name, value in MAKERS[self._network][1].items()}
        return self._open(self._sandbox.addresses[self._network], 20.0, secrets)

    def open_elsewhere(self, address: str) -> Network:
        return self._open(address, 5.0)

    def _open(self, address: str, deadline_s: float, other: Mapping[str, str] | None = None) -> Network:
        make, secrets, handle = MAKERS[self._network]
        account = Account(str(self._network), self._network, Place("settings.yaml"), address=address, handle=handle)
        return make(account, other or secrets, deadline_s)

    def fault(self, where: str, do: str, **more: object) -> None:
        when = {"path": PATHS[self._network][where]}
        self._sandbox.ask("POST", "faults", [{"network": self._network, "when": when, "do": do, "times": 1, **more}])

    def posts(self) -> list[Mapping[str, object]]:
        seen = [post for post in self._sandbox.ask("GET", "posts") if post["network"] == self._network]
        return [{**post, "pictures": [_shown(picture) for picture in post["pictures"]]} for post in seen]

    def malformed(self) -> list[Mapping[str, object]]:
        """Requests that are not as the network's documents say; those a test means to be refused are 401 and 403."""
        found: list[Mapping[str, object]] = self._sandbox.ask("GET", "requests")[self._network]["violations"]
        return [violation for violation in found if violation["status"] not in {401, 403}]


def _shown(picture: Mapping[str, object]) -> Mapping[str, object]:
    return {"sha256": picture["sha256"], "alt": picture["alt"]}
