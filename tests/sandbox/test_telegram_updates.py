"""What people do reaches the bot, in order, until it is confirmed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from tests.sandbox.driver import TELEGRAM, TIMEOUT_S, Sandbox

JEAN = {"id": 12345678, "first_name": "Jean", "username": "jean"}
STAFF = -100123
OWN = str(TELEGRAM["bot_token"])
BUTTONS = {
    "inline_keyboard": [[{"text": "Oui", "callback_data": "yes:1"}, {"text": "Page", "url": "https://a.example"}]]
}


def _write(text: str, **more: object) -> dict[str, object]:
    return {"network": "telegram", "do": "write", "person": JEAN, "chat": STAFF, "text": text, **more}


def _press(message: int, button: str = "yes:1") -> dict[str, object]:
    where = {"chat": STAFF, "message_id": message, "button": button}
    return {"network": "telegram", "do": "press", "person": JEAN, **where}


def _updates(sandbox: Sandbox, **parameters: object) -> list[dict[str, Any]]:
    answer = sandbox.telegram("getUpdates", json=parameters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["result"]
    return found


def _impossible(sandbox: Sandbox, action: object) -> str:
    answer = sandbox.http.post(f"{sandbox.at['control']}/_control/people", json=[action], timeout=TIMEOUT_S)
    assert answer.status_code == 400
    return str(answer.json()["error"])


def test_a_message_to_the_group_comes_as_an_update_and_is_no_post(sandbox: Sandbox) -> None:
    (done,) = sandbox.people(_write("/status@azat_bot de #FreeAzat"))
    (update,) = _updates(sandbox)
    message = update["message"]
    assert (done["message_id"], done["updates"]) == (message["message_id"], [update["update_id"]])
    assert message["from"] == {"id": 12345678, "is_bot": False, "first_name": "Jean", "username": "jean"}
    assert (message["chat"]["id"], message["text"]) == (STAFF, "/status@azat_bot de #FreeAzat")
    assert [(mark["type"], mark["offset"], mark["length"]) for mark in message["entities"]] == [
        ("bot_command", 0, 16),
        ("hashtag", 20, 9),
    ]
    assert sandbox.posts() == []


def test_an_update_comes_again_until_a_higher_offset_confirms_it(sandbox: Sandbox) -> None:
    first, second, third = (done["updates"][0] for done in sandbox.people(*map(_write, "abc")))
    assert (second, third) == (first + 1, first + 2)
    assert [one["update_id"] for one in _updates(sandbox, limit=2)] == [first, second]
    assert [one["update_id"] for one in _updates(sandbox, offset=second)] == [second, third]
    assert [one["update_id"] for one in _updates(sandbox)] == [second, third], "the first is forgotten"
    assert _updates(sandbox, offset=third + 1) == []
    assert _updates(sandbox) == []


def test_a_lost_answer_loses_no_update(sandbox: Sandbox) -> None:
    sandbox.people(_write("un"))
    sandbox.fault("telegram", "cut_after", {"path": "*/getUpdates"}, bytes=60, times=1)
    with pytest.raises(requests.RequestException):
        sandbox.telegram("getUpdates").json()
    assert len(_updates(sandbox)) == 1


def test_a_negative_offset_keeps_the_latest_and_forgets_the_rest(sandbox: Sandbox) -> None:
    sandbox.people(*map(_write, "abc"))
    assert [one["message"]["text"] for one in _updates(sandbox, offset=-1)] == ["c"]
    assert len(_updates(sandbox)) == 1


@pytest.mark.parametrize(("limit", "number"), [(0, 1), (100, 100), (1000, 100)])
def test_a_limit_is_put_between_1_and_100(sandbox: Sandbox, limit: int, number: int) -> None:
    sandbox.people(*[_write("un")] * 101)
    assert len(_updates(sandbox, limit=limit)) == number


def test_updates_are_kept_for_24_hours(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    sandbox.people(_write("un"))
    sandbox.clock("2023-08-31T09:59:59Z")
    assert len(_updates(sandbox)) == 1
    sandbox.clock("2023-08-31T10:00:00Z")
    assert _updates(sandbox) == []


def test_a_long_poll_ends_with_the_first_update(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(1) as pool:
        address = sandbox.at["telegram"] + "/bot123:ABC/getUpdates?timeout=50"
        waiting = pool.submit(requests.get, address, timeout=20)
        sandbox.people(_write("un"))
        assert [one["message"]["text"] for one in waiting.result().json()["result"]] == ["un"]


def test_what_a_bot_does_not_want_is_never_kept_and_the_wish_lasts(sandbox: Sandbox) -> None:
    _updates(sandbox, allowed_updates=["callback_query", "no_such_kind"])
    assert sandbox.people(_write("un"))[0]["updates"] == [None]
    assert _updates(sandbox) == []
    _updates(sandbox, allowed_updates=[])
    assert sandbox.people(_write("deux"))[0]["updates"] != [None]
    wrong = sandbox.telegram("getUpdates", json={"allowed_updates": "message"})
    assert wrong.status_code == 400


def test_a_webhook_that_is_deleted_can_take_what_waits_with_it(sandbox: Sandbox) -> None:
    sandbox.people(_write("un"))
    sandbox.telegram("deleteWebhook")
    assert sandbox.telegram("getWebhookInfo").json()["result"]["pending_update_count"] == 1
    sandbox.telegram("deleteWebhook", json={"drop_pending_updates": True})
    assert _updates(sandbox) == []


def test_a_press_is_told_to_the_bot_and_its_answer_to_the_test(sandbox: Sandbox) -> None:
    message = sandbox.say("Laisser partir ?", str(STAFF), reply_markup=BUTTONS).json()["result"]["message_id"]
    (pressed, again) = sandbox.people(_press(message), _press(message, "Oui"))
    query = _updates(sandbox)[0]["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (pressed["callback_query_id"], "yes:1", JEAN["id"])
    assert (query["message"]["message_id"], query["message"]["text"]) == (message, "Laisser partir ?")
    assert again["callback_query_id"] != pressed["callback_query_id"]
    answer = {"callback_query_id": query["id"], "text": "Parti.", "show_alert": True}
    assert sandbox.telegram("answerCallbackQuery", json=answer).json() == {"ok": True, "result": True}
    told = sandbox.control("GET", "people")
    assert [press["answer"] for press in told] == [{"text": "Parti.", "show_alert": True}, None]


def test_a_press_can_be_answered_in_time_by_its_bot_and_briefly(sandbox: Sandbox) -> None:
    sandbox.control("POST", "accounts", [{**TELEGRAM, "bot_token": "456:DEF", "username": "other_bot"}])
    sandbox.clock("2023-08-30T10:00:00Z")
    message = sandbox.say("?", str(STAFF), reply_markup=BUTTONS).json()["result"]["message_id"]
    identity = sandbox.people(_press(message))[0]["callback_query_id"]
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"

    def answer(token: str, **more: object) -> tuple[int, str]:
        given = {"callback_query_id": identity, **more}
        told = sandbox.telegram("answerCallbackQuery", token=token, json=given)
        return told.status_code, told.json().get("description", "")

    assert answer(OWN, text="é" * 201) == (400, "Bad Request: MESSAGE_TOO_LONG")
    assert answer(OWN, callback_query_id="1") == (400, late)
    assert answer("456:DEF") == (400, late)
    sandbox.clock("2023-08-30T10:00:59Z")
    assert answer(OWN, text="é" * 200)[0] == 200
    sandbox.clock("2023-08-30T10:01:00Z")
    assert answer(OWN) == (400, late)


def test_nobody_can_press_what_does_not_stand_there(sandbox: Sandbox) -> None:
    plain = sandbox.say("?", str(STAFF)).json()["result"]["message_id"]
    assert "there is none" in _impossible(sandbox, _press(plain))
    buttons = sandbox.say("?", str(STAFF), reply_markup=BUTTONS).json()["result"]["message_id"]
    assert "'Oui' ('yes:1')" in _impossible(sandbox, _press(buttons, "Non"))
    assert "no message" in _impossible(sandbox, _press(buttons + 1))
    sandbox.telegram("editMessageReplyMarkup", json={"chat_id": STAFF, "message_id": buttons})
    assert "there is none" in _impossible(sandbox, _press(buttons))


def test_a_person_opens_the_private_chat_and_the_bot_may_answer_there(sandbox: Sandbox) -> None:
    assert sandbox.say("Bonjour", "777").status_code == 400, "a bot cannot write first"
    sandbox.people({"network": "telegram", "do": "write", "person": {"id": 777}, "text": "/start", "bot": "azat_bot"})
    assert _updates(sandbox)[0]["message"]["chat"]["type"] == "private"
    assert sandbox.say("Bonjour", "777").status_code == 200


def test_a_persons_post_in_a_channel_is_a_channel_post_and_takes_a_number(sandbox: Sandbox) -> None:
    before = sandbox.say("un").json()["result"]["message_id"]
    sandbox.people(_write("deux", chat="@example_fr"))
    assert _updates(sandbox)[0]["channel_post"]["message_id"] == before + 1
    assert sandbox.say("trois").json()["result"]["message_id"] == before + 2


def test_a_member_without_rights_hears_only_what_is_meant_for_it(sandbox: Sandbox) -> None:
    own = sandbox.say("?", str(STAFF)).json()["result"]["message_id"]
    chats = [{"id": STAFF, "title": "staff", "can_post": False}]
    sandbox.control("POST", "accounts", [{**TELEGRAM, "chats": chats}])
    sandbox.people(_write("entre nous"), _write("/pause"), _write("/pause@else_bot"), _write("dis, @azat_bot"))
    sandbox.people(_write("réponse", reply_to=own))
    assert [one["message"]["text"] for one in _updates(sandbox)] == ["/pause", "dis, @azat_bot", "réponse"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"network": "telegram", "do": "dance"},
        {"network": "mastodon", "do": "press"},
        _write(""),
        _write("é" * 4097),
        _write("un", person={"id": -1}),
        _write("un", chat="@nowhere"),
        _write("un", reply_to=999_999),
    ],
)
def test_what_nobody_can_do_is_400(sandbox: Sandbox, wrong: object) -> None:
    assert _impossible(sandbox, wrong)
    assert _updates(sandbox) == []
