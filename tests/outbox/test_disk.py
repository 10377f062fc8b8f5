from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from bot.errors import StoreError
from bot.outbox.store import SqlOutbox
from tests.contracts.outbox_world import NOON, RECEIPT, begin, intent, planned, row
from tests.outbox.world import ask, child, line, opened, queue_behind

MANY = [planned(f"entry-{number}", text="x" * 900) for number in range(400)]


def _fill(outbox: SqlOutbox, *, free_pages: int) -> None:
    def limit(connection: Connection) -> None:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + free_pages}")

    outbox.commits.run(limit)


def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
        before = outbox.deliveries()
        _fill(outbox, free_pages=3)
        with pytest.raises(StoreError, match="is full") as caught:
            outbox.sync_plan(MANY, NOON)
        assert caught.value.code == "outbox-full"
        assert outbox.deliveries() == before
        _fill(outbox, free_pages=1000)
        assert len(outbox.sync_plan(MANY, NOON).added) == len(MANY)


def test_when_the_intent_cannot_be_written_nothing_may_be_sent(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
        claimed = outbox.claim("mastodon", NOON, "first run", 300.0)
        assert claimed is not None
        _fill(outbox, free_pages=0)
        with pytest.raises(StoreError, match="is full"):
            outbox.begin(claimed, intent("x" * 9000), NOON)
        assert row(outbox) == claimed
        assert outbox.last_sent("mastodon") is None


def test_a_work_that_fills_the_disk_takes_down_nobody_who_shares_its_commit(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
        sending = begin(outbox)
        _fill(outbox, free_pages=3)
        errors: list[str] = []

        def too_much() -> None:
            try:
                outbox.sync_plan(MANY, NOON)
            except StoreError as error:
                errors.append(error.code)

        sent: list[bool] = []
        threads = [
            threading.Thread(target=too_much),
            threading.Thread(target=lambda: sent.append(outbox.sent(sending, RECEIPT, NOON))),
        ]
        with outbox.together():
            # Both queue behind this commit, so that the next one is theirs together.
            queue_behind(outbox, threads)
        for thread in threads:
            thread.join()
        assert (errors, sent) == (["outbox-full"], [True])
        assert row(outbox).remote_id == "111"


def test_a_disk_that_refuses_to_write_is_said_and_the_file_stays_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
    script = """
import resource, bot.wording.outbox
with opened(pathlib.Path(sys.argv[1])) as outbox:
    size = database(pathlib.Path(sys.argv[1])).stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, size + 8192))
    try:
        outbox.sync_plan([planned()] + [planned(f"e{n}", text="x" * 900) for n in range(400)], NOON)
    except Exception as error:
        print(error.code, len(outbox.deliveries()), flush=True)
"""
    with child(script, tmp_path) as process:
        assert line(process) == "outbox-disk 1"
    assert ask(tmp_path, "PRAGMA integrity_check") == [("ok",)]
    assert ask(tmp_path, "SELECT count(*) FROM deliveries") == [(1,)]
