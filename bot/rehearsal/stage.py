"""The stage: the stand-ins, as a process of their own, and the accounts a rehearsal plays on them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from http.client import HTTPException
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bot.campaign.model import Mailbox, NetworkName, Photos, Settings
from bot.errors import UnreachableError
from bot.rehearsal.control_line import Line
from bot.rehearsal.roles import mailbox_of, one_bot_each, remote_name, role_of, with_staff_chat
from bot.rehearsal.writing import Letter
from bot.wording import coded

ROOT = Path(__file__).parent.parent.parent
"""Where ``python -m`` finds the stand-ins, wherever the command was typed."""
CONTROL_S = 10.0


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
    stands: bool = True
    """Whether it is still there."""


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
    """The stand-ins' process and its control address. A context manager: leaving it ends the process.

    Their process is begun at once and waited for at the first question: whoever asks late has the wait for nothing.
    """

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
        self._control_line: Line | None = None
        self._played: dict[tuple[str, str], str] = {}
        self._bots: dict[str, str] = {}
        self._shown: Sequence[Mapping[str, Any]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._control_line is not None:
            self._control_line.close()
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

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Where each stand-in listens, by its name."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise coded(UnreachableError, "stage-not-started")
        found: Mapping[str, str] = json.loads(line)
        return found

    def _control(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 -- JSON is any shape
        answer = self._ask(method, path, body)
        return json.loads(answer) if answer else None

    def _ask(self, method: str, path: str, body: object = None) -> bytes:
        if self._control_line is None:
            self._control_line = Line(self.addresses["control"], CONTROL_S)
        try:
            return self._control_line.ask(method, f"/_control/{path}", body)
        except (OSError, HTTPException) as error:
            raise coded(UnreachableError, "stage-gone", error=type(error).__name__) from error

    def cast(self, settings: Settings) -> tuple[Settings, Mapping[str, Mapping[str, str]]]:
        """The same settings with every account played by a stand-in, and the secrets made up for it."""
        accounts, made_up = {}, {}
        roles: list[dict[str, Any]] = []
        bots: dict[str, str] = {}
        for account in settings.accounts.values():
            fields, role = role_of(account, bots, len(roles))
            self._played[account.network.value, str(remote_name(role))] = account.name
            accounts[account.name] = replace(account, address=self.addresses[account.network.value])
            made_up[account.name] = fields
            roles.append(role)
            self._bots[account.name] = fields.get("bot_token", "")
        self._control("POST", "accounts", [with_staff_chat(role, settings) for role in one_bot_each(roles)])
        # The campaign's own mailbox is somewhere else.
        return replace(settings, accounts=accounts, photos=_here(settings.photos), mailbox=None), made_up

    def open_mailbox(self, settings: Settings) -> tuple[Mailbox, str]:
        """A mailbox such as ``settings`` have or could have, on the stand-in; and its password."""
        mailbox, password, role = mailbox_of(settings, self.addresses["imap"], self.addresses["smtp"])
        self._control("POST", "accounts", [role])
        return mailbox, password

    def open_channels(self, account: str, channels: Sequence[Mapping[str, object]]) -> None:
        """Other people's channels on Telegram, into which they have let the bot of one of ours."""
        token = self._bots[account]
        role = {"network": "telegram", "bot_token": token, "username": "rehearsal_bot", "channels": list(channels)}
        self._control("POST", "accounts", [role])

    def turn_clock(self, now: datetime) -> None:
        """Set the stand-ins' clock."""
        self._control("POST", "clock", {"now": now.isoformat()})
        self._shown = None

    def received(self) -> Sequence[Received]:
        """Every post of our own, in the order it came; what was said in a chat is none."""
        return [self._one(post) for post in self._posted() if not post["repost_of"]]

    def reposts(self) -> Sequence[Reposted]:
        """Every boost, retweet and forward, those included that were taken back."""
        return [self._repost(post) for post in self._posted() if post["repost_of"]]

    def act(self, actions: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
        """Have people do something on the stand-ins: see ``POST /_control/people``."""
        return list(self._control("POST", "people", list(actions)))

    def mailed_to(self, address: str) -> Sequence[Letter]:
        """What was mailed to somebody, the earliest first."""
        mailed = self._control("GET", "mails")["mailed"]
        return [Letter(mail["headers"]["message-id"], mail["text"]) for mail in mailed if address in mail["to"]]

    def said_to(self, name: str) -> Sequence[Letter]:
        """What a bot said in somebody's private chat, likewise; at one moment nothing new comes."""
        if self._shown is None:
            self._shown = [post for post in self._control("GET", "posts") if post["kind"] == "chat"]
        return [Letter(post["id"], post["text"]) for post in self._shown if post["account"] == name]

    def called(self, account: str) -> str:
        """What an account of the campaign goes by on its stand-in."""
        return next(name for (_, name), ours in self._played.items() if ours == account)

    def _posted(self) -> Sequence[Mapping[str, Any]]:
        # In chats the bot speaks to the staff, and to those who wrote to it.
        return [post for post in self._control("GET", "posts") if post["kind"] != "chat"]

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
        return self._ask("GET", f"pictures/{sha256}")

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
            post["deleted_at"] is None,
        )


def _here(photos: Photos | None) -> Photos | None:
    """Nothing leaves this computer: other people's servers are not asked."""
    return replace(photos, servers=()) if photos is not None else None
