from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from PIL import Image

from tests.sandbox.driver import CHANNEL, STAFF, TELEGRAM, Sandbox, png


def _call(sandbox: Sandbox, method: str, **parameters: object) -> tuple[int, str]:
    answer = sandbox.telegram(method, json=parameters)
    return answer.status_code, answer.json().get("description", "")


def test_a_photo_comes_back_in_sizes_the_largest_last(sandbox: Sandbox) -> None:
    message = sandbox.photo(png(800, 600), caption="Azat").json()["result"]
    assert [(size["width"], size["height"]) for size in message["photo"]] == [(320, 240), (800, 600)]
    assert message["caption"] == "Azat"
    assert sandbox.posts()[0]["pictures"][0]["width"] == 800


def test_a_photo_goes_again_by_its_file_id(sandbox: Sandbox) -> None:
    file_id = sandbox.photo().json()["result"]["photo"][-1]["file_id"]
    assert _call(sandbox, "sendPhoto", chat_id="@example_hy", photo=file_id)[0] == 200
    assert len({post["pictures"][0]["sha256"] for post in sandbox.posts()}) == 1
    assert _call(sandbox, "sendPhoto", chat_id="@example_hy", photo="AgACwrong")[0] == 400
    assert _call(sandbox, "sendPhoto", chat_id="@example_hy") == (400, "Bad Request: there is no photo in the request")


def test_a_photo_may_be_attached_under_another_name(sandbox: Sandbox) -> None:
    files = {"card": ("card.png", png())}
    data = {"chat_id": "-1001", "photo": "attach://card"}
    assert sandbox.telegram("sendPhoto", data=data, files=files).status_code == 200


def test_1024_units_of_caption_are_taken_and_one_more_is_not(sandbox: Sandbox) -> None:
    assert sandbox.photo(caption="🕊" * 512).status_code == 200
    assert sandbox.photo(caption="<b>" + "é" * 1024 + "</b>", parse_mode="HTML").status_code == 200
    refused = sandbox.photo(caption="🕊" * 512 + "a")
    assert refused.json()["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("size", "code"), [((9999, 1), 400), ((8000, 2000), 200), ((8000, 2001), 400), ((200, 10), 200), ((201, 10), 400)]
)
def test_sides_and_ratio_are_bounded(sandbox: Sandbox, size: tuple[int, int], code: int) -> None:
    data = io.BytesIO()
    Image.new("1", size).save(data, "PNG")
    assert sandbox.photo(data.getvalue()).status_code == code


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(sandbox: Sandbox) -> None:
    limit = 10 * 1024 * 1024
    assert sandbox.photo(png() + b"\0" * (limit - len(png()))).status_code == 200
    assert "too big for a photo" in sandbox.photo(png() + b"\0" * (limit + 1 - len(png()))).json()["description"]


@pytest.mark.parametrize("data", [b"", b"not a picture", png()[:60]])
def test_what_does_not_decode_is_400(sandbox: Sandbox, data: bytes) -> None:
    assert sandbox.photo(data).status_code == 400


def test_a_forward_shows_what_stands_there_and_a_miss_says_so(sandbox: Sandbox) -> None:
    there = sandbox.photo(caption="Azat").json()["result"]["message_id"]
    copy = sandbox.telegram(
        "forwardMessage", json={"chat_id": -100123, "from_chat_id": "@example_fr", "message_id": there}
    )
    message = copy.json()["result"]
    assert (message["caption"], message["forward_origin"]["message_id"]) == ("Azat", there)
    assert message["chat"]["id"] == -100123
    miss = {"chat_id": -100123, "from_chat_id": "@example_fr", "message_id": there + 1}
    assert _call(sandbox, "forwardMessage", **miss) == (400, "Bad Request: message to forward not found")
    assert [post["forwarded_from"] for post in sandbox.posts()] == ["", "example_fr"]
    assert sandbox.posts()[1]["pictures"] == sandbox.posts()[0]["pictures"]


def test_editing_changes_once_and_says_when_nothing_changes(sandbox: Sandbox) -> None:
    here = {"chat_id": "@example_fr", "message_id": sandbox.say("avant").json()["result"]["message_id"]}
    assert _call(sandbox, "editMessageText", **here, text="après")[0] == 200
    assert sandbox.posts()[0]["text"] == "après"
    status, description = _call(sandbox, "editMessageText", **here, text="après")
    assert (status, "message is not modified" in description) == (400, True)
    assert "message is not modified" in _call(sandbox, "editMessageReplyMarkup", **here)[1]
    nowhere = {**here, "message_id": 999_999}
    assert _call(sandbox, "editMessageReplyMarkup", **nowhere) == (400, "Bad Request: message to edit not found")
    assert _call(sandbox, "editMessageCaption", **here, caption="a")[0] == 400


def test_a_caption_is_edited_and_buttons_are_taken_away(sandbox: Sandbox) -> None:
    markup = '{"inline_keyboard": [[{"text": "Oui", "callback_data": "1"}]]}'
    message = sandbox.photo(chat="-100123", caption="avant", reply_markup=markup).json()["result"]
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "Oui"
    here = {"chat_id": "-100123", "message_id": message["message_id"]}
    edited = sandbox.telegram("editMessageCaption", json={**here, "caption": "après"}).json()["result"]
    assert edited["caption"] == "après"
    assert "reply_markup" not in edited


def test_a_message_becomes_a_picture_and_stays_protected(sandbox: Sandbox) -> None:
    said = sandbox.telegram("sendMessage", json={"chat_id": -100123, "text": "photo", "protect_content": True})
    here = {"chat_id": "-100123", "message_id": str(said.json()["result"]["message_id"])}
    media = {"type": "photo", "media": "attach://x", "caption": "Lyon", "has_spoiler": True}
    form = {**here, "media": json.dumps(media)}
    edited = sandbox.telegram("editMessageMedia", data=form, files={"x": ("x.png", png(), "image/png")})
    message = edited.json()["result"]
    assert (message["caption"], message["has_media_spoiler"], message["has_protected_content"]) == ("Lyon", True, True)
    assert "text" not in message
    (post,) = sandbox.posts()
    assert (post["text"], len(post["pictures"])) == ("Lyon", 1)
    again = sandbox.telegram("editMessageMedia", data=form, files={"x": ("x.png", png(), "image/png")})
    assert "message is not modified" in again.json()["description"]
    assert _call(sandbox, "editMessageMedia", **here, media={"type": "video", "media": "x"})[0] == 400
    assert _call(sandbox, "editMessageMedia", **here, media={"type": "photo", "media": "x"})[0] == 400
    assert _call(sandbox, "editMessageMedia", **{**here, "message_id": 999}, media=media)[0] == 400


def test_a_deleted_message_is_gone(sandbox: Sandbox) -> None:
    here = {"chat_id": "@example_fr", "message_id": sandbox.say("un").json()["result"]["message_id"]}
    assert _call(sandbox, "deleteMessage", **here)[0] == 200
    assert _call(sandbox, "deleteMessage", **here) == (400, "Bad Request: message to delete not found")
    assert sandbox.posts()[0]["deleted_at"] is not None


def test_a_second_poller_ends_the_first_ones_poll(sandbox: Sandbox) -> None:
    assert sandbox.telegram("getUpdates").json() == {"ok": True, "result": []}
    with ThreadPoolExecutor(1) as pool:
        address = sandbox.at["telegram"] + "/bot123:ABC/getUpdates?timeout=10"
        first = pool.submit(requests.get, address, timeout=20)
        while not first.done():  # whichever of the two arrives first
            assert sandbox.telegram("getUpdates").status_code == 200
    answer = first.result()
    assert (answer.status_code, "terminated by other getUpdates" in answer.text) == (409, True)


def test_a_chat_takes_a_short_burst_and_then_one_message_a_second(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    assert [sandbox.say(str(number)).status_code for number in range(6)] == [200] * 5 + [429]
    refused = sandbox.say("encore")
    assert refused.headers["Retry-After"] == "1"
    assert refused.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert sandbox.say("ailleurs", "@example_hy").status_code == 200
    sandbox.clock("2023-08-30T10:00:01Z")
    assert [sandbox.say(text).status_code for text in "ab"] == [200, 429]


def test_a_channel_takes_20_messages_a_minute(sandbox: Sandbox) -> None:
    for number in range(20):
        sandbox.clock(f"2023-08-30T10:00:{2 * number:02}Z")
        assert sandbox.say(str(number)).status_code == 200
    sandbox.clock("2023-08-30T10:00:50Z")
    assert sandbox.say("encore").headers["Retry-After"] == "10"
    sandbox.clock("2023-08-30T10:00:59Z")
    assert sandbox.say("encore").status_code == 429
    sandbox.clock("2023-08-30T10:01:00Z")
    assert sandbox.say("encore").status_code == 200
    assert len(sandbox.posts()) == 21


def test_a_bot_sends_about_30_messages_a_second_in_all(sandbox: Sandbox) -> None:
    people = [{"id": number, "title": f"person {number}"} for number in range(1, 33)]
    sandbox.control("POST", "accounts", [{**TELEGRAM, "channels": [CHANNEL], "chats": [*people, STAFF]}])
    sandbox.clock("2023-08-30T10:00:00Z")
    codes = [sandbox.say("un", str(person["id"])).status_code for person in people]
    assert codes == [200] * 30 + [429] * 2
