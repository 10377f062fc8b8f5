"""The ``mastodon-mock`` server, somebody else's program, in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests

from tests.foreign.arrivals import Arrived

_SETTINGS = '[server]\nport = 0\n[[seed.accounts]]\nusername = "anna"\naccess_token = "{token}"\n'


class MockProcess:
    """It, with one account, until it is closed."""

    def __init__(self, folder: Path, token: str) -> None:
        folder.mkdir()
        (folder / "settings.toml").write_text(_SETTINGS.format(token=token), encoding="utf-8")
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.headers["Authorization"] = f"Bearer {token}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mastodon_mock", "serve", "--config", "settings.toml", "--in-memory"],
            cwd=folder,
            # It keeps uploads in a temporary folder of its own, and leaves it behind.
            env={**os.environ, "TMPDIR": str(folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr is not None
        lines = iter(self._process.stderr)
        self.address = next(found[1] for line in lines if (found := re.search(r"running on (http://\S+)", line)))

    def arrived(self) -> list[Arrived]:
        """Everything posted, read as a client reads it, pictures included."""
        account = self._get("/api/v1/accounts/verify_credentials")["id"]
        statuses = self._get(f"/api/v1/accounts/{account}/statuses?limit=40")
        return [self._arrived(status) for status in statuses]

    def clear(self) -> None:
        """Delete everything posted."""
        account = self._get("/api/v1/accounts/verify_credentials")["id"]
        while statuses := self._get(f"/api/v1/accounts/{account}/statuses?limit=40"):
            for status in statuses:
                self._http.delete(f"{self.address}/api/v1/statuses/{status['id']}", timeout=10).raise_for_status()

    def close(self) -> None:
        """End it."""
        self._http.close()
        self._process.terminate()
        self._process.communicate(timeout=10)

    def _arrived(self, status: dict[str, Any]) -> Arrived:
        media = status["media_attachments"]
        return Arrived(
            self._get(f"/api/v1/statuses/{status['id']}/source")["text"],
            status["language"],
            status["visibility"],
            status["spoiler_text"],
            picture=self._http.get(media[0]["url"], timeout=10).content if media else None,
            alt=media[0]["description"] if media else "",
        )

    def _get(self, path: str) -> Any:
        answer = self._http.get(self.address + path, timeout=10)
        answer.raise_for_status()
        return answer.json()
