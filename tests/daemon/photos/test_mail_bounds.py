"""Mails that cost the cleaner all that it may spend, and mails over which the daemon ends: the others are read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import cast as typed

import pytest

from bot.campaign.photo import State
from bot.clock import VirtualClock
from bot.daemon.means import Terms
from bot.daemon.photos.bounds import PICTURES, TRIES, WHOLE_S
from bot.daemon.photos.letters import MOST_OPEN
from bot.daemon.watchdog import Pulse
from bot.errors import CampaignError
from bot.ports import Box, Cleaned, Refused
from tests.daemon.photos.letter_cast import ANNA, BORIS, LetterCast, letter_cast, mails_of
from tests.daemon.photos.photo_cast import Washing
from tests.daemon.staff.mortal import Killed

PICTURE_S = 12.0
"""What the cleaner spends on one file at most."""


@dataclass
class Slow:
    """Each picture takes its time, and is none in the end; ``before`` each something may happen."""

    clock: VirtualClock
    takes_s: float = PICTURE_S
    before: Callable[[], None] = lambda: None
    opened: list[bytes] = field(default_factory=list)

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """Time passes."""
        self.before()
        self.opened.append(data)
        self.clock.set(self.clock.now() + timedelta(seconds=self.takes_s))
        return Washing().clean(data, cover) if b"good" in data else Refused("photo-too-slow")


def slow(scene: LetterCast, takes_s: float = PICTURE_S) -> Slow:
    """From now on the cleaner is."""
    cleaner = Slow(scene.scene.cast.clock, takes_s)
    scene.scene.kit.__dict__["cleaner"] = cleaner
    return cleaner


def hundred(scene: LetterCast, what: str = "bomb") -> None:
    """One mail."""
    number = len(scene.box.mails)
    scene.write("Lyon", *(f"{what} {number}.{each}".encode() for each in range(100)), by=BORIS)


def put_aside(scene: LetterCast) -> list[str]:
    """Why."""
    return [mail.reason for mail in scene.scene.cast.outbox.mails() if mail.outcome == "quarantined"]


def anew(scene: LetterCast, cleaner: object) -> None:
    """Another process's duty, with this cleaner."""
    scene.scene.kit.__dict__["cleaner"] = cleaner
    scene.mails = mails_of(scene.scene, scene.box)


def test_a_mail_of_a_hundred_pictures_that_take_all_they_may_is_put_aside_and_the_next_is_read(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    cleaner, clock = slow(scene), scene.scene.cast.clock
    hundred(scene)
    scene.write("Lyon", b"a good picture")
    began_s = clock.monotonic_s()
    scene.read()
    assert clock.monotonic_s() - began_s <= WHOLE_S + 2 * PICTURE_S
    assert len(cleaner.opened) <= WHOLE_S / PICTURE_S + 1
    assert put_aside(scene) == ["mail-too-costly"]
    assert scene.states() == [State.ASKED]
    assert scene.box.to(BORIS) == []
    (alarm,) = scene.scene.cast.outbox.alarms()
    assert alarm.code == "mail-put-aside"
    assert "3 minutes" in alarm.text
    opened = len(cleaner.opened)
    scene.read(1)
    assert len(cleaner.opened) == opened


def test_whoever_watches_hears_of_the_mailbox_between_pictures(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    pulse = Pulse(scene.scene.cast.clock)
    object.__setattr__(scene.scene.kit.means, "clock", pulse)
    cleaner, silent = slow(scene), list[float]()
    cleaner.before = lambda: silent.append(pulse.silent_s(threading.get_ident()))
    for _ in range(3):
        hundred(scene)
    scene.read()
    assert len(cleaner.opened) * PICTURE_S > Terms().silence_s
    assert max(silent) <= PICTURE_S


def test_more_files_than_anybody_sends_are_not_opened(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    cleaner = slow(scene, 0)
    hundred(scene)
    scene.write("Lyon", *(f"bad {number}".encode() for number in range(PICTURES - 1)), b"a good picture")
    scene.read()
    assert len(cleaner.opened) == 2 * PICTURES
    assert put_aside(scene) == ["mail-too-costly"]
    assert scene.states() == [State.ASKED]


def test_a_hundred_good_pictures_are_no_reason_to_put_a_mail_aside(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    slow(scene, 4)
    hundred(scene, "good")
    scene.read()
    assert put_aside(scene) == []
    assert scene.states().count(State.ASKED) == MOST_OPEN


def test_who_takes_a_photo_back_waits_for_one_costly_mail_and_not_for_all(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed()
    cleaner = slow(scene)
    seen: list[State] = []
    cleaner.before = lambda: seen.extend(scene.states())
    for _ in range(12):
        hundred(scene)
    # One that this program fails at hides nobody.
    scene.box.mails.append(replace(scene.write("Lyon", b"a picture", by=BORIS), text=typed("str", None)))
    del scene.box.mails[-2]
    scene.write("STOP")
    scene.read()
    waited = seen.count(State.WAITING) * PICTURE_S
    assert waited <= WHOLE_S + 2 * PICTURE_S
    assert len(seen) * PICTURE_S > 10 * WHOLE_S
    assert "withdrawn" in scene.box.to(ANNA)[-1].body
    assert put_aside(scene) == ["mail-too-costly"] * 12


class Deadly:
    """The daemon does not outlive it."""

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """All of memory is gone."""
        if b"deadly" in data:
            raise Killed
        return Washing().clean(data, cover)


def test_a_mail_over_which_the_daemon_ended_twice_is_put_aside_and_the_next_is_read(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.write("Lyon", b"a deadly picture", by=BORIS)
    scene.write("Lyon", b"a picture")
    for _ in range(TRIES):
        anew(scene, Deadly())
        with pytest.raises(Killed):
            scene.read()
    anew(scene, Deadly())
    scene.read(1)
    assert put_aside(scene) == ["mail-deadly"]
    assert scene.states() == [State.ASKED]
    assert [alarm.code for alarm in scene.scene.cast.outbox.alarms()] == ["mail-put-aside"]


class Broken:
    """This computer cannot clean."""

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """Never."""
        raise CampaignError(f"not {len(data)} bytes, {len(cover)} boxes")


def test_a_cleaner_that_does_not_work_is_no_fault_of_the_mail_however_often_the_daemon_begins_anew(
    tmp_path: Path,
) -> None:
    scene = letter_cast(tmp_path)
    scene.write("Lyon", b"a picture")
    for _ in range(2 * TRIES):
        anew(scene, Broken())
        scene.read(1)
    anew(scene, Washing())
    scene.read(1)
    assert (put_aside(scene), scene.states()) == ([], [State.ASKED])


def test_a_daemon_that_is_told_to_stop_opens_no_more_and_blames_nobody(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.write("Lyon", *(f"good {number}".encode() for number in range(5)))
    for _ in range(2 * TRIES):
        cleaner = slow(scene)
        anew(scene, cleaner)
        cleaner.before = scene.mails.stop
        scene.read(1)
        assert len(cleaner.opened) == 1
    anew(scene, Washing())
    scene.read(1)
    assert (put_aside(scene), scene.states()) == ([], [State.ASKED] * 5)
