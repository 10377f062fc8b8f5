"""What waits for a yes: when it is shown, in which words, and what the buttons do."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from bot.actions import people
from bot.campaign.delivery import HeldFor, State
from tests.daemon.cast import at
from tests.daemon.staff.chatroom import HELD, JEAN, MARIA, SETTINGS, Chatroom, FakeChat

TITLE = "To approve"


@pytest.fixture
def room(tmp_path: Path) -> Chatroom:
    return Chatroom(tmp_path, HELD)


def asked(chat: FakeChat) -> list[str]:
    """Messages that ask for a yes and can be answered."""
    return [shown.text for shown in chat.messages.values() if TITLE in shown.text and shown.buttons]


def test_a_held_post_is_shown_at_six_the_evening_before_in_the_first_audiences_city(room: Chatroom) -> None:
    assert room.at(at(15, 59)) == at(16)
    assert asked(room.chat) == []
    assert room.at(at(16)) == at(8, 30, day=9), "then two hours before"
    (text,) = asked(room.chat)
    assert "Sun 9 Jun, 12:30 (Paris) · masto, second" in text
    assert "│ Qui est Azat ?\n│ #Small" in text


def test_it_is_asked_again_two_hours_before_in_a_new_message_and_the_old_buttons_go(room: Chatroom) -> None:
    room.at(at(16))
    first = room.find(TITLE)
    room.at(at(8, 30, day=9))
    assert room.find(TITLE) != first
    assert len(asked(room.chat)) == 1
    assert room.chat.messages[first].buttons == []
    assert room.chat.messages[first].text.endswith("Asked again further down.")


def test_one_yes_lets_every_account_of_the_occurrence_go_and_wakes_their_senders(room: Chatroom) -> None:
    room.at(at(16))
    assert room.press(TITLE, "Approve") == "✅ Jean says yes, Sat 8 Jun, 18:00 (Paris)."
    assert {(row.state, row.approved_by) for row in room.cast.rows()} == {(State.PLANNED, "Jean")}
    assert {"sender masto", "sender second"} <= set(room.woken)
    shown = room.shown(TITLE)
    assert shown.buttons == []
    assert shown.text.endswith("✅ Jean says yes, Sat 8 Jun, 18:00 (Paris).")


def test_a_no_withdraws_it_everywhere(room: Chatroom) -> None:
    room.at(at(16))
    assert room.press(TITLE, "Drop").startswith("🗑 Dropped by Jean")
    assert {row.state for row in room.cast.rows()} == {State.CANCELLED}


def test_changed_words_are_shown_in_the_same_message_and_the_old_button_is_dead(room: Chatroom) -> None:
    room.at(at(16))
    number, old = room.find(TITLE), room.shown(TITLE).data("Approve")
    room.cast.write(HELD.replace("Qui est Azat ?", "Libérez Azat !"), SETTINGS.replace("LANGUAGE", "en"))
    room.cast.load()
    # Pressed before the message could be rewritten: the person has seen other words.
    assert room.press(TITLE, "Approve", data=old).startswith("The words have changed")
    assert {row.state for row in room.cast.rows()} == {State.HELD}
    assert room.find(TITLE) == number
    assert "Libérez Azat !" in room.shown(TITLE).text
    assert room.press(TITLE, "Approve").startswith("✅")
    assert {row.approved_text for row in room.cast.rows()} == {"Libérez Azat !\n#Small"}


def test_who_approves_by_command_ends_the_message_too(room: Chatroom) -> None:
    room.at(at(16))
    old = room.shown(TITLE).data("Approve")
    people.approve(room.cast.outbox, room.cast.rows(), "Maria", at(16, 1))
    assert room.press(TITLE, "Approve", data=old) == "✅ Maria said yes elsewhere."
    assert room.shown(TITLE).text.endswith("✅ Maria said yes elsewhere.")


def test_one_account_approved_by_command_leaves_the_question_for_the_other(room: Chatroom) -> None:
    room.at(at(16))
    people.approve(room.cast.outbox, people.chosen(room.cast.outbox, "who/once/france/masto"), "Maria", at(16, 1))
    room.look()
    (text,) = asked(room.chat)
    assert "· second" in text
    assert "masto" not in text


def test_a_post_nobody_approved_in_time_says_that_it_did_not_go_out(room: Chatroom) -> None:
    room.at(at(8, 30, day=9))
    for row in room.cast.rows():
        room.cast.outbox.settle(row, State.MISSED, "too late", at(14, day=9))
    room.at(at(14, day=9))
    assert room.shown(TITLE).text.endswith("Nobody said yes in time: it did not go out.")


def test_words_that_changed_after_the_yes_are_asked_again_at_once(room: Chatroom) -> None:
    room.at(at(16))
    room.press(TITLE, "Approve")
    for row in room.cast.rows():
        claimed = room.cast.outbox.claim(row.account, at(10, 30, day=9), "test:1", 60)
        assert claimed is not None
        room.cast.outbox.settle(claimed, State.HELD, HeldFor.CHANGED.value, at(10, 30, day=9))
    room.at(at(10, 30, day=9))
    assert "Due Sun 9 Jun" in room.shown("words changed since").text
    assert room.press("words changed since", "Approve", MARIA).startswith("✅ Maria")
    assert {row.approved_by for row in room.cast.rows()} == {"Maria"}


def test_each_language_is_shown_with_its_accounts_and_its_own_hour(tmp_path: Path) -> None:
    held = HELD.replace("    to: [france]\n", "").replace(" in Paris", "")
    room = Chatroom(tmp_path, held.replace('?"}', '?", hy: "Ո՞վ է Ազատը"}'))
    room.at(at(16))
    text = room.shown(TITLE).text
    assert "fr · Sun 9 Jun, 12:30 (Paris) · masto, second\n│ Qui est Azat ?" in text
    assert "hy · Sun 9 Jun, 12:30 (Yerevan) · masto\n│ Ո՞վ է Ազատը" in text


def test_the_picture_is_described_by_its_alt_text(tmp_path: Path) -> None:
    schedule = """
posts:
  days: {when: 1 days before rally at 12:30, to: [france], hold: until approved, picture: countdown}
"""
    words = "days =\n    { $days ->\n        [one] Un jour\n       *[other] { $days } jours\n    }\n"
    words += "    .card =\n        { $days }\n        jour\n    .alt = Une affiche avec le chiffre { $days }\n"
    room = Chatroom(tmp_path, schedule, m=words)
    room.at(at(16))
    assert "🖼 Picture: Une affiche avec le chiffre 1" in room.shown(TITLE).text


def test_words_too_long_for_one_message_come_in_several_and_the_button_is_for_all_of_them(tmp_path: Path) -> None:
    words = " ".join(f"mot{number}" for number in range(540))
    held = HELD.replace("Qui est Azat ?", words).replace("    to: [france]\n", "    accounts: [second]\n")
    room = Chatroom(tmp_path, held)
    room.at(at(16))
    pages = [shown for shown in room.chat.messages.values() if shown.text.startswith("(")]
    assert [page.text[:5] for page in pages] == [f"({page}/{len(pages)})" for page in range(1, len(pages) + 1)]
    assert [bool(page.buttons) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert len(pages) > 1
    assert all(word in "".join(page.text for page in pages) for word in words.split())
    # The first page alone changes: the yes under the last one is for other words now.
    old = pages[-1].data("Approve")
    room.cast.write(held.replace("mot7 ", "autre "), SETTINGS.replace("LANGUAGE", "en"))
    room.cast.load()
    assert room.press(pages[-1].text[:5], "Approve", data=old).startswith("The words have changed")
    assert room.press(pages[-1].text[:5], "Approve").startswith("✅")


def test_many_late_posts_are_one_message_with_one_answer(tmp_path: Path) -> None:
    posts = "".join(
        f"  p{n}: {{when: 2030-06-08 at 12:{30 + n} in Paris, to: [france], if-late: ask, text: {{fr: 'Mot {n}'}}}}\n"
        for n in range(7)
    )
    room = Chatroom(tmp_path, f"posts:\n{posts}")
    assert room.cast.outbox.hold_if_many_late(at(11), 5, at(11))
    room.at(at(11))
    late = [shown for shown in room.chat.messages.values() if "late" in shown.text]
    (message,) = late
    assert message.text.count("→ masto, second") == 7
    assert room.press("are late", "Send them all").startswith("✅ Jean says yes")
    assert {row.state for row in room.cast.rows()} == {State.PLANNED}


def test_a_post_that_its_account_gave_up_can_be_sent_again_from_the_chat(tmp_path: Path) -> None:
    room = Chatroom(tmp_path, HELD.replace("    hold: until approved\n", ""))
    claimed = room.cast.outbox.claim("masto", at(10, 30, day=9), "test:1", 60)
    assert claimed is not None
    room.cast.outbox.settle(claimed, State.HELD, HeldFor.ACCOUNT.value, at(10, 40, day=9))
    room.at(at(10, 40, day=9))
    assert "could not send it" in room.shown("Waiting for you").text
    assert room.press("Waiting for you", "Send", JEAN).startswith("✅ Jean")
    assert {row.state for row in room.cast.rows()} == {State.PLANNED}


def test_whoever_says_yes_sees_the_warning_and_the_picture_and_says_yes_to_them(tmp_path: Path) -> None:
    schedule = HELD.replace('text: {fr: "Qui est Azat ?"}', "message: m\n    warning: yes\n    photo: one.png")
    words = "m = Qui est Azat ?\n    .warning = Prison\n    .alt = La place\n"
    for name in ("one.png", "two.png"):
        Image.new("RGB", (64, 64), "darkred").save(tmp_path / name)
    room = Chatroom(tmp_path, schedule, m=words)
    room.at(at(16))
    assert (
        "⚠ Content warning: Prison\n│ Qui est Azat ?\n│ #Small\n🖼 Picture: one.png · La place" in room.shown(TITLE).text
    )
    old = room.shown(TITLE).data("Approve")
    settings = SETTINGS.replace("LANGUAGE", "en")
    room.cast.write(schedule.replace("one.png", "two.png"), settings, m=words)
    room.cast.load()
    assert room.press(TITLE, "Approve", data=old).startswith("The words have changed"), "of another picture"
    assert {row.state for row in room.cast.rows()} == {State.HELD}
    assert room.press(TITLE, "Approve").startswith("✅")
    room.cast.load()
    assert {row.state for row in room.cast.rows()} == {State.PLANNED}, "the files say what was approved"
