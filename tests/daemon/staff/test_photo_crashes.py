"""A desk that ends at any point while photos are reviewed: one decision, and no picture is ever left in the chat."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.campaign.photo import State
from bot.ports import Button, Done, Media, Update
from tests.daemon.staff.chatroom import BOT, JEAN, FakeChat, pressed
from tests.daemon.staff.mortal import Fate, Killed
from tests.daemon.staff.photo_room import LINK, PhotoRoom

HARM = "Could this harm"
EVERY = int(os.environ.get("DESK_PLACES", "4"))
"""1: every place there is, in a minute."""


def one_photo(room: PhotoRoom, fate: Fate) -> None:
    """It is shown, Jean says yes, it is erased; whenever the process ends, another goes on."""
    now = room.cast.clock.now()
    try:
        desk = room.new_desk(fate=fate)
    except Killed:
        desk = room.new_desk()
    for step in ("show", "press", "erase", "end"):
        if step == "press":
            number = room.find(HARM)
            body = pressed(JEAN, number, room.chat.messages[number].data("Approve"))
            room.cast.outbox.receive(BOT, [Update(1, body)], now)
        try:
            desk.run_once(now)
        except Killed:
            desk = room.new_desk()
            desk.run_once(now)


def test_wherever_the_process_ends_one_yes_is_one_yes_and_the_picture_goes(tmp_path: Path) -> None:
    room = PhotoRoom(tmp_path / "whole")
    room.queue()
    one_photo(room, whole := Fate())
    assert whole.calls > 40, "the places to die in"
    for place in range(0, whole.calls, EVERY):
        room = PhotoRoom(tmp_path / str(place))
        photo = room.queue()
        one_photo(room, Fate(place))
        after = room.now(photo)
        assert (after.state, after.approved_by) == (State.APPROVED, "Jean"), place
        assert room.pictures() == [], place
        assert LINK not in room.texts(), place
        assert 1 <= room.texts().count("Jean says yes") <= 2, place
        assert room.chat.answers, place
        assert room.cast.outbox.unhandled() == [], place
        room.cast.outbox.close()


class Losing(FakeChat):
    """Does what it is told, and loses the answer."""

    lost = 0

    def illustrate(
        self, chat: int, message: int, picture: Media, caption: str, buttons: Sequence[Sequence[Button]] = ()
    ) -> Done | NotSent | Rejected | AccountBroken:
        """The picture is there, and nobody hears of it."""
        super().illustrate(chat, message, picture, caption, buttons)
        self.lost += 1
        return NotSent("no answer in time") if self.lost < 3 else Done()


def test_a_lost_answer_leaves_no_second_picture(tmp_path: Path) -> None:
    room = PhotoRoom(tmp_path)
    photo = room.queue()
    room.chat = Losing()
    room.desk, room.listener = room.new_desk(), room.new_listener()
    room.look()
    for _ in range(3):
        room.later(minutes=16)
    assert room.chat.lost == 3
    assert len(room.pictures()) == 1
    room.press(HARM, "Approve")
    assert room.now(photo).state is State.APPROVED
    assert room.pictures() == []


def test_neither_a_photos_words_nor_its_link_are_kept_with_its_message(tmp_path: Path) -> None:
    room = PhotoRoom(tmp_path)
    room.queue(alt="an old man with a poster")
    room.look()
    (matter,) = (m for m in room.cast.outbox.matters() if m.name.startswith("photo/"))
    told = repr(matter)
    assert matter.message == room.find(HARM)
    for word in (LINK, "poster", "Approve", "Mastodon"):
        assert word not in told
    room.press(HARM, "Reject")
    assert [m.text for m in room.cast.outbox.matters() if m.name.startswith("photo/")] == [""]
