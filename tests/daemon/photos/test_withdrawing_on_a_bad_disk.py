"""A disk that fails the cabinet keeps no withdrawal from being carried out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.bootstrap.page import keep_wall
from bot.daemon.photos.undoer import Undoer
from bot.daemon.photos.wall import WallKeeper
from tests.daemon.photos.hung import Gallery, gallery


def a_wall(hung: Gallery) -> Callable[[datetime], object]:
    """Beside the cabinet that its pictures are read from."""
    kit, var = hung.scene.kit, hung.cast.folder / "var"
    return WallKeeper(kit, lambda wall, settings: keep_wall(var, wall, settings, kit.cabinet.read)).run_once


def break_the_file_of(hung: Gallery, number: int) -> None:
    """As a disk does whose folders are damaged."""
    file = hung.cast.folder / "var" / "photos" / hung.photo(number).sha256
    file.unlink()
    file.mkdir()


def test_a_picture_that_cannot_be_read_keeps_no_other_photo_up(tmp_path: Path) -> None:
    hung = gallery(tmp_path)
    hung.hang(1, 2)
    rehang = a_wall(hung)
    rehang(hung.cast.clock.now())
    page = tmp_path / "var" / "wall" / "index.html"
    assert "City 1" in page.read_text(encoding="utf-8")
    break_the_file_of(hung, 2)
    hung.end(1)
    hung.undo(Undoer(hung.scene.kit, rehang))
    assert hung.scene.there() == ["Photo 2"]
    assert "City 1" not in page.read_text(encoding="utf-8")


def test_a_wall_that_fails_for_any_reason_keeps_no_photo_up(tmp_path: Path) -> None:
    hung = gallery(tmp_path)
    hung.hang(1)

    def fails(_: datetime) -> None:
        raise ValueError("no JPEG of our encoder's")

    hung.end(1)
    hung.undo(Undoer(hung.scene.kit, fails))
    assert hung.scene.there() == []
