from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.errors import StoreError
from bot.ports import EVERYTHING, Outbox
from tests.contracts.outbox_world import KEY, NOON, intent, planned
from tests.outbox.world import READ_ONLY, WRITE_AHEAD_LOG, ask, child, database, line, opened


def _writes(outbox: Outbox) -> None:
    outbox.sync_plan([planned("new")], NOON)


@pytest.mark.parametrize("there", [(), ("var",), ("var", "campaign.db")])
def test_without_a_file_every_answer_is_empty_and_nothing_is_created(tmp_path: Path, there: tuple[str, ...]) -> None:
    if there:
        (tmp_path / "var").mkdir()
    if len(there) > 1:
        database(tmp_path).touch()
    before = sorted(tmp_path.rglob("*"))
    with opened(tmp_path, READ_ONLY) as outbox:
        assert (outbox.deliveries(), outbox.get(KEY), outbox.pauses(), outbox.alarms()) == ([], None, [], [])
        assert (outbox.next_due("x"), outbox.last_sent("x"), outbox.noted("x")) == (None, None, None)
        assert (set(outbox.counts().values()), outbox.statements()) == ({0}, [])
        with pytest.raises(StoreError, match="can only be read"):
            _writes(outbox)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("way", ["rollback", "wal"])
def test_a_reader_sees_what_the_daemon_committed_while_it_runs(tmp_path: Path, way: str) -> None:
    with (
        opened(tmp_path, *([WRITE_AHEAD_LOG] if way == "wal" else [])) as daemon,
        opened(tmp_path, READ_ONLY) as reader,
    ):
        assert reader.counts()[State.PLANNED] == 0
        daemon.sync_plan([planned()], NOON)
        daemon.pause(EVERYTHING, "Jean", "", NOON)
        assert [row.key for row in reader.deliveries()] == [KEY]
        assert [pause.by for pause in reader.pauses()] == ["Jean"]
        with daemon.together():
            daemon.sync_plan([], NOON)
            # Half a plan is nobody's plan.
            assert reader.counts()[State.PLANNED] == 1
        assert reader.counts()[State.PLANNED] == 0


def test_a_reader_cannot_write_and_says_so(tmp_path: Path) -> None:
    with opened(tmp_path) as daemon, opened(tmp_path, READ_ONLY) as reader:
        daemon.sync_plan([planned()], NOON)
        with pytest.raises(StoreError, match="can only be read"):
            reader.claim("mastodon", NOON, "reader", 1.0)
        with pytest.raises(StoreError, match="can only be read"):
            reader.pause(EVERYTHING, "Jean", "", NOON)
        with pytest.raises(StoreError) as caught:
            _writes(reader)
        assert caught.value.code == "outbox-read-only"
        assert reader.counts() == daemon.counts()


def test_a_reader_gets_over_a_transaction_that_a_crash_cut_short(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned(f"entry-{number}", text="x" * 900) for number in range(300)], NOON)
    # So many pages that SQLite has written some of them into the file before the commit.
    script = """
with opened(pathlib.Path(sys.argv[1])) as outbox, outbox.together():
    outbox.commits.run(lambda c: c.exec_driver_sql("PRAGMA cache_size = 5"))
    outbox.sync_plan([planned(f"entry-{number}", text="y" * 900) for number in range(300)], NOON)
    print("half-written", flush=True)
    sys.stdin.read()
"""
    with child(script, tmp_path) as process:
        assert line(process) == "half-written"
        process.kill()
        process.wait()
    assert database(tmp_path).with_name("campaign.db-journal").stat().st_size > 0
    with opened(tmp_path, READ_ONLY) as reader:
        assert {row.text for row in reader.deliveries()} == {"x" * 900}
    assert ask(tmp_path, "PRAGMA integrity_check") == [("ok",)]


def test_the_sender_keeps_writing_while_somebody_reads(tmp_path: Path) -> None:
    with opened(tmp_path) as daemon, opened(tmp_path, READ_ONLY) as reader:
        daemon.sync_plan([planned()], NOON)
        claimed = daemon.claim("mastodon", NOON, "daemon", 300.0)
        assert claimed is not None
        with reader.together():
            reader.counts()
        assert daemon.begin(claimed, intent(), NOON)
