from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.campaign.model import NetworkName
from tests.contracts.network_contract import NetworkContract, Venue
from tests.contracts.sandbox_venue import Sandbox, SandboxVenue
from tests.contracts.stage_venues import TelegramVenue
from tests.networks.stage import Stage


class TestTelegramOnAStage(NetworkContract):
    @pytest.fixture
    def venue(self, stage: Stage) -> Venue:
        return TelegramVenue(stage)


class TestTelegramInTheSandbox(NetworkContract):
    @pytest.fixture
    def venue(self, sandbox_process: Sandbox) -> Iterator[Venue]:
        venue = SandboxVenue(sandbox_process, NetworkName.TELEGRAM)
        yield venue
        assert venue.malformed() == []
