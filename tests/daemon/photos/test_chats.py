"""Photos that people send to the bot, and what they say to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.bootstrap.mailroom import chats_of
from bot.campaign.candidate import Path as Way
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import Reason, State
from bot.daemon.photos.letters import MOST_OPEN
from bot.wording.replies import WORDS
from tests.daemon.photos.chat_cast import ANNA, CHATTING, GROUP, chat_cast


def test_a_private_photo_is_asked_about_in_the_language_of_the_app_and_waits_after_the_yes(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "a picture")
    scene.work()
    (photo,) = scene.photos()
    assert (photo.state, photo.city, photo.country, photo.path) == (State.ASKED, "Lyon", "FR", Way.CLEANED)
    assert photo.remote_id == ""
    (receipt,) = scene.said()
    assert "Photos reçues\N{NO-BREAK SPACE}: 1." in receipt
    assert "@small_fr" in receipt
    assert "l’original de votre photo 72 heures après la décision" in receipt
    assert "courriel" not in receipt
    scene.write("Oui")
    assert scene.states() == [State.WAITING]


def test_an_album_is_asked_about_once_when_all_of_it_is_there(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "one", media_group_id="album")
    scene.work(2)
    scene.write("", "two", media_group_id="album")
    scene.work(2)
    assert scene.said() == []
    scene.work()
    assert len(scene.said()) == 1
    assert "Photos reçues\N{NO-BREAK SPACE}: 2." in scene.said()[0]
    assert [photo.city for photo in scene.photos()] == ["Lyon", "Lyon"]
    assert len({photo.consent for photo in scene.photos()}) == 1


def test_neither_a_number_nor_a_name_of_a_supporter_stands_in_the_database_or_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    scene = chat_cast(tmp_path)
    caplog.set_level("DEBUG")
    scene.write("Lyon", "a picture", person=987_654_321)
    scene.work()
    assert len(scene.said(987_654_321)) == 1
    scene.scene.cast.outbox.forget_updates(scene.scene.turn(1))
    scene.scene.cast.outbox.scrub()
    database = (tmp_path / "var" / "campaign.db").read_bytes()
    assert b"987654321" not in database
    assert b"Petronella" not in database
    assert "987654321" not in caplog.text


@pytest.mark.parametrize("language", WORDS)
def test_stop_in_the_chat_withdraws_everything_of_theirs_at_once(tmp_path: Path, language: str) -> None:
    stop = {"fr": "arrêtez", "de": "stopp", "it": "annulla", "pt": "parem", "hy": "դադարեցրեք", "lt": "stabdykite"}
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "one")
    scene.work()
    scene.write("", "two")
    scene.write({"ru": "стоп"}.get(language) or stop.get(language, "STOP"))
    assert scene.states() == [State.WITHDRAWN, State.WITHDRAWN]
    scene.work()
    assert "retirées" in scene.said()[-1]


@pytest.mark.parametrize("how", ["/stop", "/withdraw", "kicked"])
def test_commands_and_stopping_the_bot_withdraw_too(tmp_path: Path, how: str) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "one")
    scene.work()
    if how == "kicked":
        who = {"id": ANNA, "is_bot": False}
        chat = {"id": ANNA, "type": "private"}
        scene.arrive({"my_chat_member": {"chat": chat, "from": who, "date": 1, "new_chat_member": {"status": how}}})
    else:
        code = next(word.strip(".,") for word in scene.said()[0].split() if len(word.strip(".,")) == 9 and "-" in word)
        scene.write(f"{how} {code}" if how == "/withdraw" else how)
    assert scene.states() == [State.WITHDRAWN]


@pytest.mark.parametrize("text", ["/photo", "/start photo", "/help", "Bonjour !"])
def test_who_opens_the_chat_is_told_how_it_goes(tmp_path: Path, text: str) -> None:
    scene = chat_cast(tmp_path)
    scene.write(text)
    scene.work()
    (told,) = scene.said()
    assert "Envoyez-moi ici votre photo pour Small" in told


def test_who_asks_in_a_group_is_told_the_way_to_the_private_chat_once(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    group = {"id": GROUP, "type": "supergroup", "title": "friends"}
    scene.write("Hello everybody", chat=group)
    scene.write("/photo", chat=group)
    scene.write("/photo", chat=group)
    scene.work()
    assert scene.photos() == []
    (told,) = scene.said(GROUP)
    assert "https://t.me/small_bot?start=photo" in told
    assert scene.said() == []


def test_a_photo_of_a_listed_country_is_never_fetched(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path, CHATTING.replace("photos: {", "photos: {listed-countries: [FR], "))
    scene.write("Lyon", "a picture")
    scene.chat.files.clear()
    scene.work()
    (photo,) = scene.photos()
    assert (photo.state, photo.reason, photo.city) == (State.REJECTED, Reason.LISTED_COUNTRY, "")
    assert "poursuivis" in scene.said()[0]


def test_a_picture_that_cannot_be_fetched_yet_is_fetched_later(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "a picture")
    scene.chat.files["a picture"] = NotSent("picture later")
    scene.work()
    assert scene.states() == [State.FOUND]
    scene.chat.files["a picture"] = b"a picture"
    scene.work(400)
    assert scene.states() == [State.ASKED]


def test_a_file_that_is_no_picture_is_answered(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "bad")
    scene.work()
    assert scene.states() == [State.QUARANTINED]
    assert "n’a pas pu être ouverte" in scene.said()[0]


def test_the_same_picture_again_is_one_photo(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "one")
    scene.write("Lyon", "one")
    scene.chat.files["two"] = b"one"
    scene.write("Lyon", "two")
    scene.work()
    assert sorted(scene.states()) == [State.ASKED, State.REJECTED]
    assert "Photos reçues\N{NO-BREAK SPACE}: 1." in scene.said()[0]


def test_a_flood_of_pictures_leaves_ten_and_one_word_about_the_rest(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    for number in range(150):
        scene.write("", f"picture {number}")
    scene.work()
    assert scene.states().count(State.ASKED) == MOST_OPEN
    assert len(scene.photos()) == 2 * MOST_OPEN
    assert len(scene.said()) == 2


def test_somebody_who_has_stopped_the_bot_holds_nobody_up(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "one")
    scene.write("Lyon", "two", person=ANNA + 1)
    scene.chat.trouble = [AccountBroken("blocked by the user")]
    scene.work()
    scene.work()
    assert len(scene.chat.elsewhere) == 1


def test_a_restart_between_the_picture_and_the_question_loses_nothing(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "one")
    another = chats_of(scene.scene.kit)
    another.run_once(scene.scene.turn(1))
    assert scene.states() == [State.ASKED]
    assert len(scene.said()) == 1
