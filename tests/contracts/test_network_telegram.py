from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.ports import Network
from tests.contracts.network_contract import NetworkContract, Venue
from tests.contracts.stage_venues import TelegramVenue
from tests.networks.stage import Stage


class TestTelegramOnAStage(NetworkContract):
    @pytest.fixture
    def venue(self, stage: Stage) -> Venue:
        return TelegramVenue(stage)

    @pytest.fixture
    def network(self, venue: Venue) -> Iterator[Network]:
        network = venue.open()
        yield network
        network.close()
