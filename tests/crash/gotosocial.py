"""``python -m tests.crash.gotosocial TOKEN NAME SEED``: a server without idempotency keys that swallows its answers.

It prints its address, and what was ever posted on ``GET /posts``; it ends with its standard input.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.request import urlopen

from bot.clock import SystemClock
from tests.crash.ground import LOST, ROOT
from tests.foreign.gotosocial import Status
from tests.foreign.gotosocial_back import GoToSocialBack
from tests.foreign.serving import Call, Reply


class Swallowing(GoToSocialBack):
    """Of four answers in ten to a new status, none leaves: it is posted all the same."""

    def __init__(self, token: str, username: str, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 -- to be repeated by its seed
        self._at: dict[str, str] = {}
        self.ever: list[dict[str, Any]] = []
        super().__init__(token, username)

    def answer(self, call: Call) -> Reply:
        if (call.method, call.path) == ("GET", "/posts"):
            there = {status.id for status in self.statuses}
            return Reply(json=[one | {"deleted_at": None if one["id"] in there else "gone"} for one in self.ever])
        known = len(self.statuses)
        reply = super().answer(call)
        if len(self.statuses) > known:
            made = self.statuses[-1]
            self.ever.append({"account": self.username, "text": made.text, "id": made.id})
            if self._chance.random() < LOST:
                # The handler's thread ends with it, and the connection without a byte.
                raise ConnectionAbortedError
        return reply

    def _status(self, status: Status) -> dict[str, Any]:
        at = self._at.setdefault(status.id, SystemClock().now().isoformat().replace("+00:00", "Z"))
        return super()._status(status) | {"created_at": at}


class Process:
    """It, as a siege asks its stand-ins: there is nothing to set, and one account."""

    def __init__(self, address: str) -> None:
        self.addresses: Mapping[str, str] = {"mastodon": address}

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Only what was posted."""
        del method, body
        if path != "posts":
            return None
        with urlopen(f"{self.addresses['mastodon']}/posts", timeout=30) as answer:  # noqa: S310 -- loopback
            return json.loads(answer.read())


@contextmanager
def swallowing(name: str, seed: int) -> Iterator[Process]:
    """Running, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.crash.gotosocial", f"mastodon-{name}", name, str(seed)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield Process(process.stdout.readline().strip())
    finally:
        process.stdin.close()
        process.wait(15)
        process.stdout.close()


if __name__ == "__main__":
    server = Swallowing(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    sys.stdout.write(server.address + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.close()
