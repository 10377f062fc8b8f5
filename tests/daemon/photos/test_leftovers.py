"""Of a photo that is taken back nothing stays, also not what nobody knew was there twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.campaign.delivery import State as Row
from bot.campaign.model import NetworkName
from bot.campaign.outcome import NotSent
from bot.ports import PHOTOS, Blind, Intent, Planned
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast
from tests.daemon.played import LOST


def out_twice(folder: Path) -> PhotoCast:
    """A lost answer; somebody who did not wait said that it was not there, and it went out again."""
    scene = photo_cast(folder)
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.network.script = [scene.network.executed(LOST)]
    scene.work(1)
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert row.state is Row.UNKNOWN
    scene.cast.outbox.resolve(row.key, Row.PLANNED, "Maria", scene.cast.clock.now())
    scene.work(2)
    assert scene.there() == ["a", "a"]
    return scene


def test_a_second_repost_that_the_row_does_not_name_is_taken_back_too(tmp_path: Path) -> None:
    scene = out_twice(tmp_path)
    scene.withdraw("a")
    scene.work()
    assert scene.there() == []
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.RETRACTED]


def test_a_photo_that_was_called_for_once_is_taken_back_without_a_look(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.work(1)
    assert scene.there() == ["a"]
    looks = len(scene.network.looks)
    scene.withdraw("a")
    scene.work()
    assert scene.there() == []
    assert len(scene.network.looks) == looks


def test_until_the_network_could_be_read_the_order_stands(tmp_path: Path) -> None:
    scene = out_twice(tmp_path)
    scene.network.reading = [NotSent("no answer in time")]
    scene.withdraw("a")
    scene.work()
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.RETRACTING]
    scene.work(30)
    assert scene.there() == []


def test_where_nobody_can_look_the_staff_are_asked_to(tmp_path: Path) -> None:
    scene = out_twice(tmp_path)
    scene.network.reading = [Blind("no staff chat")]
    scene.withdraw("a")
    scene.work()
    assert len(scene.there()) == 1
    assert "photo-perhaps-out" in scene.cast.alarms()


def test_while_another_post_that_says_the_same_is_unsure_nothing_is_taken_for_a_leftover(tmp_path: Path) -> None:
    scene = out_twice(tmp_path)
    outbox, now = scene.cast.outbox, scene.cast.clock.now()
    key = f"{PHOTOS}/other/native/masto"
    other = Planned(key, PHOTOS, "other", "native", "masto", NetworkName.MASTODON, "fr", now, "", repost_of="a")
    outbox.add_delivery(other)
    claimed = outbox.claim("masto", now, "another daemon", 300, other.key)
    assert claimed is not None
    assert outbox.begin(claimed, Intent("", "payload", "key", (), (), "", now + timedelta(minutes=2)), now)
    scene.withdraw("a")
    scene.errands.run_once(scene.cast.clock.now())
    scene.undoer.run_once(scene.cast.clock.now())
    scene.errands.run_once(scene.cast.clock.now())
    assert scene.there() == ["a"], "the one that the row names is gone, the other may be the other delivery's"
    (row,) = [row for row in outbox.deliveries(entry=PHOTOS) if row.key != other.key]
    assert row.state is Row.RETRACTING
