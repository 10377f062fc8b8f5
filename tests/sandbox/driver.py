"""Talks raw HTTP to a real sandbox process."""

from __future__ import annotations

import functools
import io
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import requests
from oauthlib.oauth1 import Client
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 60

MASTODON = {"network": "mastodon", "name": "free_azat", "access_token": "mastodon-token", "zone": "Europe/Paris"}
OTHER_MASTODON = {"network": "mastodon", "name": "other", "access_token": "other-token"}
X = {
    "network": "x",
    "handle": "@example",
    "consumer_key": "ck",
    "consumer_secret": "cs&/ é",
    "access_token": "123-abc",
    "access_token_secret": "ats",
}
OTHER_X = {**X, "handle": "other", "access_token": "456-def"}
CHANNEL = {"id": -1001, "username": "example_fr", "title": "Azat FR"}
CHANNEL_HY = {"id": -1002, "username": "example_hy", "title": "Azat HY"}
STAFF = {"id": -100123, "title": "staff"}
TELEGRAM = {
    "network": "telegram",
    "bot_token": "123:ABC",
    "username": "azat_bot",
    "channels": [CHANNEL, CHANNEL_HY],
    "chats": [STAFF],
}
ACCOUNTS = [MASTODON, OTHER_MASTODON, X, OTHER_X, TELEGRAM]


@functools.cache
def png(width: int = 40, height: int = 30, colour: str = "navy") -> bytes:
    """A picture."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(data, "PNG")
    return data.getvalue()


def start(*arguments: str) -> subprocess.Popen[str]:
    """A sandbox process with its standard input open."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot.sandbox", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


class Sandbox:
    """One process, its four addresses, and what tests ask of it."""

    def __init__(self) -> None:
        self.process = start()
        assert self.process.stdout is not None
        self.at: dict[str, str] = json.loads(self.process.stdout.readline())
        self.http = requests.Session()
        self.http.trust_env = False

    def close(self) -> None:
        """End it the way its parent does."""
        self.http.close()
        self.process.communicate(timeout=TIMEOUT_S)

    def fresh(self) -> None:
        """As new: nothing posted, no faults, real time, the usual accounts."""
        for name in ("posts", "faults", "settings"):
            self.control("DELETE", name)
        self.clock(None)
        self.control("POST", "accounts", ACCOUNTS)

    def control(self, method: str, name: str, value: object = None) -> Any:
        """The control interface's JSON."""
        answer = self.http.request(method, f"{self.at['control']}/_control/{name}", json=value, timeout=TIMEOUT_S)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def clock(self, now: str | None) -> None:
        """Set the networks' clock."""
        self.control("POST", "clock", {"now": now})

    def fault(self, network: str, do: str, when: Mapping[str, object] | None = None, **more: object) -> None:
        """Inject one."""
        self.control("POST", "faults", [{"network": network, "when": when or {}, "do": do, **more}])

    def people(self, *actions: Mapping[str, object]) -> list[dict[str, Any]]:
        """Let people act."""
        results: list[dict[str, Any]] = self.control("POST", "people", list(actions))
        return results

    def posts(self) -> list[dict[str, Any]]:
        """What was posted."""
        posts: list[dict[str, Any]] = self.control("GET", "posts")
        return posts

    def violations(self, network: str) -> list[str]:
        """Why requests were refused."""
        return [violation["why"] for violation in self.control("GET", "requests")[network]["violations"]]

    # Mastodon

    def mastodon(
        self, method: str, path: str, /, token: str = MASTODON["access_token"], **given: Any
    ) -> requests.Response:
        """An authenticated request."""
        headers = {"Authorization": f"Bearer {token}", **given.pop("headers", {})}
        return self.http.request(method, self.at["mastodon"] + path, headers=headers, timeout=TIMEOUT_S, **given)

    def toot(self, status: str, key: str = "", /, **fields: Any) -> requests.Response:
        """Post a status."""
        headers = {"Idempotency-Key": key} if key else {}
        return self.mastodon("POST", "/api/v1/statuses", data={"status": status, **fields}, headers=headers)

    def attach(self, data: bytes | None = None, **fields: str) -> requests.Response:
        """Upload a picture."""
        files = {"file": ("picture", data if data is not None else png())}
        return self.mastodon("POST", "/api/v2/media", files=files, data=fields)

    # X

    def x(
        self, method: str, path: str, value: object = None, account: dict[str, str] | None = None, **given: Any
    ) -> requests.Response:
        """A request signed by oauthlib for the real host."""
        headers = self.signature(method, path, account)
        if value is not None:
            given["json"] = value
        return self.http.request(method, self.at["x"] + path, headers=headers, timeout=TIMEOUT_S, **given)

    def signature(
        self,
        method: str,
        path: str,
        account: dict[str, str] | None = None,
        host: str = "https://api.twitter.com",
        **more: Any,
    ) -> dict[str, str]:
        """The ``Authorization`` header for a request without a form body."""
        who = account or X
        client = Client(
            who["consumer_key"],
            client_secret=who["consumer_secret"],
            resource_owner_key=who["access_token"],
            resource_owner_secret=who["access_token_secret"],
            **more,
        )
        headers: dict[str, str] = client.sign(host + path, method)[1]  # type: ignore[arg-type]  # any method
        return headers

    def tweet(self, text: str, **body: object) -> requests.Response:
        """Post."""
        return self.x("POST", "/2/tweets", {"text": text, **body})

    def x_upload(
        self, data: bytes | None = None, account: dict[str, str] | None = None, **fields: str
    ) -> requests.Response:
        """Upload a picture."""
        files = {"media": ("picture", data if data is not None else png())}
        form = {"media_category": "tweet_image", **fields}
        return self.x("POST", "/2/media/upload", None, account, files=files, data=form)

    # Telegram

    def telegram(self, method: str, /, token: str = "123:ABC", **given: Any) -> requests.Response:  # noqa: S107  made up
        """Call a method."""
        return self.http.post(f"{self.at['telegram']}/bot{token}/{method}", timeout=TIMEOUT_S, **given)

    def say(self, text: str, chat: str = "@example_fr", **parameters: object) -> requests.Response:
        """``sendMessage``."""
        return self.telegram("sendMessage", json={"chat_id": chat, "text": text, **parameters})

    def photo(self, data: bytes | None = None, chat: str = "@example_fr", **parameters: object) -> requests.Response:
        """``sendPhoto``."""
        files = {"photo": ("photo.png", data if data is not None else png())}
        return self.telegram("sendPhoto", data={"chat_id": chat, **parameters}, files=files)
