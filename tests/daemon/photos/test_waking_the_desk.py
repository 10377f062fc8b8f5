"""Whoever hands a photo to the staff wakes their desk, once the photo is there to be seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.campaign.photo import WITH_STAFF, State
from bot.daemon.photos.taking import MOST_OF_ONE
from bot.daemon.staff.news import DESK
from bot.ports import Photo
from tests.daemon.photos.chat_cast import chat_cast
from tests.daemon.photos.letter_cast import letter_cast
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast
from tests.daemon.photos.test_chats_kept import posted


def watched(scene: PhotoCast) -> list[list[State]]:
    """What the desk finds, each time it is woken, among what waits for people."""
    found: list[list[State]] = []

    def wake(name: str) -> None:
        waiting: list[Photo] = list(scene.cast.outbox.photos(tuple(WITH_STAFF)))
        if name == DESK:
            found.append([photo.state for photo in waiting])

    object.__setattr__(scene.cast.means, "wake", wake)
    return found


@pytest.fixture
def scene(tmp_path: Path) -> PhotoCast:
    return photo_cast(tmp_path)


def test_a_photo_that_was_found_by_its_tag_wakes_the_desk_and_nothing_new_does_not(scene: PhotoCast) -> None:
    found = watched(scene)
    scene.collect()
    assert found == []
    scene.posted("a")
    scene.collect(2)
    assert found == [[State.QUEUED]]
    scene.collect(2)
    assert len(found) == 1


def test_one_whose_picture_cannot_be_read_wakes_it_too(scene: PhotoCast) -> None:
    found = watched(scene)
    scene.posted("bad")
    scene.collect()
    assert found == [[State.QUARANTINED]]


def test_one_too_many_of_an_author_wakes_it_too(scene: PhotoCast) -> None:
    scene.supporters.page = MOST_OF_ONE
    for number in range(MOST_OF_ONE):
        scene.posted(f"p{number}", by="one")
    scene.collect()
    found = watched(scene)
    scene.posted("another", by="one")
    scene.collect(2)
    assert [states.count(State.QUARANTINED) for states in found] == [1]


def test_a_public_channels_post_wakes_it_when_it_was_looked_at(tmp_path: Path) -> None:
    chat = chat_cast(tmp_path)
    found = watched(chat.scene)
    posted(chat, 5, "#Small")
    chat.scene.posted("-1077/5")
    assert found == []
    chat.work()
    assert found == [[State.QUEUED]]


def test_a_file_in_a_private_chat_that_is_no_picture_wakes_it(tmp_path: Path) -> None:
    chat = chat_cast(tmp_path)
    found = watched(chat.scene)
    chat.write("Lyon", "bad")
    chat.work()
    assert found == [[State.QUARANTINED]]
    chat.write("Lyon", "good")
    chat.work()
    assert len(found) == 1, "that one is its sender's to agree to, still"


def test_a_mailed_photo_wakes_it_in_the_step_that_ends_its_delay(tmp_path: Path) -> None:
    letters = letter_cast(tmp_path)
    letters.agreed()
    found = watched(letters.scene)
    letters.pass_time(hours=23)
    assert found == []
    letters.pass_time(hours=2)
    assert found == [[State.QUEUED]]


def test_one_that_changed_since_the_yes_wakes_it(scene: PhotoCast) -> None:
    scene.posted("a")
    scene.collect()
    approved = scene.approve("a")
    found = watched(scene)
    assert scene.cast.outbox.keep_photo(replace(approved, fingerprint="another picture"), scene.cast.clock.now())
    scene.reposter.run_once(scene.turn(1))
    assert found == [[State.QUEUED]]
