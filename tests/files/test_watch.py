from __future__ import annotations

import os
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from time import monotonic

import pytest

from bot.files.watch import UNTOLD_MS, watch
from tests.files.reading import FILES, write

SOON_S = 30.0
"""Far longer than a second: a busy machine is not what these tests are about."""


class Watched:
    """A watcher in a thread of its own, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: Queue[None] = Queue()
        self.stop = Event()
        self.thread = Thread(target=watch, args=(folder, lambda: self.told.put(None), self.stop))
        self.thread.start()

    def tells(self) -> bool:
        """Whether a save is told; one that is told in two parts counts as one."""
        try:
            self.told.get(timeout=SOON_S)
        except Empty:
            return False
        return True

    def says_nothing_more_before(self, path: str) -> bool:
        """A save that must be told is told once: so nothing was told of what happened before it."""
        write(self.folder, {path: "# last\n"})
        once = self.tells()
        return once and self.told.empty()


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    watcher = Watched(folder)
    try:
        assert watcher.tells(), "that it watches"
        yield watcher
    finally:
        watcher.stop.set()
        watcher.thread.join(SOON_S)
        assert not watcher.thread.is_alive()


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    return write(tmp_path / "campaign")


@pytest.mark.parametrize("path", [*FILES, "schedules/new.yaml", "messages/de/new.ftl"])
def test_a_save_is_told(campaign: Path, path: str) -> None:
    with watched(campaign) as watcher:
        write(campaign, {path: "# saved\n"})
        assert watcher.tells()


def save_in_place(path: Path) -> None:
    with path.open("a") as file:
        file.write("# more\n")


def save_as_editors_do(path: Path) -> None:
    half = path.with_name(f".{path.name}.half")
    half.write_text(f"{path.read_text()}# more\n")
    half.rename(path)


def delete(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name(f"new-{path.name}"))


@pytest.mark.parametrize("save", [save_in_place, save_as_editors_do, delete, rename])
@pytest.mark.parametrize("path", ["settings.yaml", "schedules/countdown.yaml", "messages/fr/campaign.ftl"])
def test_however_it_is_saved_it_is_told(campaign: Path, path: str, save: Callable[[Path], None]) -> None:
    with watched(campaign) as watcher:
        save(campaign / path)
        assert watcher.tells()


def save_within_one_tick_of(path: Path, old: str, new: str) -> None:
    """As a second save leaves a file on a disk whose clock has not moved since the first."""
    assert len(old) == len(new)
    before = path.stat()
    path.write_text(path.read_text().replace(old, new))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


@pytest.mark.parametrize("number", ["7", "8"])
def test_a_save_that_leaves_length_and_time_as_they_were_is_told(campaign: Path, number: str) -> None:
    with watched(campaign) as watcher:
        save_within_one_tick_of(campaign / "schedules" / "countdown.yaml", "when: 3, 2", f"when: {number}, 2")
        assert watcher.tells()


def test_a_file_that_was_only_opened_or_saved_as_it_was_is_not_told(campaign: Path) -> None:
    with watched(campaign) as watcher:
        (campaign / "settings.yaml").open("a").close()
        save_within_one_tick_of(campaign / "schedules" / "countdown.yaml", "when: 3, 2", "when: 3, 2")
        assert watcher.says_nothing_more_before("messages/fr/campaign.ftl")


def test_a_pipe_among_the_files_keeps_nobody_waiting(campaign: Path) -> None:
    os.mkfifo(campaign / "schedules" / "pipe.yaml")
    with watched(campaign) as watcher:
        save_in_place(campaign / "settings.yaml")
        assert watcher.tells()


WITHIN_S = 0.8 * UNTOLD_MS / 1000
"""What is told before the look that needs no telling was told by an event; two seconds on a computer at rest."""


@pytest.mark.parametrize("save", [save_in_place, save_as_editors_do])
@pytest.mark.parametrize("name", ["settings.yaml", "secrets.env"])
def test_a_file_that_is_a_link_is_seen_when_what_it_leads_to_is_saved(
    campaign: Path, tmp_path: Path, name: str, save: Callable[[Path], None]
) -> None:
    target = tmp_path / "elsewhere" / f"real-{name}"
    target.parent.mkdir()
    target.write_text(FILES.get(name, "A=1\n"), encoding="utf-8")
    (campaign / name).unlink(missing_ok=True)
    (campaign / name).symlink_to(target)
    with watched(campaign) as watcher:
        for _ in range(2):
            save(target)
            began = monotonic()
            assert watcher.tells()
            assert monotonic() - began < WITHIN_S


def test_a_link_that_is_led_elsewhere_is_watched_where_it_leads_now(campaign: Path, tmp_path: Path) -> None:
    settings = campaign / "settings.yaml"
    targets = [tmp_path / name / "settings.yaml" for name in ("old", "new")]
    for target in targets:
        target.parent.mkdir()
        target.write_text(FILES["settings.yaml"], encoding="utf-8")
    settings.unlink()
    settings.symlink_to(targets[0])
    with watched(campaign) as watcher:
        fresh = campaign / ".settings.yaml.half"
        fresh.symlink_to(targets[1])
        fresh.rename(settings)
        assert watcher.tells()
        began = monotonic()
        save_in_place(targets[1])
        assert watcher.tells()
        assert monotonic() - began < WITHIN_S


@pytest.mark.parametrize("save", [save_in_place, save_as_editors_do, delete])
def test_saved_secrets_are_told(campaign: Path, save: Callable[[Path], None]) -> None:
    write(campaign, {"secrets.env": "A=1\n"})
    with watched(campaign) as watcher:
        save(campaign / "secrets.env")
        assert watcher.tells()


def test_what_is_not_the_campaigns_is_not_told(campaign: Path) -> None:
    write(campaign, {"var/campaign.db": "x"})
    with watched(campaign) as watcher:
        write(campaign, {"var/campaign.db": "y", "var/last-good/current": "z", "photos/a.jpg": "", "notes.txt": ""})
        write(campaign, {"schedules/.countdown.yaml.swp": "", "messages/fr/campaign.ftl~": "", "schedules/.#a": ""})
        assert watcher.says_nothing_more_before("schedules/countdown.yaml")


def test_many_files_saved_together_are_told_together(campaign: Path) -> None:
    with watched(campaign) as watcher:
        write(campaign, {f"schedules/{number}.yaml": "posts: {}\n" for number in range(30)})
        assert watcher.tells()
        assert watcher.says_nothing_more_before("settings.yaml")


@pytest.mark.parametrize("name", ["schedules", "messages", "messages/fr"])
def test_a_folder_replaced_by_another_is_watched_on(campaign: Path, tmp_path: Path, name: str) -> None:
    with watched(campaign) as watcher:
        shutil.copytree(campaign / name, tmp_path / "new")
        shutil.move(campaign / name, tmp_path / "old")
        shutil.move(tmp_path / "new", campaign / name)
        assert watcher.tells()
        inner = next(path for path in FILES if path.startswith(name))
        assert watcher.says_nothing_more_before(inner)


def test_folders_that_are_missing_at_first_are_watched_once_they_are_there(tmp_path: Path) -> None:
    with watched(tmp_path / "campaign") as watcher:
        for path in ("settings.yaml", "schedules/countdown.yaml", "messages/fr/campaign.ftl", "messages/hy/x.ftl"):
            write(tmp_path / "campaign", {path: FILES.get(path, "")})
            assert watcher.tells(), path


def test_it_stops_when_told_to_whatever_it_waits_for(campaign: Path, tmp_path: Path) -> None:
    for folder in (campaign, tmp_path / "none"):
        with watched(folder) as watcher:
            assert watcher.told.empty()
        stopped = Event()
        stopped.set()
        watch(folder, lambda: pytest.fail("it was stopped"), stopped)


def test_while_nobody_saves_it_costs_next_to_nothing(campaign: Path) -> None:
    with watched(campaign) as watcher:
        before = resource.getrusage(resource.RUSAGE_SELF)
        watcher.stop.wait(2.0)
        after = resource.getrusage(resource.RUSAGE_SELF)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    assert spent < 0.1
