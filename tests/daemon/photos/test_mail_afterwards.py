"""After the first letters: reminders, what came of it, and what is deleted."""

from __future__ import annotations

from pathlib import Path

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.campaign.photo import Reason, State
from bot.ports import Letter
from tests.daemon.photos.letter_cast import ANNA, MAILING, LetterCast, code_in, letter_cast
from tests.sandbox.driver import png

AT_ONCE = MAILING.replace("photos: {", "photos: {delay: 0 s, ")


def queued(folder: Path) -> tuple[LetterCast, Letter]:
    """One mailed photo waits for a person."""
    scene = letter_cast(folder, AT_ONCE)
    receipt = scene.agreed(png())
    scene.pass_time(minutes=1)
    assert scene.states() == [State.QUEUED]
    return scene, receipt


def decided(scene: LetterCast, reason: Reason | None = None) -> None:
    """A person says no, or yes."""
    outbox, now = scene.scene.cast.outbox, scene.scene.cast.clock.now()
    (photo,) = scene.photos()
    if reason is not None:
        photos.reject(outbox, photo, reason, "Jean", now, scene.scene.cast.woken.append)
        return
    campaign = scene.scene.campaign
    seen = approval_of(photo, campaign)
    photos.approve(outbox, photo, campaign, "Jean", now, seen=seen, alt="an answer", faceless=True)


def test_a_yes_that_the_staff_ended_says_when_it_ended(tmp_path: Path) -> None:
    scene, _ = queued(tmp_path)
    outbox, now = scene.scene.cast.outbox, scene.scene.cast.clock.now()
    (photo,) = scene.photos()
    photos.withdraw(outbox, photo, now, scene.scene.cast.woken.append)
    (consent,) = outbox.consents()
    assert (consent.agreed_at is None, consent.withdrawn_at) == (False, now)


def test_one_reminder_after_two_days_with_the_same_code_and_the_end_after_seven(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    receipt = scene.mail("Lyon", b"a picture")
    assert receipt is not None
    scene.pass_time(hours=47)
    assert scene.box.to(ANNA) == [receipt]
    scene.pass_time(hours=2)
    _, reminder = scene.box.to(ANNA)
    assert code_in(reminder) == code_in(receipt)
    assert "in 4 days" in reminder.body
    for _ in range(3):
        scene.pass_time(hours=20)
    assert len(scene.box.to(ANNA)) == 2
    scene.pass_time(days=3)
    (photo,) = scene.photos()
    assert (photo.state, photo.reason) == (State.EXPIRED, Reason.NO_ANSWER)


def test_the_reminder_can_be_answered(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.mail("Lyon", b"a picture")
    scene.pass_time(hours=49)
    scene.mail("YES", answers=scene.box.to(ANNA)[1])
    assert scene.states() == [State.WAITING]


def test_a_declined_photo_is_told_of_after_an_hour_kindly_and_deleted(tmp_path: Path) -> None:
    scene, receipt = queued(tmp_path)
    decided(scene, Reason.REFUSED)
    scene.pass_time(minutes=50)
    assert scene.box.to(ANNA) == [receipt]
    scene.pass_time(minutes=20)
    _, told = scene.box.to(ANNA)
    assert "decided not to publish" in told.body
    (photo,) = scene.photos()
    assert (photo.state, photo.original, photo.sha256, photo.contact) == (State.REJECTED, "", "", "")
    assert scene.scene.kit.cabinet.all() == frozenset()
    scene.pass_time(hours=30)
    assert len(scene.box.to(ANNA)) == 2


def test_a_person_who_reconsiders_within_the_hour_spares_the_sender_the_letter(tmp_path: Path) -> None:
    scene, receipt = queued(tmp_path)
    decided(scene, Reason.REFUSED)
    (photo,) = scene.photos()
    photos.reconsider(scene.scene.cast.outbox, photo, scene.scene.cast.clock.now())
    scene.pass_time(hours=2)
    assert scene.box.to(ANNA) == [receipt]


def test_a_country_that_a_person_finds_to_be_listed_is_explained_at_once(tmp_path: Path) -> None:
    scene, _ = queued(tmp_path)
    decided(scene, Reason.LISTED_COUNTRY)
    scene.pass_time(minutes=1)
    assert "prosecuted" in scene.box.to(ANNA)[1].body


def test_mails_are_deleted_from_the_server_when_nothing_needs_them_any_more(tmp_path: Path) -> None:
    scene, _ = queued(tmp_path)
    scene.write("a newsletter", by="news@somewhere.example", automatic=None)
    scene.read()
    decided(scene, Reason.REFUSED)
    assert scene.box.deleted == []
    scene.pass_time(minutes=70)
    assert scene.box.deleted == ["7/1"]
    scene.pass_time(hours=70)
    assert scene.box.deleted == ["7/1"]
    scene.pass_time(hours=3)
    assert sorted(scene.box.deleted) == ["7/1", "7/2", "7/3"]


def test_what_was_ignored_is_deleted_after_a_week(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.scene.turn(60 * 24 * 10)
    scene.write("Lyon", b"too late")
    scene.read()
    scene.pass_time(days=6)
    assert scene.box.deleted == []
    scene.pass_time(days=2)
    assert scene.box.deleted == ["7/1"]


def test_the_mail_of_a_withdrawn_photo_is_deleted_at_once(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed()
    scene.mail("STOP")
    assert scene.box.deleted == ["7/1"]
