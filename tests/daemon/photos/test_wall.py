"""What may be copied, what is counted, and what is taken off the wall."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path as FilePath

import pytest

from bot.bootstrap.duties import wall_keeper
from bot.campaign.candidate import Path, Source
from bot.campaign.delivery import State as Row
from bot.campaign.model import NetworkName, Settings
from bot.campaign.photo import Reason, State
from bot.daemon.photos.undoer import Undoer
from bot.daemon.photos.wall import WallKeeper
from bot.ports import Wall
from tests.daemon.photos.hung import Gallery, gallery, name


@pytest.fixture
def here(tmp_path: FilePath) -> Gallery:
    return gallery(tmp_path)


def test_a_photo_that_is_approved_and_out_hangs_there_the_latest_first(here: Gallery) -> None:
    here.hang(1)
    here.scene.turn(5)
    here.hang(2)
    wall = here.wall()
    assert [hung.id for hung in wall.pictures] == [name(2), name(1)]
    assert (wall.photos, wall.cities) == (2, 2)
    hung = wall.pictures[1]
    assert (hung.alt, hung.city, hung.language, hung.sha256) == ("poster 1", "City 1", "fr", here.photo(1).sha256)


def test_one_that_is_approved_and_not_out_is_neither_shown_nor_counted(here: Gallery) -> None:
    here.take(1)
    assert here.wall() == Wall()


def native(here: Gallery) -> None:
    here.hang(2, path=Path.NATIVE, source=Source.PUBLIC_POST, network=NetworkName.MASTODON)


def other_pixels(here: Gallery) -> None:
    here.take(2)
    here.send(2, picture="c" * 64)


def before_the_receipt_said_so(here: Gallery) -> None:
    here.hang(2, notice="2026-11")


def not_agreed(here: Gallery) -> None:
    here.hang(2, agreed=False)


def no_consent(here: Gallery) -> None:
    here.hang(2, consent="")


def listed(here: Gallery) -> None:
    here.hang(2, country="RU")


@pytest.mark.parametrize(
    "how",
    [native, other_pixels, before_the_receipt_said_so, not_agreed, no_consent, listed],
    ids=lambda how: how.__name__,
)
def test_what_may_not_be_copied_is_counted_and_not_shown(here: Gallery, how: Callable[[Gallery], None]) -> None:
    here.hang(1)
    how(here)
    assert here.shown("RU") == [1]
    assert here.wall("RU").photos == 2


def test_cities_are_counted_once_whatever_their_case_and_only_with_their_senders_leave(here: Gallery) -> None:
    here.hang(1, city="Paris")
    here.hang(2, city="PARIS ")
    here.hang(3, city="Լիոն")
    here.hang(4, city="Vilnius", shows_city=False)
    here.hang(5, city="")
    wall = here.wall()
    assert (wall.photos, wall.cities) == (5, 2)
    assert [hung.city for hung in sorted(wall.pictures, key=lambda hung: hung.id)] == ["Paris", "PARIS", "Լիոն", "", ""]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (State.WITHDRAWN, Reason.STOP),
        (State.REJECTED, Reason.REFUSED),
        (State.EXPIRED, Reason.CAMPAIGN_OVER),
        (State.EXPIRED, Reason.KEPT_LONG_ENOUGH),
    ],
)
def test_what_is_over_is_neither_shown_nor_counted(here: Gallery, state: State, reason: Reason) -> None:
    here.hang(1, 2)
    here.end(2, state, reason)
    assert here.shown() == [1]
    assert here.wall().photos == 1


def test_what_has_long_been_out_is_counted_and_its_picture_is_taken_down(here: Gallery, tmp_path: FilePath) -> None:
    here.hang(1)
    here.scene.turn(60 * 24 * 60)
    here.hang(2)
    keeper = wall_keeper(here.scene.kit, tmp_path / "var")
    keeper.run_once(here.cast.clock.now())
    gone = f"{here.photo(1).sha256}.jpg"
    assert gone in files(tmp_path / "var" / "wall")
    here.scene.caretaker.run_once(here.scene.turn(31 * 24 * 60))
    Undoer(here.scene.kit, keeper.run_once).run_once(here.cast.clock.now())
    assert (here.shown(), here.wall().photos) == ([2], 2)
    assert gone not in files(tmp_path / "var" / "wall")


def test_a_repost_that_is_being_taken_back_is_not_shown(here: Gallery) -> None:
    here.hang(1, 2)
    here.end(2)
    here.undo(Undoer(here.scene.kit))
    assert {row.state for row in here.rows("photos")} == {Row.SENT, Row.RETRACTED}
    assert here.shown() == [1]


def files(folder: FilePath) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_step_that_undoes_a_photo_takes_it_off_the_wall(here: Gallery, tmp_path: FilePath) -> None:
    here.hang(1, 2)
    keeper = wall_keeper(here.scene.kit, tmp_path / "var")
    keeper.run_once(here.cast.clock.now())
    wall, gone = tmp_path / "var" / "wall", f"{here.photo(2).sha256}.jpg"
    assert files(wall) == {"index.html", f"{here.photo(1).sha256}.jpg", gone}
    here.end(2)
    Undoer(here.scene.kit, keeper.run_once).run_once(here.cast.clock.now())
    assert gone not in files(wall)
    assert gone not in (wall / "index.html").read_text()
    assert len(files(wall)) == 2


def test_while_everything_is_stopped_the_wall_is_empty_and_afterwards_it_hangs_again(
    here: Gallery, tmp_path: FilePath
) -> None:
    here.hang(1, 2)
    keeper, wall = wall_keeper(here.scene.kit, tmp_path / "var"), tmp_path / "var" / "wall"
    stopped = True
    here.scene.kit.means = replace(here.scene.kit.means, stopped=lambda: stopped)
    keeper.run_once(here.cast.clock.now())
    assert not wall.exists()
    stopped = False
    keeper.run_once(here.cast.clock.now())
    assert len(files(wall)) == 3
    stopped = True
    keeper.run_once(here.cast.clock.now())
    assert files(wall) == {"index.html"}
    assert "City 1" not in (wall / "index.html").read_text()


def test_a_photo_comes_down_even_when_the_page_cannot_be_written(here: Gallery, tmp_path: FilePath) -> None:
    here.hang(1, 2)
    keeper = wall_keeper(here.scene.kit, tmp_path / "var")
    keeper.run_once(here.cast.clock.now())
    wall, gone = tmp_path / "var" / "wall", f"{here.photo(2).sha256}.jpg"
    (wall / ".index.html.new").mkdir()
    here.end(2)
    Undoer(here.scene.kit, keeper.run_once).run_once(here.cast.clock.now())
    assert gone not in files(wall)
    (wall / ".index.html.new").rmdir()
    keeper.run_once(here.cast.clock.now())
    assert gone not in (wall / "index.html").read_text(), "it is tried again"


def test_a_wall_that_has_not_changed_is_not_written_again(here: Gallery) -> None:
    written: list[Wall] = []

    def publish(wall: Wall, _settings: Settings) -> None:
        written.append(wall)

    keeper = WallKeeper(here.scene.kit, publish)
    now: datetime = here.cast.clock.now()
    for _ in range(2):
        keeper.run_once(now)
    here.hang(1)
    for _ in range(2):
        keeper.run_once(now)
    assert [wall.photos for wall in written] == [0, 1]


def test_a_campaign_without_photos_gets_no_wall(here: Gallery, tmp_path: FilePath) -> None:
    wall_keeper(here.scene.kit, tmp_path / "var").run_once(here.cast.clock.now())
    assert not (tmp_path / "var" / "wall").exists()
