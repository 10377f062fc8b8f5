from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.ports import Network
from tests.contracts.network_contract import NetworkContract, Venue
from tests.contracts.stage_venues import XVenue
from tests.networks.stage import Stage


class TestXOnAStage(NetworkContract):
    @pytest.fixture
    def venue(self, stage: Stage) -> Venue:
        return XVenue(stage)

    @pytest.fixture
    def network(self, venue: Venue) -> Iterator[Network]:
        network = venue.open()
        yield network
        network.close()
