from __future__ import annotations

from datetime import datetime

import pytest

from bot.campaign.model import NetworkName
from bot.ports import Network
from tests.contracts.network_repost_contract import NetworkRepostContract, RepostVenue
from tests.contracts.sandbox_venue import NOW, Sandbox, SandboxVenue

ANNA = {"network": "mastodon", "person": {"name": "anna"}}


class MastodonSquare(SandboxVenue):
    """The stand-in's Mastodon, where each boost is another one, or where there is one at most."""

    by_source = True

    def __init__(self, running: Sandbox, *, repeats: bool) -> None:
        super().__init__(running, NetworkName.MASTODON)
        running.ask("DELETE", "settings")
        running.ask("POST", "settings", {"mastodon_boosts": "each" if repeats else "once"})
        self.repeats = repeats

    def open_back(self) -> Network:
        return self.open()

    def supporters_post(self, text: str) -> str:
        return self._post(text=text)

    def hidden_post(self) -> str:
        return self._post(text="Entre nous #FreeAzat", visibility="private")

    def vanish(self, source: str) -> None:
        self._sandbox.ask("POST", "people", [{"network": "mastodon", "do": "delete", "account": "anna", "id": source}])

    def stands(self, source: str) -> bool:
        theirs = self._sandbox.ask("GET", "posts?by=supporters")
        return any(one["id"] == source and one["deleted_at"] is None for one in theirs)

    def reposts(self) -> list[tuple[str, str]]:
        standing = [one for one in self.posts() if one["repost_of"] and one["deleted_at"] is None]
        return [(str(one["id"]), str(one["repost_of"])) for one in standing]

    def lose_the_next_answer(self) -> None:
        self._sandbox.ask(
            "POST",
            "faults",
            [{"network": "mastodon", "when": {"path": "*/reblog"}, "do": "cut_after", "bytes": 0, "times": 1}],
        )

    def now(self) -> datetime:
        return datetime.fromisoformat(NOW)

    def _post(self, **given: object) -> str:
        [made] = self._sandbox.ask("POST", "people", [{**ANNA, "do": "post", **given}])
        return str(made["id"])


@pytest.fixture(params=["once", "each"])
def boosts(request: pytest.FixtureRequest, sandbox_process: Sandbox) -> MastodonSquare:
    return MastodonSquare(sandbox_process, repeats=request.param == "each")


class TestMastodonInTheSandbox(NetworkRepostContract):
    @pytest.fixture
    def square(self, boosts: MastodonSquare) -> RepostVenue:
        return boosts
