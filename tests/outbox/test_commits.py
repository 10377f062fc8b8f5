from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.errors import StoreError
from bot.outbox import reading
from bot.outbox.store import SqlOutbox
from tests.contracts.outbox_world import LEASE_S, NOON, begin, intent, planned
from tests.outbox.world import opened, queue_behind

THREADS = 24
ACCOUNTS = [f"account-{number}" for number in range(THREADS)]


def _claim_all(outbox: SqlOutbox) -> list[object]:
    outbox.sync_plan([planned(account=account) for account in ACCOUNTS], NOON)
    return [outbox.claim(account, NOON, "run", LEASE_S) for account in ACCOUNTS]


def _side_by_side(works: list[Callable[[], None]]) -> None:
    """Run each in its own thread; the first error of any is raised here."""
    errors: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        try:
            start.wait()
            work()
        except BaseException as error:  # noqa: BLE001 -- carried to the test's own thread
            errors.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def test_what_queues_behind_a_commit_shares_the_next_one(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        claimed = [row for row in _claim_all(outbox) if row is not None]
        begun: list[bool] = []
        threads = [
            threading.Thread(target=lambda row=row: begun.append(outbox.begin(row, intent(), NOON))) for row in claimed
        ]
        with outbox.together():
            outbox.note("a commit", "in progress")
            queue_behind(outbox, threads)
            assert begun == []
            before = outbox.commits.count
        for thread in threads:
            thread.join()
        assert begun == [True] * THREADS
        # The commit in progress, then one for all of them.
        assert outbox.commits.count - before == 2


def test_many_senders_at_once_each_get_their_own_row_to_sent(tmp_path: Path) -> None:
    def send(account: str) -> Callable[[], None]:
        def work() -> None:
            claimed = outbox.claim(account, NOON, "run", LEASE_S)
            assert claimed is not None
            assert claimed.account == account
            assert outbox.begin(claimed, intent(), NOON)
            assert outbox.sent(claimed, Receipt(account), NOON)

        return work

    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned(account=account) for account in ACCOUNTS], NOON)
        before = outbox.commits.count
        _side_by_side([send(account) for account in ACCOUNTS])
        assert {row.account: row.remote_id for row in outbox.deliveries([State.SENT])} == {a: a for a in ACCOUNTS}
        assert outbox.commits.count - before < 3 * THREADS


def test_two_threads_never_claim_one_row(tmp_path: Path) -> None:
    claimed: list[str] = []

    def work() -> None:
        while row := outbox.claim("mastodon", NOON, "run", LEASE_S):
            claimed.append(row.key)

    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned(f"entry-{number}") for number in range(40)], NOON)
        _side_by_side([work] * 6)
        assert sorted(claimed) == sorted(row.key for row in outbox.deliveries())


def test_each_caller_gets_its_own_error_and_the_others_their_results(tmp_path: Path) -> None:
    results: dict[str, object] = {}

    def ask(name: str, verb: Callable[[], object]) -> threading.Thread:
        def work() -> None:
            try:
                results[name] = verb()
            except Exception as error:  # noqa: BLE001 -- kept as this caller's result
                results[name] = error

        return threading.Thread(target=work)

    def write_and_fail(connection: Connection) -> None:
        reading.note(connection, "half", "done")
        raise LookupError

    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
        sending = begin(outbox)
        threads = [
            ask("half", lambda: outbox.commits.run(write_and_fail)),
            ask("noted", lambda: outbox.note("a", "1")),
            ask("twice", lambda: outbox.sync_plan([planned("x"), planned("x")], NOON)),
            ask("illegal", lambda: outbox.settle(sending, State.MISSED, "", NOON)),
            ask("sent", lambda: outbox.sent(sending, Receipt("111"), NOON)),
        ]
        with outbox.together():
            queue_behind(outbox, threads)
        for thread in threads:
            thread.join()
        assert (results["noted"], results["sent"]) == (None, True)
        assert isinstance(results["twice"], AssertionError)
        assert isinstance(results["illegal"], ValueError)
        assert isinstance(results["half"], LookupError)
        assert (outbox.noted("a"), outbox.noted("half")) == ("1", None)
        assert [row.state for row in outbox.deliveries()] == [State.SENT]


def test_an_interrupted_thread_does_not_take_the_others_works_with_it(tmp_path: Path) -> None:
    interrupted: list[str] = []

    def work(name: str) -> Callable[[Connection], None]:
        def note(connection: Connection) -> None:
            # Ctrl-C reaches whichever thread happens to be committing for all.
            if not interrupted:
                interrupted.append(threading.current_thread().name)
                raise KeyboardInterrupt
            reading.note(connection, name, "1")

        return note

    def run() -> None:
        with suppress(KeyboardInterrupt):
            outbox.commits.run(work(threading.current_thread().name))

    with opened(tmp_path) as outbox:
        threads = [threading.Thread(target=run, name=name) for name in "abc"]
        with outbox.together():
            queue_behind(outbox, threads)
        for thread in threads:
            thread.join()
        assert {name for name in "abc" if outbox.noted(name)} == set("abc") - set(interrupted)
        outbox.note("d", "still open")


def test_nobody_waits_for_ever_for_an_outbox_that_closes(tmp_path: Path) -> None:
    refused: list[str] = []

    def late() -> None:
        try:
            outbox.counts()
        except StoreError as error:
            refused.append(error.code)

    with opened(tmp_path) as outbox:
        outbox.close()
        _side_by_side([late] * 3)
    assert refused == ["outbox-closed"] * 3


def test_a_thread_inside_together_is_not_joined_by_another(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        other = threading.Thread(target=lambda: outbox.note("other", "1"))

        def undone() -> None:
            with outbox.together():
                outbox.note("mine", "1")
                queue_behind(outbox, [other])
                raise RuntimeError("undo mine")

        with pytest.raises(RuntimeError, match="undo mine"):
            undone()
        other.join()
        assert (outbox.noted("mine"), outbox.noted("other")) == (None, "1")
