"""The stage: the stand-ins, as a process of their own, and the accounts a rehearsal plays on them."""

from __future__ import annotations

import json
import re
import secrets
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests

from bot.campaign.model import Account, NetworkName, Photos, Settings
from bot.errors import UnreachableError
from bot.wording import coded

ROOT = Path(__file__).parent.parent.parent
"""Where ``python -m`` finds the stand-ins, wherever the command was typed."""
START_S = 20.0
CONTROL_S = 10.0
STAFF_CHAT = "(the staff's chat)"
"""A title that no channel has."""


@dataclass(frozen=True, slots=True)
class Received:
    """One post as a stand-in received it."""

    account: str
    """The campaign's name of the account."""
    text: str
    picture_sha256: str
    alt: str
    language: str
    visibility: str
    warning: str
    silent: bool
    url: str
    at: str


@dataclass(frozen=True, slots=True)
class Reposted:
    """One repost as a stand-in made it."""

    network: NetworkName
    account: str
    """The campaign's name of the account."""
    repost_of: str
    """As ``Post.repost_of``."""
    at: datetime
    until: datetime | None
    """When it was taken back; ``None``: it stands."""

    @property
    def stands(self) -> bool:
        """Whether it is still there."""
        return self.until is None


class Stage:
    """The stand-ins' process and its control address. A context manager: leaving it ends the process."""

    def __init__(self) -> None:
        # The child ends when its standard input closes, so it cannot outlive us, however we end.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot.sandbox"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            # Ctrl-C is for us: we end the stand-ins when we have no more to ask them.
            start_new_session=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.stdin.close()
            self._process.stdout.close()
            self._process.wait(START_S)
            raise coded(UnreachableError, "stage-not-started")
        self.addresses: Mapping[str, str] = json.loads(line)
        self._http = requests.Session()
        self._http.trust_env = False
        self._played: dict[tuple[str, str], str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        # It ends when its standard input closes.
        self._process.stdin.close()
        try:
            self._process.wait(CONTROL_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _control(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 -- JSON is any shape
        answer = self._ask(method, path, body)
        return answer.json() if answer.content else None

    def _ask(self, method: str, path: str, body: object = None) -> requests.Response:
        address = f"{self.addresses['control']}/_control/{path}"
        try:
            answer = self._http.request(method, address, json=body, timeout=CONTROL_S)
            answer.raise_for_status()
        except requests.RequestException as error:
            raise coded(UnreachableError, "stage-gone", error=type(error).__name__) from error
        return answer

    def cast(self, settings: Settings) -> tuple[Settings, Mapping[str, Mapping[str, str]]]:
        """The same settings with every account played by a stand-in, and the secrets made up for it."""
        accounts, made_up = {}, {}
        roles: list[dict[str, Any]] = []
        bots: dict[str, str] = {}
        for account in settings.accounts.values():
            fields, role = _role(account, bots, len(roles))
            self._played[account.network.value, str(_remote_name(role))] = account.name
            accounts[account.name] = replace(account, address=self.addresses[account.network.value])
            made_up[account.name] = fields
            roles.append(role)
        self._control("POST", "accounts", [_with_staff_chat(role, settings) for role in _one_bot_each(roles)])
        # Nobody plays a mailbox yet, and the campaign's own is somewhere else.
        return replace(settings, accounts=accounts, photos=_here(settings.photos), mailbox=None), made_up

    def turn_clock(self, now: datetime) -> None:
        """Set the stand-ins' clock."""
        self._control("POST", "clock", {"now": now.isoformat()})

    def received(self) -> Sequence[Received]:
        """Every post of our own, in the order it came; what was said in the staff's chat is none."""
        return [self._one(post) for post in self._posted() if not post["repost_of"]]

    def reposts(self) -> Sequence[Reposted]:
        """Every boost, retweet and forward, those included that were taken back."""
        return [self._repost(post) for post in self._posted() if post["repost_of"]]

    def act(self, actions: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
        """Have people do something on the stand-ins: see ``POST /_control/people``."""
        return list(self._control("POST", "people", list(actions)))

    def called(self, account: str) -> str:
        """What an account of the campaign goes by on its stand-in."""
        return next(name for (_, name), ours in self._played.items() if ours == account)

    def _posted(self) -> Sequence[Mapping[str, Any]]:
        return [post for post in self._control("GET", "posts") if post["account"] != STAFF_CHAT]

    def _ours(self, post: Mapping[str, Any]) -> str:
        name = str(post["account"]).removeprefix("@")
        return self._played.get((post["network"], name), name)

    def _repost(self, post: Mapping[str, Any]) -> Reposted:
        until = post["deleted_at"]
        return Reposted(
            NetworkName(post["network"]),
            self._ours(post),
            str(post["repost_of"]),
            datetime.fromisoformat(post["at"]),
            datetime.fromisoformat(until) if until else None,
        )

    def picture(self, sha256: str) -> bytes:
        """A picture's bytes."""
        return self._ask("GET", f"pictures/{sha256}").content

    def _one(self, post: Mapping[str, Any]) -> Received:
        pictures = post.get("pictures") or [{}]
        return Received(
            self._ours(post),
            post["text"],
            pictures[0].get("sha256", ""),
            pictures[0].get("alt") or "",
            post.get("language") or "",
            post.get("visibility") or "",
            post.get("warning") or "",
            bool(post.get("silent")),
            post.get("url") or "",
            str(post.get("at") or ""),
        )


def _here(photos: Photos | None) -> Photos | None:
    """Nothing leaves this computer: other people's servers are not asked."""
    return replace(photos, servers=()) if photos is not None else None


def _remote_name(role: Mapping[str, Any]) -> str:
    match role["network"]:
        case "mastodon":
            return str(role["name"])
        case "x":
            return str(role["handle"])
        case _:
            return str(role["channels"][0]["username"])


def _role(account: Account, bots: dict[str, str], number: int) -> tuple[dict[str, str], dict[str, Any]]:
    """Made-up secrets for ``account``, and the role that a stand-in plays for them."""
    match account.network:
        case NetworkName.MASTODON:
            token = secrets.token_urlsafe(32)
            # A Mastodon name is ASCII; numbered, because two of ours may become the same.
            name = re.sub(r"[^A-Za-z0-9]", "_", account.name) + f"_{number}"
            return {"access_token": token}, {"network": "mastodon", "name": name, "access_token": token}
        case NetworkName.X:
            fields = {
                "consumer_key": secrets.token_hex(12),
                "consumer_secret": secrets.token_hex(24),
                # tweepy reads the user's id from what stands before the dash.
                "access_token": f"{1_000_000 + secrets.randbelow(8_000_000)}-{secrets.token_hex(16)}",
                "access_token_secret": secrets.token_hex(24),
            }
            return fields, {"network": "x", "handle": account.handle.removeprefix("@"), **fields}
        case NetworkName.TELEGRAM:
            token = bots.setdefault(
                account.credentials, f"{100_000_000 + secrets.randbelow(800_000_000)}:{secrets.token_urlsafe(26)}"
            )
            channel = _channel(account)
            return {"bot_token": token}, {"network": "telegram", "bot_token": token, "channels": [channel]}


def _channel(account: Account) -> dict[str, Any]:
    number = -1_001_000_000_000 - secrets.randbelow(900_000_000)
    handle = account.handle
    if handle.removeprefix("-").isdigit():
        return {"id": int(handle), "username": handle.removeprefix("-"), "title": account.name}
    return {"id": number, "username": handle.removeprefix("@"), "title": account.name}


def _with_staff_chat(role: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Every bot is in the staff's chat: that is how its channels are read back."""
    if role["network"] != "telegram" or settings.staff.chat is None:
        return role
    return {**role, "chats": [{"id": settings.staff.chat, "title": STAFF_CHAT}]}


def _one_bot_each(roles: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Channels of one bot go together: a stand-in knows a bot by its token."""
    bots: dict[str, dict[str, Any]] = {}
    together = []
    for role in roles:
        if role["network"] != "telegram":
            together.append(role)
        elif role["bot_token"] in bots:
            bots[role["bot_token"]]["channels"] += role["channels"]
        else:
            bots[role["bot_token"]] = {**role, "username": "rehearsal_bot"}
            together.append(bots[role["bot_token"]])
    return together
