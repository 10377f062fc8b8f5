from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.last_good import LastGood, Version
from bot.files.read import read_sources
from tests.files.reading import FILES

NOW = datetime(2023, 8, 30, 16, 2, tzinfo=UTC)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_nothing_kept_is_nothing_restored(tmp_path: Path) -> None:
    assert LastGood(tmp_path / "var/last-good").restore() is None


def test_a_version_comes_back_whole_and_reads_as_the_same_campaign(tmp_path: Path) -> None:
    LastGood(tmp_path / "var/last-good").keep(FILES, {"photos/a.jpg"}, NOW)
    version = LastGood(tmp_path / "var/last-good").restore()
    assert version == Version(FILES, frozenset({"photos/a.jpg"}), NOW)
    before, after = read_sources(FILES, tmp_path), read_sources(version.sources, tmp_path)
    assert before.campaign is not None
    assert after.campaign is not None
    assert (after.campaign.settings, after.campaign.entries) == (before.campaign.settings, before.campaign.entries)


@given(st.dictionaries(st.sampled_from(["a.yaml", "b/c.yaml", "b/é.ftl"]), st.text(), min_size=1))
def test_every_character_and_line_end_is_kept(
    tmp_path_factory: pytest.TempPathFactory, sources: dict[str, str]
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    try:
        LastGood(folder).keep(sources, (), NOW)
        version = LastGood(folder).restore()
        assert version is not None
        assert version.sources == sources
    finally:
        shutil.rmtree(folder)


def test_a_newer_version_takes_the_place_of_the_older_and_leaves_nothing_of_it(tmp_path: Path) -> None:
    kept = LastGood(tmp_path)
    kept.keep(FILES, (), NOW)
    newer = FILES | {"schedules/more.yaml": "posts: {}"}
    kept.keep(newer, (), NOW + timedelta(hours=1))
    version = kept.restore()
    assert version is not None
    assert (version.sources, version.kept_at) == (newer, NOW + timedelta(hours=1))
    assert len(names(tmp_path / "versions")) == 1
    assert names(tmp_path) == {"current", "versions"}


def test_the_same_version_again_is_not_written_again(tmp_path: Path) -> None:
    kept = LastGood(tmp_path)
    kept.keep(FILES, (), NOW)
    written = (tmp_path / "current").stat().st_ino
    kept.keep(dict(reversed(FILES.items())), (), NOW + timedelta(hours=1))
    assert (tmp_path / "current").stat().st_ino == written


def version_folder(folder: Path) -> Path:
    [home] = (folder / "versions").iterdir()
    return home


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a file changed": lambda home: (home / "settings.yaml").write_text("campaign: Other\n"),
    "a file gone": lambda home: (home / "schedules/countdown.yaml").unlink(),
    "a file of other bytes": lambda home: (home / "messages/fr/campaign.ftl").write_bytes(b"\xff"),
    "no JSON": lambda home: (home / "about.json").write_text("{"),
    "other JSON": lambda home: (home / "about.json").write_text("[]"),
    "a way out": lambda home: (home / "about.json").write_text('{"files": ["../../outside"], "photos": []}'),
    "no version": shutil.rmtree,
    "another name": lambda home: (home.parent.parent / "current").write_text("../../etc"),
    "no name": lambda home: (home.parent.parent / "current").write_bytes(b"\xff"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_version_that_is_not_as_it_was_written_is_not_restored(tmp_path: Path, damage: str) -> None:
    kept = LastGood(tmp_path)
    kept.keep(FILES, (), NOW)
    DAMAGES[damage](version_folder(tmp_path))
    assert kept.restore() is None
    kept.keep(FILES | {"schedules/b.yaml": ""}, (), NOW)
    assert kept.restore() is not None


def test_a_version_damaged_on_the_disk_is_written_anew(tmp_path: Path) -> None:
    kept = LastGood(tmp_path)
    kept.keep(FILES, (), NOW)
    shutil.rmtree(version_folder(tmp_path))
    kept.keep(FILES, (), NOW)
    assert kept.restore() is not None


def test_a_path_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    for path in ("../outside", "/outside"):
        with pytest.raises(ValueError, match="leads out"):
            LastGood(tmp_path / "kept").keep({path: "x"}, (), NOW)
    assert not (tmp_path / "outside").exists()


KEEP_FOREVER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from bot.files.last_good import LastGood
kept, number = LastGood(Path(sys.argv[1])), 0
while True:
    number += 1
    kept.keep({f"schedules/{i}.yaml": str(number) for i in range(5)}, (), datetime(2023, 9, 1, tzinfo=UTC))
    print(number, flush=True)
"""


@pytest.mark.parametrize("versions", [1, 2, 3, 5, 8])
def test_a_kill_at_any_moment_leaves_one_whole_version(tmp_path: Path, versions: int) -> None:
    daemon = subprocess.Popen(
        [sys.executable, "-c", KEEP_FOREVER, str(tmp_path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert daemon.stdout is not None
    with daemon:
        for _ in range(versions):
            last = int(daemon.stdout.readline())
        os.kill(daemon.pid, signal.SIGKILL)
        last = max([last, *map(int, daemon.stdout.read().split())])
    version = LastGood(tmp_path).restore()
    assert version is not None
    assert len(set(version.sources.values())) == 1
    assert len(version.sources) == 5
    assert int(version.sources["schedules/0.yaml"]) in {last, last + 1}
    LastGood(tmp_path).keep(FILES, (), NOW)
    assert len(names(tmp_path / "versions")) == 1


def test_a_broken_file_goes_on_as_it_last_was_beside_the_present_others(tmp_path: Path) -> None:
    version = Version(FILES, frozenset(), NOW)
    present = FILES | {"schedules/countdown.yaml": "posts: [", "schedules/more.yaml": "posts: {}"}
    mended = version.mended(present, {"schedules/countdown.yaml"})
    assert mended == FILES | {"schedules/more.yaml": "posts: {}"}
    loaded = read_sources(mended, tmp_path)
    assert loaded.broken == frozenset()
    assert loaded.campaign is not None
    assert "rally-countdown" in loaded.campaign.entries


def test_a_broken_file_that_never_was_good_is_left_out(tmp_path: Path) -> None:
    version = Version(FILES, frozenset(), NOW)
    twice = FILES | {"schedules/again.yaml": "posts: {who: {when: 2023-09-01 at 12:30}}"}
    broken = read_sources(twice, tmp_path).broken
    assert broken == {"schedules/again.yaml", "schedules/countdown.yaml"}
    assert version.mended(twice, broken) == FILES
