from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.outbox.opening import open_store
from bot.outbox.sqlite import Way
from bot.ports import Outbox
from tests.contracts.outbox_contract import SendingContract
from tests.contracts.outbox_people_contract import FactsContract, PeopleContract
from tests.contracts.outbox_plan_contract import PlanContract
from tests.contracts.outbox_world import Backend

URL = "sqlite:///var/campaign.db"


class Contract(SendingContract, PlanContract, PeopleContract, FactsContract):
    @pytest.fixture
    def outbox(self, backend: Backend) -> Iterator[Outbox]:
        outbox = backend.open()
        yield outbox
        outbox.close()


class TestSqliteWithARollbackJournal(Contract):
    @pytest.fixture
    def backend(self, tmp_path: Path) -> Backend:
        return Backend(lambda: open_store(URL, tmp_path, Way(version=(3, 40, 1))))


class TestSqliteWithAWriteAheadLog(Contract):
    @pytest.fixture
    def backend(self, tmp_path: Path) -> Backend:
        return Backend(lambda: open_store(URL, tmp_path, Way(version=(3, 51, 3))))
