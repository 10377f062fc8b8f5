from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.daemon.disk import AFTER_IT_WAS_NEEDED, EVERY, Disk

NOON = datetime(2023, 9, 1, 12, 0, tzinfo=UTC)


@dataclass
class Space:
    """A reserve that is made when there is room."""

    room: bool = True
    is_there: bool = False
    path: Path = Path("/srv/campaign/var/campaign.db.ballast")

    def free_bytes(self) -> int:
        return 5_000_000

    def make(self) -> bool:
        self.is_there = self.is_there or self.room
        return self.is_there


@dataclass
class Staff:
    told: list[tuple[str, object]] = field(default_factory=list)

    def tell(self, code: str, **facts: object) -> None:
        self.told.append((code, facts.get("free")))

    def tell_with(self, done: Callable[[], tuple[str, Mapping[str, object]] | None]) -> bool:
        raise AssertionError("a disk settles nothing")


def test_with_room_it_is_made_and_nobody_is_told() -> None:
    space, staff = Space(), Staff()
    assert Disk(space, staff).run_once(NOON) == NOON + EVERY
    assert (space.is_there, staff.told) == (True, [])


def test_staff_hear_once_that_it_was_needed_and_once_that_it_is_back() -> None:
    space, staff = Space(), Staff()
    disk = Disk(space, staff)
    disk.run_once(NOON)
    space.is_there = space.room = False
    for minute in range(1, 40):
        disk.run_once(NOON + timedelta(minutes=minute))
    assert staff.told == [("disk-full", 5)]
    space.room = True
    disk.run_once(NOON + timedelta(minutes=41))
    disk.run_once(NOON + timedelta(minutes=42))
    assert staff.told == [("disk-full", 5), ("disk-again", None)]
    assert space.is_there


def test_what_was_just_given_up_is_not_taken_again_at_once() -> None:
    space, staff = Space(), Staff()
    disk = Disk(space, staff)
    disk.run_once(NOON)
    space.is_there = False
    disk.run_once(NOON + EVERY)
    disk.run_once(NOON + AFTER_IT_WAS_NEEDED)
    assert not space.is_there
    disk.run_once(NOON + EVERY + AFTER_IT_WAS_NEEDED)
    assert space.is_there


def test_a_disk_without_room_for_it_is_said_once() -> None:
    space, staff = Space(room=False), Staff()
    disk = Disk(space, staff)
    for minute in range(5):
        disk.run_once(NOON + timedelta(minutes=minute))
    assert staff.told == [("disk-short", 5)]
