"""Runs the one-day campaign: the real daemon in its own process, against servers that share no code with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from tests.foreign import campaign
from tests.foreign.arrivals import NOTHING, Arrived, Count, Expected, compare
from tests.foreign.bot_api import BotApi
from tests.foreign.gotosocial import GoToSocial
from tests.foreign.mock_process import MockProcess
from tests.foreign.x_simulator import UsersMe, XSimulator

ROOT = Path(__file__).parent.parent.parent

AHEAD_S = 7
"""From writing the files to the first post: the daemon's start."""
PATIENCE_S = 30.0

_SENT, _ANSWERS = "info    sent key=", "account answers"

TOKENS = {"MOCK_ACCESS_TOKEN": "mock-token-0123", "GOTOSOCIAL_ACCESS_TOKEN": "gts-token-0123"}
X_KEYS = {
    "consumer_key": "consumerKey0123456789",
    "consumer_secret": "consumerSecret0123456789+/=",
    "access_token": "1735-accessToken0123456789",
    "access_token_secret": "accessTokenSecret0123456789",
}
BOT_TOKEN = "123456789:AAF-made-up-0123456789012345678901"


class Foreign(Protocol):
    """A server that the bot is pointed at."""

    address: str

    def arrived(self) -> list[Arrived]: ...

    def close(self) -> None: ...


class OneDay:
    """The servers, the campaign's folder, and a daemon that can be started again."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self._folder, self._now = folder / "campaign", now
        self._open = ExitStack()
        self.simulators = {
            "x": XSimulator(X_KEYS),
            "x-slow": XSimulator(X_KEYS, UsersMe.MINIMAL, slow=True),
            "x-404": XSimulator(X_KEYS, UsersMe.MISSING),
            "x-501": XSimulator(X_KEYS, UsersMe.UNIMPLEMENTED),
        }
        self.gotosocial = GoToSocial(TOKENS["GOTOSOCIAL_ACCESS_TOKEN"])
        self.telegram = BotApi(BOT_TOKEN, campaign.CHANNELS.values())
        self.mock = MockProcess(folder / "mock", TOKENS["MOCK_ACCESS_TOKEN"])
        self.servers: dict[str, tuple[Foreign, list[Expected]]] = {
            "mastodon-mock": (self.mock, campaign.on_mastodon()),
            "GoToSocial-like": (self.gotosocial, campaign.on_mastodon()),
            "Bot API": (self.telegram, campaign.on_telegram()),
            **{name: (server, campaign.on_x()) for name, server in self.simulators.items()},
        }
        self._environ = {**os.environ, **TOKENS, "TELEGRAM_BOT_TOKEN": BOT_TOKEN}
        for name in self.simulators:
            self._environ |= {f"{name}_{key}".upper().replace("-", "_"): value for key, value in X_KEYS.items()}
        first = (now + timedelta(seconds=AHEAD_S)).replace(microsecond=0)
        campaign.write(self._folder, self._settings(), first)

    def close(self) -> None:
        """End every server."""
        for server, _ in self.servers.values():
            server.close()

    def run(self) -> Count:
        """The day, its daemon ended in the middle and started again, and once more at the end; what arrived in all."""
        due = sum(len(expected) for _, expected in self.servers.values())
        accounts = len(self.servers) - 1 + len(campaign.CHANNELS)
        with self._daemon() as daemon:
            self._until(daemon, lambda: self._said(_SENT) >= due // 3)
        with self._daemon() as daemon:
            self._until(daemon, lambda: self._said(_SENT) >= due)
        answered = self._said(_ANSWERS)
        with self._daemon() as daemon:
            self._until(daemon, lambda: self._said(_ANSWERS) >= answered + accounts)
        return self.count()

    def count(self) -> Count:
        """What arrived against what should have."""
        return sum((compare(name, due, server.arrived()) for name, (server, due) in self.servers.items()), NOTHING)

    def log(self) -> str:
        """What the daemon said."""
        return (self._folder / "daemon.log").read_text(encoding="utf-8")

    def check(self) -> str:
        """What ``check`` says of the files."""
        return subprocess.run(
            [sys.executable, "run.py", "--campaign", str(self._folder), "check"],
            cwd=ROOT,
            env=self._environ,
            capture_output=True,
            text=True,
            check=False,
        ).stdout

    def _settings(self) -> str:
        everyone = ["mock", "gotosocial", *self.simulators]
        audiences = "".join(
            f"  {language.lower()}: {{language: {language}, city: {campaign.CITY},"
            f" accounts: [{', '.join(everyone)}, telegram-{language.lower()}]}}\n"
            for language in campaign.LANGUAGES
        )
        mastodon = "".join(
            f"  {name}: {{kind: mastodon, server: '{server.address}', spacing: 1 s}}\n"
            for name, server in (("mock", self.mock), ("gotosocial", self.gotosocial))
        )
        x = "".join(
            f"  {name}: {{kind: x, account: '@free_anna', api: '{server.address}', spacing: 1 s}}\n"
            for name, server in self.simulators.items()
        )
        telegram = "".join(
            f"  telegram-{language.lower()}: {{kind: telegram, channel: '@{channel}', api: '{self.telegram.address}',"
            " credentials: telegram, spacing: 1 s}\n"
            for language, channel in campaign.CHANNELS.items()
        )
        return f"audiences:\n{audiences}accounts:\n{mastodon}{x}{telegram}"

    def _said(self, words: str) -> int:
        return self.log().count(words)

    @contextmanager
    def _daemon(self) -> Iterator[subprocess.Popen[str]]:
        with (self._folder / "daemon.log").open("a", encoding="utf-8") as log:
            process = subprocess.Popen(
                [sys.executable, "run.py", "--campaign", str(self._folder), "start"],
                cwd=ROOT,
                env=self._environ,
                stdout=log,
                stderr=log,
                text=True,
            )
            try:
                yield process
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                    process.wait(20)

    @staticmethod
    def _until(daemon: subprocess.Popen[str], happened: Callable[[], bool]) -> None:
        """Poll until it happened, the daemon ended, or nobody would wait any longer: what is missing is counted."""
        pause = threading.Event()
        end = time.monotonic() + PATIENCE_S
        while daemon.poll() is None and time.monotonic() < end and not happened():
            pause.wait(0.2)
