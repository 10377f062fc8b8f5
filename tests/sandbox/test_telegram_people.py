"""Supporters on Telegram: photos, files and albums in private chats, groups and channels of their own."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from tests.sandbox.driver import STAFF, TELEGRAM, TIMEOUT_S, Sandbox, png

ANNA = {"id": 4242, "first_name": "Anna", "language_code": "pt-br"}
THEIRS = {"id": -1009, "username": "lyon_libre", "title": "Lyon"}
GROUP = {"id": -1007, "title": "Amis"}


@pytest.fixture
def lyon(sandbox: Sandbox) -> Sandbox:
    """With a channel that is not the campaign's, and a group whose bot is a mere member."""
    channels = [*TELEGRAM["channels"], THEIRS]
    chats = [STAFF, {**GROUP, "can_post": False}]
    sandbox.control("POST", "accounts", [{**TELEGRAM, "channels": channels, "chats": chats}])
    return sandbox


def _picture(colour: str = "navy", **more: object) -> dict[str, object]:
    return {"data": b64encode(png(colour=colour)).decode(), **more}


def _write(text: str = "", **more: object) -> dict[str, object]:
    return {"network": "telegram", "do": "write", "person": ANNA, "text": text, **more}


def _updates(sandbox: Sandbox) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = sandbox.telegram("getUpdates").json()["result"]
    return found


def _fetched(sandbox: Sandbox, file_id: str) -> bytes:
    path = sandbox.telegram("getFile", json={"file_id": file_id}).json()["result"]["file_path"]
    answer = sandbox.http.get(f"{sandbox.at['telegram']}/file/bot123:ABC/{path}", timeout=TIMEOUT_S)
    assert answer.status_code == 200
    return answer.content


def test_a_photo_in_a_private_chat_comes_with_its_caption_and_can_be_fetched(sandbox: Sandbox) -> None:
    sandbox.people(_write("Lyon #FreeAzat", pictures=[_picture()]))
    (update,) = _updates(sandbox)
    message = update["message"]
    assert message["from"]["language_code"] == "pt-br"
    assert (message["chat"]["type"], message["caption"]) == ("private", "Lyon #FreeAzat")
    assert [mark["type"] for mark in message["caption_entities"]] == ["hashtag"]
    assert _fetched(sandbox, message["photo"][-1]["file_id"]) == png(colour="navy")
    assert sandbox.posts() == []


def test_a_document_is_kept_byte_for_byte_whatever_it_is(sandbox: Sandbox) -> None:
    data = b"ftypheic, and no decoder here"
    given = {"data": b64encode(data).decode(), "kind": "document", "name": "a.heic", "mime": "image/heic"}
    sandbox.people(_write(pictures=[given]))
    document = _updates(sandbox)[0]["message"]["document"]
    assert (document["file_name"], document["mime_type"], document["file_size"]) == ("a.heic", "image/heic", len(data))
    assert _fetched(sandbox, document["file_id"]) == data


def test_an_album_is_as_many_messages_and_the_first_has_the_words(sandbox: Sandbox) -> None:
    (done,) = sandbox.people(_write("#FreeAzat", pictures=[_picture("navy"), _picture("red", spoiler=True)]))
    first, second = (update["message"] for update in _updates(sandbox))
    assert done["message_ids"] == [first["message_id"], second["message_id"]]
    assert first["media_group_id"] == second["media_group_id"]
    assert ("caption" in first, "caption" in second) == (True, False)
    assert ("has_media_spoiler" in first, "has_media_spoiler" in second) == (False, True)


def test_what_is_not_fetched(sandbox: Sandbox) -> None:
    assert (
        sandbox.telegram("getFile", json={"file_id": "AgACx"}).json()["description"] == "Bad Request: invalid file_id"
    )
    for token, path, status in (("123:ABC", "photos/none.png", 404), ("9:X", "photos/file_0.png", 401)):
        answer = sandbox.http.get(f"{sandbox.at['telegram']}/file/bot{token}/{path}", timeout=TIMEOUT_S)
        assert answer.status_code == status


def test_a_supporters_channel_post_is_listed_apart_and_so_is_what_becomes_of_it(lyon: Sandbox) -> None:
    (done,) = lyon.people(_write("Ici #FreeAzat", chat="@lyon_libre", pictures=[_picture()]))
    post = _updates(lyon)[0]["channel_post"]
    assert (post["chat"]["username"], post["sender_chat"]["id"], "from" in post) == ("lyon_libre", -1009, False)
    assert lyon.posts() == []
    change = {"network": "telegram", "do": "edit", "person": ANNA, "chat": -1009, "message_id": done["message_id"]}
    lyon.people({**change, "text": "Ici"})
    edited = _updates(lyon)[1]["edited_channel_post"]
    assert (edited["caption"], "caption_entities" in edited, "photo" in edited) == ("Ici", False, True)
    (seen,) = lyon.control("GET", "posts?by=supporters")
    number = done["message_id"]
    assert (seen["account"], seen["id"], seen["text"], len(seen["pictures"])) == ("lyon_libre", str(number), "Ici", 1)
    lyon.people({"network": "telegram", "do": "delete", "account": "@lyon_libre", "id": str(number)})
    assert lyon.control("GET", "posts?by=supporters")[0]["deleted_at"]
    gone = lyon.telegram("forwardMessage", json={"chat_id": "@example_fr", "from_chat_id": -1009, "message_id": number})
    assert gone.json()["description"] == "Bad Request: message to forward not found"


def test_another_picture_in_a_message_keeps_its_words(sandbox: Sandbox) -> None:
    (done,) = sandbox.people(_write("Lyon", pictures=[_picture("navy")]))
    change = {"network": "telegram", "do": "edit", "person": ANNA, "chat": ANNA["id"], "message_id": done["message_id"]}
    sandbox.people({**change, "pictures": [_picture("red")]})
    before, after = (update.get("message") or update["edited_message"] for update in _updates(sandbox))
    assert after["caption"] == "Lyon"
    assert after["photo"][-1]["file_unique_id"] != before["photo"][-1]["file_unique_id"]


def test_a_forward_to_our_channel_names_the_post_it_is_of(lyon: Sandbox) -> None:
    number = lyon.people(_write("Ici #FreeAzat", chat="@lyon_libre", pictures=[_picture()]))[0]["message_id"]
    forward = {"chat_id": "@example_fr", "from_chat_id": "@lyon_libre", "message_id": number}
    forward["disable_notification"] = True
    message = lyon.telegram("forwardMessage", json=forward).json()["result"]
    origin = message["forward_origin"]
    assert (origin["type"], origin["chat"]["id"], origin["message_id"]) == ("channel", -1009, number)
    copy = {"chat_id": STAFF["id"], "from_chat_id": "@example_fr", "message_id": message["message_id"]}
    assert lyon.telegram("forwardMessage", json=copy).json()["result"]["forward_origin"] == origin
    ours, probe = lyon.posts()
    assert (ours["repost_of"], ours["forwarded_from"], ours["silent"]) == (f"-1009/{number}", "lyon_libre", True)
    assert len(ours["pictures"]) == 1
    assert (probe["kind"], probe["repost_of"]) == ("chat", ""), "a copy for the staff is no repost"


def test_protected_posts_cannot_be_forwarded(lyon: Sandbox) -> None:
    number = lyon.people(_write("Ici", chat="@lyon_libre", protected=True))[0]["message_id"]
    forward = {"chat_id": "@example_fr", "from_chat_id": "@lyon_libre", "message_id": number}
    assert lyon.telegram("forwardMessage", json=forward).status_code == 400
    assert _updates(lyon)[0]["channel_post"]["has_protected_content"] is True


def test_a_mere_member_of_a_group_does_not_hear_its_photos(lyon: Sandbox) -> None:
    group = GROUP["id"]
    lyon.people(_write("#FreeAzat", chat=group, pictures=[_picture()]), _write(chat=group, pictures=[_picture()]))
    lyon.people(_write("@azat_bot #FreeAzat", chat=group, pictures=[_picture()]))
    assert [update["message"]["caption"] for update in _updates(lyon)] == ["@azat_bot #FreeAzat"]


def test_an_administrator_of_a_group_hears_it_all_and_anonymous_ones_speak_for_the_group(lyon: Sandbox) -> None:
    lyon.control("POST", "accounts", [{**TELEGRAM, "chats": [GROUP]}])
    lyon.people(_write("#FreeAzat", chat=GROUP["id"], pictures=[_picture()], anonymous=True))
    message = _updates(lyon)[0]["message"]
    assert (message["from"]["username"], message["sender_chat"]["id"]) == ("GroupAnonymousBot", GROUP["id"])


def test_a_forwarded_message_shows_where_it_comes_from(lyon: Sandbox) -> None:
    number = lyon.people(_write("Ici", chat="@lyon_libre"))[0]["message_id"]
    lyon.people(_write(pictures=[_picture()], forwarded_from={"chat": "@lyon_libre", "message_id": number}))
    lyon.people(_write(pictures=[_picture()], forwarded_from={"person": {"id": 5, "first_name": "Boris"}}))
    _, public, private = _updates(lyon)
    assert public["message"]["forward_origin"]["chat"]["username"] == "lyon_libre"
    assert private["message"]["forward_origin"]["sender_user"]["id"] == 5


def test_a_photo_behind_a_spoiler_can_be_shown_to_the_staff_and_to_people(sandbox: Sandbox) -> None:
    sandbox.people(_write("/start"))
    for chat in (str(STAFF["id"]), str(ANNA["id"])):
        message = sandbox.photo(chat=chat, caption="Ici", has_spoiler="true", protect_content="true").json()["result"]
        assert (message["has_media_spoiler"], message["has_protected_content"]) == (True, True)
        gone = sandbox.telegram("deleteMessage", json={"chat_id": chat, "message_id": message["message_id"]})
        assert gone.json()["result"] is True


def test_who_stops_the_bot_is_not_written_to_until_they_write_again(sandbox: Sandbox) -> None:
    sandbox.people(_write("/start"), {"network": "telegram", "do": "block", "person": ANNA})
    changed = _updates(sandbox)[1]["my_chat_member"]
    assert (changed["chat"]["id"], changed["new_chat_member"]["status"]) == (ANNA["id"], "kicked")
    refused = sandbox.say("Bonjour", str(ANNA["id"]))
    assert (refused.status_code, refused.json()["description"]) == (403, "Forbidden: bot was blocked by the user")
    sandbox.people(_write("encore"))
    assert sandbox.say("Bonjour", str(ANNA["id"])).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        _write(pictures=[{"data": "é"}]),
        _write(pictures=[{"data": ""}]),
        _write(pictures=[{"data": b64encode(b"no picture").decode()}]),
        _write(pictures=[_picture(kind="sticker")]),
        _write(pictures=[_picture()] * 11),
        _write("é" * 1025, pictures=[_picture()]),
        _write("x", forwarded_from={"chat": "@nowhere", "message_id": 1}),
        {"network": "telegram", "do": "edit", "person": ANNA, "chat": "@example_fr", "message_id": 99, "text": "x"},
    ],
)
def test_what_nobody_can_send(sandbox: Sandbox, wrong: dict[str, object]) -> None:
    answer = sandbox.http.post(f"{sandbox.at['control']}/_control/people", json=[wrong], timeout=TIMEOUT_S)
    assert answer.status_code == 400
    assert _updates(sandbox) == []


def test_nobody_edits_what_a_bot_wrote(sandbox: Sandbox) -> None:
    number = sandbox.say("un").json()["result"]["message_id"]
    action = {"network": "telegram", "do": "edit", "person": ANNA, "chat": "@example_fr", "message_id": number}
    wrong = [{**action, "text": "deux"}]
    answer = sandbox.http.post(f"{sandbox.at['control']}/_control/people", json=wrong, timeout=TIMEOUT_S)
    assert "a bot wrote" in answer.json()["error"]
