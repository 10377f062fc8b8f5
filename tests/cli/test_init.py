from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import SystemClock
from tests.cli.camp import Commands


@pytest.fixture
def made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    commands = Commands(tmp_path / "mine", capsys)
    commands("init", str(tmp_path / "mine"))
    assert commands.code == 0
    return commands


def test_a_new_campaign_passes_check_and_has_everything_ahead(made: Commands) -> None:
    found = made.json("check")
    assert made.code == 0
    assert {problem["severity"] for problem in found["problems"]} <= {"note"}
    first = min(row["due"] for row in made.json("plan"))
    assert first > (SystemClock().now() + timedelta(days=20)).isoformat()


def test_it_says_what_to_do_next(made: Commands, tmp_path: Path) -> None:
    told = made("init", str(tmp_path / "other"))
    assert f"Next: edit settings.yaml, then run.py --campaign {tmp_path / 'other'} check." in told


def test_a_folder_that_has_something_in_it_is_left_alone(made: Commands) -> None:
    settings = made.folder / "settings.yaml"
    settings.write_text("mine", encoding="utf-8")
    made("init", str(made.folder))
    assert made.code == 2
    assert "Name a new folder" in made.err
    assert settings.read_text(encoding="utf-8") == "mine"


def test_an_empty_folder_is_taken(made: Commands, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    made("init", str(tmp_path / "empty"))
    assert made.code == 0
    assert (tmp_path / "empty" / "settings.yaml").is_file()


def test_the_files_can_be_edited(made: Commands) -> None:
    assert all(path.stat().st_mode & 0o200 for path in made.folder.rglob("*"))


def test_a_place_that_cannot_be_written_is_said_in_one_sentence(made: Commands) -> None:
    made("init", str(made.folder / "settings.yaml" / "new"))
    assert made.code == 1
    assert "cannot be read or written" in made.err
