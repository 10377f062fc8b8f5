"""``photos wall``: a page of what is out, written where somebody says, and nothing of anybody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.photo import Reason, State
from tests.cli.camp import Commands
from tests.daemon.photos.hung import Gallery, gallery, jpeg

PAGE = "index.html"


@pytest.fixture
def here(tmp_path: Path) -> Gallery:
    return gallery(tmp_path / "campaign")


@pytest.fixture
def run(here: Gallery, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    assert here.cast.folder == tmp_path / "campaign"
    return Commands(here.cast.folder, capsys)


def names(folder: Path) -> set[str]:
    """Of the files in it."""
    return {path.name for path in folder.iterdir()}


def test_only_what_is_approved_and_out_hangs_there_as_it_was_approved(
    here: Gallery, run: Commands, tmp_path: Path
) -> None:
    here.hang(1, 2, 3)
    approved_only = here.take(4)
    here.end(2)
    here.end(3, State.REJECTED, Reason.REFUSED)
    wall = tmp_path / "wall"
    told = run.json("photos", "wall", "--to", str(wall))
    assert run.code == 0
    assert told == {"page": str(wall / PAGE), "pictures": 1, "photos": 1, "cities": 1}
    picture = f"{here.photo(1).sha256}.jpg"
    assert names(wall) == {PAGE, picture}
    assert (wall / picture).read_bytes() == jpeg(1)
    html = (wall / PAGE).read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert f'<img src="{picture}" alt="poster 1" width="320" height="240"' in html
    assert ">City 1</figcaption>" in html
    for word in ("City 2", "City 3", "City 4", "poster 2", "poster 3", "poster 4", approved_only.sha256):
        assert word not in html


def test_one_that_is_withdrawn_is_gone_from_the_page_and_the_folder_when_it_is_written_again(
    here: Gallery, run: Commands, tmp_path: Path
) -> None:
    here.hang(1, 2)
    wall = tmp_path / "wall"
    assert "Photos that are out: 2; of them shown: 2" in run("photos", "wall", "--to", str(wall))
    assert len(names(wall)) == 3
    gone = here.photo(2)
    here.end(2)
    assert "Photos that are out: 1; of them shown: 1" in run("photos", "wall", "--to", str(wall))
    assert names(wall) == {PAGE, f"{here.photo(1).sha256}.jpg"}
    html = (wall / PAGE).read_text(encoding="utf-8")
    assert gone.sha256 not in html
    assert "City 2" not in html


def test_while_everything_is_stopped_an_empty_wall_is_written(here: Gallery, run: Commands, tmp_path: Path) -> None:
    here.hang(1)
    wall = tmp_path / "wall"
    run("photos", "wall", "--to", str(wall))
    assert len(names(wall)) == 2
    (here.cast.folder / "STOP").touch()
    run("photos", "wall", "--to", str(wall))
    assert (run.code, names(wall)) == (0, {PAGE})


def test_without_a_photo_the_page_says_so(run: Commands, tmp_path: Path) -> None:
    assert run.json("photos", "wall", "--to", str(tmp_path / "wall")) == {
        "page": str(tmp_path / "wall" / PAGE),
        "pictures": 0,
        "photos": 0,
        "cities": 0,
    }
    assert "<img" not in (tmp_path / "wall" / PAGE).read_text(encoding="utf-8")


def test_another_page_is_not_written_over(here: Gallery, run: Commands, tmp_path: Path) -> None:
    here.hang(1)
    (tmp_path / PAGE).write_text("<!doctype html><title>The campaign's own page</title>", encoding="utf-8")
    run("photos", "wall", "--to", str(tmp_path))
    assert run.code == 2
    assert str(tmp_path) in run.err
    assert "own page" in (tmp_path / PAGE).read_text(encoding="utf-8")
    assert not list(tmp_path.glob("*.jpg"))


def test_a_place_that_cannot_be_written_is_named(here: Gallery, run: Commands, tmp_path: Path) -> None:
    here.hang(1)
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    run("photos", "wall", "--to", str(tmp_path / "file" / "wall"))
    assert run.code == 1
    assert str(tmp_path / "file" / "wall") in run.err
    assert "→" in run.err


def test_where_it_is_to_be_written_has_to_be_said(run: Commands) -> None:
    run("photos", "wall")
    assert run.code == 2
    assert "--to" in run.err
