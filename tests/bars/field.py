"""A field to measure on: the stand-ins, a campaign made for the measurement, and the daemon as its own process."""

from __future__ import annotations

import json
import os
import secrets
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import requests

from tests.bars import forked

ROOT = Path(__file__).parent.parent.parent
STDERR = 2
NETWORKS = ("mastodon", "x", "telegram")


class Running(Protocol):
    """A daemon that was started."""

    @property
    def pid(self) -> int:
        """Its number."""

    def poll(self) -> int | None:
        """Its code, or None while it runs."""

    def send_signal(self, number: int, /) -> None:
        """As its organiser, or the computer, does."""

    def wait(self, timeout: float) -> int:
        """Its code, once it has ended."""


@dataclass
class Field:
    """One campaign folder, its stand-ins, and the environment that holds the accounts' secrets."""

    folder: Path
    addresses: Mapping[str, str]
    environ: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, list[str]] = field(default_factory=dict)
    loaded: bool = True
    """Whether its daemons are forked with everything loaded. One that is measured starts as an organiser's does."""

    def control(self, method: str, path: str, body: object = None) -> Any:
        """Talk to the stand-ins."""
        answer = requests.request(method, f"{self.addresses['control']}/_control/{path}", json=body, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def people(self, counts: Mapping[str, int]) -> None:
        """So many accounts on each network, with made-up secrets."""
        roles: list[dict[str, Any]] = []
        bot = f"{secrets.randbelow(10**9) + 10**8}:{secrets.token_urlsafe(26)}"
        channels = []
        for network in NETWORKS:
            for number in range(counts.get(network, 0)):
                name = f"{network}-{number}"
                self.accounts.setdefault(network, []).append(name)
                prefix = name.upper().replace("-", "_")
                if network == "mastodon":
                    token = secrets.token_hex(16)
                    self.environ[f"{prefix}_ACCESS_TOKEN"] = token
                    roles.append({"network": network, "name": name.replace("-", "_"), "access_token": token})
                elif network == "x":
                    keys = {
                        "consumer_key": secrets.token_hex(8),
                        "consumer_secret": secrets.token_hex(8),
                        "access_token": f"{1000 + number}-{secrets.token_hex(8)}",
                        "access_token_secret": secrets.token_hex(8),
                    }
                    self.environ |= {f"{prefix}_{key.upper()}": value for key, value in keys.items()}
                    roles.append({"network": network, "handle": f"handle{number}", **keys})
                else:
                    self.environ["TELEGRAM_BOT_TOKEN"] = bot
                    channels.append({"id": -1001 - number, "username": f"channel{number}", "title": name})
        if channels:
            roles.append({"network": "telegram", "bot_token": bot, "username": "bot", "channels": channels})
        self.control("POST", "accounts", roles)

    def write(self, schedule: str, messages: Mapping[str, str] | None = None, language: str = "fr") -> None:
        """Settings for the accounts, one audience, and this schedule."""
        (self.folder / "schedules").mkdir(parents=True, exist_ok=True)
        home = self.folder / "messages" / language
        home.mkdir(parents=True, exist_ok=True)
        lines = [
            f"  {name}: {{kind: mastodon, server: '{self.addresses['mastodon']}', spacing: 1 s}}"
            for name in self.accounts.get("mastodon", [])
        ]
        for number, name in enumerate(self.accounts.get("x", [])):
            lines.append(
                f"  {name}: {{kind: x, account: '@handle{number}', api: '{self.addresses['x']}', spacing: 1 s}}"
            )
        for number, name in enumerate(self.accounts.get("telegram", [])):
            lines.append(
                f"  {name}: {{kind: telegram, channel: '@channel{number}', api: '{self.addresses['telegram']}',"
                " credentials: telegram, spacing: 1 s}"
            )
        everyone = ", ".join(name for names in self.accounts.values() for name in names)
        far = (datetime.now(UTC) + timedelta(days=20)).date()
        self.save(
            "settings.yaml",
            f"campaign: Measured\nhashtags: ['#Measured']\nstaff: {{language: en}}\ndeadlines: {{far: {far}}}\n"
            f"audiences:\n  all: {{language: {language}, city: Paris, accounts: [{everyone}]}}\naccounts:\n"
            + "\n".join(lines)
            + "\nquiet-hours: none\n",
        )
        self.save("schedules/only.yaml", schedule)
        for name, text in (messages or {"none.ftl": "# nothing\n"}).items():
            self.save(f"messages/{language}/{name}", text)

    def save(self, path: str, text: str) -> None:
        """As editors do, in one step: a daemon that reads meanwhile finds the old text or the new, no half of it."""
        file = self.folder / path
        half = file.with_name(f".{file.name}.half")
        half.write_text(text, encoding="utf-8")
        half.replace(file)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command, to its end."""
        return forked.run(["--campaign", str(self.folder), *arguments], os.environ | self.environ)

    @contextmanager
    def daemon(self) -> Iterator[Running]:
        """The daemon, until the end of the block."""
        with (self.folder / "daemon.log").open("a", encoding="utf-8") as log:
            process = self._start(log.fileno())
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                    process.wait(60)

    def _start(self, log: int) -> Running:
        words, environ = ["--campaign", str(self.folder), "start"], os.environ | self.environ
        if not self.loaded:
            return subprocess.Popen([sys.executable, "run.py", *words], cwd=ROOT, env=environ, stdout=log, stderr=log)
        with Path(os.devnull).open("rb") as nothing:
            return forked.start(forked.PROGRAM, words, environ, (nothing.fileno(), log, log))

    def log(self) -> str:
        """What the daemon said."""
        return (self.folder / "daemon.log").read_text(encoding="utf-8")

    def until_ready(self, process: Running, accounts: int, patience_s: float = 60.0) -> None:
        """Wait until every account has answered."""
        self.until(lambda: self.log().count("account answers") >= accounts or process.poll() is not None, patience_s)

    @staticmethod
    def until(happened: Any, patience_s: float) -> bool:
        """Poll, as a person would with their eyes, until it happened or the patience ends."""
        pause = threading.Event()
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            if happened():
                return True
            pause.wait(0.1)
        return False


@contextmanager
def measured(folder: Path, counts: Mapping[str, int], *, loaded: bool = True) -> Iterator[Field]:
    """A field with the stand-ins running."""
    theirs, ours = os.pipe()
    told, telling = os.pipe()
    stand_ins = forked.start(forked.STAND_INS, [], os.environ, (theirs, telling, STDERR))
    os.close(theirs)
    os.close(telling)
    try:
        with os.fdopen(told, encoding="utf-8") as addresses:
            ground = Field(folder, json.loads(addresses.readline()), loaded=loaded)
        ground.people(counts)
        yield ground
    finally:
        # They end with whoever started them.
        os.close(ours)
        stand_ins.wait(60)


def instants(posts: Sequence[Mapping[str, Any]]) -> list[datetime]:
    """When each post reached its stand-in."""
    return [datetime.fromisoformat(post["received_at"]) for post in posts]
