"""What the Bot API refuses: forwards, edits and deletions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.driver import TELEGRAM, Sandbox
from tests.sandbox.test_telegram_updates import JEAN, STAFF


def _call(sandbox: Sandbox, method: str, **parameters: object) -> tuple[int, str]:
    answer = sandbox.telegram(method, json=parameters)
    return answer.status_code, answer.json().get("description", "")


def _said(sandbox: Sandbox, text: str = "un", chat: str = "@example_fr", **more: object) -> int:
    number: int = sandbox.say(text, chat, **more).json()["result"]["message_id"]
    return number


def _forwarded(sandbox: Sandbox, number: int, source: object = "@example_fr", target: object = STAFF) -> dict[str, Any]:
    given = {"chat_id": target, "from_chat_id": source, "message_id": number}
    message: dict[str, Any] = sandbox.telegram("forwardMessage", json=given).json()["result"]
    return message


def _written(sandbox: Sandbox, text: str = "à nous", **more: object) -> int:
    action = {"network": "telegram", "do": "write", "person": JEAN, "chat": STAFF, "text": text, **more}
    number: int = sandbox.people(action)[0]["message_id"]
    return number


def test_protected_content_cannot_be_forwarded(sandbox: Sandbox) -> None:
    number = _said(sandbox, protect_content=True)
    assert _call(sandbox, "forwardMessage", chat_id=STAFF, from_chat_id="@example_fr", message_id=number) == (
        400,
        "Bad Request: message has protected content and can't be forwarded",
    )


def test_a_forward_shows_the_person_who_wrote_and_the_first_place_it_came_from(sandbox: Sandbox) -> None:
    own = _forwarded(sandbox, _written(sandbox), STAFF, "@example_fr")["forward_origin"]
    assert (own["type"], own["sender_user"]["id"]) == ("user", JEAN["id"])
    first = _forwarded(sandbox, _said(sandbox))
    again = _forwarded(sandbox, first["message_id"], STAFF)
    assert again["forward_origin"] == first["forward_origin"]
    assert first["forward_origin"]["type"] == "channel"


def test_buttons_do_not_go_along_with_a_forward(sandbox: Sandbox) -> None:
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "1"}]]}
    assert "reply_markup" not in _forwarded(sandbox, _said(sandbox, reply_markup=markup))


@pytest.mark.parametrize("method", ["editMessageText", "editMessageReplyMarkup"])
def test_a_bot_edits_neither_a_forward_nor_what_a_person_wrote(sandbox: Sandbox, method: str) -> None:
    for number in (_written(sandbox), _forwarded(sandbox, _said(sandbox))["message_id"]):
        given = {"chat_id": STAFF, "message_id": number, "text": "autre"}
        assert _call(sandbox, method, **given) == (400, "Bad Request: message can't be edited")


def test_without_an_administrators_rights_a_channel_cannot_be_edited_nor_anything_deleted(sandbox: Sandbox) -> None:
    number, theirs = _said(sandbox), _written(sandbox)
    channels = [{**channel, "can_post": False} for channel in [{"id": -1001, "username": "example_fr"}]]
    chats = [{"id": STAFF, "title": "staff", "can_post": False}]
    sandbox.control("POST", "accounts", [{**TELEGRAM, "channels": channels, "chats": chats}])
    here = {"chat_id": "@example_fr", "message_id": number}
    assert _call(sandbox, "editMessageText", **here, text="deux")[0] == 400
    assert _call(sandbox, "deleteMessage", chat_id=STAFF, message_id=theirs) == (
        400,
        "Bad Request: message can't be deleted",
    )


def test_deleted_numbers_leave_gaps(sandbox: Sandbox) -> None:
    first, second = _said(sandbox, "un"), _said(sandbox, "deux")
    assert second == first + 1
    assert _call(sandbox, "deleteMessage", chat_id="@example_fr", message_id=second)[0] == 200
    assert _said(sandbox, "trois") == second + 1
    miss = {"chat_id": STAFF, "from_chat_id": "@example_fr", "message_id": second}
    assert _call(sandbox, "forwardMessage", **miss) == (400, "Bad Request: message to forward not found")


def test_numbers_are_each_chats_own(sandbox: Sandbox) -> None:
    here, there = _said(sandbox), _said(sandbox, chat="@example_hy")
    assert _said(sandbox) == here + 1
    assert _said(sandbox, chat="@example_hy") == there + 1


def test_in_a_private_chat_48_hours_end_the_right_to_delete(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    sandbox.people({"network": "telegram", "do": "write", "person": JEAN, "text": "/start"})
    old, new = _said(sandbox, chat=str(JEAN["id"])), _said(sandbox, chat=str(JEAN["id"]))
    sandbox.clock("2023-09-01T10:00:00Z")
    assert _call(sandbox, "deleteMessage", chat_id=JEAN["id"], message_id=old)[0] == 200
    sandbox.clock("2023-09-01T10:00:01Z")
    assert _call(sandbox, "deleteMessage", chat_id=JEAN["id"], message_id=new) == (
        400,
        "Bad Request: message can't be deleted for everyone",
    )


def test_a_button_must_do_something(sandbox: Sandbox) -> None:
    markup = {"inline_keyboard": [[{"text": "Oui"}]]}
    refused = sandbox.say("?", reply_markup=markup).json()
    assert "Text buttons are unallowed in the inline keyboard" in refused["description"]


def test_addresses_are_found_and_what_lies_in_a_link_is_not_found_again(sandbox: Sandbox) -> None:
    text = "Écrire à libertepourazat@gmail.com, https://a.example/@abcde#fin #FreeAzat"
    marks = sandbox.say(text).json()["result"]["entities"]
    found = [(mark["type"], text[mark["offset"] : mark["offset"] + mark["length"]]) for mark in marks]
    assert found == [
        ("email", "libertepourazat@gmail.com"),
        ("url", "https://a.example/@abcde#fin"),
        ("hashtag", "#FreeAzat"),
    ]
