from __future__ import annotations

import re
import threading
from contextlib import closing
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.errors import StoreError
from bot.outbox.migrating import STEPS
from bot.outbox.postgresql_opening import open_store
from bot.outbox.schema import VERSION
from bot.ports import ErrandKind
from tests.contracts.outbox_photo_world import mailed
from tests.contracts.outbox_world import NOON
from tests.outbox.postgres_server import Server

VERSION_1 = Path(__file__).with_name("version_1.sql")
BOOLEANS = (
    """UPDATE pg_cast SET castcontext = 'a' WHERE castsource = 'int4'::regtype AND casttarget = 'bool'::regtype"""
)
"""The rows were written by SQLite, to which a truth is 0 or 1."""
SHAPE = """
SELECT table_name, column_name, data_type, is_nullable, coalesce(column_default, '')
FROM information_schema.columns WHERE table_schema = 'public'
UNION SELECT tablename, indexname, indexdef, '', '' FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2, 3
"""


@pytest.fixture(params=[1, 2], ids=["version 1", "version 2"])
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def earlier(postgresql: Server, version: int) -> str:
    """A database as an earlier version left its tables, with a row in every state; its address."""
    url = postgresql.fresh("earlier")
    postgresql.ask(BOOLEANS, "earlier")
    written = [VERSION_1.read_text(encoding="utf-8"), *(STEPS[1] if version == 2 else ())]
    for words in written:
        postgresql.ask(re.sub(r"(TABLE (?:alarms|errands) \(\s*number) INTEGER", r"\1 SERIAL", words), "earlier")
    return url


def test_daemons_that_start_at_once_on_earlier_tables_all_find_them_brought_up_to_date(
    postgresql: Server, earlier: str
) -> None:
    before = {str(key): state for key, state in postgresql.ask("SELECT key, state FROM deliveries", "earlier")}
    start, found = threading.Barrier(3), list[dict[str, object]]()

    def begin() -> None:
        start.wait()
        with closing(open_store(earlier)) as outbox:
            found.append({row.key: row.state.value for row in outbox.deliveries()})

    threads = [threading.Thread(target=begin) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [before] * 3
    assert postgresql.ask("SELECT version FROM outbox_schema", "earlier") == [(VERSION,)]


def test_what_a_migration_leads_to_is_what_an_empty_database_gets(postgresql: Server, earlier: str) -> None:
    open_store(earlier).close()
    open_store(postgresql.fresh()).close()
    assert set(postgresql.ask(SHAPE, "earlier")) == set(postgresql.ask(SHAPE, "campaign"))


def test_orders_can_be_given_for_posts_of_earlier_tables(earlier: str) -> None:
    with closing(open_store(earlier)) as outbox:
        sent = outbox.deliveries(states=(State.SENT,))[0]
        assert outbox.order(sent.key, ErrandKind.RETRACT, "Jean", NOON)
        assert [order.key for order in outbox.errands()] == [sent.key]


def test_photos_can_be_taken_into_earlier_tables_and_each_has_a_number(earlier: str) -> None:
    with closing(open_store(earlier)) as outbox:
        assert outbox.take_photo(mailed())
        assert outbox.take_photo(mailed("2" * 16, origin="another"))
        assert [(each.number, each.likeness) for each in outbox.photos()] == [(1, 2**64 - 1), (2, 2**64 - 1)]
        assert [each.number for each in outbox.alike(outbox.photos()[0])] == [2]
        assert outbox.may_reply("mark", NOON, 1)


def test_a_migration_that_fails_changes_nothing(postgresql: Server, earlier: str, version: int) -> None:
    # In the way of the last table a migration makes.
    postgresql.ask("CREATE TABLE replies (of_another_program int)", "earlier")
    before = postgresql.ask(SHAPE, "earlier")
    with pytest.raises(Exception, match="replies"):
        open_store(earlier)
    after = [line for line in postgresql.ask(SHAPE, "earlier") if line[0] != "outbox_commits"]
    assert after == before
    assert postgresql.ask("SELECT version FROM outbox_schema", "earlier") == [(version,)]


def test_whoever_only_looks_leaves_earlier_tables_as_they_are_and_says_what_to_do(
    postgresql: Server, earlier: str, version: int
) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(earlier, read_only=True)
    assert caught.value.code == "outbox-server-older"
    assert postgresql.ask("SELECT version FROM outbox_schema", "earlier") == [(version,)]
