"""A photo that has long been out stands, and whoever it shows can take it back; nothing else is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from bot.actions import photos
from bot.actions.retract import retract
from bot.campaign.candidate import Path as Way
from bot.campaign.delivery import State as Row
from bot.campaign.photo import Reason, State
from bot.ports import PHOTOS, Letter, Photo, Vanished
from tests.daemon.photos.letter_cast import ANNA, BORIS, LetterCast, code_in
from tests.daemon.photos.photo_cast import PhotoCast
from tests.daemon.photos.test_mail_posted import approved, post
from tests.daemon.photos.test_withdrawing import reposted

A_DAY = 24 * 60.0
NAMES = frozenset(field.name for field in fields(Photo))
ALWAYS = frozenset(
    {"id", "state", "source", "path", "origin", "posted_at", "received_at", "updated_at", "version", "number"}
    | {"network", "account", "author", "consent", "remote_id", "fingerprint", "decided_at", "pictures"}
)
"""What may be kept of a photo that has long been out."""


def live_on(scene: PhotoCast, days: int) -> None:
    """So long every duty has its turns."""
    for _ in range(days):
        scene.turn(A_DAY)
        scene.caretaker.run_once(scene.cast.clock.now())
        scene.work()


def told_of(photo: Photo) -> frozenset[str]:
    """Fields that say something."""
    return frozenset(name for name in NAMES if getattr(photo, name))


def test_after_its_time_a_boost_stands_and_only_what_takes_it_back_is_kept(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "a")
    live_on(scene, 89)
    assert scene.photo("a").alt == "a poster"
    live_on(scene, 30)
    photo = scene.photo("a")
    assert (scene.there(), photo.state) == (["a"], State.APPROVED)
    assert told_of(photo) <= ALWAYS
    assert scene.kit.cabinet.all() == frozenset()


def by_reply(scene: PhotoCast) -> None:
    scene.say("STOP", by="author of a", about="a")
    scene.collect(1)


def by_mention(scene: PhotoCast) -> None:
    scene.say("STOP", by="author of a")
    scene.collect(1)


def by_deleting(scene: PhotoCast) -> None:
    scene.supporters.looks["a"] = Vanished(Reason.DELETED)
    scene.collect(31)


def by_the_staff(scene: PhotoCast) -> None:
    photos.withdraw(scene.cast.outbox, scene.photo("a"), scene.cast.clock.now(), scene.cast.woken.append)


@pytest.mark.parametrize("how", [by_reply, by_mention, by_deleting, by_the_staff], ids=lambda how: how.__name__)
def test_a_boost_that_has_long_been_out_is_taken_back_all_the_same(
    tmp_path: Path, how: Callable[[PhotoCast], None]
) -> None:
    scene = reposted(tmp_path, "a")
    live_on(scene, 120)
    scene.collect()
    how(scene)
    scene.work()
    assert scene.there() == []
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert (row.state, row.repost_of) == (Row.RETRACTED, "")


def mailed(folder: Path) -> tuple[LetterCast, Letter]:
    """One that was mailed has long been out; its receipt."""
    scene = approved(folder)
    assert len(post(scene)) == 1
    for _ in range(120):
        scene.pass_time(days=1)
        scene.scene.work()
    return scene, scene.box.to(ANNA)[0]


def test_of_a_mailed_photo_neither_picture_nor_place_nor_sender_is_kept(tmp_path: Path) -> None:
    scene, _ = mailed(tmp_path)
    (photo,) = scene.photos()
    assert (photo.state, photo.path, len(scene.scene.there())) == (State.APPROVED, Way.CLEANED, 1)
    assert told_of(photo) <= ALWAYS
    assert scene.scene.kit.cabinet.all() == frozenset()


def test_whoever_mailed_it_is_heard_and_answered(tmp_path: Path) -> None:
    scene, receipt = mailed(tmp_path)
    letter = scene.mail("STOP", answers=receipt)
    assert letter is not None
    assert "Your photos are withdrawn." in letter.body
    scene.scene.work()
    assert (scene.states(), scene.scene.there()) == ([State.WITHDRAWN], [])


def test_its_code_takes_it_back_whoever_sends_it(tmp_path: Path) -> None:
    scene, receipt = mailed(tmp_path)
    scene.mail(code_in(receipt), by=BORIS)
    scene.scene.work()
    assert (scene.states(), scene.scene.there()) == ([State.WITHDRAWN], [])


def test_one_that_is_taken_down_by_hand_after_long_goes_nowhere_again_and_is_forgotten(tmp_path: Path) -> None:
    scene, _ = mailed(tmp_path)
    outbox, now = scene.scene.cast.outbox, scene.scene.cast.clock.now()
    (row,) = outbox.deliveries(entry=PHOTOS)
    retract(outbox, [row.key], "Jean", now)
    scene.scene.work()
    assert (scene.states(), scene.scene.there()) == ([State.APPROVED], [])
    for _ in range(8):
        scene.pass_time(days=1)
        scene.scene.work()
    assert (scene.states(), scene.scene.there()) == ([State.EXPIRED], [])
    scene.pass_time(days=4)
    scene.pass_time(hours=2)
    assert scene.states() == []
