from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import StoreError
from bot.outbox import sending
from bot.outbox.schema import Instant
from bot.outbox.sqlite import Durability, Way, durability
from bot.outbox.store import SqlOutbox
from tests.contracts.outbox_world import NOON, planned
from tests.outbox.world import HASTY, ROLLBACK_JOURNAL, WRITE_AHEAD_LOG, database, opened


def _pragma(outbox: SqlOutbox, name: str) -> object:
    return outbox.commits.run(lambda connection: connection.exec_driver_sql(f"PRAGMA {name}").scalar())


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ((3, 40, 1), Durability("truncate", "EXTRA")),
        ((3, 51, 2), Durability("truncate", "EXTRA")),
        ((3, 51, 3), Durability("wal", "FULL")),
        ((4, 0, 0), Durability("wal", "FULL")),
    ],
)
def test_a_write_ahead_log_only_where_its_corruption_is_fixed(
    version: tuple[int, int, int], expected: Durability
) -> None:
    assert durability(version) == expected


@pytest.mark.parametrize(
    ("way", "journal", "synchronous"), [(ROLLBACK_JOURNAL, "truncate", 3), (WRITE_AHEAD_LOG, "wal", 2)]
)
def test_the_connection_really_has_the_settings(tmp_path: Path, way: Way, journal: str, synchronous: int) -> None:
    with opened(tmp_path, way) as outbox:
        assert _pragma(outbox, "journal_mode") == journal
        assert _pragma(outbox, "synchronous") == synchronous
        assert _pragma(outbox, "foreign_keys") == 1
        assert _pragma(outbox, "secure_delete") == 1
        assert _pragma(outbox, "busy_timeout") == 10_000


def test_a_file_left_by_a_newer_sqlite_goes_back_to_the_safe_journal(tmp_path: Path) -> None:
    with opened(tmp_path, WRITE_AHEAD_LOG) as outbox:
        outbox.sync_plan([planned()], NOON)
    with opened(tmp_path, ROLLBACK_JOURNAL) as outbox:
        assert _pragma(outbox, "journal_mode") == "truncate"
        assert len(outbox.deliveries()) == 1


def test_a_journal_that_cannot_be_had_is_said_and_nothing_runs_without_it(tmp_path: Path) -> None:
    with opened(tmp_path, WRITE_AHEAD_LOG):
        with pytest.raises(StoreError) as caught, opened(tmp_path, Way(version=(3, 40, 1), busy_s=0.05)):
            pass
        assert caught.value.code == "outbox-locked"


@pytest.mark.parametrize("way", [ROLLBACK_JOURNAL, WRITE_AHEAD_LOG])
def test_removed_words_are_gone_from_the_disk(tmp_path: Path, way: Way) -> None:
    secret = "Ռաֆայել lives in Gyumri"
    with opened(tmp_path, way) as outbox:
        outbox.sync_plan([planned(text=secret)], NOON)
        assert any(secret.encode() in path.read_bytes() for path in (tmp_path / "var").iterdir())
        outbox.sync_plan([], NOON)
    assert not any(secret.encode() in path.read_bytes() for path in (tmp_path / "var").iterdir())


def test_a_file_that_another_program_locks_delays_and_then_is_named(tmp_path: Path) -> None:
    with opened(tmp_path, HASTY) as outbox, closing(sqlite3.connect(database(tmp_path))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"keeps .*campaign\.db locked") as caught:
            outbox.sync_plan([planned()], NOON)
        assert caught.value.code == "outbox-locked"
        other.rollback()
        assert outbox.deliveries() == []
        outbox.sync_plan([planned()], NOON)
        assert len(outbox.deliveries()) == 1


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (sending._NEXT_PLANNED, "deliveries_next"),
        (sending._NEXT_LEASE, "deliveries_in_hand"),
        (sending._EARLIEST, "deliveries_in_order"),
        (sending._RAN_OUT, "deliveries_in_hand"),
        (sending._LAST_BEGUN, "attempts_of_account"),
    ],
)
def test_what_a_sender_asks_every_time_is_answered_by_an_index(tmp_path: Path, query: object, index: str) -> None:
    assert isinstance(query, sa.Select)
    with opened(tmp_path) as outbox:
        text = str(
            query.compile(dialect=sa.create_engine("sqlite://").dialect, compile_kwargs={"literal_binds": False})
        )
        asked = "EXPLAIN QUERY PLAN " + text
        plan = outbox.commits.run(
            lambda c: [str(row[3]) for row in c.exec_driver_sql(asked, ("x",) + (0,) * (text.count("?") - 1))]
        )
    assert plan[0].startswith("SEARCH")
    assert index in plan[0]
    assert [step for step in plan if "SCAN" in step] == []


@given(st.datetimes(timezones=st.timezones(), min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)))  # noqa: DTZ001 -- hypothesis wants naive bounds
def test_an_instant_survives_the_database_to_the_microsecond(instant: datetime) -> None:
    kind, dialect = Instant(), sa.create_engine("sqlite://").dialect
    stored = kind.process_bind_param(instant, dialect)
    assert isinstance(stored, int)
    back = kind.result_processor(dialect, None)(stored)
    assert back is not None
    assert (back - instant.astimezone(UTC), back.utcoffset()) == (timedelta(0), timedelta(0))


def test_making_ready_for_a_due_instant_leaves_nothing_behind(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
        before = (outbox.deliveries(), outbox.last_sent("/nobody"))
        outbox.warm(NOON)
        outbox.pause("everything", "Maria", "", NOON)
        outbox.warm(NOON)
        assert (outbox.deliveries(), outbox.last_sent("/nobody")) == before
