from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.delivery import State
from bot.errors import StoreError, UnreachableError
from bot.outbox import reading
from bot.outbox.postgresql_opening import open_store
from bot.outbox.store import SqlOutbox
from tests.contracts.outbox_world import KEY, NOON, RECEIPT, begin, planned, row, standing
from tests.outbox.postgres_proxy import Loss, Proxy, proxy
from tests.outbox.postgres_server import IN_URL, USER, Server

COUNT = "SELECT count(*) FROM alarms"
BACKENDS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'rebours' AND datname = 'cleared'"
)


@contextmanager
def opened(url: str) -> Iterator[SqlOutbox]:
    outbox = open_store(url)
    try:
        yield outbox
    finally:
        outbox.close()


@pytest.fixture
def between(postgresql: Server) -> Iterator[tuple[SqlOutbox, Proxy]]:
    """An outbox, and what stands between it and its server."""
    postgresql.cleared()
    with (
        proxy(postgresql.port) as found,
        opened(f"postgresql://{USER}:{IN_URL}@127.0.0.1:{found.port}/cleared") as outbox,
    ):
        yield outbox, found


def _counted(ran: list[int]) -> Callable[[Connection], str]:
    def work(connection: Connection) -> str:
        ran.append(len(ran))
        reading.raise_alarm(connection, "code", "text", NOON)
        return f"run {len(ran)}"

    return work


def test_a_commit_whose_answer_was_lost_is_asked_for_and_not_done_again(
    postgresql: Server, between: tuple[SqlOutbox, Proxy]
) -> None:
    (outbox, cut), ran = between, list[int]()
    cut.lose = Loss.ON_THE_WAY_BACK
    assert outbox.commits.run(_counted(ran)) == "run 1"
    assert cut.lost.is_set()
    assert postgresql.ask(COUNT, "cleared") == [(1,)]


def test_a_commit_that_never_arrived_is_done_again(postgresql: Server, between: tuple[SqlOutbox, Proxy]) -> None:
    (outbox, cut), ran = between, list[int]()
    cut.lose = Loss.ON_THE_WAY_THERE
    assert outbox.commits.run(_counted(ran)) == "run 2"
    assert postgresql.ask(COUNT, "cleared") == [(1,)]


def test_a_commit_the_server_has_not_decided_yet_is_waited_for(
    postgresql: Server, between: tuple[SqlOutbox, Proxy]
) -> None:
    (outbox, cut), ran, came = between, list[int](), list[str]()
    cut.lose = Loss.LATE
    asking = threading.Thread(target=lambda: came.append(outbox.commits.run(_counted(ran))))
    asking.start()
    assert cut.lost.wait(30)
    waits = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'cleared' AND wait_event_type = 'Lock'"
    while postgresql.ask(waits, "cleared") != [(1,)]:
        assert asking.is_alive(), "it decided before the server did"
    assert came == []
    cut.let_through.set()
    asking.join()
    assert came == ["run 1"]
    assert postgresql.ask(COUNT, "cleared") == [(1,)]


@pytest.mark.parametrize("loss", [Loss.ON_THE_WAY_BACK, Loss.ON_THE_WAY_THERE])
def test_what_was_done_together_is_there_or_an_error_says_that_it_is_not(
    postgresql: Server, between: tuple[SqlOutbox, Proxy], loss: Loss
) -> None:
    outbox, cut = between
    cut.lose = loss
    if loss is Loss.ON_THE_WAY_BACK:
        with outbox.together():
            outbox.raise_alarm("one", "", NOON)
            outbox.raise_alarm("two", "", NOON)
    else:
        with pytest.raises(UnreachableError), outbox.together():
            outbox.raise_alarm("one", "", NOON)
    assert postgresql.ask(COUNT, "cleared") == [(2 if loss is Loss.ON_THE_WAY_BACK else 0,)]
    assert outbox.noted("anything") is None


def test_a_receipt_whose_commit_was_lost_is_written_once(between: tuple[SqlOutbox, Proxy]) -> None:
    outbox, cut = between
    outbox.sync_plan([planned()], NOON)
    sending = begin(outbox)
    cut.lose = Loss.ON_THE_WAY_BACK
    assert outbox.sent(sending, RECEIPT, NOON)
    assert row(outbox).remote_id == "111"
    assert [attempt.outcome for attempt in outbox.attempts_of(KEY)] == ["sent"]


def test_a_backend_that_is_ended_before_its_commit_costs_one_more_try(postgresql: Server) -> None:
    with opened(postgresql.cleared()) as outbox:
        ran: list[int] = []

        def work(connection: Connection) -> None:
            ran.append(1)
            reading.raise_alarm(connection, "code", "text", NOON)
            if len(ran) == 1:
                postgresql.ask(BACKENDS)

        outbox.commits.run(work)
        assert len(ran) == 2
        assert postgresql.ask(COUNT, "cleared") == [(1,)]


def test_idle_connections_that_the_server_ended_are_nobodys_concern(postgresql: Server) -> None:
    with opened(postgresql.cleared()) as outbox:
        assert outbox.pauses() == []
        postgresql.ask(BACKENDS)
        assert outbox.pauses() == []


def test_a_deadlock_is_tried_again_until_both_are_done(postgresql: Server) -> None:
    with opened(postgresql.cleared()) as outbox:
        outbox.note("a", "0")
        outbox.note("b", "0")
        both = threading.Barrier(2)

        def crosswise(first: str, second: str) -> Callable[[Connection], None]:
            met: list[bool] = []

            def work(connection: Connection) -> None:
                reading.note(connection, first, first + second)
                if not met:
                    met.append(True)
                    both.wait(30)
                reading.note(connection, second, first + second)

            return work

        threads = [threading.Thread(target=outbox.commits.run, args=(crosswise(*names),)) for names in ("ab", "ba")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert outbox.noted("a") == outbox.noted("b")


def test_a_mistake_of_the_program_keeps_its_own_error_and_changes_nothing(postgresql: Server) -> None:
    with opened(postgresql.cleared()) as outbox:
        with pytest.raises(sa.exc.ProgrammingError) as caught:
            outbox.commits.run(lambda connection: connection.exec_driver_sql("SELECT no_such_column FROM notes"))
        assert isinstance(caught.value.orig, psycopg.errors.UndefinedColumn)
        assert outbox.noted("anything") is None


def test_threads_work_side_by_side_and_only_the_one_inside_sees_what_is_not_committed(postgresql: Server) -> None:
    with opened(postgresql.cleared()) as outbox:
        outbox.sync_plan([planned()], NOON)
        seen: list[object] = []
        with outbox.together():
            outbox.note("inside", "yes")
            other = threading.Thread(target=lambda: seen.append((outbox.noted("inside"), standing(outbox)[0])))
            other.start()
            other.join()
            assert outbox.noted("inside") == "yes"
        assert seen == [(None, State.PLANNED)]
        assert outbox.noted("inside") == "yes"


def test_a_closed_outbox_says_so(postgresql: Server) -> None:
    outbox = open_store(postgresql.cleared())
    outbox.close()
    outbox.close()
    with pytest.raises(StoreError, match="already closed"):
        outbox.pauses()
