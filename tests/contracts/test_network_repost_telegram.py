from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.campaign.model import Account, NetworkName, Place
from bot.networks.telegram import TelegramNetwork
from bot.ports import Network
from tests.contracts.network_repost_contract import NetworkRepostContract, RepostVenue
from tests.contracts.sandbox_venue import ACCOUNTS, NOW, Sandbox, SandboxVenue
from tests.contracts.stage_venues import TELEGRAM_SECRETS

ANNA = {"id": 4242, "first_name": "Anna"}
OURS = {"id": -1001234567890, "username": "azat_fr", "title": "Azat"}
THEIRS = {"id": -1009, "username": "lyon_libre", "title": "Lyon"}
STAFF = {"id": -100123, "title": "staff"}


class TelegramSquare(SandboxVenue):
    """The stand-in's Telegram, where each forward is another message, read back by way of a staff chat."""

    repeats = True
    by_source = False

    def __init__(self, running: Sandbox) -> None:
        super().__init__(running, NetworkName.TELEGRAM)
        running.ask("POST", "accounts", [{**ACCOUNTS[2], "channels": [OURS, THEIRS], "chats": [STAFF]}])
        running.ask("POST", "settings", {"limits": False})

    def open_back(self) -> Network:
        address = self._sandbox.addresses["telegram"]
        account = Account("telegram", NetworkName.TELEGRAM, Place("settings.yaml"), address=address, handle="@azat_fr")
        return TelegramNetwork(account, TELEGRAM_SECRETS, 20.0, int(str(STAFF["id"])))

    def supporters_post(self, text: str) -> str:
        return self._write(text=text)

    def hidden_post(self) -> str:
        return self._write(text="Entre nous #FreeAzat", protected=True)

    def vanish(self, source: str) -> None:
        chat, _, number = source.partition("/")
        action = {"network": "telegram", "do": "delete", "account": chat, "id": number}
        self._sandbox.ask("POST", "people", [action])

    def stands(self, source: str) -> bool:
        theirs = self._sandbox.ask("GET", "posts?by=supporters")
        return any(f"{one['account_id']}/{one['id']}" == source and one["deleted_at"] is None for one in theirs)

    def reposts(self) -> list[tuple[str, str]]:
        standing = [one for one in self.posts() if one["repost_of"] and one["deleted_at"] is None]
        return [(str(one["id"]), str(one["repost_of"])) for one in standing]

    def lose_the_next_answer(self) -> None:
        self.fault_on("*/forwardMessage", "cut_after", bytes=0)

    def fault_on(self, path: str, do: str, **more: object) -> None:
        fault = {"network": "telegram", "when": {"path": path}, "do": do, "times": 1, **more}
        self._sandbox.ask("POST", "faults", [fault])

    def now(self) -> datetime:
        return datetime.fromisoformat(NOW)

    def _write(self, **given: object) -> str:
        action = {"network": "telegram", "do": "write", "person": ANNA, "chat": "@lyon_libre", **given}
        [made] = self._sandbox.ask("POST", "people", [action])
        return f"{made['chat']}/{made['message_id']}"


class TestTelegramInTheSandbox(NetworkRepostContract):
    @pytest.fixture
    def square(self, sandbox_process: Sandbox) -> Iterator[RepostVenue]:
        yield TelegramSquare(sandbox_process)
        sandbox_process.ask("DELETE", "settings")
