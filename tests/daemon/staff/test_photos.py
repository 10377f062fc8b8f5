"""Supporters' photos in the staff's chat: shown a few at a time, decided once, and gone from it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.actions import photos
from bot.campaign.outcome import NotSent, Rejected
from bot.campaign.photo import Reason, State
from bot.ports import Box, Update
from tests.cli.camp import Commands
from tests.daemon.staff.chatroom import BOT, JEAN, MARIA, STRANGER, pressed
from tests.daemon.staff.photo_room import LINK, PhotoRoom

HARM = "Could this harm anyone shown, or its author?"


@pytest.fixture
def room(tmp_path: Path) -> PhotoRoom:
    return PhotoRoom(tmp_path)


def test_a_photo_is_shown_small_hidden_and_with_all_that_a_person_must_know(room: PhotoRoom) -> None:
    like = room.queue(likeness=7, alt="")
    photos.reject(room.cast.outbox, like, Reason.REFUSED, "Maria", room.cast.clock.now(), room.woken.append)
    photo = room.queue(likeness=6, flags=("no alt text", "sensitive"), alt="", size=(2048, 1536))
    room.look()
    shown = room.shown("Photo 00000002")
    assert shown.picture is not None
    assert len(shown.picture.data) < len(room.cabinet.read(photo.sha256) or b"")
    assert shown.protected
    assert str(shown) == (
        "📷 Photo 00000002 · Mastodon · Sat 8 Jun, 12:00 (Paris)\n"
        f"{LINK}2\n"
        "⚠ a picture has no description\n"
        "⚠ its author marked it as sensitive\n"
        "Description: none.\n"
        "♊ looks like 00000001 (rejected)\n"
        "→ masto: reposted as it stands there, with its author’s name.\n"
        "\n"
        f"{HARM}\n"
        "[ ✅ Approve ][ ❌ Reject ][ ♊ Duplicate ]"
    )


def test_a_mailed_photo_shows_its_words_and_where_they_go(room: PhotoRoom) -> None:
    room.queue(mailed=True, city="Lyon", country="FR")
    room.look()
    shown = str(room.shown("by e-mail"))
    assert "City as typed: Lyon → FR" in shown
    assert "Description:\n│ a poster" in shown
    assert "→ masto:\n│ Photo : Lyon\n│ #Small" in shown
    assert "→ second:\n│ Photo : Lyon" in shown
    assert "[ 📍 City ][ ⬛ Cover ][ ✏ Description ]" in shown


@pytest.mark.parametrize(
    ("flag", "said"),
    [
        ("faces found: 3", "visages trouvés par l’ordinateur, et masqués\N{NO-BREAK SPACE}: 3. Il en oublie"),
        ("no face found", "l’ordinateur n’a trouvé aucun visage. Il en oublie"),
        ("faces not looked for", "l’ordinateur n’a pas cherché les visages"),
    ],
)
def test_whoever_decides_is_told_what_the_computer_found_and_that_it_overlooks_faces(
    tmp_path: Path, flag: str, said: str
) -> None:
    room = PhotoRoom(tmp_path, "fr")
    room.queue(mailed=True, flags=(flag,))
    room.look()
    assert f"⚠ {said}" in room.shown("par courriel").text


def test_a_yes_approves_it_and_the_picture_is_gone_from_the_chat(room: PhotoRoom) -> None:
    photo = room.queue()
    room.look()
    number = room.find(HARM)
    assert room.press(HARM, "Approve", MARIA).startswith("✅ Photo 00000001: Maria says yes, Sat 8 Jun, 12:00")
    after = room.now(photo)
    assert (after.state, after.approved_by) == (State.APPROVED, "Maria")
    assert "reposter" in room.woken
    assert number not in room.chat.messages
    assert room.pictures() == []
    assert LINK not in room.texts()
    line = room.shown("Photo 00000001: Maria says yes")
    assert (line.silent, line.buttons) == (True, [])
    room.look()
    assert room.texts().count("Maria says yes") == 1


@pytest.mark.parametrize(
    ("label", "reason", "words"),
    [("Reject", Reason.REFUSED, "rejected by Jean"), ("Duplicate", Reason.DUPLICATE, "a duplicate, says Jean")],
)
def test_a_no_says_why(room: PhotoRoom, label: str, reason: Reason, words: str) -> None:
    room.queue(likeness=1)
    photo = room.queue(likeness=3)
    room.look()
    assert words in room.press("Photo 00000002", label)
    assert (room.now(photo).state, room.now(photo).reason) == (State.REJECTED, reason)
    assert words in room.texts()


def test_two_people_at_once_make_one_decision_and_both_are_told_of_it(room: PhotoRoom) -> None:
    photo = room.queue()
    room.look()
    number, shown = room.find(HARM), room.shown(HARM)
    room.arrive(pressed(JEAN, number, shown.data("Approve")))
    room.arrive(pressed(MARIA, number, shown.data("Reject")))
    room.listener.run_once(room.cast.clock.now())
    room.look()
    assert room.now(photo).state is State.APPROVED
    assert len(room.chat.answers) == 2
    assert len({text for _, text in room.chat.answers}) == 1
    # And whoever presses later, when the message is gone, is told too.
    late = room.send(pressed(MARIA, number, shown.data("Reject")))
    assert late.startswith("✅ Photo 00000001: Jean says yes")
    assert room.now(photo).state is State.APPROVED


def test_a_hundred_presses_of_a_stranger_do_nothing(room: PhotoRoom) -> None:
    photo = room.queue()
    room.look()
    number, data = room.find(HARM), room.shown(HARM).data("Approve")
    room.cast.outbox.receive(
        BOT, [Update(n, pressed(STRANGER, number, data)) for n in range(1, 101)], room.cast.clock.now()
    )
    room.look()
    assert room.now(photo) == photo
    assert len(room.chat.answers) == 100
    assert [alarm.code for alarm in room.cast.outbox.alarms()] == ["desk-stranger"]
    assert number in room.chat.messages


def test_a_photo_that_changed_between_look_and_press_is_not_approved(room: PhotoRoom) -> None:
    photo = room.queue(mailed=True)
    room.look()
    number, data = room.find(HARM), room.shown(HARM).data("No face")
    room.cover(photo, Box(0, 0, 0.5, 0.5))
    assert room.send(pressed(JEAN, number, data)).startswith("The photo changed since you looked")
    number, data = room.find(HARM), room.shown(HARM).data("Approve")
    photos.describe(room.cast.outbox, room.now(photo), "other words", room.cast.clock.now())
    assert room.send(pressed(JEAN, number, data)).startswith("The words have changed")
    assert room.now(photo).state is State.QUEUED
    number, data = room.find(HARM), room.shown(HARM).data("Approve")
    assert room.send(pressed(JEAN, number, data)).startswith("✅")


def test_a_source_whose_picture_changed_is_not_approved_though_the_message_reads_the_same(room: PhotoRoom) -> None:
    photo = room.queue()
    room.look()
    assert room.cast.outbox.keep_photo(replace(photo, fingerprint="others"), room.cast.clock.now())
    assert room.press(HARM, "Approve").startswith("The words have changed")
    assert room.now(photo).state is State.QUEUED


def test_what_is_withdrawn_meanwhile_is_gone_from_the_chat_too(room: PhotoRoom) -> None:
    photo = room.queue()
    room.look()
    room.step(photo, State.WITHDRAWN, Reason.STOP)
    room.later(seconds=30)
    assert room.pictures() == []
    assert "📷 Photo 00000001: withdrawn (its sender said STOP)." in room.texts()
    assert LINK not in room.texts()


def test_five_are_shown_the_oldest_first_and_one_line_says_how_many_wait(room: PhotoRoom) -> None:
    queued = [room.queue() for _ in range(9)]
    room.look()
    for _ in range(3):
        room.later(minutes=1)
    assert [words.split()[2] for words in room.pictures()] == [photo.id[:8] for photo in queued[:5]]
    assert "Waiting as well: 4." in room.texts()
    room.press("Photo 00000003", "Reject")
    room.later(minutes=1)
    assert [words.split()[2][-1] for words in room.pictures()] == list("12456")
    assert "Waiting as well: 3." in room.texts()
    for name in "12456":
        room.press(f"Photo 0000000{name} ·", "Reject")
        room.later(minutes=1)
    room.later(minutes=1)
    assert len(room.pictures()) == 3
    assert "Waiting as well" not in room.texts()


def test_a_queue_leaves_room_for_what_is_more_urgent(room: PhotoRoom) -> None:
    for _ in range(9):
        room.queue()
    room.look()
    assert len(room.pictures()) < 5
    room.alarm.tell("delivery-missed", key="who/once", reason="too late")
    room.later(seconds=1)
    assert "who/once" in room.texts()


def test_one_set_apart_is_a_line_that_can_be_rejected_or_let_through_where_that_makes_sense(room: PhotoRoom) -> None:
    broken = room.queue(state=State.QUARANTINED, reason=Reason.UNREADABLE_PICTURE)
    many = room.queue(state=State.QUARANTINED, reason=Reason.TOO_MANY)
    room.look()
    assert str(room.shown("00000001")) == (
        "📷 Photo 00000001 was set apart: its picture cannot be read safely.\n[ ❌ Reject ]"
    )
    assert str(room.shown("00000002")).endswith("[ Let through ][ ❌ Reject ]")
    assert room.pictures() == []
    room.press("00000001", "Reject")
    assert "let through by Jean" in room.press("00000002", "Let through")
    assert (room.now(broken).state, room.now(many).state) == (State.REJECTED, State.FOUND)


def test_without_photos_in_the_settings_none_stands_in_the_chat(room: PhotoRoom) -> None:
    photo = room.queue()
    room.look()
    room.cast.write("posts: {}\n", room.plain)
    room.cast.load()
    room.later(minutes=1)
    assert room.pictures() == []
    assert room.now(photo).state is State.QUEUED


def test_a_chat_that_cannot_be_reached_gets_its_erasures_later(room: PhotoRoom) -> None:
    room.queue()
    room.look()
    room.chat.trouble = [NotSent("no answer")]
    room.press(HARM, "Approve")
    assert len(room.pictures()) == 1
    room.desk = room.new_desk()
    room.later(minutes=20)
    assert room.pictures() == []
    assert room.texts().count("Jean says yes") == 1


def test_a_picture_that_telegram_keeps_loses_its_words_and_people_are_told_once(room: PhotoRoom) -> None:
    room.queue()
    room.look()
    number, data = room.find(HARM), room.shown(HARM).data("Approve")
    room.chat.trouble = [Rejected("message can't be deleted")]
    room.send(pressed(JEAN, number, data))
    for _ in range(3):
        room.later(minutes=1)
    assert room.chat.messages[number].buttons == []
    assert LINK not in room.texts()
    assert room.texts().count("Delete it by hand") == 2, "under the picture, and once as news"
    assert "Jean says yes" in room.texts()


def test_a_message_is_renewed_before_telegram_would_keep_it(room: PhotoRoom) -> None:
    room.queue()
    room.look()
    first = room.find(HARM)
    room.later(hours=39)
    assert room.find(HARM) == first
    room.later(hours=2)
    assert room.find(HARM) != first
    assert first not in room.chat.messages
    assert len(room.pictures()) == 1


def test_french_staff_read_french(tmp_path: Path) -> None:
    room = PhotoRoom(tmp_path, "fr")
    room.queue(flags=("sensitive",))
    room.look()
    shown = str(room.shown("Cela peut-il nuire"))
    assert "⚠ son auteur l’a signalée comme sensible" in shown
    assert room.press("Cela peut-il nuire", "Approuver").startswith("✅ Photo 00000001\u00a0: Jean dit oui")


def test_whoever_decides_is_told_that_faces_may_be_seen_only_when_the_sender_said_so(
    room: PhotoRoom, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = room.queue(mailed=True)
    run = Commands(tmp_path, capsys)
    room.look()
    said = "asks to leave faces uncovered, and says that everyone in it agrees and is an adult: you decide."
    assert said not in room.texts() + run("photos", "show", photo.id)
    assert room.cast.outbox.keep_photo(replace(photo, shows_faces=True), room.cast.clock.now())
    room.later(minutes=1)
    assert said in room.shown("by e-mail").text
    assert said in run("photos", "show", photo.id)
