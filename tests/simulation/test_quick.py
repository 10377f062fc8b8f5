"""A seed's store answers as any other: what it does sooner changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from bot.outbox.rows import COLUMNS
from bot.outbox.schema import deliveries, notes
from bot.outbox.store import SqlOutbox
from tests.contracts.outbox_world import KEY, NOON, Backend, planned
from tests.contracts.test_outbox_sqlite import Contract
from tests.simulation.store import OneThread, fresh_store

ONE = sa.select(*COLUMNS, sa.func.count().over()).where(deliveries.c.key == sa.bindparam("at_key"))
NOTED = {"name": "language", "value": "fr"}


class StaysOpen(SqlOutbox):
    """What is in memory is gone when it is closed."""

    def close(self) -> None:
        """Not yet."""


class TestASeedsStore(Contract):
    test_a_closed_outbox_says_so = None  # type: ignore[assignment] # it is emptied, never closed

    @pytest.fixture
    def backend(self) -> Backend:
        commits = fresh_store().commits
        return Backend(lambda: StaysOpen(commits))


@pytest.fixture
def commits() -> OneThread:
    outbox = fresh_store()
    outbox.sync_plan([planned()], NOON)
    assert isinstance(outbox.commits, OneThread)
    return outbox.commits


def test_what_is_plain_goes_to_sqlite_at_once_and_comes_back_as_sqlalchemy_brings_it(commits: OneThread) -> None:
    brought = commits.real.execute(ONE, {"at_key": KEY}).all()
    slow: list[str] = []

    def note(*told: Any) -> None:
        slow.append(told[2])

    sa.event.listen(commits.real, "before_cursor_execute", note)
    found = commits.run(lambda connection: connection.execute(ONE, {"at_key": KEY}).all())
    assert found == brought
    assert found[0]._mapping == brought[0]._mapping
    assert found[0].due == NOON
    changed = sa.update(deliveries).where(deliveries.c.key == sa.bindparam("at_key"))
    assert commits.run(lambda connection: connection.execute(changed, {"at_key": KEY, "text": "!"}).rowcount) == 1
    sa.event.remove(commits.real, "before_cursor_execute", note)
    assert slow == []


def test_what_fails_or_lacks_a_value_fails_as_it_does_with_sqlalchemy(commits: OneThread) -> None:
    commits.run(lambda connection: connection.execute(sa.insert(notes), NOTED))
    with pytest.raises(sa.exc.IntegrityError):
        commits.run(lambda connection: connection.execute(sa.insert(notes), NOTED))
    with pytest.raises(sa.exc.StatementError, match="at_key"):
        commits.run(lambda connection: connection.execute(ONE, {"another": KEY}))
