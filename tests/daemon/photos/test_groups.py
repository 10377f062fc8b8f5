"""A photo under the tag in a group that the bot is in: its picture is not fetched before its sender comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.candidate import Path as Way
from bot.campaign.candidate import Source
from bot.campaign.photo import Reason, State
from bot.daemon.photos.caretaker import Caretaker
from bot.daemon.photos.letters import MOST_OPEN
from tests.daemon.photos.chat_cast import ANNA, GROUP, ChatCast, chat_cast

FRIENDS = {"id": GROUP, "type": "supergroup", "title": "friends", "username": "friends"}
OTHER = 4712


def show(scene: ChatCast, picture: str = "a picture", text: str = "#Small", person: int = ANNA, **more: object) -> None:
    """Somebody shows it in the group."""
    scene.write(text, picture, person, chat=FRIENDS, **more)
    scene.work()


@pytest.fixture
def scene(tmp_path: Path) -> ChatCast:
    """Anna has shown a photo in a group."""
    made = chat_cast(tmp_path)
    show(made)
    return made


def test_it_is_noted_and_not_fetched_and_the_group_is_told_the_way_once_a_day(scene: ChatCast) -> None:
    show(scene, "another", person=OTHER)
    assert scene.states() == [State.FOUND] * 2
    first = scene.photos()[0]
    assert (first.source, first.path, first.contact, first.url) == (Source.GROUP_MESSAGE, Way.CLEANED, "", "")
    assert (first.original, first.sha256, first.likeness) == ("", "", None)
    (told,) = scene.said(GROUP)
    assert "https://t.me/small_bot?start=photo" in told
    assert scene.said(ANNA) == scene.said(OTHER) == []


def test_its_row_tells_neither_who_showed_it_nor_where(scene: ChatCast) -> None:
    (photo,) = scene.photos()
    told = repr(replace(photo, posted_at=photo.received_at))
    assert [word for word in (str(ANNA), str(GROUP), "friends", "Petronella") if word in told] == []


@pytest.mark.parametrize("word", ["/start photo", "/photo", "Bonjour"])
def test_whoever_comes_to_the_private_chat_is_asked_and_it_goes_the_way_of_every_photo(
    scene: ChatCast, word: str
) -> None:
    scene.scene.turn(60 * 30)
    scene.write(word)
    scene.work()
    (photo,) = scene.photos()
    assert (photo.state, photo.reason, photo.sha256 != "") == (State.ASKED, Reason.CONSENT, True)
    assert photo.language == "fr"
    assert len(scene.said(ANNA)) == 1
    scene.write("OUI")
    scene.write("Lyon")
    scene.work()
    (photo,) = scene.photos()
    assert (photo.state, photo.reason) == (State.WAITING, Reason.DELAY)


def test_another_persons_word_in_private_moves_nothing(scene: ChatCast) -> None:
    scene.write("/start photo", person=OTHER)
    scene.work()
    assert scene.states() == [State.FOUND]


def test_the_same_picture_sent_in_private_is_one_photo(scene: ChatCast) -> None:
    scene.write("Lyon", "a picture")
    scene.work()
    assert scene.states() == [State.ASKED]


def test_stop_takes_it_back_before_anybody_was_asked(scene: ChatCast) -> None:
    scene.write("/stop", chat=FRIENDS)
    assert scene.states() == [State.WITHDRAWN]
    show(scene)
    assert scene.states() == [State.WITHDRAWN]


def test_whoever_does_not_come_is_forgotten_after_as_long_as_an_answer_is_waited_for(scene: ChatCast) -> None:
    caretaker, keep = Caretaker(scene.scene.kit), timedelta(days=7)
    for minutes, left in ((keep / timedelta(minutes=1) - 30, State.FOUND), (60, State.EXPIRED)):
        caretaker.run_once(scene.scene.turn(minutes))
        assert scene.states() == [left]
    (photo,) = scene.photos()
    assert (photo.reason, photo.remote_id, photo.author) == (Reason.NO_ANSWER, "", "")


@pytest.mark.parametrize(
    "more",
    [
        {"caption": "no tag at all"},
        {"caption": "#Smalll"},
        {"has_protected_content": True},
        {"sender_chat": {"id": GROUP, "type": "supergroup", "title": "friends"}},
        {"from": {"id": 9, "is_bot": True, "first_name": "a bot"}},
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}},
    ],
)
def test_what_has_not_the_exact_tag_or_no_person_to_ask_is_left_alone(
    tmp_path: Path, more: Mapping[str, object]
) -> None:
    made = chat_cast(tmp_path)
    made.arrive({"message": {**made.message("#Small", "a picture", ANNA, chat=FRIENDS), **more}})
    made.work()
    assert (made.photos(), made.said(GROUP)) == ([], [])


def test_of_one_person_no_more_are_noted_than_in_private(scene: ChatCast) -> None:
    for number in range(MOST_OPEN + 3):
        show(scene, f"picture {number}")
    assert scene.states() == [State.FOUND] * MOST_OPEN
