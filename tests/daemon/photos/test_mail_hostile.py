"""Forged senders, loops, floods, and mails that nobody can read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast as typed

import pytest

from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import Reason, State
from bot.daemon.photos.letters import MOST, MOST_OPEN
from bot.ports.mailroom import Automatic, Unreadable
from tests.daemon.photos.letter_cast import ANNA, BORIS, letter_cast, mails_of


def test_a_yes_under_a_forged_name_agrees_to_nothing(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.mail("Lyon", b"a picture")
    scene.mail("YES", by=ANNA)
    scene.mail("YES", by=ANNA, answers="0123456789abcdef0123456789abcdef.1@small.example")
    assert scene.states() == [State.ASKED]


def test_whoever_is_asked_again_can_agree_by_answering_that(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.mail("Lyon", b"a picture")
    again = scene.mail("YES")
    assert again is not None
    scene.mail("YES", answers=again)
    assert scene.states() == [State.WAITING]


def test_a_forged_name_cannot_say_where_a_photo_was_taken(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.mail("", b"a picture")
    scene.mail("Paris", by=ANNA)
    assert [photo.city for photo in scene.photos()] == [""]


def test_nobody_takes_back_anothers_photo(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed()
    scene.mail("STOP", by=BORIS)
    scene.mail("0000-0000", by=BORIS)
    assert scene.states() == [State.WAITING]


@pytest.mark.parametrize("automatic", Automatic)
def test_an_automatic_mail_is_neither_answered_nor_taken(tmp_path: Path, automatic: Automatic) -> None:
    scene = letter_cast(tmp_path)
    scene.write("Lyon", b"a picture", automatic=automatic)
    scene.read()
    assert scene.box.letters == []
    assert scene.photos() == []
    assert [(mail.outcome, mail.reason) for mail in scene.scene.cast.outbox.mails()] == [("ignored", automatic.value)]


def test_a_loop_of_mails_ends_after_six_replies_a_day(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    for _ in range(30):
        scene.mail("I am out of office and my program says so differently")
    assert len(scene.box.letters) == MOST
    scene.scene.turn(60 * 24 + 1)
    scene.mail("Hello?")
    assert len(scene.box.letters) == MOST + 1


def test_a_flood_of_a_thousand_mails_leaves_ten_photos_ten_notes_and_few_letters(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.box.batch = 40
    for number in range(1000):
        scene.write("Lyon", f"picture {number}".encode())
    scene.read()
    states = scene.states()
    assert states.count(State.ASKED) == MOST_OPEN
    assert states.count(State.QUARANTINED) == len(states) - MOST_OPEN == 10
    assert len(scene.box.letters) == MOST
    assert len(scene.scene.cast.outbox.mails()) == 1000
    assert len(scene.scene.kit.cabinet.all()) == 2 * MOST_OPEN
    assert scene.mail("Lyon", b"a picture", by=BORIS) is not None


def test_too_many_pictures_in_one_mail_are_turned_away_with_a_receipt_for_the_others(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    receipt = scene.mail("Lyon", *(f"picture {number}".encode() for number in range(15)))
    assert receipt is not None
    assert f"Photos received: {MOST_OPEN}." in receipt.body
    assert [photo.reason for photo in scene.photos()].count(Reason.TOO_MANY) == 5


def test_a_mail_that_cannot_be_read_is_put_aside_told_of_without_an_address_and_blocks_nobody(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.box.mails.append(Unreadable("7/1", "unread", datetime(2030, 6, 8, tzinfo=UTC), "mail-too-deep"))
    next(scene.numbers)
    assert scene.mail("Lyon", b"a picture") is not None
    aside, _ = sorted(scene.scene.cast.outbox.mails(), key=lambda mail: mail.uid)
    assert (aside.outcome, aside.reason) == ("quarantined", "mail-too-deep")
    (alarm,) = scene.scene.cast.outbox.alarms()
    assert alarm.code == "mail-put-aside"
    assert "nested" in alarm.text


def test_a_mail_that_this_program_fails_at_is_put_aside_and_the_next_is_read(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    broken = scene.write("Lyon", b"a picture", by=BORIS)
    # Nothing is prepared for what is no text at all.
    scene.box.mails[0] = replace(broken, text=typed("str", None))
    scene.write("Lyon", b"a picture")
    scene.read()
    scene.read(1)
    assert [mail.outcome for mail in scene.scene.cast.outbox.mails()] == ["quarantined", "photos"]
    assert len(scene.box.to(ANNA)) == 1


def test_the_same_mail_twice_is_dealt_with_once(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.write("Lyon", b"a picture", name="once")
    scene.write("Lyon", b"another", name="once")
    scene.read()
    assert len(scene.photos()) == 1
    assert len(scene.box.letters) == 1


def test_a_folder_that_is_numbered_anew_is_read_again_without_anything_happening_twice(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    receipt = scene.agreed()
    scene.renumber()
    scene.read()
    assert scene.states() == [State.WAITING]
    assert scene.box.to(ANNA) == [receipt]
    assert [photo.contact for photo in scene.photos()] == ["8/101"]


def test_a_server_that_is_silent_is_told_of_after_ten_minutes_and_asked_less_and_less(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.box.trouble = [NotSent("mailbox does not answer")] * 9
    asked = []
    for _ in range(100):
        scene.read(0.25)
        asked.append(len(scene.box.trouble))
        if "mailbox-not-read" in scene.scene.cast.alarms():
            break
    assert 20 <= len(asked) * 0.5 <= 60
    assert asked[-1] <= 2


def test_a_refused_password_is_told_of_at_once_with_the_next_step(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.box.trouble = [AccountBroken("mailbox refuses the password")]
    scene.read()
    (alarm,) = scene.scene.cast.outbox.alarms()
    assert alarm.code == "mailbox-not-read"


def test_replies_that_cannot_go_out_are_sent_once_they_can(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.box.refuses = [NotSent("mail server not reached")] * 2
    scene.write("Lyon", b"a picture")
    for _ in range(6):
        scene.read(5)
    assert len(scene.box.to(ANNA)) == 1
    assert mails_of(scene.scene, scene.box).run_once(scene.scene.cast.clock.now()) is not None
    assert len(scene.box.to(ANNA)) == 1
