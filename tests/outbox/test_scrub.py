"""What a person took back must not be read out of the files by whoever gets hold of the disk."""

from __future__ import annotations

import itertools
import os
import random
import threading
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from bot.campaign.photo import Reason, State
from bot.errors import StoreError
from bot.outbox.postgresql_opening import open_store
from bot.outbox.sqlite import Way
from bot.ports import Outbox, Photo, Update
from tests.contracts.outbox_photo_world import FIRST, here, mailed, repost
from tests.contracts.outbox_repost_contract import NEVER, out, taken_back
from tests.contracts.outbox_world import NOON, after, planned
from tests.outbox.postgres_server import Server
from tests.outbox.world import HASTY, ROLLBACK_JOURNAL, WRITE_AHEAD_LOG, opened

CANARY = "CANARY"
JOURNALS = pytest.mark.parametrize(
    "way", [ROLLBACK_JOURNAL, WRITE_AHEAD_LOG], ids=["rollback journal", "write-ahead log"]
)


def told_by(number: int, words: random.Random) -> Photo:
    """A photo whose every word is a canary, of such lengths that pages are split."""
    canary = f"{CANARY}{number:05}"
    told = dict.fromkeys(("author", "remote_id", "url", "fingerprint", "tag", "alt", "city", "contact"), canary)
    told["alt"] = canary * words.randint(1, 20)
    told["consent"] = canary
    return mailed(f"{number:016x}", **told, original=f"{canary}{'0' * 53}", sha256=f"{canary}{'1' * 53}")


def left(folder: Path) -> dict[str, int]:
    """How often a canary stands in each file beside the database, itself included."""
    found = {path.name: path.read_bytes().count(CANARY.encode()) for path in (folder / "var").iterdir()}
    return {name: number for name, number in found.items() if number}


def filled_and_wiped(outbox: Outbox, number: int = 300) -> None:
    words = random.Random(1)  # noqa: S311 -- the same file each time
    with outbox.together():
        for index in range(number):
            assert outbox.take_photo(told_by(index, words))
            earlier = here(outbox, f"{words.randint(0, index):016x}")
            assert outbox.keep_photo(replace(earlier, alt=CANARY * words.randint(0, 30)), NOON)
    with outbox.together():
        for photo in outbox.photos():
            assert outbox.step_photo(photo, State.EXPIRED, Reason.CAMPAIGN_OVER, NOON)
        # Their rows stay, with nothing in them; only the names of their files go.
        assert outbox.forget_photos(NEVER, NEVER, NEVER).photos == 0


@JOURNALS
def test_after_scrubbing_no_byte_of_a_wiped_photo_is_in_any_file(tmp_path: Path, way: Way) -> None:
    with opened(tmp_path, way) as outbox:
        filled_and_wiped(outbox)
        # Without which this would prove nothing: deleting alone leaves copies in the gaps of pages that were split.
        assert left(tmp_path)
        outbox.scrub()
        # While the daemon goes on.
        assert left(tmp_path) == {}
        assert outbox.take_photo(mailed())
    assert left(tmp_path) == {}


@JOURNALS
def test_nor_of_its_repost_nor_of_what_was_asked_in_private(tmp_path: Path, way: Way) -> None:
    with opened(tmp_path, way) as outbox:
        outbox.take_photo(mailed())
        outbox.step_photo(here(outbox), State.QUEUED, None, NOON)
        outbox.step_photo(here(outbox), State.APPROVED, None, NOON)
        outbox.add_delivery(replace(repost(), text=f"Photo : {CANARY}", repost_of=CANARY))
        out(outbox)
        outbox.step_photo(here(outbox), State.WITHDRAWN, Reason.STOP, NOON)
        taken_back(outbox)
        outbox.receive("bot", [Update(1, {"text": CANARY})], NOON)
        outbox.handled("bot", 1, NOON)
        outbox.forget_updates(after(1))
        outbox.forget_photos(after(1), NEVER, NEVER)
        outbox.scrub()
        assert left(tmp_path) == {}


def test_numbers_are_not_used_again_after_scrubbing(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        filled_and_wiped(outbox, 3)
        assert outbox.forget_photos(after(1), NEVER, NEVER).photos == 3
        outbox.scrub()
        outbox.take_photo(mailed())
        assert here(outbox, FIRST).number == 4


def test_whoever_writes_meanwhile_waits_and_loses_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        taken = list[bool]()

        def take() -> None:
            taken.extend(outbox.take_photo(mailed(f"{number:016x}")) for number in range(40))

        writer = threading.Thread(target=take)
        writer.start()
        for _ in range(10):
            outbox.scrub()
        writer.join()
        assert taken == [True] * 40
        assert len(outbox.photos()) == 40


def test_a_file_that_somebody_reads_is_left_whole_and_named(tmp_path: Path) -> None:
    with opened(tmp_path, replace(HASTY, version=(3, 40, 1))) as outbox, opened(tmp_path) as reader:
        outbox.sync_plan([planned()], NOON)
        with reader.together():
            assert reader.get(planned().key) is not None
            with pytest.raises(StoreError) as caught:
                outbox.scrub()
        assert caught.value.code == "outbox-locked"
        outbox.scrub()
        assert len(outbox.deliveries()) == 1


def _killed_at(point: int, folder: Path, way: Way) -> bool:
    """Whether a process of its own died after ``point`` times ten steps of the wiping."""
    process = os.fork()
    if process == 0:
        with suppress(BaseException), opened(folder, way) as outbox:
            passed = itertools.count(1)
            raw = outbox.commits._connection.connection.driver_connection  # type: ignore[attr-defined] # to die in its midst
            raw.set_progress_handler(lambda: os.kill(os.getpid(), 9) if next(passed) == point else None, 10)
            outbox.scrub()
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


@JOURNALS
def test_a_crash_while_the_file_is_written_anew_loses_nothing(tmp_path: Path, way: Way) -> None:
    with opened(tmp_path, way) as outbox:
        filled_and_wiped(outbox)
        for number in range(60):
            outbox.take_photo(mailed(f"{number + 1000:016x}"))
        before = outbox.photos()
    killed = 0
    for point in range(1, 200, 9):
        if not _killed_at(point, tmp_path, way):
            break
        killed += 1
        with opened(tmp_path, way) as outbox:
            assert outbox.photos() == before
    assert killed > 3
    with opened(tmp_path, way) as outbox:
        outbox.scrub()
    assert left(tmp_path) == {}


def test_on_a_server_the_tables_of_photos_are_written_anew(postgresql: Server) -> None:
    url = postgresql.fresh("scrubbed")
    where = "SELECT pg_relation_filepath('photos')"
    with closing(open_store(url)) as outbox:
        filled_and_wiped(outbox, 40)
        postgresql.ask("CHECKPOINT", "scrubbed")
        before = postgresql.file(str(postgresql.ask(where, "scrubbed")[0][0]))
        assert CANARY.encode() in before
        outbox.scrub()
        postgresql.ask("CHECKPOINT", "scrubbed")
        assert CANARY.encode() not in postgresql.file(str(postgresql.ask(where, "scrubbed")[0][0]))
        # Its connection is not dealt out again: a verb waits no longer than before.
        assert outbox.commits.run(lambda c: c.exec_driver_sql("SHOW statement_timeout").scalar()) == "10s"
        assert outbox.take_photo(mailed())
