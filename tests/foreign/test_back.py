"""The adapters read somebody else's servers back, as the contract says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.campaign.model import Account, NetworkName, Place
from bot.clock import SystemClock
from bot.networks.mastodon import MastodonNetwork
from bot.networks.x import XNetwork
from bot.ports import Network
from tests.contracts.network_back_contract import NetworkBackContract, ReadableVenue
from tests.foreign.day import X_KEYS
from tests.foreign.gotosocial_back import AT, GoToSocialBack
from tests.foreign.mock_process import MockProcess
from tests.foreign.x_simulator_back import XSimulatorBack

PLACE = Place("settings.yaml")
TOKEN = "a-token-0123"


def on_mastodon(address: str) -> Network:
    return MastodonNetwork(
        Account("m", NetworkName.MASTODON, PLACE, address=address), {"access_token": TOKEN}, deadline_s=10.0
    )


class GoToSocialVenue:
    can_edit, clock_is_kept = True, False

    def __init__(self, server: GoToSocialBack) -> None:
        self._server = server

    def open_back(self) -> Network:
        return on_mastodon(self._server.address)

    def standing(self) -> list[str]:
        return [one.text for one in self._server.arrived()]

    def now(self) -> datetime:
        return datetime.fromisoformat(AT)


class XVenue:
    can_edit, clock_is_kept = False, False

    def __init__(self, server: XSimulatorBack) -> None:
        self._server = server

    def open_back(self) -> Network:
        return XNetwork(Account("x", NetworkName.X, PLACE, self._server.address, "@anna"), X_KEYS, 10.0)

    def standing(self) -> list[str]:
        return [str(one["text"]) for one in self._server.kept.values()]

    def now(self) -> datetime:
        return datetime.fromisoformat(AT)


class MockVenue:
    can_edit, clock_is_kept = True, True

    def __init__(self, process: MockProcess) -> None:
        self._process = process

    def open_back(self) -> Network:
        return on_mastodon(self._process.address)

    def standing(self) -> list[str]:
        return [one.text for one in reversed(self._process.arrived())]

    def now(self) -> datetime:
        return SystemClock().now()


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MockProcess]:
    process = MockProcess(tmp_path_factory.mktemp("mock") / "mock", TOKEN)
    yield process
    process.close()


class TestGoToSocialReadBack(NetworkBackContract):
    @pytest.fixture
    def back(self) -> Iterator[ReadableVenue]:
        server = GoToSocialBack(TOKEN)
        yield GoToSocialVenue(server)
        server.close()


class TestAnXSimulatorReadBack(NetworkBackContract):
    @pytest.fixture
    def back(self) -> Iterator[ReadableVenue]:
        server = XSimulatorBack(X_KEYS)
        yield XVenue(server)
        server.close()
        assert server.violations == []


class TestMastodonMockReadBack(NetworkBackContract):
    @pytest.fixture
    def back(self, process: MockProcess) -> ReadableVenue:
        process.clear()
        return MockVenue(process)
