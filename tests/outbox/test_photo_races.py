"""Two processes, or two daemons on one server, at the same photo in the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bot.campaign.photo import Reason, State
from bot.outbox.postgresql_opening import open_store
from bot.ports import Grave, Outbox, Photo
from tests.contracts.outbox_photo_world import here, mailed, photo, repost
from tests.contracts.outbox_world import NOON, after
from tests.outbox.postgres_server import Server
from tests.outbox.world import ROLLBACK_JOURNAL, WRITE_AHEAD_LOG, child, line, opened

ROUNDS = 25
RACER = """
from bot.campaign.photo import Reason, State
with opened(pathlib.Path(sys.argv[1]), globals()[sys.argv[2]]) as outbox:
    photos = outbox.photos()
    print("ready", flush=True)
    sys.stdin.readline()
    state, reason = (State.WITHDRAWN, Reason.STOP) if sys.argv[3] == "stop" else (State.APPROVED, None)
    print("".join(str(int(outbox.step_photo(photo, state, reason, after(1)))) for photo in photos), flush=True)
"""


@pytest.mark.parametrize("journal", ["ROLLBACK_JOURNAL", "WRITE_AHEAD_LOG"])
def test_of_two_processes_that_decide_about_the_same_photo_exactly_one_does(tmp_path: Path, journal: str) -> None:
    way = {"ROLLBACK_JOURNAL": ROLLBACK_JOURNAL, "WRITE_AHEAD_LOG": WRITE_AHEAD_LOG}[journal]
    with opened(tmp_path, way) as outbox:
        for number in range(ROUNDS):
            outbox.take_photo(photo(f"{number:016x}", state=State.QUEUED))
    with child(RACER, tmp_path, journal, "stop") as one, child(RACER, tmp_path, journal, "approve") as other:
        racers = (one, other)
        assert [line(racer) for racer in racers] == ["ready", "ready"]
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("go\n")
            racer.stdin.flush()
        stopped, approved = (line(racer) for racer in racers)
    assert [int(one) + int(other) for one, other in zip(stopped, approved, strict=True)] == [1] * ROUNDS
    with opened(tmp_path, way) as outbox:
        for won, found in zip(stopped, outbox.photos(), strict=True):
            assert found.state is (State.WITHDRAWN if won == "1" else State.APPROVED)
            assert outbox.is_entombed(Grave.SOURCE, found.origin) is (won == "1")


def _at_once(url: str, *works: Callable[[Outbox], bool]) -> list[bool]:
    """What each work said, each on a store of its own."""
    start, said = threading.Barrier(len(works)), [False] * len(works)

    def run(number: int, outbox: Outbox) -> None:
        start.wait()
        said[number] = works[number](outbox)

    with ExitStack() as stores:
        outboxes = [stores.enter_context(closing(open_store(url))) for _ in works]
        threads = [threading.Thread(target=run, args=pair) for pair in enumerate(outboxes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return said


def test_on_a_server_the_same_source_found_by_three_daemons_is_taken_once(postgresql: Server) -> None:
    url = postgresql.cleared()
    for round_ in range(6):
        origin = f"origin {round_}"
        taken = _at_once(
            url,
            *(
                lambda outbox, who=who, origin=origin, round_=round_: outbox.take_photo(
                    photo(f"{round_:08}{who:08}", origin=origin)
                )
                for who in range(3)
            ),
        )
        assert sorted(taken) == [False, False, True]


def test_on_a_server_one_decision_about_a_photo_counts_and_one_repost_is_added(postgresql: Server) -> None:
    url = postgresql.cleared()
    with closing(open_store(url)) as outbox:
        for round_ in range(6):
            photo_id = f"{round_:016x}"
            outbox.take_photo(photo(photo_id, state=State.QUEUED))
            read: Photo = here(outbox, photo_id)
            decided = _at_once(
                url,
                lambda store, read=read: store.step_photo(read, State.APPROVED, None, NOON),  # type: ignore[misc] # bound here
                lambda store, read=read: store.step_photo(read, State.GONE, Reason.DELETED, NOON),  # type: ignore[misc] # bound here
            )
            assert sorted(decided) == [False, True]
            assert here(outbox, photo_id).state is (State.APPROVED if decided[0] else State.GONE)
            added = _at_once(url, *[lambda store, key=photo_id: store.add_delivery(repost(key))] * 2)
            assert sorted(added) == [False, True]


def test_on_a_server_whoever_opts_out_while_a_photo_is_taken_is_found_or_was_in_time(postgresql: Server) -> None:
    url = postgresql.cleared()
    for round_ in range(6):
        author = f"author {round_}"
        found = list[bool]()

        def opt_out(store: Outbox, author: str = author, found: list[bool] = found) -> bool:
            store.entomb(Grave.AUTHOR, author, NOON)
            found.append(bool(store.photos_by(author)))
            return True

        taken, _ = _at_once(
            url,
            lambda store, author=author, number=round_: store.take_photo(  # type: ignore[misc] # bound here
                mailed(f"{number:016x}", author=author)
            ),
            opt_out,
        )
        assert found == [taken]


def test_on_a_server_no_more_replies_are_sent_than_may_be_however_many_ask(postgresql: Server) -> None:
    url = postgresql.cleared()
    said = _at_once(url, *[lambda store: store.may_reply("mark", after(1), 2)] * 5)
    assert sorted(said) == [False, False, False, True, True]
    with closing(open_store(url)) as outbox:
        assert not outbox.may_reply("mark", after(2), 2)
