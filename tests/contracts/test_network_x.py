from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.campaign.model import NetworkName
from tests.contracts.network_contract import NetworkContract, Venue
from tests.contracts.sandbox_venue import Sandbox, SandboxVenue
from tests.contracts.stage_venues import XVenue
from tests.networks.stage import Stage


class TestXOnAStage(NetworkContract):
    @pytest.fixture
    def venue(self, stage: Stage) -> Venue:
        return XVenue(stage)


class TestXInTheSandbox(NetworkContract):
    @pytest.fixture
    def venue(self, sandbox_process: Sandbox) -> Iterator[Venue]:
        venue = SandboxVenue(sandbox_process, NetworkName.X)
        yield venue
        assert venue.malformed() == []
