"""Servers that tell at once: a wake-up, in step with the files, and never a storm."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.campaign.model import Account
from bot.campaign.photo import State
from bot.daemon.photos.kit import COLLECTOR
from bot.daemon.photos.rhythm import AT_MOST
from bot.daemon.photos.streams import Listen, Streams
from bot.errors import SecretsError
from tests.daemon.cast import NOON, SETTINGS
from tests.daemon.photos.photo_cast import SCHEDULE, TAKING, PhotoCast, photo_cast

PATIENCE_S = 20.0


class Told:
    """A server that tells when a test says so."""

    def __init__(self) -> None:
        self.wakes: dict[str, Callable[[], None]] = {}
        self.began = threading.Event()
        self.ended: list[str] = []
        self.shut = False

    def open(self, account: Account) -> Listen:
        """One account's."""
        if self.shut:
            raise SecretsError(f"no secrets of {account.name}")
        return self._listen

    def _listen(self, tag: str, wake: Callable[[], None], stop: threading.Event) -> None:
        self.wakes[tag] = wake
        self.began.set()
        stop.wait(PATIENCE_S)
        self.ended.append(tag)


def listening(folder: Path) -> tuple[PhotoCast, Told, Streams]:
    """A campaign that takes photos, and the duty."""
    scene, told = photo_cast(folder), Told()
    return scene, told, Streams(scene.kit, told.open, scene.collector.touch)


def test_a_photo_is_collected_as_soon_as_the_server_tells_of_it(tmp_path: Path) -> None:
    scene, told, streams = listening(tmp_path)
    scene.collect()
    assert streams.run_once(scene.turn(0.2)) is not None
    assert told.began.wait(PATIENCE_S)
    scene.posted("a")
    scene.collect()
    assert scene.states() == [], "its minute is not over"
    told.wakes["#Small"]()
    assert scene.cast.woken[-1] == COLLECTOR
    scene.collect()
    assert scene.states() == [State.QUEUED]
    streams.close()
    assert told.ended == ["#Small"]


def test_a_server_that_tells_without_end_is_asked_every_five_seconds_at_most(tmp_path: Path) -> None:
    scene, told, streams = listening(tmp_path)
    streams.run_once(scene.turn(0))
    assert told.began.wait(PATIENCE_S)
    for _ in range(60):
        told.wakes["#Small"]()
        scene.collect(1 / 60)
    assert scene.supporters.asked <= 60 // AT_MOST.seconds + 1
    streams.close()


def test_when_the_files_take_no_photos_any_more_it_hangs_up(tmp_path: Path) -> None:
    scene, told, streams = listening(tmp_path)
    streams.run_once(scene.turn(0))
    assert told.began.wait(PATIENCE_S)
    scene.cast.write(SCHEDULE, SETTINGS)
    scene.cast.load()
    assert streams.run_once(scene.turn(1)) is None
    told.began.clear()
    scene.cast.write(SCHEDULE, TAKING)
    scene.cast.load()
    streams.run_once(scene.turn(1))
    assert told.began.wait(PATIENCE_S), "they take photos again"
    streams.close()
    assert told.ended == ["#Small", "#Small"]


def test_secrets_that_cannot_be_read_now_are_read_later(tmp_path: Path) -> None:
    scene, told, streams = listening(tmp_path)
    told.shut = True
    now = scene.turn(0)
    assert streams.run_once(now) == now + timedelta(minutes=5)
    told.shut = False
    assert streams.run_once(scene.turn(5)) != NOON
    assert told.began.wait(PATIENCE_S)
    streams.close()
