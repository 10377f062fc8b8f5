"""Woken every twenty seconds, the caretaker ends what is due and lets go of what nobody will name, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.photo import Reason, State
from bot.daemon.photos.caretaker import EVERY, STRAY_S
from bot.errors import StoreError
from bot.ports import Box, Cleaned, Refused
from tests.daemon.photos.chat_cast import chat_cast
from tests.daemon.photos.letter_cast import MAILING, letter_cast
from tests.daemon.photos.photo_cast import PhotoCast, Washing, photo_cast

BEAT_MINUTES = 1 / 3


class Slow(Washing):
    """Cleans while time goes by."""

    def __init__(self, meanwhile: Callable[[], None]) -> None:
        self._meanwhile = meanwhile

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """As ever, in the end."""
        self._meanwhile()
        return super().clean(data, cover)


def beats(scene: PhotoCast, times: int, minutes: float = BEAT_MINUTES) -> None:
    """The loop wakes the caretaker again and again."""
    for _ in range(times):
        scene.caretaker.run_once(scene.turn(minutes))


def kept(scene: PhotoCast, data: bytes = b"a file") -> str:
    """A file that no photo refers to."""
    return scene.kit.cabinet.keep(data)


def clean_slowly(scene: PhotoCast) -> None:
    """Three heartbeats pass while each picture is made clean."""
    # Where the kit remembers the cleaner that it made.
    scene.kit.__dict__["cleaner"] = Slow(lambda: beats(scene, 3))


def test_files_of_a_mail_are_all_there_however_long_its_other_pictures_are_cleaned(tmp_path: Path) -> None:
    letters = letter_cast(tmp_path)
    clean_slowly(letters.scene)
    letters.mail("Lyon", b"one", b"two", b"three")
    assert letters.states() == [State.ASKED] * 3
    assert letters.scene.cast.outbox.files_of_photos() <= letters.scene.kit.cabinet.all()


def test_files_of_an_album_are_all_there_however_long_its_other_pictures_are_cleaned(tmp_path: Path) -> None:
    chats = chat_cast(tmp_path)
    for picture in ("one", "two", "three"):
        chats.write("Lyon", picture)
    clean_slowly(chats.scene)
    chats.work()
    assert chats.states() == [State.ASKED] * 3
    assert chats.scene.cast.outbox.files_of_photos() <= chats.scene.kit.cabinet.all()


@pytest.mark.parametrize(("times", "minutes"), [(2, BEAT_MINUTES), (30, 59 / 30)])
def test_a_file_that_was_just_kept_is_let_be(tmp_path: Path, times: int, minutes: float) -> None:
    scene = photo_cast(tmp_path)
    file = kept(scene)
    beats(scene, times, minutes)
    assert file in scene.kit.cabinet.all()


def test_a_file_that_nobody_named_for_an_hour_goes(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    file = kept(scene)
    beats(scene, 1)
    beats(scene, 2, STRAY_S / 120)
    assert file not in scene.kit.cabinet.all()


@pytest.mark.parametrize("hours", [-5, 5, 24 * 365])
def test_a_clock_that_is_set_makes_no_file_older(tmp_path: Path, hours: int) -> None:
    scene = photo_cast(tmp_path)
    file = kept(scene)
    beats(scene, 1)
    scene.cast.clock.jump(timedelta(hours=hours))
    beats(scene, 30, 58 / 30)
    assert file in scene.kit.cabinet.all()
    beats(scene, 9)
    assert file not in scene.kit.cabinet.all()


def test_a_file_that_was_named_meanwhile_is_as_new_when_it_is_kept_again(tmp_path: Path) -> None:
    letters = letter_cast(tmp_path)
    scene = letters.scene
    file = kept(scene, b"one")
    beats(scene, 1)
    receipt = letters.mail("Lyon", b"one")
    beats(scene, 30, 58 / 30)
    assert receipt is not None
    letters.mail("STOP", answers=receipt)
    assert file not in scene.kit.cabinet.all()
    assert kept(scene, b"one") == file
    beats(scene, 30, 58 / 30)
    assert file in scene.kit.cabinet.all()


def test_the_files_of_a_photo_that_is_withdrawn_go_with_the_next_heartbeat(tmp_path: Path) -> None:
    letters = letter_cast(tmp_path)
    scene = letters.scene
    letters.agreed()
    scene.caretaker.run_once(scene.turn(30 * 60))
    (photo,) = letters.photos()
    beats(scene, 2)
    outbox = scene.cast.outbox
    assert {photo.original, photo.sha256} <= scene.kit.cabinet.all()
    assert outbox.step_photo(photo, State.WITHDRAWN, Reason.BY_STAFF, scene.cast.clock.now())
    beats(scene, 1)
    assert not {photo.original, photo.sha256} & scene.kit.cabinet.all()


def test_a_file_that_the_disk_does_not_let_go_of_is_tried_again_with_the_next_heartbeat(tmp_path: Path) -> None:
    letters = letter_cast(tmp_path)
    scene = letters.scene
    letters.agreed()
    beats(scene, 1)
    (photo,) = letters.photos()
    file = tmp_path / "var" / "photos" / photo.sha256
    data = file.read_bytes()
    file.unlink()
    # As a disk does whose folders are damaged.
    file.mkdir()
    assert scene.cast.outbox.step_photo(photo, State.WITHDRAWN, Reason.BY_STAFF, scene.cast.clock.now())
    with pytest.raises(StoreError):
        beats(scene, 1)
    file.rmdir()
    file.write_bytes(data)
    beats(scene, 1)
    assert not file.exists()


def test_what_ends_within_the_hour_ends_on_time_though_it_came_after_the_round(tmp_path: Path) -> None:
    letters = letter_cast(tmp_path, MAILING.replace("photos: {", "photos: {delay: 10 min, "))
    scene = letters.scene
    scene.posted("a")
    scene.collect()
    assert scene.caretaker.run_once(scene.turn(0)) == scene.cast.clock.now() + EVERY
    letters.agreed()
    beats(scene, 29)
    assert letters.states() == [State.WAITING]
    beats(scene, 1)
    assert letters.states() == [State.QUEUED]


def test_an_end_that_is_known_is_an_appointment(tmp_path: Path) -> None:
    letters = letter_cast(tmp_path, MAILING.replace("photos: {", "photos: {delay: 10 min, "))
    letters.agreed()
    scene = letters.scene
    assert scene.caretaker.run_once(scene.turn(1)) == scene.cast.clock.now() + timedelta(minutes=9)


def test_a_picture_that_nobody_could_fetch_in_time_keeps_nobody_busy(tmp_path: Path) -> None:
    chats = chat_cast(tmp_path)
    chats.write("Lyon", "one")
    scene = chats.scene
    (photo,) = chats.photos()
    scene.cast.outbox.keep_photo(replace(photo, until=scene.cast.clock.now()), scene.cast.clock.now())
    assert scene.caretaker.run_once(scene.turn(5)) == scene.cast.clock.now() + EVERY


def test_a_heartbeat_is_no_round(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    assert scene.caretaker.run_once(scene.turn(0)) == scene.cast.clock.now() + EVERY
    assert [scene.caretaker.run_once(scene.turn(BEAT_MINUTES)) for _ in range(3)] == [None] * 3
    assert scene.caretaker.run_once(scene.turn(60)) == scene.cast.clock.now() + EVERY


def test_a_clock_that_was_set_back_waits_for_no_appointment(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    scene.caretaker.run_once(scene.turn(0))
    scene.cast.clock.jump(timedelta(hours=-3))
    assert scene.caretaker.run_once(scene.turn(BEAT_MINUTES)) == scene.cast.clock.now() + EVERY
