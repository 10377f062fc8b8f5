from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.outbox.opening import locate, open_store
from bot.outbox.sqlite import Way
from bot.outbox.store import SqlOutbox
from bot.ports import Outbox
from tests.contracts.outbox_aftermath_contract import AuditContract, CopyContract, ReadingBackContract
from tests.contracts.outbox_alike_contract import AlikeContract
from tests.contracts.outbox_consents_contract import ConsentsContract, MailsContract
from tests.contracts.outbox_contract import SendingContract
from tests.contracts.outbox_errands_contract import DoubleContract, ErrandsContract, LatestOrderContract
from tests.contracts.outbox_late_contract import LateContract, StatementsContract
from tests.contracts.outbox_people_contract import FactsContract, PeopleContract
from tests.contracts.outbox_photobook_contract import (
    ChangingContract,
    LookingContract,
    TakingContract,
    WipingContract,
)
from tests.contracts.outbox_plan_contract import PlanContract
from tests.contracts.outbox_put_back_contract import PutBackContract
from tests.contracts.outbox_repost_contract import ForgettingContract, RepostContract
from tests.contracts.outbox_shared_contract import SharedContract
from tests.contracts.outbox_staffroom_contract import InboxContract, LeaseContract, MattersContract
from tests.contracts.outbox_waiting_contract import WaitingContract
from tests.contracts.outbox_world import Backend
from tests.outbox.ready import lay

URL = "sqlite:///var/campaign.db"


class Contract(
    SendingContract,
    PlanContract,
    PeopleContract,
    FactsContract,
    ReadingBackContract,
    AuditContract,
    CopyContract,
    ErrandsContract,
    LatestOrderContract,
    DoubleContract,
    WaitingContract,
    LateContract,
    StatementsContract,
    InboxContract,
    MattersContract,
    LeaseContract,
    TakingContract,
    ChangingContract,
    WipingContract,
    LookingContract,
    AlikeContract,
    ConsentsContract,
    MailsContract,
    RepostContract,
    ForgettingContract,
    PutBackContract,
):
    @pytest.fixture
    def outbox(self, backend: Backend) -> Iterator[Outbox]:
        outbox = backend.open()
        yield outbox
        outbox.close()


class TestSqliteWithARollbackJournal(Contract):
    @pytest.fixture
    def backend(self, tmp_path: Path) -> Backend:
        lay(locate(URL, tmp_path))
        return Backend(lambda: open_store(URL, tmp_path, Way(version=(3, 40, 1))))


class TestSqliteWithAWriteAheadLog(Contract):
    @pytest.fixture
    def backend(self, tmp_path: Path) -> Backend:
        lay(locate(URL, tmp_path))
        return Backend(lambda: open_store(URL, tmp_path, Way(version=(3, 51, 3))))


class TestSqliteAsIfShared(SharedContract):
    """SQLite is never shared; the rule for databases that are is the same SQL."""

    @pytest.fixture
    def outbox(self, tmp_path: Path) -> Iterator[Outbox]:
        lay(locate(URL, tmp_path))
        shared = SqlOutbox(open_store(URL, tmp_path, Way()).commits, shared=True)
        yield shared
        shared.close()
