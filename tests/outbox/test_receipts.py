from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.errors import StoreError
from bot.outbox.ballast import SIZE as BALLAST
from bot.outbox.ballast import Ballast
from bot.outbox.owed import beside
from bot.outbox.receipts import SIZE, Kept, Receipts
from tests.contracts.outbox_world import KEY, NOON, RECEIPT, after, begin, planned, row
from tests.outbox.world import HASTY, child, database, line, opened

ONE = Kept(KEY, 1, RECEIPT, NOON)
TWO = Kept("another/once/france/mastodon", 7, Receipt("222"), after(1))


def test_what_was_kept_is_there_in_order_until_it_is_known(tmp_path: Path) -> None:
    receipts = Receipts(tmp_path / "journal")
    assert list(receipts.kept()) == []
    receipts.prepare()
    assert (tmp_path / "journal").stat().st_size == SIZE
    assert (tmp_path / "journal").stat().st_blocks * 512 >= SIZE, "reserved is not written"
    assert receipts.keep(ONE)
    assert receipts.keep(TWO)
    assert list(Receipts(tmp_path / "journal").kept()) == [ONE, TWO]
    receipts.clear([ONE])
    assert list(receipts.kept()) == [ONE, TWO], "what the database does not have stays"
    receipts.clear([ONE, TWO])
    assert list(receipts.kept()) == []
    assert receipts.keep(TWO)
    assert list(receipts.kept()) == [TWO], "nothing of an earlier use comes back"


@settings(max_examples=60, deadline=None)
@given(st.integers(min_value=0, max_value=400), st.binary(min_size=1, max_size=40))
def test_a_torn_or_spoilt_tail_costs_no_record_before_it_and_invents_none(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes
) -> None:
    path = tmp_path_factory.mktemp("torn") / "journal"
    receipts = Receipts(path)
    receipts.keep(ONE)
    first = path.read_bytes().rstrip(b"\0")
    receipts.keep(TWO)
    whole = path.read_bytes()
    cut = min(len(first) + at, len(whole))
    path.write_bytes(whole[:cut] + noise)
    assert list(receipts.kept()) in ([ONE], [ONE, TWO])
    path.write_bytes(whole[:cut])
    assert receipts.keep(TWO)
    assert list(receipts.kept()) == [ONE, TWO]


def test_a_full_journal_says_no(tmp_path: Path) -> None:
    receipts = Receipts(tmp_path / "journal")
    long = "x" * 100_000
    kept = [receipts.keep(Kept(f"{number}{long}", 1, RECEIPT, NOON)) for number in range(12)]
    assert kept == [True] * 10 + [False] * 2
    assert len(receipts.kept()) == 10


def test_a_journal_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "journal").mkdir()
    receipts = Receipts(tmp_path / "journal")
    receipts.prepare()
    assert not receipts.keep(ONE)
    assert list(receipts.kept()) == []
    receipts.clear([ONE])


LOCKED = """
import sqlite3
folder = pathlib.Path(sys.argv[1])
with opened(folder, HASTY) as outbox:
    outbox.sync_plan([planned()], NOON)
    sending = begin(outbox)
    other = sqlite3.connect(database(folder), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        outbox.sent(sending, RECEIPT, NOON)
    except Exception as error:
        print(error.code, flush=True)
    sys.stdin.read()
"""


def test_a_receipt_that_could_not_be_written_before_a_kill_is_known_at_the_next_start(tmp_path: Path) -> None:
    with child(LOCKED, tmp_path) as daemon:
        assert line(daemon) == "outbox-locked"
        daemon.kill()
        assert daemon.wait() == -signal.SIGKILL
    with opened(tmp_path) as outbox:
        assert (row(outbox).state, row(outbox).remote_id, row(outbox).url) == (State.SENT, "111", RECEIPT.url)
        assert list(outbox.recover("second run", after(1))) == []
    assert list(beside(database(tmp_path)).kept()) == []


def test_a_receipt_of_another_call_says_nothing_of_this_one(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
        sending = begin(outbox)
    beside(database(tmp_path)).keep(Kept(KEY, sending.fence + 1, RECEIPT, NOON))
    beside(database(tmp_path)).keep(Kept("nobody's", 1, RECEIPT, NOON))
    with opened(tmp_path) as outbox:
        assert row(outbox).state is State.SENDING
    assert list(beside(database(tmp_path)).kept()) == []


def test_a_database_that_is_locked_for_long_only_delays(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox, opened(tmp_path) as other:
        outbox.sync_plan([planned()], NOON)
        sending = begin(outbox)
        done: list[bool] = []
        thread = threading.Thread(target=lambda: done.append(outbox.sent(sending, RECEIPT, NOON)))
        with other.together():
            other.note("a long", "change")
            thread.start()
            thread.join(1.0)
            assert done == []
        thread.join()
        assert done == [True]


def test_one_that_gives_up_waiting_is_tried_again_and_kept_meanwhile(tmp_path: Path) -> None:
    with opened(tmp_path, HASTY) as outbox, opened(tmp_path) as other:
        outbox.sync_plan([planned()], NOON)
        sending = begin(outbox)
        with other.together():
            other.note("a long", "change")
            for _ in range(3):
                with pytest.raises(StoreError, match="locked; nothing was changed"):
                    outbox.sent(sending, RECEIPT, NOON)
            assert [kept.key for kept in beside(database(tmp_path)).kept()] == [KEY]
        assert outbox.sent(sending, RECEIPT, NOON)
        assert row(outbox).remote_id == RECEIPT.remote_id
        assert list(beside(database(tmp_path)).kept()) == []


def test_the_ballast_is_real_and_given_up_once(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path / "campaign.db", room=0)
    assert not ballast.give_up()
    assert ballast.make()
    assert ballast.make()
    assert ballast.path.stat().st_blocks * 512 >= BALLAST
    assert ballast.give_up()
    assert not ballast.is_there
    assert list(tmp_path.iterdir()) == []


def test_on_a_small_disk_no_ballast_is_made(tmp_path: Path) -> None:
    assert not Ballast(tmp_path / "campaign.db", room=1 << 60).make()
    assert list(tmp_path.iterdir()) == []
