from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.campaign.delivery import State
from bot.outbox.postgresql_opening import open_store
from bot.ports import Outbox
from tests.contracts.outbox_shared_contract import SharedContract
from tests.contracts.outbox_world import NOON, Backend, after, begin, claim, planned, standing
from tests.contracts.test_outbox_sqlite import Contract
from tests.outbox.postgres_server import Server


class TestPostgresql(Contract):
    @pytest.fixture
    def backend(self, postgresql: Server) -> Backend:
        url = postgresql.cleared()
        return Backend(lambda: open_store(url))

    def test_after_a_stop_what_was_claimed_is_planned_and_what_was_sending_is_unknown(self, backend: Backend) -> None:
        """Not at once as where a daemon is alone, but when the lease has run out."""
        first = backend.open()
        first.sync_plan([planned(), planned("second")], NOON)
        sending, claimed = begin(first), claim(first)
        first.close()
        second = backend.open()
        assert second.recover("second run", after(4)) == []
        assert [found.key for found in second.recover("second run", after(5))] == [sending.key]
        assert standing(second, sending.key)[0] is State.UNKNOWN
        assert standing(second, claimed.key)[0] is State.PLANNED
        assert second.recover("second run", after(6)) == []
        second.close()


class TestPostgresqlShared(SharedContract):
    @pytest.fixture
    def outbox(self, postgresql: Server) -> Iterator[Outbox]:
        outbox = open_store(postgresql.cleared())
        yield outbox
        outbox.close()
