from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sandbox.driver import CHANNEL, TELEGRAM, Sandbox


def _refused(description: str, code: int = 400) -> dict[str, object]:
    return {"ok": False, "error_code": code, "description": description}


@pytest.mark.parametrize("kind", ["json", "data", "params", "files"])
def test_a_message_is_sent_whichever_way_the_parameters_come(sandbox: Sandbox, kind: str) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    parameters: dict[str, object] = {"chat_id": "@example_fr", "text": "Bonjour"}
    given: Any = {name: (None, str(value)) for name, value in parameters.items()} if kind == "files" else parameters
    message = sandbox.telegram("sendMessage", **{kind: given}).json()["result"]
    chat = {"id": -1001, "type": "channel", "title": "Azat FR", "username": "example_fr"}
    assert (message["chat"], message["sender_chat"], message["text"]) == (chat, chat, "Bonjour")
    assert message["date"] == 1_693_389_600


def test_a_get_sends_too_and_other_methods_do_not(sandbox: Sandbox) -> None:
    address = sandbox.at["telegram"] + "/bot123:ABC/sendMessage?chat_id=-1001&text=un"
    assert sandbox.http.get(address).json()["ok"] is True
    assert sandbox.http.put(address).status_code == 405


def test_method_names_have_no_case(sandbox: Sandbox) -> None:
    assert sandbox.telegram("GETME").json()["result"]["username"] == "azat_bot"


def test_a_wrong_token_is_401_and_a_wrong_path_or_method_404(sandbox: Sandbox) -> None:
    wrong = sandbox.telegram("getMe", token="123:WRONG")
    assert (wrong.status_code, wrong.json()) == (401, _refused("Unauthorized", 401))
    assert sandbox.telegram("getMe", token="nocolon").status_code == 404
    assert sandbox.telegram("sendPigeon").json() == _refused("Not Found", 404)


def test_message_numbers_follow_each_other_in_each_chat(sandbox: Sandbox) -> None:
    first, second = (sandbox.say(text).json()["result"]["message_id"] for text in "ab")
    other = sandbox.say("c", "@example_hy").json()["result"]["message_id"]
    third = sandbox.say("d").json()["result"]["message_id"]
    assert (second, third) == (first + 1, first + 2)
    assert [post["id"] for post in sandbox.posts()] == [str(number) for number in (first, second, other, third)]


@pytest.mark.parametrize("chat", ["@nobody", "-5", "abc", "@", "999999999999999999999"])
def test_an_unknown_chat_is_400(sandbox: Sandbox, chat: str) -> None:
    assert sandbox.say("un", chat).json() == _refused("Bad Request: chat not found")


def test_a_bot_outside_the_channel_is_403_and_one_without_the_right_400(sandbox: Sandbox) -> None:
    sandbox.control("POST", "accounts", [{**TELEGRAM, "channels": [{**CHANNEL, "member": False}]}])
    assert sandbox.say("un").json() == _refused("Forbidden: bot is not a member of the channel chat", 403)
    sandbox.control("POST", "accounts", [{**TELEGRAM, "channels": [{**CHANNEL, "can_post": False}]}])
    assert sandbox.say("un").json() == _refused("Bad Request: need administrator rights in the channel chat")
    member = {"chat_id": "-1001", "user_id": 123}
    assert sandbox.telegram("getChatMember", json=member).json()["result"]["status"] == "member"
    assert sandbox.posts() == []


def test_the_bot_is_an_administrator_that_may_post(sandbox: Sandbox) -> None:
    member = sandbox.telegram("getChatMember", json={"chat_id": "@example_fr", "user_id": 123}).json()["result"]
    assert (member["status"], member["can_post_messages"]) == ("administrator", True)
    assert sandbox.telegram("getChatMember", json={"chat_id": "@example_fr", "user_id": 5}).status_code == 400


def test_a_chat_is_told_by_name_or_number(sandbox: Sandbox) -> None:
    by_name = sandbox.telegram("getChat", json={"chat_id": "@EXAMPLE_fr"}).json()["result"]
    assert by_name == sandbox.telegram("getChat", json={"chat_id": -1001}).json()["result"]
    assert (by_name["id"], by_name["type"], by_name["username"]) == (-1001, "channel", "example_fr")
    assert sandbox.telegram("getChat", json={"chat_id": -100123}).json()["result"]["type"] == "supergroup"


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u0001"])
def test_an_empty_text_is_400(sandbox: Sandbox, text: str) -> None:
    assert sandbox.say(text).json() == _refused("Bad Request: message text is empty")


def test_4096_utf_16_units_are_taken_and_one_more_is_not(sandbox: Sandbox) -> None:
    assert sandbox.say("é" * 4096).status_code == 200
    assert sandbox.say("🕊" * 2048).status_code == 200
    for text in ("é" * 4097, "🕊" * 2048 + "a"):
        assert sandbox.say(text).json() == _refused("Bad Request: message is too long")


def test_white_space_around_a_text_is_dropped_and_entities_move_with_it(sandbox: Sandbox) -> None:
    marks = [{"type": "bold", "offset": 3, "length": 2}]
    message = sandbox.say("  🕊ab  ", entities=[{"type": "bold", "offset": 4, "length": 2}]).json()["result"]
    assert (message["text"], message["entities"]) == ("🕊ab", [marks[0] | {"offset": 2}])


@pytest.mark.parametrize(
    "entities",
    [
        [{"type": "bold", "offset": 0, "length": 5}],
        [{"type": "loud", "offset": 0, "length": 1}],
        [{"type": "bold", "offset": -1, "length": 1}],
        [{"type": "bold", "offset": 0, "length": 0}],
        ["bold"],
        {"type": "bold"},
        "not json",
    ],
)
def test_entities_outside_the_text_or_of_no_kind_are_400(sandbox: Sandbox, entities: object) -> None:
    given = entities if isinstance(entities, str) else json.dumps(entities)
    assert (
        sandbox.telegram("sendMessage", data={"chat_id": "-1001", "text": "abc", "entities": given}).status_code == 400
    )


def test_html_becomes_entities_in_utf_16_units(sandbox: Sandbox) -> None:
    message = sandbox.say(
        '🕊 <b>Azat</b> &lt;<a href="https://example.org">ici</a>&gt; #FreeAzat', parse_mode="HTML"
    ).json()["result"]
    assert message["text"] == "🕊 Azat <ici> #FreeAzat"
    assert message["entities"] == [
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "text_link", "offset": 9, "length": 3, "url": "https://example.org"},
        {"type": "hashtag", "offset": 14, "length": 9},
    ]


@pytest.mark.parametrize("text", ["<p>a</p>", "<b>a", "a</b>", "<b><i>a</b></i>", "<!-- a -->b", "a < b <i>c</i>d <"])
def test_html_of_other_tags_or_unclosed_is_400(sandbox: Sandbox, text: str) -> None:
    answer = sandbox.say(text, parse_mode="HTML")
    # a lone "<" is read as the beginning of a tag
    assert answer.status_code == 400
    assert answer.json()["description"].startswith("Bad Request: can't parse entities")


@pytest.mark.parametrize("mode", ["MarkdownV2", "Markdown", "rtf"])
def test_other_parse_modes_are_400(sandbox: Sandbox, mode: str) -> None:
    assert sandbox.say("a", parse_mode=mode).status_code == 400


def test_silence_previews_and_replies_are_taken(sandbox: Sandbox) -> None:
    first = sandbox.say("un", disable_notification=True, link_preview_options={"is_disabled": True}).json()["result"]
    reply = {"message_id": first["message_id"]}
    assert sandbox.say("deux", reply_parameters=reply).json()["result"]["reply_to_message"]["text"] == "un"
    missing = {"message_id": 999_999}
    assert sandbox.say("trois", reply_parameters=missing).json() == _refused(
        "Bad Request: message to be replied not found"
    )
    assert sandbox.say("trois", reply_parameters={**missing, "allow_sending_without_reply": True}).status_code == 200
    assert sandbox.say("quatre", link_preview_options="no").status_code == 400
    assert [post["silent"] for post in sandbox.posts()] == [True, False, False]


@pytest.mark.parametrize(("data", "code"), [("a" * 64, 200), ("é" * 32, 200), ("a" * 65, 400), ("", 400)])
def test_a_buttons_data_has_1_to_64_bytes(sandbox: Sandbox, data: str, code: int) -> None:
    markup = {"inline_keyboard": [[{"text": "Approuver", "callback_data": data}]]}
    assert sandbox.say("un", "-100123", reply_markup=markup).status_code == code


def test_staff_chats_are_told_from_channels(sandbox: Sandbox) -> None:
    message = sandbox.say("interne", "-100123").json()["result"]
    assert message["from"]["username"] == "azat_bot"
    assert (sandbox.posts()[0]["kind"], sandbox.posts()[0]["account"]) == ("chat", "staff")
