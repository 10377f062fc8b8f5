from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.campaign.model import NetworkName
from bot.ports import Looked, Network, Sought
from tests.contracts.network_back_contract import NetworkBackContract, ReadableVenue, found, publish
from tests.contracts.sandbox_venue import NOW, Sandbox, SandboxVenue

SINCE = datetime.fromisoformat(NOW)
LISTS = {NetworkName.MASTODON: "/api/v1/accounts/*/statuses", NetworkName.X: "/2/users/*/tweets"}


class SandboxBack(SandboxVenue):
    """One network of a sandbox, read back."""

    clock_is_kept = True

    def __init__(self, running: Sandbox, network: NetworkName) -> None:
        super().__init__(running, network)
        self.can_edit = network is NetworkName.MASTODON
        self.network = network

    def open_back(self) -> Network:
        return self.open()

    def standing(self) -> list[str]:
        return [str(seen["text"]) for seen in self.posts() if seen["deleted_at"] is None]

    def now(self) -> datetime:
        return SINCE

    def turn_the_clock(self, to: datetime) -> None:
        self._sandbox.ask("POST", "clock", {"now": to.isoformat()})

    def serve_stale(self, seconds: float) -> None:
        fault = {"network": self.network, "when": {"path": LISTS[self.network]}, "do": "stale", "seconds": seconds}
        self._sandbox.ask("POST", "faults", [{**fault, "times": 1}])


@pytest.fixture(params=[NetworkName.MASTODON, NetworkName.X])
def sandboxed(request: pytest.FixtureRequest, sandbox_process: Sandbox) -> SandboxBack:
    return SandboxBack(sandbox_process, request.param)


class TestTheSandboxReadBack(NetworkBackContract):
    @pytest.fixture
    def back(self, sandboxed: SandboxBack) -> ReadableVenue:
        return sandboxed

    def test_a_list_that_is_behind_hides_a_post_which_a_later_one_shows(
        self, sandboxed: SandboxBack, reader: Network
    ) -> None:
        receipt = publish(reader, "En retard")
        sandboxed.turn_the_clock(SINCE + timedelta(seconds=30))
        sandboxed.serve_stale(60)
        assert found(reader, sandboxed, "En retard") == []
        assert found(reader, sandboxed, "En retard") == [receipt]

    def test_the_same_words_of_the_day_before_are_another_post(self, sandboxed: SandboxBack, reader: Network) -> None:
        publish(reader, "Chaque jour")
        tomorrow = SINCE + timedelta(days=1)
        sandboxed.turn_the_clock(tomorrow)
        assert found(reader, sandboxed, "Chaque jour", since=tomorrow) == []

    def test_a_post_after_the_last_known_one_is_found_too(self, sandboxed: SandboxBack, reader: Network) -> None:
        known = publish(reader, "Connu")
        receipt = publish(reader, "Suivant")
        sought = Sought(frozenset({"Suivant"}), frozenset(), frozenset(), False, SINCE, known.remote_id)
        assert reader.find_own_posts(sought) == Looked((receipt,))
