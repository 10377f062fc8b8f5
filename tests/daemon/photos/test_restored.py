"""A store that is put back from a copy: what was withdrawn since is not shown again, and nothing goes out twice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.actions import photos
from bot.actions.photo_wall import wall_of
from bot.campaign.delivery import State as Row
from bot.campaign.moderation import Flag
from bot.campaign.outcome import NotSent
from bot.campaign.photo import Reason, State
from bot.daemon.photos.restored import Restored
from bot.daemon.reconciler import Reconciler
from bot.ports import PHOTOS, Blind
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast
from tests.daemon.photos.restored_cast import copied, put_back


def reposted(folder: Path) -> PhotoCast:
    """One photo is out."""
    scene = photo_cast(folder / "campaign")
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.work(1)
    assert scene.there() == ["a"]
    return scene


def call_off(scene: PhotoCast, name: str) -> None:
    """It is approved, rejected by mistake before any call for it, and to be looked at again."""
    scene.approve(name)
    scene.reposter.run_once(scene.turn(1))
    now = scene.cast.clock.now()
    photos.reject(scene.cast.outbox, scene.photo(name), Reason.REFUSED, "Jean", now, scene.cast.woken.append)
    scene.undoer.run_once(scene.turn(1))
    photos.reconsider(scene.cast.outbox, scene.photo(name), scene.cast.clock.now())


def out_since_the_copy(folder: Path) -> PhotoCast:
    """It waited for review when the copy was made, went out since, and waits again."""
    scene = photo_cast(folder / "campaign")
    scene.posted("a")
    scene.collect()
    copy = copied(scene, folder / "copy")
    scene.approve("a")
    scene.work(1)
    assert scene.there() == ["a"]
    put_back(scene, copy)
    scene.turn(30)
    assert scene.photo("a").state is State.QUEUED
    return scene


def look_for_them(scene: PhotoCast, minutes: int) -> None:
    """Everybody works, and what may be out is looked for."""
    reconciler = Reconciler(scene.cast.means)
    for _ in range(minutes):
        scene.work(1)
        reconciler.run_once(scene.cast.clock.now())


def approved_anew_it_is_found_and_not_sent_again(scene: PhotoCast) -> None:
    scene.approve("a")
    look_for_them(scene, minutes=12)
    assert scene.there() == ["a"]
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.SENT]


def test_a_photo_that_was_withdrawn_since_the_copy_is_withdrawn_again(tmp_path: Path) -> None:
    scene = reposted(tmp_path)
    copy = copied(scene, tmp_path / "copy")
    scene.withdraw("a")
    scene.work(1)
    assert scene.there() == []
    put_back(scene, copy)
    assert Flag.RESTORED in scene.photo("a").flags
    assert wall_of(scene.cast.outbox, ()).photos == 0, "not before it was looked for"
    Restored(scene.kit).run_once(scene.turn(1))
    assert scene.photo("a").state is State.WITHDRAWN
    scene.work(1)
    assert scene.there() == []


def test_a_photo_that_is_still_out_goes_on_as_before(tmp_path: Path) -> None:
    scene = reposted(tmp_path)
    put_back(scene, copied(scene, tmp_path / "copy"))
    assert Restored(scene.kit).run_once(scene.turn(1)) is None
    assert (scene.photo("a").state, scene.photo("a").flags) == (State.APPROVED, ())
    scene.work(30)
    assert scene.there() == ["a"]


def test_while_the_network_cannot_be_read_nobody_shows_it(tmp_path: Path) -> None:
    scene = reposted(tmp_path)
    put_back(scene, copied(scene, tmp_path / "copy"))
    scene.network.reading = [NotSent("no answer in time")]
    assert Restored(scene.kit).run_once(scene.turn(1)) is not None
    assert Flag.RESTORED in scene.photo("a").flags


def test_what_was_approved_after_the_copy_is_not_reposted_again_when_it_is_approved_anew(tmp_path: Path) -> None:
    scene = out_since_the_copy(tmp_path)
    approved_anew_it_is_found_and_not_sent_again(scene)


def test_what_never_went_out_goes_out_once_after_it_was_looked_for(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path / "campaign")
    scene.posted("a")
    scene.collect()
    put_back(scene, copied(scene, tmp_path / "copy"))
    scene.approve("a")
    scene.work(1)
    assert scene.there() == [], "it is looked for first"
    look_for_them(scene, minutes=15)
    scene.work(1)
    assert scene.there() == ["a"]


def test_one_that_was_called_off_before_the_copy_and_is_wanted_again_is_looked_for_and_goes(
    tmp_path: Path,
) -> None:
    scene = photo_cast(tmp_path / "campaign")
    for name in ("a", "b"):
        scene.posted(name)
    scene.collect()
    call_off(scene, "a")
    put_back(scene, copied(scene, tmp_path / "copy"))
    scene.turn(1)
    for name in ("a", "b"):
        scene.approve(name)
    look_for_them(scene, minutes=30)
    assert sorted(scene.there()) == ["a", "b"]


def test_one_that_was_called_off_before_the_copy_and_went_out_since_is_found_not_sent_again(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path / "campaign")
    scene.posted("a")
    scene.collect()
    call_off(scene, "a")
    copy = copied(scene, tmp_path / "copy")
    scene.turn(1)
    scene.approve("a")
    scene.work(1)
    assert scene.there() == ["a"]
    put_back(scene, copy)
    scene.turn(30)
    approved_anew_it_is_found_and_not_sent_again(scene)


def test_where_nobody_can_look_a_person_is_told_once_and_it_stays_marked(tmp_path: Path) -> None:
    scene = reposted(tmp_path)
    put_back(scene, copied(scene, tmp_path / "copy"))
    scene.network.reading = [Blind("no staff chat")]
    duty = Restored(scene.kit)
    assert duty.run_once(scene.turn(1)) is None
    assert duty.run_once(scene.turn(5)) is None
    assert scene.cast.alarms().count("photo-restored-unseen") == 1
    assert Flag.RESTORED in scene.photo("a").flags


def test_what_was_found_and_reposted_since_the_copy_is_found_again_and_not_reposted_again(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path / "campaign")
    copy = copied(scene, tmp_path / "copy")
    scene.posted("a")
    scene.collect(2)
    scene.approve("a")
    scene.work(1)
    assert scene.there() == ["a"]
    put_back(scene, copy)
    scene.collect(2)
    assert scene.photo("a").state is State.QUEUED
    approved_anew_it_is_found_and_not_sent_again(scene)


def refuse(scene: PhotoCast, name: str) -> None:
    now = scene.cast.clock.now()
    photos.reject(scene.cast.outbox, scene.photo(name), Reason.REFUSED, "Jean", now, scene.cast.woken.append)


@pytest.mark.parametrize("take_back", [PhotoCast.withdraw, refuse])
def test_what_went_out_since_the_copy_is_looked_for_and_taken_back_with_its_photo(
    tmp_path: Path, take_back: Callable[[PhotoCast, str], None]
) -> None:
    scene = out_since_the_copy(tmp_path)
    take_back(scene, "a")
    scene.work()
    assert scene.there() == [], "at once: its network knows it by what it reposts"
    for _ in range(2):
        look_for_them(scene, minutes=3)
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.CANCELLED]


def test_what_was_taken_back_before_the_copy_and_went_out_again_since_is_taken_back_again(tmp_path: Path) -> None:
    scene = reposted(tmp_path)
    refuse(scene, "a")
    scene.work(1)
    photos.reconsider(scene.cast.outbox, scene.photo("a"), scene.turn(1))
    copy = copied(scene, tmp_path / "copy")
    scene.turn(1)
    scene.approve("a")
    scene.work(60)
    assert scene.there() == ["a"]
    put_back(scene, copy)
    scene.turn(30)
    scene.withdraw("a")
    look_for_them(scene, minutes=3)
    assert scene.there() == []


def test_where_nobody_can_look_people_are_told_that_it_may_be_out(tmp_path: Path) -> None:
    scene = out_since_the_copy(tmp_path)
    scene.network.reading = [Blind("no staff chat")] * 9
    scene.withdraw("a")
    look_for_them(scene, minutes=20)
    assert "photo-perhaps-out" in scene.cast.alarms()


def test_one_that_is_taken_back_in_a_store_that_is_no_copy_is_not_looked_for(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    scene.withdraw("a")
    look_for_them(scene, minutes=3)
    assert scene.cast.outbox.deliveries(entry=PHOTOS) == []
    assert scene.network.looks == []
