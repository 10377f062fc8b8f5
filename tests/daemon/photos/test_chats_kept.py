"""Posts in public channels, and the file by which somebody is answered."""

from __future__ import annotations

from pathlib import Path

from bot.campaign.photo import Reason, State
from tests.daemon.photos.chat_cast import ChatCast, chat_cast

CHANNEL = {"id": -1077, "type": "channel", "username": "friends", "title": "Friends"}


def posted(scene: ChatCast, number: int, text: str, picture: str = "one", kind: str = "channel_post") -> None:
    """Somebody's public channel shows a picture, or edits it."""
    message = scene.message(text, picture, 1, chat=CHANNEL, message_id=number)
    tag = {"type": "hashtag", "offset": 0, "length": len("#Small")}
    marks = {"caption_entities": [tag]} if text.startswith("#Small") else {}
    scene.arrive({kind: {**{name: told for name, told in message.items() if name != "from"}, **marks}})


def test_a_tagged_post_of_a_public_channel_is_taken_to_be_forwarded(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    posted(scene, 5, "#Small")
    posted(scene, 6, "no tag", "two")
    (photo,) = scene.photos()
    assert (photo.state, photo.account, photo.remote_id) == (State.FOUND, "canal", "-1077/5")
    assert photo.contact == ""
    assert scene.said() == []


def test_a_post_whose_tag_is_edited_away_is_gone(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    posted(scene, 5, "#Small")
    posted(scene, 5, "#Small and more words", kind="edited_channel_post")
    assert scene.states() == [State.FOUND]
    posted(scene, 5, "nothing any more", kind="edited_channel_post")
    assert [(photo.state, photo.reason) for photo in scene.photos()] == [(State.GONE, Reason.TAG_REMOVED)]


def test_a_post_whose_picture_is_changed_is_gone(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    posted(scene, 5, "#Small")
    posted(scene, 5, "#Small", "another", kind="edited_channel_post")
    assert [photo.reason for photo in scene.photos()] == [Reason.PICTURE_CHANGED]


def test_the_file_that_names_a_chat_is_kept_as_long_as_its_photo_and_no_longer(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.write("Lyon", "one")
    scene.work()
    (photo,) = scene.photos()
    outbox, cabinet = scene.scene.cast.outbox, scene.scene.kit.cabinet
    assert len(photo.contact) == 64
    assert {photo.contact, photo.original, photo.sha256} == outbox.files_of_photos()
    for _ in range(4):
        scene.scene.caretaker.run_once(scene.scene.turn(30))
    assert photo.contact in cabinet.all()
    scene.write("STOP")
    scene.work()
    for _ in range(3):
        scene.scene.caretaker.run_once(scene.scene.turn(30))
    assert cabinet.all() == frozenset()
