"""The disk refuses SQLite one write, truncation or sync after another: full, broken, for once or from then on."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.campaign.delivery import State
from bot.outbox.ballast import Ballast
from bot.outbox.sqlite import Way
from tests.contracts.outbox_world import NOON, after
from tests.outbox.sender import PLAN, Sending, faults
from tests.outbox.shim import FULL, IOERR_FSYNC, IOERR_TRUNCATE, OK, Shim, Step
from tests.outbox.world import ROLLBACK_JOURNAL, WRITE_AHEAD_LOG, ask, opened

BROKEN = {"truncate": IOERR_TRUNCATE, "sync": IOERR_FSYNC}
"""What decides when a commit is one; a write that fails undoes all, whatever its error is called."""
FROM_THEN_ON = 10**9


class Disk:
    """Fails from the step with this number on, for so many steps."""

    def __init__(self, kind: Callable[[Step], int], first: int, times: int) -> None:
        self._kind = kind
        self._first, self._end = first, first + times
        self.count = 0
        self.armed = False

    def __call__(self, step: Step) -> int:
        code = self._kind(step) if self.armed else OK
        if code == OK:
            return OK
        self.count += 1
        return code if self._first <= self.count - 1 < self._end else OK


def full(step: Step) -> int:
    return FULL if step.kind == "write" else OK


def broken(step: Step) -> int:
    return BROKEN.get(step.kind, OK)


@pytest.fixture
def quick() -> Iterator[Path]:
    """A folder in memory, where there is such a thing: hundreds of syncs are no proof of the real disk's speed."""
    place = Path("/dev/shm")  # noqa: S108 -- a folder of our own in it
    with TemporaryDirectory(dir=place if place.is_dir() else None) as folder:
        yield Path(folder)


def planned_in(folder: Path, way: Way) -> None:
    with opened(folder, way) as outbox:
        outbox.sync_plan(PLAN, NOON)
        outbox.warm(NOON)


def steps_in_all(folder: Path, way: Way, kind: Callable[[Step], int]) -> int:
    """How many places there are to fail at."""
    planned_in(folder, way)
    disk = Disk(kind, 0, 0)
    with Shim(disk), opened(folder, way) as outbox:
        disk.armed = True
        assert Sending().go(outbox)
        disk.armed = False
    return disk.count


@pytest.mark.parametrize(
    ("kind", "times", "way"),
    [
        (full, FROM_THEN_ON, ROLLBACK_JOURNAL),
        (full, FROM_THEN_ON, WRITE_AHEAD_LOG),
        (broken, 1, ROLLBACK_JOURNAL),
        (broken, FROM_THEN_ON, ROLLBACK_JOURNAL),
        (broken, FROM_THEN_ON, WRITE_AHEAD_LOG),
    ],
)
def test_whichever_write_fails_nothing_is_sent_unrecorded_and_nothing_twice_after_it(
    quick: Path, way: Way, kind: Callable[[Step], int], times: int
) -> None:
    places = steps_in_all(quick / "sound", way, kind)
    assert places >= 4
    planned_in(quick / "planned", way)
    refused = 0
    for place in range(places):
        folder = quick / str(place)
        shutil.copytree(quick / "planned", folder)
        disk, sending = Disk(kind, place, times), Sending()
        with Shim(disk), opened(folder, way) as outbox:
            disk.armed = True
            sending.go(outbox)
            refused += sending.refused
            # Killed here, with the disk as it is: another daemon finds these files.
            shutil.copytree(folder, quick / f"{place} killed")
            left = Counter(sending.called)
            disk.armed = False
            # A claim that is on the disk, and was told as failed, is free again when its lease is over.
            assert sending.go(outbox, now=after(6))
            assert faults(outbox, sending) == [], f"write {place}"
            assert sum(sending.called.values()) == len(PLAN)
        assert ask(folder, "PRAGMA integrity_check") == [("ok",)]
        with opened(quick / f"{place} killed", way) as outbox:
            outbox.recover("second run", after(1))
            # What had left is known to be out, from the journal of receipts, without a look at the network.
            assert {row.key for row in outbox.deliveries([State.SENT])} == set(left), f"killed at write {place}"
            later = Sending(called=left)
            assert later.go(outbox, "second run", after(6))
            # A commit whose last sync failed is there, and was told as failed: its post is looked for.
            assert faults(outbox, later, unknown_allowed=1) == [], f"killed at write {place}"
    assert refused >= places // 2


def test_a_full_disk_gives_the_ballast_up_and_the_work_in_hand_goes_through(tmp_path: Path) -> None:
    planned_in(tmp_path, ROLLBACK_JOURNAL)
    ballast = Ballast(tmp_path / "var" / "campaign.db", room=0)
    assert ballast.make()

    def until_it_is_gone(step: Step) -> int:
        return FULL if step.kind == "write" and ballast.is_there else OK

    with Shim(until_it_is_gone), opened(tmp_path) as outbox:
        sending = Sending()
        assert sending.go(outbox)
        assert (sending.refused, faults(outbox, sending)) == (0, [])
    assert not ballast.is_there
