"""What can be asked and changed about a photo in the chat before it is decided: country, description, blots."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.photo import Reason, State
from bot.daemon.staff.photo_asks import Asks, ask, asked, boxes, squares
from bot.daemon.staff.photos import Photos
from bot.errors import UsageError
from bot.ports import Box
from tests.daemon.staff.chatroom import JEAN, STAFF, STRANGER, pressed
from tests.daemon.staff.photo_room import HELD, TAKING, WORDS, PhotoRoom, answered

MAILED = "by e-mail"


@pytest.fixture
def room(tmp_path: Path) -> PhotoRoom:
    return PhotoRoom(tmp_path)


def reply(room: PhotoRoom, words: str, text: str, person: int = JEAN, chat: int = STAFF) -> None:
    room.send(answered(person, room.find(words), text, chat))


def test_an_open_city_is_settled_by_a_button_and_only_then_it_can_be_approved(room: PhotoRoom) -> None:
    photo = room.queue(mailed=True, city="Springfield")
    room.look()
    assert "✋ Not yet: Nobody has said in which country" in room.shown(MAILED).text
    assert "✅" not in str(room.shown(MAILED))
    room.press(MAILED, "City")
    shown = room.shown("In which country is it?")
    assert "Several towns are called “Springfield”" in shown.text
    assert "[ Springfield, US ]" in str(shown)
    assert "US is noted" in room.press("In which country", "Springfield, US")
    assert room.now(photo).country == "US"
    assert "Springfield → US" in room.shown(MAILED).text
    assert room.press(MAILED, "No face").startswith("✅")
    assert room.now(photo).state is State.APPROVED


def test_two_letters_in_a_reply_settle_it_too_and_anything_else_is_refused(room: PhotoRoom) -> None:
    photo = room.queue(mailed=True, city="Petite-Ville")
    room.look()
    room.press(MAILED, "City")
    reply(room, "In which country", "France")
    assert "There is no country FRANCE. Two letters, as in FR, AM or LT." in room.texts()
    assert room.now(photo).country == ""
    reply(room, "In which country", " fr ")
    assert room.now(photo).country == "FR"
    assert "FR is noted" in room.texts()


def test_a_listed_country_takes_picture_and_words_from_the_chat_at_once(room: PhotoRoom) -> None:
    photo = room.queue(mailed=True, city="Petite-Ville", country="FR", alt="two people")
    room.look()
    assert len(room.pictures()) == 1
    room.press(MAILED, "City")
    reply(room, "In which country", "BY")
    assert room.pictures() == []
    assert "two people" not in room.texts()
    assert "Petite-Ville" not in room.texts()
    shown = room.shown("comes from BY, a listed country")
    assert shown.picture is None
    assert "✅" not in str(shown)
    assert "listed country" in room.press("comes from BY", "Reject: listed country")
    assert (room.now(photo).state, room.now(photo).reason) == (State.REJECTED, Reason.LISTED_COUNTRY)


def test_a_villages_name_is_shown_only_where_somebody_presses_for_it(room: PhotoRoom) -> None:
    photo = room.queue(mailed=True, city="Petite-Ville")
    room.look()
    room.press(MAILED, "City")
    assert "name" not in str(room.shown("In which country")).replace("name is shown only if", "")
    reply(room, "In which country", "FR")
    assert "The name of the place is not shown: it may be a village." in room.texts()
    assert "⚠ the name of its place is not shown" in room.shown(MAILED).text
    assert "Photo : Petite-Ville" not in room.texts()
    room.press(MAILED, "City")
    room.press("In which country", "Show the name")
    assert "Photo : Petite-Ville" in room.shown(MAILED).text
    room.press(MAILED, "City")
    room.press("In which country", "Do not show the name")
    assert "Photo : Petite-Ville" not in room.texts()
    assert (room.now(photo).country, room.now(photo).shows_city) == ("FR", True)


@pytest.mark.parametrize("city", ["Minsk", "Springfield", "Grodnno", "Petite-Ville"])
def test_a_photo_whose_city_is_not_clear_is_not_shown_until_somebody_says_where_it_is(
    room: PhotoRoom, city: str
) -> None:
    room.queue(mailed=True, city=city)
    room.look()
    assert room.pictures() == []
    shown = room.shown(MAILED)
    assert "may lie in a listed country" in shown.text
    assert "[ ❌ Reject ]" in str(shown)
    assert "✅" not in str(shown)
    assert "Cover" not in str(shown)
    room.press(MAILED, "City")
    reply(room, "In which country", "FR")
    assert len(room.pictures()) == 1


def test_where_no_country_is_listed_an_unclear_city_hides_nothing(room: PhotoRoom) -> None:
    nowhere = TAKING.replace("{to:", "{listed-countries: [], to:").replace("LANGUAGE", "en")
    room.cast.write(HELD, nowhere, photos=WORDS)
    room.cast.load()
    room.queue(mailed=True, city="Petite-Ville")
    room.look()
    assert len(room.pictures()) == 1


def test_a_mailed_photo_needs_a_description_which_a_reply_gives_when_it_was_asked_for(room: PhotoRoom) -> None:
    photo = room.queue(mailed=True, alt="")
    room.look()
    assert "has no words for people who cannot see it" in room.shown(MAILED).text
    reply(room, MAILED, "I know her, do not publish this!")
    assert room.now(photo).alt == "", "nobody asked for words"
    room.press(MAILED, "Description")
    reply(room, "Reply to this message with what is to be seen", "Somebody else", STRANGER)
    assert room.now(photo).alt == ""
    reply(room, "Reply to this message with what is to be seen", "Two people\n with a poster")
    assert room.now(photo).alt == "Two people with a poster"
    assert "│ Two people with a poster" in room.shown(MAILED).text
    assert room.press(MAILED, "No face").startswith("✅")
    assert room.now(photo).alt == "Two people with a poster"


def test_squares_blot_parts_out_and_the_new_picture_is_shown_in_place_of_the_old(room: PhotoRoom) -> None:
    photo = room.queue(mailed=True)
    room.look()
    old, number = room.shown(MAILED).picture, room.find(MAILED)
    room.press(MAILED, "Cover")
    assert room.press("Press the squares", "Blot out") == ("Press at least one square first, or reply with boxes.")
    data = [button.data for row in room.shown("Press the squares").buttons for button in row]
    # Two presses that arrive together, under the words as they stood before.
    room.arrive(pressed(JEAN, number, data[0]))
    room.arrive(pressed(JEAN, number, data[24]))
    room.arrive(pressed(JEAN, number, data[7]))
    room.arrive(pressed(JEAN, number, data[7]))
    room.listener.run_once(room.cast.clock.now())
    room.look()
    assert str(room.shown("Press the squares")).count("⬛ ]") == 2
    assert "made anew" in room.press("Press the squares", "Blot out")
    assert room.now(photo).cover == (Box(0, 0, 0.2, 0.2), Box(0.8, 0.8, 1, 1))
    room.later(minutes=1)
    new = room.shown(MAILED).picture
    assert old is not None
    assert new is not None
    assert new.data != old.data
    assert number not in room.chat.messages
    room.press(MAILED, "Cover")
    room.press("Press the squares", "Remove all blots")
    assert room.now(photo).cover == ()


def test_one_wrong_cover_is_taken_away_by_its_number_and_the_others_stay(room: PhotoRoom) -> None:
    found = (Box(0.1, 0.1, 0.2, 0.2), Box(0.4, 0.4, 0.6, 0.6), Box(0.7, 0.1, 0.9, 0.3))
    photo = room.cover(room.queue(mailed=True), *found)
    room.look()
    room.press(MAILED, "Cover")
    assert "Covered now: 1: 10,10,20,20 · 2: 40,40,60,60 · 3: 70,10,90,30." in room.shown("Press the squares").text
    reply(room, "Press the squares", "-4")
    assert "“-4” takes nothing away: there are 3 boxes." in room.texts()
    reply(room, "Press the squares", " − 2")
    assert room.now(photo).cover == (found[0], found[2])


def test_boxes_in_a_reply_are_added_to_the_blots_there_are(room: PhotoRoom) -> None:
    photo = room.cover(room.queue(mailed=True), Box(0, 0, 0.5, 0.5))
    room.look()
    room.press(MAILED, "Cover")
    reply(room, "Press the squares", "20,10,35")
    assert "“20,10,35” is no box." in room.texts()
    reply(room, "Press the squares", "20,10,35,30; 60,5,72,20\n1,1,2,2")
    assert room.now(photo).cover == (
        *(Box(0, 0, 0.5, 0.5), Box(0.2, 0.1, 0.35, 0.3), Box(0.6, 0.05, 0.72, 0.2), Box(0.01, 0.01, 0.02, 0.02)),
    )


def test_a_blot_that_fails_is_told_and_one_ordered_for_another_version_is_dropped(room: PhotoRoom) -> None:
    photo = room.queue(mailed=True)
    room.look()
    room.press(MAILED, "Cover")
    room.cabinet.remove(photo.original)
    reply(room, "Press the squares", "20,10,35,30")
    assert "is not kept any more" in room.texts()
    assert room.now(photo).cover == ()
    stale = Asks("cover", blots=((0, 0, 1, 1),), version=photo.version - 1)
    ask(room.cast.outbox, photo.id, stale, {photo.id})
    assert room.review is not None
    Photos(room.review).work(room.new_desk()._room.scene())
    assert room.now(photo).cover == ()
    assert asked(room.cast.outbox) == {}


def test_back_asks_the_question_again(room: PhotoRoom) -> None:
    room.queue(mailed=True, city="Lyon", country="FR")
    room.look()
    for label in ("City", "Cover", "Description"):
        room.press(MAILED, label)
        assert "Could this harm" not in room.texts()
        room.later(minutes=1)
        room.press(MAILED, "Back")
        assert "Could this harm" in room.texts()
        room.later(minutes=1)


def test_what_was_asked_of_a_photo_is_forgotten_with_its_wait(room: PhotoRoom) -> None:
    first, second = room.queue(mailed=True), room.queue(mailed=True)
    room.look()
    room.press("Photo 00000001", "Cover")
    room.step(first, State.WITHDRAWN, Reason.STOP)
    room.later(minutes=1)
    room.press("Photo 00000002", "Cover")
    assert asked(room.cast.outbox).keys() == {second.id}


@given(st.lists(st.tuples(*[st.integers(0, 99)] * 4), min_size=1, max_size=50))
def test_boxes_are_read_as_written_or_refused(sides: list[tuple[int, int, int, int]]) -> None:
    text = ";".join(",".join(map(str, each)) for each in sides)
    if all(left < right and top < bottom for left, top, right, bottom in sides):
        assert boxes(text) == tuple(Box(*(side / 100 for side in each)) for each in sides)
    else:
        with pytest.raises(UsageError):
            boxes(text)


@given(st.text(max_size=60).filter(lambda text: "," not in text))
def test_whatever_else_is_replied_is_no_box(text: str) -> None:
    with pytest.raises(UsageError, match="is no box"):
        boxes(text)


def test_the_squares_cover_the_whole_picture_without_a_gap() -> None:
    found = squares(range(25))
    assert sorted({box.left for box in found}) == sorted({box.top for box in found}) == [0, 0.2, 0.4, 0.6, 0.8]
    assert {box.left for box in found} | {1.0} == {box.right for box in found} | {0}
