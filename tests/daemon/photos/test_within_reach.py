"""A photo that was found on another server, and that our own account's server comes to know later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.candidate import AuthorIs
from bot.campaign.outcome import NotSent
from bot.campaign.photo import Reason, State
from bot.errors import UsageError
from bot.ports import Found, Shown
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast

THERE, HERE = Shown("https://there/picture", "a poster"), Shown("https://here/picture", "a poster")


def found_elsewhere(folder: Path) -> tuple[PhotoCast, Found]:
    """Our own server could not say what it calls the post; and the post as it will, one day."""
    scene = photo_cast(folder)
    own = replace(scene.posted("a"), pictures=(HERE,), fingerprint="attachments here")
    scene.change("a", remote_id="", pictures=(THERE,), fingerprint="attachments there")
    return scene, own


def test_a_photo_in_the_queue_that_our_server_comes_to_know_can_be_approved_and_is_reposted(tmp_path: Path) -> None:
    scene, own = found_elsewhere(tmp_path)
    scene.collect()
    with pytest.raises(UsageError):
        scene.approve("a")
    scene.supporters.posts.append(own)
    scene.collect(2)
    photo = scene.photo("a")
    assert (photo.state, photo.remote_id, photo.account, photo.fingerprint) == (
        State.QUEUED,
        "a",
        "masto",
        "attachments here",
    )
    scene.approve("a")
    scene.work(5)
    assert scene.there() == ["a"]


def test_people_are_shown_the_picture_that_would_be_reposted_and_not_the_one_that_was_there_before(
    tmp_path: Path,
) -> None:
    scene, own = found_elsewhere(tmp_path)
    scene.collect()
    before = scene.photo("a")
    scene.supporters.posts.append(replace(own, candidate=replace(own.candidate, edited=True)))
    scene.collect(2)
    after = scene.photo("a")
    assert after.state is State.QUEUED, "an edit of what nobody could repost ends nothing"
    assert after.sha256 != before.sha256
    assert after.likeness != before.likeness
    assert "edited" in after.flags


@pytest.mark.parametrize("trouble", [NotSent("no answer in time"), None])
def test_while_that_picture_cannot_be_had_nobody_can_approve_the_other_one(
    tmp_path: Path, trouble: NotSent | None
) -> None:
    scene, own = found_elsewhere(tmp_path)
    scene.collect()
    before = scene.photo("a")
    shown = HERE if trouble else Shown("https://here/bad", "a poster")
    if trouble:
        scene.supporters.unfetched[HERE.address] = trouble
    scene.supporters.posts.append(replace(own, pictures=(shown,)))
    scene.collect(2)
    assert scene.photo("a") == before
    scene.supporters.unfetched.clear()
    scene.supporters.posts.append(own)
    scene.collect(60)
    assert scene.photo("a").remote_id == "a"


def test_one_whose_picture_was_not_fetched_yet_is_fetched_from_our_server_at_once(tmp_path: Path) -> None:
    scene, own = found_elsewhere(tmp_path)
    scene.supporters.unfetched[THERE.address] = NotSent("no answer in time")
    scene.collect()
    assert scene.states() == [State.FOUND]
    scene.supporters.posts.append(own)
    scene.collect(1)
    photo = scene.photo("a")
    assert (photo.state, photo.remote_id, photo.until) == (State.QUEUED, "a", None)


def test_one_that_was_set_apart_meanwhile_is_within_reach_for_whoever_lets_it_through(tmp_path: Path) -> None:
    scene, own = found_elsewhere(tmp_path)
    scene.supporters.unfetched[THERE.address] = NotSent("no answer in time")
    scene.collect()
    for _ in range(2):
        scene.collect(timedelta(days=1) / timedelta(minutes=1))
    assert scene.photo("a").reason is Reason.UNREADABLE_PICTURE
    scene.supporters.posts.append(own)
    scene.collect(2)
    photo = scene.photo("a")
    assert (photo.state, photo.remote_id, photo.fingerprint) == (State.QUARANTINED, "a", "attachments here")


def test_one_whose_author_wants_none_of_it_as_our_server_tells_stays_out_of_reach(tmp_path: Path) -> None:
    scene, own = found_elsewhere(tmp_path)
    scene.collect()
    unwilling = replace(own.candidate, author=frozenset({AuthorIs.NO_BOT}))
    scene.supporters.posts.append(replace(own, candidate=unwilling))
    scene.collect(2)
    assert scene.photo("a").remote_id == ""


def test_one_that_is_within_reach_already_stays_whose_it_is(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    own = scene.posted("a")
    scene.collect()
    scene.supporters.posts.append(replace(own, remote_id="another", fingerprint="others"))
    scene.collect(2)
    assert (scene.photo("a").remote_id, scene.photo("a").fingerprint) == ("a", own.fingerprint)
