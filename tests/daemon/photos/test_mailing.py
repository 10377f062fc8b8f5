"""From a mail to the queue: asked, agreed, waited."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.photo import Reason, State
from bot.wording.replies import WORDS, Reply, reply
from tests.daemon.photos.letter_cast import ANNA, BORIS, MAILING, code_in, letter_cast

FROM = {"campaign": "Small", "address": "photos@small.example"}


def test_a_mailed_photo_is_asked_about_and_waits_a_day_after_the_yes(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    receipt = scene.mail("Lyon", b"a picture")
    assert receipt is not None
    assert "YES" in receipt.body
    (photo,) = scene.photos()
    assert (photo.state, photo.reason, photo.city, photo.country) == (State.ASKED, Reason.CONSENT, "Lyon", "FR")
    assert scene.mail("Yes", answers=receipt) is None
    (photo,) = scene.photos()
    assert photo.state is State.WAITING
    assert photo.until == scene.scene.cast.clock.now() + timedelta(hours=24)
    scene.pass_time(hours=23)
    assert scene.states() == [State.WAITING]
    scene.pass_time(hours=2)
    assert scene.states() == [State.QUEUED]


@pytest.mark.parametrize("language", WORDS)
def test_a_yes_with_both_permissions_is_understood_in_every_language(tmp_path: Path, language: str) -> None:
    scene, words = letter_cast(tmp_path), WORDS[language]
    scene.agreed(yes=f"{words.yes}\n{words.city}\n{words.faces}")
    (photo,) = scene.photos()
    assert (photo.state, photo.shows_city, photo.shows_faces) == (State.WAITING, True, True)
    (consent,) = scene.scene.cast.outbox.consents()
    assert consent.choices == ("city", "faces")


def test_a_bare_yes_allows_neither_city_nor_faces(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed()
    (photo,) = scene.photos()
    assert not photo.shows_city
    assert not photo.shows_faces


@pytest.mark.parametrize("no", ["No", "Non", "Nein", "No, grazie", "Não", "Ոչ", "Ne", "Нет"])
def test_a_no_withdraws_in_every_language(tmp_path: Path, no: str) -> None:
    scene = letter_cast(tmp_path)
    hint = {"Ne": "lt"}.get(no, "en")
    scene.write("Lyon", b"a picture", languages=(hint,))
    scene.read()
    (receipt,) = scene.box.to(ANNA)
    told = scene.mail(no, answers=receipt)
    assert told is not None
    (photo,) = scene.photos()
    assert (photo.state, photo.reason, photo.sha256) == (State.WITHDRAWN, Reason.NO_CONSENT, "")


@pytest.mark.parametrize("stop", ["STOP", "arrêtez", "stopp", "annulla", "parem", "դադարեցրեք", "stabdykite", "стоп"])
def test_stop_withdraws_at_once_in_every_language_and_is_confirmed(tmp_path: Path, stop: str) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed()
    told = scene.mail(stop)
    assert told is not None
    assert told.body in {reply(Reply.WITHDRAWN, language, **FROM)[1] for language in WORDS}
    (photo,) = scene.photos()
    assert (photo.state, photo.reason, photo.contact) == (State.WITHDRAWN, Reason.STOP, "")
    assert scene.scene.kit.cabinet.all() == frozenset()
    assert scene.scene.cast.outbox.consents()[0].withdrawn_at is not None


def test_the_code_alone_withdraws_from_any_address(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    code = code_in(scene.agreed())
    assert scene.mail(code, by=BORIS) is not None
    assert [photo.reason for photo in scene.photos()] == [Reason.CODE]


def test_the_code_is_kept_nowhere(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    code = code_in(scene.agreed())
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert not [file for file in files if code.encode() in file.read_bytes()]
    assert not [file for file in files if ANNA.encode() in file.read_bytes()]


def test_without_a_city_the_receipt_asks_for_it_and_the_answer_lets_the_photo_go_on(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    receipt = scene.mail("", b"a picture")
    assert receipt is not None
    assert "In which city" in receipt.body
    assert receipt.body.count("\n-- \n") == 1
    again = scene.mail("YES", answers=receipt)
    assert again is not None
    assert "In which city" in again.body
    assert [photo.reason for photo in scene.photos()] == [Reason.CITY]
    assert scene.mail("Yerevan", answers=again) is None
    (photo,) = scene.photos()
    assert (photo.state, photo.city, photo.country) == (State.WAITING, "Yerevan", "AM")


def test_a_yes_with_the_city_beneath_it_is_both(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed(text="", yes="YES\nLyon")
    (photo,) = scene.photos()
    assert (photo.state, photo.city) == (State.WAITING, "Lyon")


def test_a_city_that_is_not_clear_stays_for_a_person(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed(text="Florence")
    (photo,) = scene.photos()
    assert (photo.state, photo.city, photo.country) == (State.WAITING, "Florence", "")


def test_a_name_below_the_words_never_makes_a_city_clear(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.mail("My photo from somewhere\n\nLyon", b"a picture")
    assert [photo.country for photo in scene.photos()] in ([""], [])


@pytest.mark.parametrize("when", ["with the photo", "afterwards"])
def test_a_photo_from_a_listed_country_is_refused_told_why_and_wiped_at_once(tmp_path: Path, when: str) -> None:
    scene = letter_cast(tmp_path, MAILING.replace("photos: {", "photos: {listed-countries: [FR], "))
    if when == "with the photo":
        told = scene.mail("Lyon", b"a picture")
    else:
        receipt = scene.mail("", b"a picture")
        assert receipt is not None
        told = scene.mail("Lyon", answers=receipt)
    assert told is not None
    assert told.body == reply(Reply.LISTED_COUNTRY, "en", **FROM)[1]
    (photo,) = scene.photos()
    assert (photo.state, photo.reason) == (State.REJECTED, Reason.LISTED_COUNTRY)
    assert (photo.original, photo.sha256, photo.city, photo.contact) == ("", "", "", "")
    assert scene.scene.kit.cabinet.all() == frozenset()


def test_several_pictures_of_a_mail_are_photos_of_one_consent(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed(b"one", b"two", b"bad", b"one")
    assert scene.states() == [State.WAITING, State.WAITING]
    assert len({photo.consent for photo in scene.photos()}) == 1
    assert "Photos received: 2." in scene.box.to(ANNA)[0].body


def test_the_same_picture_sent_twice_by_the_same_sender_is_one_photo(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    assert scene.mail("Lyon", b"a picture") is not None
    assert scene.mail("Lyon", b"a picture") is None
    assert scene.mail("Lyon", b"a picture", by=BORIS) is not None
    assert len(scene.photos()) == 2


def test_a_file_that_is_no_picture_is_answered_and_not_kept(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    told = scene.mail("Lyon", b"bad")
    assert told is not None
    assert "could not be opened" in told.body
    assert scene.photos() == []
    assert scene.scene.kit.cabinet.all() == frozenset()


def test_a_logo_beside_a_yes_is_no_photo(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    receipt = scene.mail("Lyon", b"a picture")
    assert receipt is not None
    scene.mail("YES", b"a logo", answers=receipt)
    assert scene.states() == [State.WAITING]


def test_after_the_time_for_photos_none_is_taken_and_stop_is_still_heard(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.agreed()
    scene.scene.turn(60 * 24 * 10)
    assert scene.mail("Lyon", b"late", by=BORIS) is None
    assert scene.mail("STOP") is not None
    assert scene.states() == [State.WITHDRAWN]
