"""One author on X, of whom nothing is kept, and who would fill the queue all the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.model import NetworkName
from bot.campaign.photo import Reason, State
from bot.daemon.photos import taking
from bot.daemon.photos.collector import Collector
from bot.daemon.photos.taking import MOST_OF_ONE
from bot.ports import Grave
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast
from tests.daemon.photos.test_withdrawing_on_x import ON_X, Billed


def scene_on_x(folder: Path) -> PhotoCast:
    """The campaign looks on X alone."""
    scene = photo_cast(folder, ON_X)
    scene.supporters = Billed(page=500)
    scene.kit.intakes = lambda account: scene.supporters if account.name == "bird" else Billed()
    return scene


def posts(scene: PhotoCast, many: range, by: str) -> None:
    """``by`` shows so many."""
    for number in many:
        scene.posted(f"{by}{number}", by=by, network=NetworkName.X)


def test_one_author_on_x_fills_no_queue_and_is_written_down_nowhere(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    scene = scene_on_x(tmp_path)
    caplog.set_level("DEBUG")
    posts(scene, range(330), "troll")
    posts(scene, range(1), "anna")
    scene.collect(16)
    assert scene.states().count(State.QUEUED) == MOST_OF_ONE + 1
    apart = scene.cast.outbox.photos((State.QUARANTINED,))
    assert {photo.reason for photo in apart} == {Reason.TOO_MANY}
    assert not any(photo.sha256 for photo in apart), "their pictures are not fetched"
    assert {photo.author for photo in scene.cast.outbox.photos()} == {""}
    mark = scene.kit.marks.of("author", "x", "troll")
    assert mark.encode() not in (tmp_path / "var" / "campaign.db").read_bytes()
    assert mark not in caplog.text


def test_whoever_had_their_photos_decided_about_may_show_more(tmp_path: Path) -> None:
    scene = scene_on_x(tmp_path)
    posts(scene, range(MOST_OF_ONE), "anna")
    scene.collect(16)
    for photo in scene.cast.outbox.photos((State.QUEUED,))[:3]:
        assert scene.cast.outbox.step_photo(photo, State.REJECTED, Reason.REFUSED, scene.cast.clock.now())
    posts(scene, range(MOST_OF_ONE, MOST_OF_ONE + 5), "anna")
    scene.collect(16)
    assert scene.states().count(State.QUEUED) == MOST_OF_ONE
    assert scene.states().count(State.QUARANTINED) == 2


def test_a_new_process_counts_anew(tmp_path: Path) -> None:
    scene = scene_on_x(tmp_path)
    posts(scene, range(20), "troll")
    scene.collect(16)
    scene.collector = Collector(scene.kit)
    posts(scene, range(20, 40), "troll")
    scene.collect(16)
    assert scene.states().count(State.QUEUED) == 2 * MOST_OF_ONE


def test_of_a_crowd_no_more_is_remembered_than_a_limit(tmp_path: Path) -> None:
    scene = scene_on_x(tmp_path)
    many, season, taker = taking._REMEMBERED + 20, scene.kit.season(), taking.Taking(scene.kit)
    assert season is not None
    crowd = [scene.posted(f"p{number}", network=NetworkName.X) for number in range(many)]
    with scene.cast.outbox.together():
        taken = taker.take(crowd, season.settings.accounts["bird"], season, scene.cast.clock.now())
    assert (len(taken), len(taker._on_x)) == (many, taking._REMEMBERED)


def test_of_whoever_is_kept_out_on_x_nothing_more_is_taken(tmp_path: Path) -> None:
    scene = scene_on_x(tmp_path)
    scene.cast.outbox.entomb(Grave.AUTHOR, scene.kit.marks.of("author", "x", "troll"), scene.cast.clock.now())
    posts(scene, range(3), "troll")
    scene.collect(16)
    assert scene.states() == []
