"""A mailed photo that is taken back in a store that was put back: where it may be out unknown to it, people look."""

from __future__ import annotations

from pathlib import Path

from bot.actions import photos
from bot.campaign.candidate import Path as Way
from bot.campaign.photo import State
from tests.contracts.outbox_photo_world import brought, repost
from tests.contracts.outbox_world import RECEIPT, intent
from tests.daemon.photos.photo_cast import TAKING, PhotoCast, photo_cast
from tests.daemon.photos.restored_cast import copied, put_back


def mailed(folder: Path, settings: str = TAKING) -> PhotoCast:
    """A mailed photo is approved."""
    scene = photo_cast(folder / "campaign", settings)
    brought(scene.cast.outbox, State.APPROVED, received_at=scene.cast.clock.now(), path=Way.CLEANED)
    return scene


def told_of(scene: PhotoCast, copy: Path) -> list[str]:
    """What people hear when it is withdrawn on the copy."""
    scene.turn(1)
    put_back(scene, copy)
    now = scene.turn(1)
    (photo,) = scene.cast.outbox.photos()
    assert scene.undoer.run_once(now) is None or photo.state is State.QUEUED
    assert scene.cast.alarms() == []
    photos.withdraw(scene.cast.outbox, photo, now, scene.cast.woken.append)
    for _ in range(3):
        scene.undoer.run_once(scene.turn(1))
    return scene.cast.alarms()


def out_on_masto(scene: PhotoCast) -> None:
    outbox, now = scene.cast.outbox, scene.cast.clock.now()
    assert outbox.add_delivery(repost(audience="france", account="masto", due=now))
    claimed = outbox.claim("masto", now, "first run", 60)
    assert claimed is not None
    assert outbox.begin(claimed, intent(claimed.text, now), now)
    assert outbox.sent(claimed, RECEIPT, now)


def test_of_a_mailed_photo_that_is_taken_back_after_the_copy_people_are_told_once(tmp_path: Path) -> None:
    scene = mailed(tmp_path)
    assert told_of(scene, copied(scene, tmp_path / "copy")) == ["photo-perhaps-posted"]


def test_of_one_that_the_copy_knows_to_be_out_nothing_is_to_be_told(tmp_path: Path) -> None:
    scene = mailed(tmp_path)
    out_on_masto(scene)
    assert told_of(scene, copied(scene, tmp_path / "copy")) == []


def test_where_the_copy_knows_it_to_be_out_on_one_account_of_two_people_are_told(tmp_path: Path) -> None:
    another = '  other: {kind: mastodon, server: "http://127.0.0.1:9"}\n'
    settings = TAKING.replace("[masto]", "[masto, other]").replace("quiet-hours", f"{another}quiet-hours", 1)
    scene = mailed(tmp_path, settings)
    out_on_masto(scene)
    assert told_of(scene, copied(scene, tmp_path / "copy")) == ["photo-perhaps-posted"]


def test_where_its_repost_was_called_off_before_the_copy_people_are_told(tmp_path: Path) -> None:
    scene = mailed(tmp_path)
    outbox, now = scene.cast.outbox, scene.cast.clock.now()
    planned = repost(audience="france", account="masto", due=now)
    assert outbox.add_delivery(planned)
    assert outbox.cancel(planned.key, "Maria", now)
    assert told_of(scene, copied(scene, tmp_path / "copy")) == ["photo-perhaps-posted"]
