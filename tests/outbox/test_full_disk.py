"""A real disk that is really full: a small one in memory, with room for no page, for one, for two and so on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.errors import StoreError
from bot.outbox.copying import copy_file
from tests.contracts.outbox_world import NOON, after
from tests.outbox.sender import PLAN, Sending, faults
from tests.outbox.world import ask, database, opened

PAGE = 4096
MOST_PAGES = 14
"""More than one delivery's writes need at once, so that the last try is a sound one."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        if os.environ.get("CI"):
            pytest.fail("a small disk could not be mounted; in continuous integration tests run as root")
        pytest.skip("only root may mount a small disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def fill(disk: Path, free: int) -> Path:
    """Take all of it but so many bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        left = shutil.disk_usage(disk).free - free
        while left > 0:
            left -= file.write(bytes(min(left, 1 << 16)))
    assert shutil.disk_usage(disk).free == free
    return filler


def test_with_room_for_any_number_of_pages_nothing_is_sent_unrecorded_and_nothing_twice(
    disk: Path, tmp_path: Path
) -> None:
    refused = []
    for pages in range(MOST_PAGES + 1):
        folder, killed = disk / "campaign", tmp_path / f"{pages} killed"
        with opened(folder) as outbox:
            outbox.sync_plan(PLAN, NOON)
            outbox.warm(NOON)
            filler, sending = fill(disk, pages * PAGE), Sending()
            sending.go(outbox)
            refused.append(sending.refused)
            shutil.copytree(folder, killed)
            left = Counter(sending.called)
            filler.unlink()
            assert sending.go(outbox, now=after(6))
            assert faults(outbox, sending) == [], f"room for {pages}"
        assert ask(folder, "PRAGMA integrity_check") == [("ok",)]
        shutil.rmtree(folder)
        # Instead of going on, it was killed: the next one finds the files as they were.
        with opened(killed) as outbox:
            outbox.recover("second run", after(1))
            assert {row.key for row in outbox.deliveries([State.SENT])} == set(left), f"room for {pages}"
            later = Sending(called=left)
            assert later.go(outbox, "second run", after(6))
            assert faults(outbox, later, unknown_allowed=1) == []
    assert refused[0] == 1
    assert refused[-1] == 0


def test_a_disk_that_becomes_read_only_stops_sending_and_forgets_nothing(disk: Path) -> None:
    with opened(disk) as outbox:
        outbox.sync_plan(PLAN, NOON)
    # As the kernel does it after an error of the disk; it refuses while a file is open to be written.
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with pytest.raises(StoreError) as caught:
        opened(disk).__enter__()
    assert caught.value.code in {"outbox-folder", "outbox-read-only", "outbox-disk"}
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    with opened(disk) as outbox:
        sending = Sending()
        assert sending.go(outbox)
        assert faults(outbox, sending) == []


def test_a_backup_that_does_not_fit_leaves_nothing_behind(disk: Path, tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan(PLAN, NOON)
    fill(disk, 3 * PAGE)
    with pytest.raises(StoreError) as caught:
        copy_file(database(tmp_path), disk / "backups" / "one.db", NOON)
    assert caught.value.code == "backup-failed"
    assert list((disk / "backups").iterdir()) == []
