"""Of a photo that is taken back nothing stays, also not what nobody knew was there twice."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from bot.campaign.delivery import State as Row
from bot.campaign.model import NetworkName
from bot.campaign.outcome import NotSent, Rejected
from bot.daemon.leftovers import LOOK_AGAIN, TWIN_UNSURE
from bot.daemon.photos.undoer import AFTER_REFUSAL
from bot.ports import PHOTOS, Blind, Done, ErrandKind, Intent, Planned
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
    (mine,) = [row for row in outbox.deliveries(entry=PHOTOS) if row.key != other.key]
    outbox.order(mine.key, ErrandKind.RETRACT, "Maria", now)
    scene.errands.run_once(now)
    assert scene.there() == ["a"], "the one that the row names is gone, the other may be the other delivery's"
    (row,) = [row for row in outbox.deliveries(entry=PHOTOS) if row.key != other.key]
    (order,) = outbox.errands_of(row.key)
    assert (row.state, order.reason, order.not_before) == (Row.RETRACTING, TWIN_UNSURE, now + LOOK_AGAIN)


def test_what_a_network_refuses_to_take_back_is_asked_of_it_again_later_each_time(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.work(1)
    asked: list[str] = []

    def refuses(remote_id: str, repost_of: str = "") -> Done | Rejected:
        asked.append(repost_of)
        return Rejected("403: it cannot be deleted")

    scene.network.delete = refuses  # type: ignore[method-assign]  # a network that is played
    scene.withdraw("a")
    begun = scene.cast.clock.now()
    times: list[timedelta] = []
    while scene.cast.clock.now() < begun + 16 * AFTER_REFUSAL:
        scene.work(1 / 6)
        times += [scene.cast.clock.now() - begun] * (len(asked) - len(times))
    assert set(asked) == {"a"}
    waits = [later - earlier for earlier, later in pairwise(times)]
    assert len(times) == 5, times
    assert all(AFTER_REFUSAL * 2**number <= wait for number, wait in enumerate(waits))
    assert "not-taken-back" in scene.cast.alarms()
    del scene.network.delete
    scene.work(60)
    assert scene.there() == []


def test_a_row_of_which_nobody_knows_whether_it_is_out_is_told_and_not_looked_for_for_ever(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.network.script = [LOST]
    scene.work(1)
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    scene.cast.outbox.settle(row, Row.ASK, "nobody can look", scene.cast.clock.now())
    scene.withdraw("a")
    assert scene.undoer.run_once(scene.turn(1)) is None
    (alarm,) = [one for one in scene.cast.outbox.alarms(10) if one.code == "photo-perhaps-out"]
    assert row.key in alarm.text
    assert "masto" in alarm.text


def test_the_undoer_looks_again_soon_while_something_is_under_way_and_then_no_more(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.work(1)
    scene.withdraw("a")
    scene.cast.woken.clear()
    now = scene.turn(1)
    assert scene.undoer.run_once(now) == now + timedelta(seconds=5)
    assert scene.cast.woken == ["errands", "reconciler"]
    scene.errands.run_once(now)
    assert scene.undoer.run_once(scene.turn(1)) is None


def test_one_that_waits_for_its_turn_is_cancelled_and_no_other(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.reposter.run_once(scene.turn(1))
    scene.withdraw("a")
    assert scene.undoer.run_once(scene.turn(0)) is None
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.CANCELLED]
